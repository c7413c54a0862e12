"""Listening from the shell: who speaks, what was heard, what is carried over, other phrasings."""

from pathlib import Path

from tests.cli.conftest import Run


def test_speak_says_who_speaks_and_how_the_talk_is_divided(in_new: Path, run: Run) -> None:
    run("start", "monthly")
    ran = run("speak", "SALES")
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith("Marketing 0:00")
    assert ran.out.splitlines()[1].startswith("Sales 0:0")
    assert ran.out.splitlines()[1].endswith("speaks now")
    assert "speaks now" not in run("speak").out


def test_speak_refuses_who_does_not_meet_and_where_nobody_meets(in_new: Path, run: Run) -> None:
    assert run("speak", "sales")[::2] == (2, "smeeting: no meeting is running; smeeting start starts one\n")
    run("start", "monthly")
    ran = run("speak", "support\x1b[31m")
    assert ran.code == 2
    assert "there is no team" in ran.err
    assert "teams are: marketing, sales" in ran.err
    assert "\x1b" not in ran.err


def test_an_issue_is_heard_from_the_shell(in_new: Path, run: Run) -> None:
    run("start", "monthly")
    run("note", "#issue sales leads are cold")
    assert (
        run("note", "#heard I1 you can't call").out == "I1  heard: you can't call; ask Sales: is that it?\n"
    )
    assert run("note", "#notquite I1 nobody answers").out.startswith("I1  not quite: nobody answers")
    run("note", "#heard I1 nobody answers")
    assert run("note", "#yes I1").out == "I1  yes, that is it\n"
    assert run("undo").out == "taken back: I1 yes\n"


def test_moving_on_says_what_is_carried_over(in_new: Path, run: Run) -> None:
    run("start", "monthly")
    run("note", "#issue sales leads are cold")
    for _ in range(2):
        assert "carried over" not in run("next").err
    assert run("next").err == "1 not heard; carried over\n"
    assert "1 not heard; carried over" in run("close").err


def test_a_text_that_blames_comes_with_a_phrasing_to_take(in_new: Path, run: Run) -> None:
    run("start", "monthly")
    run("note", '#here "Ben Fischer" (Sales)')
    assert not run("note", "#issue sales Ben never calls").err
    for _ in range(2):
        run("next")
    ran = run("note", "#issue sales Ben never calls")
    assert "#undo, then #issue sales Sales rarely calls" in ran.err
    both = run("note", "#note we should never ask Ben")
    assert both.err.index("sounds like a fix") < both.err.index("sounds like blame")
