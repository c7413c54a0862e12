"""`smeeting glossary check`: its formats and exit codes."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

DANGLING = "- {term: Lead, definition: A person, related: [leed]}\n"


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, and the working directory."""
    monkeypatch.chdir(tmp_path)
    files = {
        "good.yaml": "- {term: Lead, definition: A person}\n",
        "odd.yaml": DANGLING,
        "twin.yaml": "- {term: Lead, definition: A}\n- {term: Lead, definition: B}\n",
        "broken.yaml": "terms: [\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (["good.yaml"], 0),
        (["odd.yaml"], 1),
        (["twin.yaml"], 1),
        (["good.yaml", "odd.yaml"], 1),
        (["broken.yaml"], 2),
        (["gone.yaml"], 2),
        (["odd.yaml", "broken.yaml", "good.yaml"], 2),
    ],
)
@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_its_exit_code_is_the_same_in_every_format(
    run: Run, in_folder: Path, files: list[str], code: int, form: str
) -> None:
    assert run("glossary", "check", *files, "--format", form).code == code


def test_text_is_a_line_for_each_finding_of_each_file(run: Run, in_folder: Path) -> None:
    ran = run("glossary", "check", "odd.yaml", "twin.yaml", "good.yaml")
    assert ran.out == ""
    assert [line.split(" ")[0] for line in ran.err.splitlines()] == ["odd.yaml:1:48:", "twin.yaml:2:10:"]
    assert run("glossary", "check", "good.yaml").out == "no faults\n"


def test_github_format_is_workflow_commands_on_standard_output(run: Run, in_folder: Path) -> None:
    ran = run("glossary", "check", "odd.yaml", "twin.yaml", "--format", "github")
    assert ran.err == ""
    assert ran.out.splitlines() == [
        "::warning file=odd.yaml,line=1,col=48,title=smeeting dangling-related"
        "::Lead is related to 'leed', which is no term; did you mean lead?",
        "::error file=twin.yaml,line=2,col=10,title=smeeting duplicate-term"
        "::the term “Lead” is here a second time (first on line 1); keep one",
    ]


def test_json_is_a_list_of_findings(run: Run, in_folder: Path) -> None:
    ran = run("glossary", "check", "odd.yaml", "good.yaml", "--format", "json")
    assert ran.json == [
        {
            "file": "odd.yaml",
            "line": 1,
            "column": 48,
            "level": "warning",
            "rule": "dangling-related",
            "message": "Lead is related to 'leed', which is no term",
            "fix": "did you mean lead?",
        }
    ]
    assert run("glossary", "check", "odd.yaml", "--json").out == ran.out
    assert run("glossary", "check", "good.yaml", "--json").json == []


@pytest.mark.parametrize(("review_by", "found"), [("2026-11-03", False), ("2026-11-02", True)])
def test_reviews_are_held_against_the_day_of_the_demos_story(
    run: Run, in_demo: Path, review_by: str, found: bool
) -> None:
    glossary = in_demo / "glossary.yaml"
    dated = f"    term: Lead\n    review_by: {review_by}\n"
    glossary.write_text(glossary.read_text("utf-8").replace("    term: Lead\n", dated), "utf-8")
    assert (review_by in run("glossary", "check").err) == found


def test_a_glossary_of_slugs_is_checked_in_its_own_form(run: Run, shared: Path) -> None:
    path = shared / "data" / "glossaries" / "carpentries-glosario.glossary.yml"
    ran = run("glossary", "check", str(path))
    assert ran.code == 1
    assert [line.removeprefix(str(path)).split(" ")[0] for line in ran.err.splitlines()] == [
        ":10105:7:",
        ":10106:7:",
    ]
    assert ran.err.count("spectral_analysis refers to") == 2
