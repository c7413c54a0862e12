from pathlib import Path

import pytest

from smeeting.domain.errors import NotFoundError
from smeeting.storage.workspace import Workspace, find_workspace


def test_the_nearest_folder_upwards_with_agendas_or_a_glossary_is_the_workspace(tmp_path: Path) -> None:
    inner = tmp_path / "team" / "notes" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "agendas").mkdir()
    assert find_workspace(None, {}, inner).root == tmp_path
    (tmp_path / "team" / "glossary.yaml").write_text("terms: []\n")
    assert find_workspace(None, {}, inner).root == tmp_path / "team"


def test_a_file_called_agendas_makes_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "agendas").mkdir()
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "agendas").write_text("")
    (inner / "glossary.yaml").mkdir()
    assert find_workspace(None, {}, inner).root == tmp_path


def test_the_folder_asked_for_goes_before_the_variable_and_the_variable_before_the_search(
    tmp_path: Path,
) -> None:
    for name in ("asked", "named", "here/agendas"):
        (tmp_path / name).mkdir(parents=True)
    environ = {"SMEETING_WORKSPACE": str(tmp_path / "named")}
    here = tmp_path / "here"
    assert find_workspace(str(tmp_path / "asked"), environ, here).root == tmp_path / "asked"
    assert find_workspace(None, environ, here).root == tmp_path / "named"
    assert find_workspace(None, {"SMEETING_WORKSPACE": ""}, here).root == here


@pytest.mark.parametrize("given", ["", "no/such", "a-file", "nul\0"])
def test_a_folder_asked_for_must_be_one(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").write_text("")
    if given == "":
        assert find_workspace(given, {}, tmp_path).root == tmp_path
        return
    with pytest.raises(NotFoundError, match="-C"):
        find_workspace(given, {}, tmp_path)
    with pytest.raises(NotFoundError, match="SMEETING_WORKSPACE"):
        find_workspace(None, {"SMEETING_WORKSPACE": given}, tmp_path)


def test_without_any_the_way_to_make_one_is_told() -> None:
    with pytest.raises(NotFoundError, match="smeeting init"):
        find_workspace(None, {}, Path("/"))


def test_the_homes_of_the_data_have_fixed_names(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    homes = (workspace.agendas_dir, workspace.glossary_file, workspace.database_file, workspace.minutes_dir)
    assert [workspace.shown(home) for home in homes] == ["agendas", "glossary.yaml", "smeeting.db", "minutes"]
    assert workspace.shown(Path("/elsewhere/x")) == "/elsewhere/x"
