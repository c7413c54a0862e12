"""Lines that came at once: kept with one wait for the disk, each with a receipt or a refusal of its own."""

import itertools
from collections.abc import Callable, Iterator, Sequence

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BusyError, SmeetingError, StorageError
from smeeting.domain.instants import Instant
from smeeting.domain.line import word_of
from smeeting.domain.text import folded
from smeeting.services import captures
from smeeting.services.desk import Desk

_MOST = 16
"""Lines of one transaction: others wait meanwhile."""
_PLAIN = ("issue", "heard", "yes", "notquite", "own", "action", "decision", "park", "note", "voice")
"""Words whose lines write to the database alone; others may edit files, which no transaction takes back."""

Taken = Receipt | SmeetingError


def take_all(desk: Desk, texts: Sequence[str], now: Callable[[], Instant]) -> Iterator[Taken]:
    """What `captures.take` returns or raises for each line, in their order; each once it is on disk."""
    for is_plain, lines in itertools.groupby(texts, _is_plain):
        rest = iter(lines)
        while group := list(itertools.islice(rest, _MOST if is_plain else 1)):
            yield from _take_together(desk, group, now)


def _is_plain(text: str) -> bool:
    # What is anonymous is not to stand in one transaction with what has a time.
    return word_of(text) in _PLAIN and "anon" not in folded(text)[:30]


def _take_together(desk: Desk, texts: Sequence[str], now: Callable[[], Instant]) -> list[Taken]:
    if len(texts) > 1:
        try:
            with desk.writable().together():
                return [_take(desk, text, now()) for text in texts]
        except BusyError as error:
            return [error for _ in texts]
        except StorageError:
            pass  # nothing is kept, and one line's fault is not to be the others': each is tried by itself
    return [_take_alone(desk, text, now()) for text in texts]


def _take(desk: Desk, text: str, now: Instant) -> Taken:
    try:
        return captures.take(desk, text, now)
    except StorageError:
        raise
    except SmeetingError as error:
        return error


def _take_alone(desk: Desk, text: str, now: Instant) -> Taken:
    try:
        return captures.take(desk, text, now)
    except SmeetingError as error:
        return error
