"""The glossary goes to other tools and comes from them through the shell, and nothing is written unasked."""

import sys
from pathlib import Path

import click
import pytest

from smeeting.cli import glossary_exchange
from tests.cli.conftest import Run

ROWS = "name,description\nMQL,other words\nBrand new,=1+1\nContact,x\n"


def test_an_import_says_what_it_would_do_and_writes_only_when_told_to(run: Run, in_new: Path) -> None:
    glossary = in_new / "glossary.yaml"
    before = glossary.read_bytes()
    (in_new / "t.csv").write_text(ROWS, "utf-8")
    ran = run("glossary", "import", "t.csv")
    assert (ran.code, glossary.read_bytes()) == (1, before)
    assert "changed    MQL\n    definition: other words\n" in ran.out
    assert "new        Brand new\n    definition: =1+1\n" in ran.out
    assert ran.out.endswith("OpenMetadata, 3 terms: 1 new, 1 changed, 1 not taken\n")
    assert "t.csv:4:1: not taken: Contact: it is a synonym of Lead here\n" in ran.err
    assert ran.err.endswith("nothing is written; --yes writes it\n")
    assert run("glossary", "import", "t.csv", "--yes").out.endswith("glossary.yaml is written\n")
    assert run("glossary", "check").code == 0
    again = run("glossary", "import", "t.csv", "--json").json
    assert [one["verdict"] for one in again["terms"]] == ["same", "same", "not taken"]
    assert again["written"] is False


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_is_asked(run: Run, in_new: Path, monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
    (in_new / "t.csv").write_text("name\nBrand new\n", "utf-8")
    monkeypatch.setattr(glossary_exchange, "can_ask", lambda: True)
    monkeypatch.setattr(click, "confirm", lambda *_, **__: answer)
    run("glossary", "import", "t.csv")
    assert ("Brand new" in (in_new / "glossary.yaml").read_text("utf-8")) is answer


def test_a_file_with_a_fault_is_refused_with_its_place(run: Run, in_new: Path) -> None:
    (in_new / "t.csv").write_text("name,glossaryStatus\nMQL,nonsense\n", "utf-8")
    ran = run("glossary", "import", "t.csv", "--yes")
    assert ran.code == 2
    assert "t.csv:2:5: 'nonsense' is no status; write one of Draft, In Review" in ran.err
    (in_new / "t.txt").write_text("name\nMQL\n", "utf-8")
    assert "say --format" in run("glossary", "import", "t.txt").err
    assert run("glossary", "import", "t.txt", "--format", "openmetadata").code == 0


@pytest.mark.parametrize("name", ["openmetadata", "datahub", "markdown", "json", "skos"])
def test_an_export_prints_what_it_writes(run: Run, in_new: Path, name: str) -> None:
    printed = run("glossary", "export", name).out
    assert run("glossary", "export", name, "-").out == printed
    assert run("glossary", "export", name, "out/file").out == "out/file\n"
    assert Path("out/file").read_bytes().decode() == printed
    assert "Marketing-qualified lead" in printed or name == "datahub"


def test_what_datahub_does_not_know_is_told(run: Run, in_new: Path) -> None:
    (in_new / "t.yml").write_text("version: 1\nterms:\n  - {name: Brand new, colour: red}\n", "utf-8")
    ran = run("glossary", "import", "t.yml")
    assert ran.code == 0
    assert "t.yml:3:23: warning:" in ran.err


def test_a_vocabulary_needs_a_folder(run: Run, in_new: Path) -> None:
    assert run("glossary", "export", "vale").code == 2
    assert run("glossary", "export", "vale", "styles").out.split() == [
        "styles/accept.txt",
        "styles/reject.txt",
    ]


def test_a_terminal_sees_only_text(run: Run, in_new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (in_new / "glossary.yaml").write_text('- {term: "a\\u202eb", definition: "\\e[31mx"}\n', "utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ran = run("glossary", "export", "openmetadata")
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
