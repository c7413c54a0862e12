"""Invented issues for the sample minutes: heard and not, merged, answered and not, voices, and talk."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from smeeting.domain.answers import InTime
from smeeting.domain.captures import Capture, Issue
from smeeting.domain.issue_tales import IssueTale, VoiceTale
from smeeting.domain.minutes import DueAnswers, TalkBefore

BEFORE = dt.date(2026, 10, 6)
DAY = dt.date(2026, 11, 3)
_OLDER = {"meeting": "2026-09-01-monthly"}


def issues(capture: Callable[..., Capture], text: str = "") -> dict[str, Any]:
    """What minutes hold of issues; `text` in the place of every text where one is given."""

    def said(usual: str) -> str:
        return text or usual

    def aired(number: int, usual: str, **more: Any) -> Capture:
        return capture(number, "issue", said(usual), 2, **more)

    twin = Issue(aired(20, "No phone on the webinar list either", side="marketing"), state="closed")
    return {
        "issues": (
            Issue(
                aired(5, "Fair leads came without phone numbers", side="sales"),
                state="owned",
                heard=said("You can't call them"),
                understood="yes",
                owner=said("Anna"),
                answer_by=dt.date(2026, 11, 20),
                me_too={"marketing": 1, "sales": 2},
                times_raised=2,
            ),
            Issue(aired(7, "Nobody says no to late leads", side="sales", at=None), anonymous=True),
            Issue(aired(20, twin.capture.text, side="marketing"), state="closed", merged_into=5),
        ),
        "carried": (
            Issue(
                aired(1, "First touch takes days", side="marketing", **_OLDER),
                state="closed",
                heard=said("We answer too late"),
                owner=said("Dora"),
                answer=said("A rota for the first hour"),
                answered_on=dt.date(2026, 10, 20),
                age=2,
                helps="yes",
            ),
            Issue(
                aired(15, "The price list is old", side="sales", **_OLDER),
                state="owned",
                heard=said("You look wrong before customers"),
                owner=said("Anna"),
                answer_by=dt.date(2026, 10, 30),
                age=1,
            ),
            Issue(
                aired(16, "We learn of campaigns from customers", side="sales", **_OLDER),
                state="heard",
                heard=said("We forget you"),
                understood="not quite",
                owner=said("Anna"),
                answer=said("A mail before each"),
                age=1,
                helps="no",
            ),
            Issue(aired(17, "The form is long", side=None, **_OLDER), age=1),
        ),
        "tales": {
            1: IssueTale(helped=said("the first hour is covered"), in_time=True),
            5: IssueTale(twins=(twin,)),
            15: IssueTale(why_not=(said("the prices are not decided"),), missed=True),
            16: IssueTale(
                helped=said("the mail comes after the campaign"),
                refused=True,
                answered_on=dt.date(2026, 10, 30),
                in_time=False,
            ),
        },
        "in_time": (
            DueAnswers(BEFORE, {"marketing": InTime(2, 2)}),
            DueAnswers(DAY, {"": InTime(1, 1), "marketing": InTime(0, 2), "sales": InTime(1, 1)}),
        ),
        "talk": (
            TalkBefore(BEFORE, {"marketing": 900_000}),
            TalkBefore(DAY, {"marketing": 612_000, "sales": 430_000}),
        ),
        "voices": {
            9: VoiceTale(
                terms=("mql",),
                became=(aired(5, "Fair leads"), capture(11, "action", said("Send it"), 2, side="marketing")),
            )
        },
    }
