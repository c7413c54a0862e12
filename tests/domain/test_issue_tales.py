"""What the moves of issues tell."""

import datetime as dt

from smeeting.domain.captures import Capture, CaptureKind, Issue
from smeeting.domain.issue_moves import IssueMove, IssueVerb
from smeeting.domain.issue_tales import early_fixes, heard_shares, taken_in, word_on_help
from smeeting.domain.meeting import ItemRun

AT = dt.datetime(2026, 3, 3, 10, 0, tzinfo=dt.UTC)


def move(issue: int, verb: IssueVerb, text: str = "") -> IssueMove:
    return IssueMove(issue, verb, AT, text=text)


def issue(number: int, side: str | None = "sales", **more: object) -> Issue:
    return Issue(Capture(number, "issue", "cold leads", side), **more)  # type: ignore[arg-type]


def test_the_last_word_on_an_answer_is_told() -> None:
    said = [move(1, "answered", "a"), move(1, "does not help", "still cold")]
    assert word_on_help(said) == "still cold"
    assert word_on_help([*said, move(1, "answered", "b"), move(1, "helps", "warm")]) == "warm"
    assert word_on_help(said[:1]) == ""


def test_what_was_taken_in_is_known_by_its_id_with_and_without_its_text() -> None:
    assert taken_in([move(4, "took in", "I2: cold leads"), move(4, "took in", "I7")]) == {2, 7}


def test_the_share_of_what_was_heard_leaves_out_what_is_gone() -> None:
    found = [
        issue(1, heard="cold", understood="yes"),
        issue(2, heard="cold"),
        issue(3, state="withdrawn"),
        issue(4, merged_into=1),
        issue(5, side="marketing", anonymous=True, heard="cold"),
        issue(6, side=None),
    ]
    assert heard_shares(found) == {"sales": (1, 2), "": (1, 2)}


def test_early_fixes_are_those_said_while_the_room_listened() -> None:
    items = (ItemRun("metrics", "Metrics", 60), ItemRun("issues", "Issues", 60))

    def said(kind: CaptureKind, text: str, item: int | None = 1, at: dt.datetime | None = AT) -> Capture:
        return Capture(1, kind, text, item=item, at=at)

    captures = [
        said("idea", "one form"),
        said("issue", "we should call them"),
        said("note", "they are cold"),
        said("decision", "we should call them"),
        said("note", "let's call them", item=0),
        said("issue", "let's call them", at=None),
        said("note", "let's call them", item=None),
    ]
    assert early_fixes(items, captures) == (2, 1)
