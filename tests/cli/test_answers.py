"""Answers from the shell: in time or late, from standard input, and in the status."""

from pathlib import Path

from tests.cli.conftest import Run


def test_an_answer_says_whether_it_came_in_time(run: Run, in_demo: Path) -> None:
    assert (
        run("issue", "answer", "I103", "we", "swap", "lists").out == "I103  answered in time: we swap lists\n"
    )
    assert run("issue", "answer", "I113", "Theo calls").out == "I113  answered 4 days late: Theo calls\n"
    assert run("issue", "answer", "I114", "a cap").out == "I114  answered: a cap\n"


def test_the_text_of_an_answer_comes_from_standard_input_where_none_is_given(run: Run, in_demo: Path) -> None:
    told = run("issue", "answer", "I103", stdin="we swap lists\nevery Monday\n")
    assert told.code == 0
    assert run("issue", "show", "I103", "--json").json["answer"] == "we swap lists\nevery Monday"
    nothing = run("issue", "answer", "I114", stdin="")
    assert (nothing.code, nothing.out) == (2, "")
    assert "an answer says what was done" in nothing.err


def test_an_action_that_is_done_says_whether_it_was_in_time(run: Run, in_demo: Path) -> None:
    late = run("action", "done", "A112", "-", stdin="two of three are off\n")
    assert late.out.startswith("A112  done 11 days late: stop the three")
    assert run("action", "show", "A112", "--json").json["outcome"] == "two of three are off"
    assert run("action", "done", "A108").out.startswith("A108  done in time: ")


def test_the_status_tells_who_is_late_since_when_and_what_waits_for_a_word(run: Run, in_demo: Path) -> None:
    told = run("status").out
    assert "I113 Lena Specimen, 4 days late, due Fri 30 Oct 2026" in told
    assert "I104 Anna Example: Nothing that customers can see" in told
    found = run("status", "--json").json
    sales = found["in_time"]["sales"]
    assert sales["kept"] < sales["due"]
    in_time = f"Sales {sales['kept']} of {sales['due']} answered by their date since Tue 6 Oct 2026"
    assert in_time in told
    assert [one["ref"] for one in found["answered"]] == ["I94", "I104"]


def test_the_status_tells_what_is_promised_until_the_next_meeting(run: Run, in_new: Path) -> None:
    run("issue", "add", "--side", "sales", "leads came without phones")
    assert run("issue", "own", "I1", "Anna", "--by", "tomorrow").code == 0
    run("start")
    run("close")
    run("action", "add", "Ben", "--by", "tomorrow", "bring the list")
    told = run("status").out
    assert "promised   I1 Anna, tomorrow: leads came without phones" in told
    assert "A2 Ben, tomorrow: bring the list" in told


def test_a_metric_of_answers_is_shown_month_by_month(run: Run, in_demo: Path) -> None:
    with (in_demo / "glossary.yaml").open("a") as file:
        file.write(
            "\n  - term: Answered in time\n    metric: {promised_by: marketing, promised_to: sales,"
            " unit: '%', source: {answered: marketing}}\n"
        )
    assert "answered" not in run("glossary", "check").err
    shown = run("metric", "show", "Answered in time").out
    assert "2026-09     100       –  issues" in shown
    faulty = (
        (in_demo / "glossary.yaml").read_text().replace("{answered: marketing}", "{answered: m, count: x}")
    )
    (in_demo / "glossary.yaml").write_text(faulty)
    assert "count and answered together" in run("glossary", "check").err
