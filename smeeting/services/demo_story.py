"""The demo's story: a year at Lantern & Pine, an invented company that makes lamps for terraces."""

import datetime as dt

from smeeting.services.demo_form import Edit, Fate, Member, Story
from smeeting.services.demo_leads import VERDICTS
from smeeting.services.demo_numbers import NUMBERS
from smeeting.services.demo_summer import SUMMER
from smeeting.services.demo_winter import WINTER

_MEMBERS = (
    Member("Anna", "Example", "marketing"),
    Member("Mara", "Mockup", "marketing"),
    Member("Priya", "Placeholder", "marketing"),
    Member("Theo", "Template", "marketing"),
    Member("Ben", "Sample", "sales"),
    Member("Jutta", "Standin", "sales"),
    Member("Lena", "Specimen", "sales"),
    Member("Omar", "Prototype", "sales"),
)


def _owned(on: str, key: str, who: str, answer_by: str) -> Fate:
    return Fate(dt.date.fromisoformat(on), key, "owned", who, dt.date.fromisoformat(answer_by))


def _answered(on: str, key: str, text: str) -> Fate:
    return Fate(dt.date.fromisoformat(on), key, "answered", text=text)


def _closed(on: str, *keys: str) -> tuple[Fate, ...]:
    return tuple(Fate(dt.date.fromisoformat(on), key, "closed") for key in keys)


def _helped(on: str, *keys: str) -> tuple[Fate, ...]:
    return tuple(Fate(dt.date.fromisoformat(on), key, "helps") for key in keys)


def _not_helped(on: str, key: str, why: str) -> Fate:
    return Fate(dt.date.fromisoformat(on), key, "does not help", text=why)


def _merged(on: str, key: str, into: str) -> Fate:
    return Fate(dt.date.fromisoformat(on), key, "merged", into=into)


def _requested(on: str, key: str, side: str) -> Fate:
    return Fate(dt.date.fromisoformat(on), key, "requested", side)


def _withdrawn(on: str, key: str, why: str) -> Fate:
    return Fate(dt.date.fromisoformat(on), key, "withdrawn", text=why)


def _done(on: str, key: str, outcome: str) -> Fate:
    return Fate(dt.date.fromisoformat(on), key, "done", text=outcome)


def _dropped(on: str, key: str, why: str) -> Fate:
    return Fate(dt.date.fromisoformat(on), key, "dropped", text=why)


_WINTER_FATES = (
    _owned("2025-11-04", "brochure-phones", "Mara", "2025-11-28"),
    _owned("2025-11-04", "lost-other", "Ben", "2025-11-28"),
    _owned("2025-11-04", "price-change", "Jutta", "2025-11-28"),
    _done("2025-11-13", "two-counts", "112 and 71: sales counted only those it had said yes to."),
    _answered(
        "2025-11-26", "brochure-phones", "The form asks for a number and says why. Nine of ten give one."
    ),
    _done(
        "2025-11-27", "five-lost", "Three said price, one said colour, one said that nobody had called back."
    ),
    _answered(
        "2025-11-28", "lost-other", "'Other' is gone from the list. Five reasons, and a line for the rest."
    ),
    *_helped("2025-12-02", "brochure-phones", "lost-other"),
    _owned("2025-12-02", "unread-story", "Lena", "2025-12-19"),
    _owned("2025-12-02", "quarter-end", "Theo", "2025-12-19"),
    _answered(
        "2025-12-10",
        "price-change",
        "Prices change on the first of a month, and both teams hear it a week before.",
    ),
    _done("2025-12-11", "calendar", "Sent, with the school holidays in it."),
    _answered("2025-12-18", "quarter-end", "Webinars are in the second week of a month from now on."),
    _answered("2025-12-18", "unread-story", "Read it, used it twice, and one of the two has signed."),
    _done("2025-12-19", "shelf", "One page, 23 things on it, newest first."),
    *_helped("2026-01-06", "price-change", "quarter-end", "unread-story"),
    _owned("2026-01-06", "december-silence", "Lena", "2026-01-23"),
    _owned("2026-01-06", "no-quotes", "Omar", "2026-01-30"),
    _withdrawn(
        "2026-01-08", "newsletter-surprise", "It did come to us first, into a folder that nobody opens."
    ),
    _answered(
        "2026-01-22", "december-silence", "Every week has a name now, also the week between the years."
    ),
    _done("2026-01-23", "rota", "Up on the wall and in the calendar."),
    _answered("2026-01-30", "no-quotes", "Six quotes. The trick was to ask while they are still happy."),
    *_helped("2026-02-03", "december-silence"),
    *_closed("2026-02-03", "no-quotes"),
    _owned("2026-02-03", "still-thinking", "Anna", "2026-02-20"),
    _owned("2026-02-03", "renamed", "Ben", "2026-02-27"),
    _done("2026-02-06", "scoring", "A week late. The line is at 50, and how it works is written down."),
    _done("2026-02-13", "three-slas", "Three contracts, three times uptime. Marketing turned a little pale."),
    _answered("2026-02-18", "still-thinking", "Who has signed leaves the list the same night."),
    _done("2026-02-20", "by-channel", "From 21 € for recommendations to 96 € for the trade magazine."),
    _answered("2026-02-26", "renamed", "The field is a list to choose from. 'The lamp thing' is not on it."),
    *_helped("2026-03-03", "still-thinking", "renamed"),
    _owned("2026-03-03", "fair-stand", "Omar", "2026-03-06"),
    _owned("2026-03-03", "price-lists", "Jutta", "2026-03-20"),
    _done("2026-03-06", "stand-names", "Four names, six shifts, nobody twice on Saturday."),
    _answered("2026-03-06", "fair-stand", "Four of us are coming. The plant has the day off."),
    _done("2026-03-10", "lanterns", "300 ordered, in green."),
    _done("2026-03-19", "old-prices", "Withdrawn, also from the van."),
    _answered("2026-03-20", "price-lists", "One list behind one link, with the date on it."),
    *_helped("2026-04-07", "fair-stand", "price-lists"),
)

_SUMMER_FATES = (
    _owned("2026-04-07", "fair-phones", "Theo", "2026-04-30"),
    _owned("2026-04-07", "fair-silence", "Jutta", "2026-04-24"),
    _owned("2026-04-07", "afraid", "Anna", "2026-04-30"),
    _merged("2026-04-09", "free-lantern", "fair-phones"),
    _done("2026-04-17", "fair-form", "Three questions: may we call, what for, and when."),
    _done("2026-04-22", "without-fair", "Without the fair March was 103 MQL and 31 hours: a usual month."),
    _answered(
        "2026-04-23", "fair-silence", "The week after a fair is kept free for calls. It is in the rota."
    ),
    _answered("2026-04-29", "afraid", "Red numbers are read out by the team that is owed, as a question."),
    _answered(
        "2026-04-30", "fair-phones", "A scan alone is no lead at a fair; the form with three questions is."
    ),
    *_helped("2026-05-05", "fair-phones", "fair-silence"),
    _owned("2026-05-05", "demo-slots", "Jutta", "2026-05-15"),
    _owned("2026-05-05", "crm-fields", "Lena", "2026-05-29"),
    _done("2026-05-14", "slots", "Two a day, at eleven and at four."),
    _answered("2026-05-15", "demo-slots", "The wait is two days since the fixed slots."),
    _done("2026-05-20", "weekdays", "Fridays are the slow ones. Nobody was surprised, except on Fridays."),
    _done("2026-05-29", "fields", "Five of fourteen are ever read."),
    _answered("2026-05-29", "crm-fields", "Five fields are required, nine are gone."),
    *_helped("2026-06-02", "afraid", "demo-slots", "crm-fields"),
    _owned("2026-06-02", "jargon", "Priya", "2026-06-26"),
    _done("2026-06-25", "lamp", "41 pages. It reads as if we had always talked like that."),
    _answered("2026-06-25", "jargon", "We say lamp."),
    *_helped("2026-07-07", "jargon"),
    _owned("2026-07-07", "holiday-cover", "Lena", "2026-07-31"),
    _withdrawn("2026-07-07", "badge", "It was a question of what MQL means, and that is agreed now."),
    _owned("2026-07-07", "no-show", "Ben", "2026-07-24"),
    _dropped("2026-07-10", "partner-source", "The partners don't know either. The issue stays open."),
    _done("2026-07-17", "reminder", "Called 22 guests, 19 came, two had moved the day themselves."),
    _done("2026-07-23", "by-source", "Two of 143 scans have ever bought anything."),
    _answered("2026-07-24", "no-show", "A call on the day before. Nine of ten come."),
    _answered("2026-07-30", "holiday-cover", "Who covers for two is shown as two in the sheet."),
    *_helped("2026-08-04", "no-show"),
    _owned("2026-08-04", "slow-site", "Anna", "2026-08-28"),
    _owned("2026-08-04", "late-brief", "Omar", "2026-08-28"),
    _dropped("2026-08-24", "count-assets", "Overtaken: Mara is back and counts them again herself."),
    _answered("2026-08-26", "late-brief", "We ask a week ahead, and say who the page is for."),
    _done("2026-08-27", "compress", "1.8 seconds. It was one photo, of a very large lamp."),
    _answered("2026-08-27", "slow-site", "Under two seconds on a phone, measured beside a customer."),
    *_helped("2026-09-01", "holiday-cover", "slow-site"),
    _not_helped("2026-09-01", "late-brief", "Two of seven still came on the day before."),
    _owned("2026-09-01", "late-brief", "Omar", "2026-10-30"),
    _owned("2026-09-01", "campsites", "Omar", "2026-11-10"),
    _owned("2026-09-01", "discount", "Anna", "2026-09-25"),
    _done("2026-09-18", "rival", "Eleven found. Nobody else bids on 'lamp without insects'."),
    _answered(
        "2026-09-22", "discount", "Nothing that customers can see goes out before sales has had it for a day."
    ),
    _done("2026-09-24", "camp-list", "All three came through one owner, who lent a lamp to the next."),
    _owned("2026-10-06", "territory", "Lena", "2026-10-30"),
    _requested("2026-10-07", "goat", "marketing"),
    _answered("2026-10-28", "late-brief", "A call is not in the calendar before its brief is."),
    _done("2026-10-30", "reasons", "27 lost: 11 price, 9 no decision, 4 too late, 3 colour."),
)

_UNREAD = (
    "In the joint calls one side talks and the other apologises. I would like to do neither.",
    "I don't know any more which of the three lead lists is the real one, and I no longer dare to ask.",
)

_GLOSSARY_LINES = """
  # ---- Ours alone ---------------------------------------------------------------------------------------

  - id: suspect
    term: Suspect
    definition: Someone who might become a lead one day. We stopped saying it; it made customers sound guilty.
    status: deprecated
    replaced_by: lead

  - id: signal
    term: Signal
    # Said by everyone since June, defined by nobody.
    related: [intent]
"""

_EDITS = (
    Edit(
        dt.date(2026, 8, 18),
        "win-rate",
        "sales",
        "Deals won of those that were decided in the month, by number and not by money.",
    ),
    Edit(
        dt.date(2026, 10, 20),
        "sla",
        "agreed.definition",
        "What our two teams promise each other at the hand-off, in working hours. To customers we say: uptime"
        " promise.",
        by_hand=True,
    ),
)

STORY = Story(
    company="Lantern & Pine",
    about="Lamps for gardens and terraces, sold to small hotels. All of it is invented.",
    today=dt.date(2026, 11, 3),
    members=_MEMBERS,
    sittings=(*WINTER, *SUMMER),
    fates=(*_WINTER_FATES, *_SUMMER_FATES),
    edits=_EDITS,
    series=NUMBERS,
    unread=_UNREAD,
    glossary_lines=_GLOSSARY_LINES,
    verdicts=VERDICTS,
)
"""The whole story; the same every time."""
