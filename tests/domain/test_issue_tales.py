"""What the moves of issues tell."""

import datetime as dt

from smeeting.domain.captures import Capture, CaptureKind, Issue
from smeeting.domain.issue_moves import IssueMove, IssueVerb
from smeeting.domain.issue_tales import early_fixes, heard_shares, merged, retold, taken_in, word_on_help
from smeeting.domain.meeting import ItemRun

AT = dt.datetime(2026, 3, 3, 10, 0, tzinfo=dt.UTC)


def move(issue: int, verb: IssueVerb, text: str = "") -> IssueMove:
    return IssueMove(issue, verb, AT, text=text)


def issue(number: int, side: str | None = "sales", **more: object) -> Issue:
    return Issue(Capture(number, "issue", "cold leads", side), **more)  # type: ignore[arg-type]


def test_what_was_said_of_a_paraphrase_holds_until_it_is_said_back_again() -> None:
    said = [move(1, "heard", "a"), move(1, "not quite"), move(1, "heard", "b")]
    assert retold(issue(1), said[:2]).understood == "not quite"
    assert retold(issue(1, understood="yes"), said).understood == ""
    assert retold(issue(1), [*said, move(1, "yes")]).understood == "yes"


def test_what_was_said_of_an_answer_holds_until_there_is_another() -> None:
    said = [move(1, "answered", "a"), move(1, "does not help", "still cold")]
    assert retold(issue(1), said).helps == "no"
    assert word_on_help(said) == "still cold"
    assert retold(issue(1, helps="no"), [*said, move(1, "answered", "b")]).helps == ""
    assert retold(issue(1), [*said, move(1, "answered"), move(1, "helps")]).helps == "yes"


def test_merges_are_followed_to_the_one_that_goes_on_and_end_with_reopening() -> None:
    moves = [move(1, "merged", "into I2"), move(3, "merged", "into I2"), move(2, "merged", "into I4")]
    assert merged(moves) == {1: 4, 2: 4, 3: 4}
    assert merged([*moves, move(1, "reopened", "not the same")]) == {2: 4, 3: 4}
    assert merged([move(1, "merged", "into I2"), move(2, "merged", "into I1")]).keys() == {1, 2}
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
