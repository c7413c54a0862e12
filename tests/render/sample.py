"""Invented minutes: a complete meeting, an empty one, a running one, and one whose every text is hostile."""

import datetime as dt
from typing import Any

import msgspec

from smeeting.domain.agenda import Team
from smeeting.domain.captures import Action, Capture, CaptureKind
from smeeting.domain.meeting import ItemRun, Meeting
from smeeting.domain.metrics import Compared, Promise
from smeeting.domain.minutes import Minutes
from smeeting.domain.people import Attendee, Person, Rating
from smeeting.domain.periods import Period
from smeeting.domain.voices import TermAgreement
from tests.render import sample_issues, sample_numbers, sample_words

DAY = dt.date(2026, 11, 3)
NAME = "2026-11-03-monthly"
HOSTILE = (
    "# not a heading | nor a cell ![nor](http://an.example/image) <script>alert(1)</script> **bold** `code`\n"
    "- nor a list \x1b[31mred\u202e reversed [bold]markup[/] [@click=app.quit]quit[/] &copy; www.example.com "
    "ann@example.com @ann #12 ~~struck~~ $x$ :smile: \\"
)


def capture(number: int, kind: CaptureKind, text: str, item: int | None, **more: Any) -> Capture:
    at = dt.datetime(2026, 11, 3, 9, number, tzinfo=dt.UTC)
    return Capture(number=number, kind=kind, text=text, item=item, **{"meeting": NAME, "at": at, **more})


def promise(term_id: str, name: str, actual: float | None, target: float | None, **more: Any) -> Promise:
    given: dict[str, Any] = {
        "unit": "",
        "better": "higher",
        "promised_by": "marketing",
        "promised_to": "sales",
        "period": Period.parse("2026-10"),
        "note": "",
        "trend": (None, actual),
    }
    return Promise(term_id=term_id, name=name, actual=actual, target=target, **{**given, **more})


def meeting(**more: Any) -> Meeting:
    items = (
        ItemRun("opening", "Opening", 300, 252_000),
        ItemRun("metrics", "Key metrics, both directions", 900, 912_000),
        ItemRun("issues", "Process issues", 1200, 1_180_000),
        ItemRun("vocabulary", "Shared vocabulary", 720, 700_000),
        ItemRun("closing", "Closing", 480, 570_000),
    )
    given: dict[str, Any] = {
        "name": NAME,
        "agenda": "monthly",
        "title": "Monthly sales & marketing all-hands",
        "held_on": DAY,
        "teams": (Team("Marketing"), Team("Sales")),
        "items": items,
        "state": "final",
        "timezone": "Europe/Berlin",
        "facilitator": "Anna",
        "scribe": "Ben",
        "next_on": dt.date(2026, 12, 1),
        "paused_ms": 150_000,
        "slept_ms": 60_000,
    }
    return Meeting(**{**given, **more})


def complete() -> Minutes:
    """A meeting in which everything happened."""
    return Minutes(
        meeting=meeting(),
        attendees=(
            Attendee(Person("Anna", "marketing"), "here"),
            Attendee(Person("Carla", "marketing"), "left"),
            Attendee(Person("Ben", "sales"), "here"),
            Attendee(Person("Dora", "sales"), "regrets"),
            Attendee(Person("Guest", None), "here"),
        ),
        captures=(
            capture(3, "decision", "Report MQLs weekly", 1),
            capture(6, "note", "Fair leads are counted from next month on", 1),
            capture(8, "idea", "One phone field on every form", 2, side="marketing"),
            capture(9, "voice", "I never got the price list", 2, side="sales", term_id="sql"),
            capture(21, "voice", "Who are you?", None),
            capture(10, "dispute", "No amount, no opportunity", 3, term_id="opportunity", side="sales"),
            capture(12, "note", "Said between the items", None),
        ),
        actions=(
            Action(capture(4, "action", "bring the list of lost leads", 1), "Ben", dt.date(2026, 11, 6)),
            Action(capture(11, "action", "find out who sees the form", 2, after_room=True)),
        ),
        reported=_reported(),
        promises=_promises(),
        promises_before=(
            promise("mql", "MQL", 110, 120),
            promise("cost-per-lead", "Cost per lead", 39, 40, better="lower"),
            promise("sla", "Leads answered", 95, 95, promised_by="sales", promised_to="marketing"),
        ),
        agreements=_agreements(),
        targets=sample_numbers.targets(),
        leads=sample_numbers.leads(),
        review=sample_numbers.review(),
        ratings=(Rating("marketing", 9), Rating("sales", 7, "too long on one number")),
        term_names={"opportunity": "Opportunity", "mql": "MQL", "sla": "Leads answered"},
        **sample_words.words(NAME),
        **sample_issues.issues(capture),
    )


def _reported() -> tuple[Action, ...]:
    before = {"meeting": "2026-10-06-monthly"}
    return (
        Action(
            capture(2, "action", "send the webinar list", 4, **before),
            "Anna",
            dt.date(2026, 10, 9),
            "done",
            dt.date(2026, 10, 8),
            "sent, 40 names",
        ),
        Action(capture(13, "action", "count recycled leads", 4, **before), "Ben", dt.date(2026, 10, 29)),
    )


def _promises() -> tuple[Promise, ...]:
    return (
        promise(
            "mql",
            "MQL",
            132,
            120,
            trend=(100, 110, 132),
            owner="Anna",
            source="leads",
            before=Compared(Period.parse("2026-09"), 110),
            quarter_ago=Compared(Period.parse("2026-07"), None),
            year_ago=Compared(Period.parse("2025-10"), 98.5, crosses_break=True),
        ),
        promise(
            "cost-per-lead",
            "Cost per lead",
            47,
            40,
            unit="€",
            better="lower",
            trend=(41, 39, 47),
            note="the fair was dear",
        ),
        promise("assets", "Assets delivered", None, 6),
        promise(
            "sla",
            "Leads answered",
            96,
            95,
            unit="%",
            promised_by="sales",
            promised_to="marketing",
            trend=(95, 95, 96),
        ),
        promise("visits", "Site visits", 12_345.5, None, promised_by=None, trend=(12_345.5, 12_345.5)),
    )


def _agreements() -> tuple[TermAgreement, ...]:
    both = {"marketing": "live with", "sales": "like"}
    return (
        agreement("sql", "SQL", "A lead with an opportunity and a close date.", voices=both),
        agreement(
            "mql", "MQL", "A lead that asked for a demo.", before="A lead with 50 points.", in_file=False
        ),
        agreement("lead", "Lead", "", outcome="disputed"),
    )


def agreement(term_id: str, name: str, definition: str, **more: Any) -> TermAgreement:
    given: dict[str, Any] = {
        "outcome": "agreed",
        "before": "",
        "voices": {},
        "on": DAY,
        "meeting": NAME,
        "in_file": True,
    }
    return TermAgreement(term_id=term_id, name=name, definition=definition, **{**given, **more})


def empty() -> Minutes:
    """A meeting that was closed without a word."""
    silent = tuple(msgspec.structs.replace(item, used_ms=0) for item in meeting().items)
    return Minutes(
        meeting(
            items=silent, state="closed", facilitator="", scribe="", next_on=None, paused_ms=0, slept_ms=0
        )
    )


def running() -> Minutes:
    """A meeting in its second item."""
    items = meeting().items
    used = (252_000, 100_000, 0, 0, 0)
    now = tuple(msgspec.structs.replace(item, used_ms=ms) for item, ms in zip(items, used, strict=True))
    return msgspec.structs.replace(
        complete(),
        meeting=meeting(items=now, state="running", current=1, next_on=None, paused_ms=0, slept_ms=0),
        issues=(),
        agreements=(),
        ratings=(),
        captures=complete().captures[:1],
        actions=complete().actions[:1],
    )


def with_texts(text: str) -> Minutes:
    """The complete meeting with `text` wherever people can write."""
    whole = complete()
    told: dict[str, Any] = {"title": text, "facilitator": text, "scribe": text, "agenda": text, "name": NAME}
    teams = (msgspec.structs.replace(whole.meeting.teams[0], name=text), whole.meeting.teams[1])
    items = tuple(msgspec.structs.replace(item, title=text) for item in whole.meeting.items)
    side = teams[0].side

    def spoken(one: Capture) -> Capture:
        return msgspec.structs.replace(one, text=text, side=side if one.side == "marketing" else one.side)

    def replaced(values: Any, **changes: Any) -> Any:
        return tuple(msgspec.structs.replace(value, **changes) for value in values)

    return Minutes(
        meeting=msgspec.structs.replace(whole.meeting, teams=teams, items=items, **told),
        attendees=tuple(
            Attendee(Person(f"{text} {number}", one.person.side), one.presence)
            for number, one in enumerate(whole.attendees)
        ),
        captures=tuple(map(spoken, whole.captures)),
        actions=tuple(
            msgspec.structs.replace(one, capture=spoken(one.capture), owner=text) for one in whole.actions
        ),
        reported=tuple(
            msgspec.structs.replace(one, capture=spoken(one.capture), outcome=text) for one in whole.reported
        ),
        promises=replaced(whole.promises, name=text, unit=text, note=text, owner=text, source=text),
        promises_before=whole.promises_before,
        agreements=replaced(whole.agreements, name=text, definition=text, voices={text: text}),
        targets=sample_numbers.targets("opportunity"),
        leads=sample_numbers.leads(text, text),
        review=sample_numbers.review(text),
        ratings=replaced(whole.ratings, reason=text),
        term_names={"opportunity": text},
        **sample_words.words(NAME, text),
        **sample_issues.issues(capture, text),
    )
