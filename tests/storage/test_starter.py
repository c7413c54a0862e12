from pathlib import Path

import pytest

from smeeting.domain.errors import StorageError
from smeeting.storage import starter
from smeeting.storage.agendas import agenda_of
from smeeting.storage.glossaries import glossary_of
from smeeting.storage.starter import starter_files, write_starter


def test_the_starter_files_are_read_without_a_warning_and_name_their_schema() -> None:
    files = starter_files()
    assert {"agendas/monthly.yaml", "agendas/pulse.yaml", "glossary.yaml"} <= set(files)
    for name, data in files.items():
        text = data.decode()
        if name.startswith("agendas/"):
            assert text.startswith("# yaml-language-server: $schema=../.smeeting/agenda.schema.json\n")
            assert agenda_of(text, Path(name).stem, name)[1] == ()
        elif name == "glossary.yaml":
            assert text.startswith("# yaml-language-server: $schema=.smeeting/glossary.schema.json\n")
            assert glossary_of(text, Path(name), name).warnings == ()


def test_what_the_starter_agendas_show_is_in_the_starter_glossary() -> None:
    files = starter_files()
    known = {term.id for term in glossary_of(files["glossary.yaml"].decode(), Path("g"), "g").glossary}
    for name, data in files.items():
        if name.startswith("agendas/"):
            for item in agenda_of(data.decode(), "a", name)[0].items:
                assert not isinstance(item.show, tuple) or set(item.show) <= known


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    made, kept = write_starter(tmp_path / "new")
    assert set(made) == set(starter_files())
    assert kept == ()
    mine = tmp_path / "new" / "glossary.yaml"
    mine.write_text("mine")
    (tmp_path / "new" / "agendas" / "pulse.yaml").unlink()
    made, kept = write_starter(tmp_path / "new")
    assert made == ("agendas/pulse.yaml",)
    assert "glossary.yaml" in kept
    assert mine.read_text() == "mine"


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").symlink_to("elsewhere")
    assert "glossary.yaml" in write_starter(tmp_path)[1]
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "agendas").write_text("")
    with pytest.raises(StorageError, match="agendas is no folder"):
        write_starter(tmp_path)
    with pytest.raises(StorageError, match="can't be made"):
        write_starter(tmp_path / "agendas" / "deeper")


def test_an_installation_without_them_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    monkeypatch.setattr(starter, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    with pytest.raises(StorageError, match="missing from this installation"):
        starter_files()
    (tmp_path / "starter" / "agendas").mkdir(parents=True)
    (tmp_path / "starter" / "glossary.yaml").write_text("packed")
    assert starter_files()["glossary.yaml"] == b"packed"
