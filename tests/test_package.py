"""The wheel holds all that an installed smeeting needs, and works without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from smeeting import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built here and now, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_every_module_style_and_starter_file(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for pattern in ("*.py", "*.tcss", "py.typed")
        for path in (ROOT / "smeeting").rglob(pattern)
    }
    assert any(name.endswith(".tcss") for name in wanted)
    wanted |= {f"smeeting/starter/agendas/{path.name}" for path in (ROOT / "agendas").glob("*.yaml")}
    wanted |= {"smeeting/py.typed", "smeeting/starter/glossary.yaml"}
    assert wanted <= packed
    extra = {name for name in packed - wanted if ".dist-info/" not in name}
    assert extra == set()


def test_its_metadata_names_version_command_and_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    info = f"smeeting-{__version__}.dist-info"
    metadata = archive.read(f"{info}/METADATA").decode()
    assert f"\nVersion: {__version__}\n" in metadata
    assert "\nLicense-Expression: MIT\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata
    assert "\nProvides-Extra: sql\nRequires-Dist: sqlalchemy<3,>=2.0.44; extra == 'sql'\n" in metadata
    assert "smeeting = smeeting.__main__:main" in archive.read(f"{info}/entry_points.txt").decode()
    assert f"{info}/licenses/LICENSE" in archive.namelist()


def test_unpacked_elsewhere_it_makes_the_same_starter_files(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    environ = {**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "smeeting", "init", "made"]
    subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, check=True)
    for name in ("glossary.yaml", "agendas/monthly.yaml", "agendas/pulse.yaml"):
        assert (tmp_path / "made" / name).read_bytes() == (ROOT / name).read_bytes()
