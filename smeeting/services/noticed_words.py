"""What the glossary has to say of a text: words it knows, words it lacks, and words to use instead."""

import msgspec

from smeeting.domain.errors import FaultsError
from smeeting.domain.glossary import Term
from smeeting.domain.recognition import successor
from smeeting.services.desk import Desk


class Noticed(msgspec.Struct, frozen=True):
    """The words that were noticed in a text."""

    terms: tuple[Term, ...] = ()
    """Those that the glossary has, in the order they are named."""
    lacking: tuple[str, ...] = ()
    """Abbreviations and words of the trade that it lacks."""
    instead: tuple[tuple[str, Term], ...] = ()
    """Names that are not to be used any more, as they are written, with the term to use."""


def notice(desk: Desk, text: str) -> Noticed:
    """What there is to say of a text; nothing while the glossary can't be read."""
    try:
        recogniser, glossary = desk.recogniser, desk.known_terms
    except FaultsError:
        return Noticed()
    uses = tuple(recogniser.uses(text))
    instead = [
        (text[use.start : use.end], better)
        for use in uses
        if (better := successor(glossary, use)) is not None
    ]
    named = (glossary.get(term_id) for term_id in dict.fromkeys(use.term_id for use in uses))
    return Noticed(tuple(filter(None, named)), recogniser.lacking(text), tuple(dict(instead).items()))
