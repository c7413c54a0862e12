"""Voices on a proposed definition, and the agreement they make."""

import datetime as dt

import msgspec

from smeeting.domain.glossary import VoiceWord


class Round(msgspec.Struct, frozen=True):
    """One wording the teams were asked about before the last one, and what stood in its way."""

    definition: str
    voices: dict[str, VoiceWord]
    objection: str = ""
    """What was heard of the side that was uncomfortable."""


class TermAgreement(msgspec.Struct, frozen=True):
    """What the teams settled about one term in one meeting."""

    term_id: str
    name: str
    """The term as it was called then."""
    outcome: str
    """`agreed` or `disputed`."""
    definition: str
    before: str
    """The agreed words until then; empty where there were none."""
    voices: dict[str, VoiceWord]
    on: dt.date
    meeting: str
    in_file: bool
    """False while glossary.yaml could not be edited safely."""
    at: dt.datetime | None = None
    """When it was settled; None before it is stored."""
    rounds: tuple[Round, ...] = ()
    """The wordings before this one, oldest first."""


def all_can_live_with(voices: dict[str, VoiceWord], sides: tuple[str, ...]) -> bool:
    """Whether each side gave a voice and none is uncomfortable."""
    return bool(sides) and all(voices.get(side) in ("like", "live with") for side in sides)
