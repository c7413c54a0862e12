"""`smeeting lead review` tells what the last review came to."""

import pytest

from tests.cli.conftest import Run


@pytest.mark.usefixtures("in_demo")
def test_the_demo_has_a_review_to_tell(run: Run) -> None:
    lines = run("lead", "review").out.splitlines()
    assert lines[0] == "2026-10-06-monthly: 5 verdicts"
    assert lines[2].split() == ["Source", "Accepted", "Share", "Before", "Sent", "back", "for"]
    assert lines[3].startswith("all sources")
    assert "2 of 5  40.0 %  25.0 %  no phone number or email that works (2)" in lines[3]
    found = run("lead", "review", "--json").json
    assert (found["overall"]["accepted"], found["overall"]["judged"]) == (2, 5)
    assert len(found["verdicts"]) == 5
