"""The history of the words: how each term stood when, and what was changed from one time to the next."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from smeeting.domain.glossary import Term

Source = Literal["program", "file", "meeting"]
"""Where a change came from: an edit in the program, one found in the file, or a meeting that settled it."""


class TermVersion(msgspec.Struct, frozen=True):
    """A term as it stood from a time on."""

    term_id: str
    name: str
    """What it was called; of a term that is gone, what it was called last."""
    at: dt.datetime
    source: Source
    term: Term | None
    """None from when it was gone."""
    was: str = ""
    """The words as they were agreed, where the agreed text was changed since."""
    meeting: str | None = None
    """The name of the meeting it was changed in."""
    side: str = ""
    """The team that changed it, where that is known."""


class FieldChange(msgspec.Struct, frozen=True):
    """What one key of a term was, and what it became."""

    field: str
    """Dotted, such as `definitions.sales`."""
    old: str
    """Empty where there was nothing."""
    new: str
    """Empty where nothing is left."""


class TermChange(msgspec.Struct, frozen=True):
    """All that one version changed."""

    version: TermVersion
    kind: Literal["known", "added", "changed", "removed"]
    """`known`: the term was there when the history began."""
    fields: tuple[FieldChange, ...] = ()


def words_as_agreed(before: TermVersion | None, term: Term) -> str:
    """The words that were agreed, where the text was changed under the same agreement; else nothing.

    An agreement is the same while its day, meeting and voices are.
    """
    if term.agreed is None or before is None or before.term is None or before.term.agreed is None:
        return ""
    then, now = before.term.agreed, term.agreed
    if (then.on, then.meeting, then.voices) != (now.on, now.meeting, now.voices):
        return ""
    agreed = before.was or then.definition
    return agreed if agreed != now.definition else ""


def with_words_as_agreed(term: Term, was: str) -> Term:
    """The term with the words as they were agreed, which its file does not hold."""
    if term.agreed is None or not was:
        return term
    return msgspec.structs.replace(term, agreed=msgspec.structs.replace(term.agreed, was=was))


def fields_changed(before: Term | None, after: Term | None) -> tuple[FieldChange, ...]:
    """What differs between two states of a term, in the order of the file's form; a list item by item."""
    old, new = _flat(before), _flat(after)
    found: list[FieldChange] = []
    for field in dict.fromkeys([*old, *new]):
        then, now = old.get(field, ""), new.get(field, "")
        if then == now:
            continue
        if isinstance(then, tuple) or isinstance(now, tuple):
            found += _items_changed(field, then or (), now or ())
        else:
            found.append(FieldChange(field, then, now))
    return tuple(found)


def _items_changed(field: str, then: Sequence[str], now: Sequence[str]) -> Iterator[FieldChange]:
    gone = [item for item in then if item not in now]
    new = [item for item in now if item not in then]
    yield from (FieldChange(field, item, "") for item in gone)
    yield from (FieldChange(field, "", item) for item in new)
    if not gone and not new:
        yield FieldChange(field, "; ".join(then), "; ".join(now))


def _flat(term: Term | None) -> dict[str, Any]:
    """Dotted keys to texts, and to tuples of texts."""
    if term is None:
        return {}
    tree = msgspec.to_builtins(term, builtin_types=(dt.date,))
    tree.pop("id", None)
    if agreed := tree.get("agreed"):
        agreed.pop("was", None)
    if "metric" in tree:
        # Else a metric with nothing else in it would look like none.
        tree["metric"].setdefault("better", "higher")
    return dict(_flattened(tree, ""))


def _flattened(tree: Mapping[str, Any], lead: str) -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping) and value:
            yield from _flattened(value, f"{lead}{key}.")
        elif isinstance(value, (list, tuple)):
            yield f"{lead}{key}", tuple(map(str, value))
        else:
            yield f"{lead}{key}", _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    short = f"{value:.15g}"
    return short if float(short) == value else repr(value)


def changes_of(versions: Sequence[TermVersion], begun: dt.datetime | None) -> tuple[TermChange, ...]:
    """What each version changed; `versions` are those of one or many terms, oldest first.

    Of each term there are all from one on. `begun` is when the history of all terms begins.
    """
    last: dict[str, TermVersion] = {}
    found = []
    for version in versions:
        before = last.get(version.term_id)
        last[version.term_id] = version
        found.append(_change(before, version, is_first=version.at == begun and version.source == "file"))
    return tuple(found)


def _change(before: TermVersion | None, version: TermVersion, *, is_first: bool) -> TermChange:
    then = before.term if before else None
    if version.term is None:
        return TermChange(version, "removed", fields_changed(then, None))
    if then is None:
        kind: Literal["known", "added"] = "known" if is_first and before is None else "added"
        return TermChange(version, kind, fields_changed(None, version.term))
    return TermChange(version, "changed", fields_changed(then, version.term))
