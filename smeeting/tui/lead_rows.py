"""The rows of the lead review: one lead with its verdict, and the summary of all."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from textual.content import Content

from smeeting.domain.funnels import share_text
from smeeting.domain.glossary import Glossary
from smeeting.domain.lead_times import Speed
from smeeting.domain.leads import TOUCH, Lead
from smeeting.domain.metrics import number_text
from smeeting.domain.text import counted
from smeeting.domain.verdicts import (
    VERDICT_SIGNS,
    VERDICT_WORDS,
    Acceptance,
    ReviewSummary,
    Verdict,
    VerdictWord,
)
from smeeting.tui.inks import ACCENT, BAD, GOOD, MUTED, STRONG, WARN
from smeeting.tui.kinds.rows_view import Row, blank, heading, words
from smeeting.tui.text import Part, fitted, joined, spread

_LABEL = 9
_INKS: dict[VerdictWord, str] = {"accepted": GOOD, "recycled": WARN, "rejected": BAD}
_MEANS: dict[VerdictWord, str] = {
    "accepted": "sales goes on with it",
    "recycled": "not now: back to marketing, with a reason",
    "rejected": "never: with a reason",
}
_MOST_SOURCES = 5


class Sides(NamedTuple):
    """The names of the teams."""

    brings: str
    judges: str


class Reason(NamedTuple):
    """Why leads were sent back, with how many of how many."""

    text: str
    leads: int
    judged: int

    @property
    def words(self) -> str:
        """The reason as an issue or a question begins."""
        return f"{self.leads} of {counted(self.judged, 'lead')} sent back: {self.text}"


def lead_rows(
    lead: Lead,
    verdict: Verdict | None,
    sides: Sides,
    glossary: Glossary,
    place: int,
    signs: Sequence[str],
) -> list[Row]:
    """One lead: how it came in, then the verdict on it."""
    title = f"Lead {place + 1} of {len(signs)}"
    return [
        heading(title, (" ".join(signs), MUTED)),
        Row(partial(_title_row, lead)),
        blank(),
        heading(f"{sides.brings}: how it came in"),
        Row(partial(_fact_row, "from", lead.source or "no source is known")),
        *_stage_rows(lead, glossary),
        Row(partial(_fact_row, "stands", _stands(lead, glossary))),
        blank(),
        heading(f"{sides.judges}: the verdict", ("" if verdict else "? none yet", WARN)),
        *(
            Row(partial(_verdict_row, str(key), word, verdict), word, word)
            for key, word in enumerate(VERDICT_WORDS, 1)
        ),
        Row(partial(_remark_row, "y", "worked", verdict.worked if verdict else ""), "worked", "worked"),
        Row(partial(_remark_row, "z", "did not", verdict.did_not if verdict else ""), "did not", "did not"),
    ]


def summary_rows(found: ReviewSummary, speed: Speed | None, leads: int) -> list[Row]:
    """What the verdicts come to: by source with trend, the reasons, and the speed of the first touch."""
    judged = found.overall.judged
    rows = [heading("Accepted by sales", (f"{judged} of {counted(leads, 'lead')} judged", MUTED))]
    if judged:
        rows.append(Row(partial(_acceptance_row, "all sources", found.overall)))
        rows += [
            Row(partial(_acceptance_row, one.source or "no source", one))
            for one in found.by_source[:_MOST_SOURCES]
        ]
    else:
        rows.append(words("No verdict yet. ← goes back to the leads."))
    reasons = [Reason(text, number, judged) for text, number in found.frequent()]
    rows += [blank(), heading("Why they came back", ("k airs one, j asks a term", MUTED))]
    rows += [
        Row(partial(_reason_row, one, _sources_of(one, found)), f"reason {one.text}", one) for one in reasons
    ]
    if not reasons:
        rows.append(words("No lead was sent back."))
    return [*rows, blank(), heading("First touch"), *_speed_rows(speed)]


def _title_row(lead: Lead, width: int) -> Content:
    worth = number_text(lead.amount) if lead.amount is not None else ""
    return joined("  ", spread((lead.label or lead.key, STRONG), (worth, ACCENT), width - 2))


def _fact_row(label: str, text: str, width: int) -> Content:
    return joined("  ", fitted((label, MUTED), _LABEL), spread(text, "", width - 2 - _LABEL))


def _stage_rows(lead: Lead, glossary: Glossary) -> list[Row]:
    dated = [(stage, at) for stage, at in lead.entered.items() if at is not None]
    return [
        Row(partial(_stage_row, "then" if place else "came", _stage_name(stage, glossary), at))
        for place, (stage, at) in enumerate(dated)
    ]


def _stage_row(label: str, name: str, at: dt.datetime, width: int) -> Content:
    date: Part = (f"{at:%Y-%m-%d %H:%M}".removesuffix(" 00:00"), MUTED)
    return joined("  ", fitted((label, MUTED), _LABEL), spread(name, date, width - 2 - _LABEL))


def _stage_name(stage: str, glossary: Glossary) -> str:
    if stage == TOUCH:
        return "first touch"
    term = glossary.get(stage)
    return term.term if term else stage


def _stands(lead: Lead, glossary: Glossary) -> str:
    return _stage_name(lead.stands, glossary) if lead.stands else "nobody knows where"


def _verdict_row(key: str, word: VerdictWord, verdict: Verdict | None, width: int) -> Content:
    is_given = verdict is not None and verdict.verdict == word
    sign: Part = (VERDICT_SIGNS[word] if is_given else " ", _INKS[word])
    note = (verdict.reason if verdict and is_given else "") or ("" if is_given else _MEANS[word])
    name: Part = (word, _INKS[word] if is_given else "")
    return joined(sign, " ", (key, ACCENT), " ", fitted(name, 9), " ", spread((note, MUTED), "", width - 14))


def _remark_row(key: str, what: str, text: str, width: int) -> Content:
    said: Part = text or ("nothing said yet", MUTED)
    return joined("  ", (key, ACCENT), " ", fitted((what, MUTED), 9), " ", spread(said, "", width - 14))


def _acceptance_row(name: str, one: Acceptance, width: int) -> Content:
    counts = joined((f"{one.accepted} of {one.judged} ", MUTED), (f"{share_text(one.share):>7}", STRONG))
    return joined("  ", spread(name, joined(counts, " ", fitted(_trend(one), 9)), width - 2))


def _trend(one: Acceptance) -> Content:
    """How acceptance moved since the meetings before, by arrow and by what it was."""
    share, before = one.share, one.share_before
    if share is None or before is None:
        return joined(("", ""))
    arrow, ink = ("↑", GOOD) if share > before else ("↓", BAD) if share < before else ("=", MUTED)
    return joined((arrow, ink), (f" {share_text(before)}", MUTED))


def _sources_of(reason: Reason, found: ReviewSummary) -> str:
    """Where the leads came from that were sent back for a reason."""
    given = (one.source or "no source" for one in found.by_source if reason.text in dict(one.reasons))
    return ", ".join(given)


def _reason_row(one: Reason, sources: str, width: int) -> Content:
    leads = counted(one.leads, "lead")
    # Where there is no room for both, the reason counts.
    told = f"{sources}  {leads}" if len(one.text) + len(sources) + len(leads) + 6 <= width else leads
    return joined("  ", spread(one.text, (told, MUTED), width - 2))


def _speed_rows(speed: Speed | None) -> list[Row]:
    if speed is None:
        return [words("No lead came in the month this meeting looks at.")]
    median = speed.hours.median
    facts = (
        ("median", "nobody was touched" if median is None else f"{median:.1f} hours"),
        ("in the agreed time", share_text(speed.answers.share)),
        ("never touched", counted(speed.answers.never, "lead")),
    )
    return [Row(partial(_speed_row, what, said)) for what, said in facts]


def _speed_row(what: str, said: str, width: int) -> Content:
    return joined("  ", spread((what, MUTED), said, width - 2))
