"""`smeeting glossary set, add, rename, deprecate`: what they write, say and refuse."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ALIASED = "terms:\n  - &p {term: Persona}\n  - {<<: *p, term: Other}\n"
AGREED = """\
terms:
  - term: Persona
    agreed:
      definition: Who we write for.
      on: 2026-03-01
      voices: {marketing: like, sales: like}
"""


def glossary(folder: Path) -> str:
    return (folder / "glossary.yaml").read_text("utf-8")


# ---- set ----


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("mql", "sales", "A lead we know."), "MQL  definitions.sales: A lead we know."),
        (("mql", "long", "A [b]lead[/b]"), "MQL  long: A [b]lead[/b]"),
        (("mql", "synonyms", "a", "b"), "MQL  synonyms: a; b"),
        (("mql", "avoid", "--add", "x", "--add", "y"), "MQL  avoid: x; y"),
        (("lead", "avoid", "--remove", "suspect", "--add", "x"), "Lead  avoid: hot lead; x"),
        (("mql", "metric.target", "130"), "MQL  metric.target: 130"),
        (("mql", "target", "120"), "MQL  metric.target is so already: 120"),
        (("mql", "counts", "--unset"), "MQL  counts: left out"),
        (("mql", "owner", "--unset"), "MQL  owner is so already: "),
        (("mql", "review_by", "2026-09-01"), "MQL  review_by: 2026-09-01"),
    ],
)
def test_a_field_is_set_and_said(run: Run, in_new: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = run("glossary", "set", *arguments)
    assert (ran.code, ran.out, ran.err) == (0, f"{said}\n", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("mqll", "sales", "x"), "did you mean mql"),
        (("mql", "sale", "x"), "did you mean sales"),
        (("mql", "sales"), "write a value, or --unset"),
        (("mql", "sales", " "), "write a value, or --unset"),
        (("mql", "long", "--add", "x"), "long is no list"),
        (("mql", "counts", "x", "--add", "y"), "give the whole list, or what changes"),
        (("mql", "counts", "--unset", "--remove", "y"), "give the whole list, or what changes"),
        (("mql", "counts", "--remove", "y"), "counts holds no “y”"),
        (("mql", "target", "many"), "no number"),
        (("mql", "id", "x"), "an id never changes"),
        (("mql", "agreed.definition", "x"), "has no agreed words to change"),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_can(
    run: Run, in_new: Path, arguments: tuple[str, ...], told: str
) -> None:
    before = glossary(in_new)
    ran = run("glossary", "set", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert glossary(in_new) == before


def test_standard_input_is_one_text_or_a_list_of_lines(run: Run, in_new: Path) -> None:
    run("glossary", "set", "mql", "sales", "-", stdin="two\nlines\n")
    assert run("glossary", "show", "mql", "--json").json["definitions"]["sales"] == "two\nlines"
    run("glossary", "set", "mql", "synonyms", "-", stdin="one\n\ntwo\r\n")
    assert run("glossary", "show", "mql", "--json").json["synonyms"] == ["one", "two"]


def test_escape_sequences_reach_no_terminal(run: Run, in_new: Path) -> None:
    ran = run("glossary", "set", "mql", "sales", "\x1b[31mred\u202e")
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    for command in (("show", "mql"), ("changes",), ("changes", "--json"), ("show", "mql", "--json")):
        out = run("glossary", *command).out
        assert "\x1b" not in out
        assert "red" in out


def test_changed_agreed_words_are_said_to_be_proposed_once(run: Run, in_new: Path) -> None:
    (in_new / "glossary.yaml").write_text(AGREED, "utf-8")
    ran = run("glossary", "set", "persona", "agreed.definition", "Everybody.")
    assert ran.err == "smeeting: Persona is proposed now, as agreed words were changed\n"
    assert run("glossary", "set", "persona", "owner", "Anna").err == ""
    shown = run("glossary", "show", "persona").out
    assert "status: proposed\n" in shown
    assert "changed since; agreed was: Who we write for.\n" in shown
    assert run("glossary", "list", "--status", "agreed").out == "No such terms.\n"
    ran = run("glossary", "set", "persona", "agreed.definition", "Who we write for.")
    assert ran.err == "smeeting: Persona is agreed now\n"


def test_an_edit_that_would_touch_more_is_printed_to_paste(run: Run, in_new: Path) -> None:
    (in_new / "glossary.yaml").write_text(ALIASED, "utf-8")
    ran = run("glossary", "set", "persona", "owner", "Anna")
    assert (ran.code, ran.out) == (2, "owner: Anna\n")
    assert "paste the lines into the file by hand" in ran.err
    assert glossary(in_new) == ALIASED


# ---- add, rename, deprecate ----


def test_a_term_is_added_with_a_teams_words(run: Run, in_new: Path) -> None:
    before = glossary(in_new)
    ran = run(
        *(
            "glossary",
            "add",
            "Time",
            "to",
            "touch",
            "--definition",
            "-",
            "--side",
            "sales",
            "--owner",
            "Anna",
        ),
        stdin="Minutes.\n",
    )
    assert (ran.code, ran.out) == (0, "Time to touch  added, proposed, id time-to-touch\n")
    assert glossary(in_new).startswith(before)
    assert run("glossary", "show", "time-to-touch", "--json").json["definitions"] == {"sales": "Minutes."}
    assert run("glossary", "add", "time to touch").code == 2
    assert "--side without --definition" in run("glossary", "add", "Y", "--side", "sales").err


def test_a_term_is_renamed_and_found_by_its_new_name_and_its_id(run: Run, in_new: Path) -> None:
    assert run("glossary", "rename", "mql", "Marketing", "lead").out == "Marketing lead  was MQL\n"
    assert run("glossary", "show", "mql", "--json").json["term"] == "Marketing lead"
    assert run("glossary", "rename", "mql", "Marketing lead").out == "Marketing lead  is called so already\n"
    assert run("glossary", "rename", "mql", "SQL").code == 2


def test_a_term_is_deprecated_with_what_to_use_instead(run: Run, in_new: Path) -> None:
    assert run("glossary", "deprecate", "persona", "--replaced-by", "mql").out == (
        "Persona  deprecated, use MQL instead\n"
    )
    assert run("glossary", "deprecate", "mql", "--replaced-by", "persona").code == 2
    assert run("glossary", "deprecate", "sal").out == "SAL  deprecated\n"


def test_no_status_agrees(run: Run, in_new: Path) -> None:
    (in_new / "glossary.yaml").write_text(AGREED + "    status: disputed\n", "utf-8")
    for value in ("agreed", "--unset"):
        ran = run("glossary", "set", "persona", "status", value)
        assert ran.code == 2
        assert "settle it in a meeting" in ran.err
    assert run("glossary", "show", "persona", "--json").json["status"] == "disputed"
