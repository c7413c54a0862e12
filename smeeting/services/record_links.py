"""What a record is about: links to terms, metrics, leads and other records, by what people write."""

from typing import Literal

import msgspec

from smeeting.domain.captures import Capture, parse_ref
from smeeting.domain.errors import BadMoveError, FaultsError, NotFoundError
from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.instants import Instant
from smeeting.domain.record_links import LinkKind, RecordLink
from smeeting.domain.text import shortened
from smeeting.services import glossaries
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.services.noticed_words import notice
from smeeting.storage import actions as action_store
from smeeting.storage import captures as store
from smeeting.storage import issues as issue_store
from smeeting.storage import leads as lead_store
from smeeting.storage import record_links as link_store

How = Literal["linked", "linked from", "named", "answered by", "answers", "merged into", "took in"]
_WORDS = ("term", "metric", "lead")
"""What may stand before a name to say which of them it is, such as `lead:4711`."""


class Link(msgspec.Struct, frozen=True):
    """One thing that a record has to do with, for people to read."""

    how: How
    """`linked` is kept with the record, `linked from` with the other one; `named` was found in its text."""
    link: RecordLink
    name: str
    """What it is called: `MQL`, `A31`, a lead's key."""
    text: str = ""
    """What it says: the long form, the other record's text, the lead's label."""


def resolve(desk: Desk, what: str) -> RecordLink:
    """What people mean by `A31`, a term's name, or a lead's key; `metric MQL` or `lead:4711` says which.

    Raises NotFoundError, with what would be right, for what leads to nothing.
    """
    which, name = _which(what)
    if which == "lead":
        return _lead(desk, name)
    if which in ("term", "metric"):
        term = glossaries.find(desk, name)
        if which == "metric" and term.metric is None:
            raise NotFoundError(f"{term.term} has no metric", f"link the term: {term.term}")
        return RecordLink("metric" if which == "metric" else "term", term.id)
    number = parse_ref(name)
    if number is not None and not name.isdigit() and _capture(desk, number) is not None:
        return RecordLink("record", str(number))
    found = _term_or_none(desk, name)
    if found is not None:
        return RecordLink("term", found.id)
    if lead_store.with_key(desk.db, name) is not None:
        return RecordLink("lead", name)
    if number is not None and _capture(desk, number) is not None:
        return RecordLink("record", str(number))
    raise NotFoundError(
        f"{shortened(name, 40)!r} is no term, no record and no lead", "name it as MQL, A31, or a lead's key"
    )


def link(desk: Desk, number: int, what: str, now: Instant) -> RecordLink:
    """Keep that a record is about something; nothing changes where that is known already.

    Raises NotFoundError for a number or a name that leads to nothing, BadMoveError for a link to itself.
    """
    capture = store.get(desk.db, number)
    made = resolve(desk, what)
    if made == RecordLink("record", str(number)):
        raise BadMoveError(f"{capture.ref} can't be linked with itself", "name the other one")
    label = f"{capture.ref} linked with {name_of(desk, made)}"
    with desk.change(now, "record.link", label, meeting=_meeting(desk, capture, now)):
        link_store.add(desk.db, number, made)
    return made


def unlink(desk: Desk, number: int, what: str, now: Instant) -> RecordLink:
    """Take a link away again. Raises NotFoundError where there is none such."""
    capture = store.get(desk.db, number)
    kept = link_store.of_record(desk.db, number)
    found = _kept_as(desk, kept, what)
    if found is None:
        names = ", ".join(name_of(desk, one) for one in kept)
        raise NotFoundError(
            f"{capture.ref} is not linked with {shortened(what, 40)!r}",
            f"it is linked with {names}" if kept else "it has no links",
        )
    label = f"{capture.ref} no longer linked with {name_of(desk, found)}"
    with desk.change(now, "record.unlink", label, meeting=_meeting(desk, capture, now)):
        link_store.remove(desk.db, number, found)
    return found


def of(desk: Desk, number: int) -> tuple[Link, ...]:
    """Everything a record has to do with, both ways; words of the glossary in its text come last.

    Those are found anew each time and kept nowhere. Raises NotFoundError for a number that nothing has.
    """
    capture = store.get(desk.db, number)
    kept = link_store.of_record(desk.db, number)
    found = [_shown(desk, "linked", one) for one in kept]
    found += [_of_record(desk, "linked from", other) for other in link_store.to_record(desk.db, number)]
    if capture.kind == "issue":
        issue = issue_store.get(desk.db, number)
        answering = action_store.of_issue(desk.db, number)
        found += [_of_record(desk, "answered by", one.capture.number) for one in answering]
        if issue.merged_into is not None:
            found.append(_of_record(desk, "merged into", issue.merged_into))
        twins = issue_store.merged_into(desk.db, number)
        found += [_of_record(desk, "took in", one.capture.number) for one in twins]
    elif capture.kind == "action":
        answered = action_store.get(desk.db, number).issue
        found += [] if answered is None else [_of_record(desk, "answers", answered)]
    known = {one.target for one in kept if one.kind in ("term", "metric")}
    named = notice(desk, capture.text).terms
    more = [Link("named", RecordLink("term", term.id), term.term, term.long) for term in named]
    return (*found, *(one for one in more if one.link.target not in known))


def _which(what: str) -> tuple[LinkKind | None, str]:
    """Which kind is asked for, where somebody says so, and the name."""
    text = what.strip()
    for word in _WORDS:
        rest = text[len(word) :]
        if text[: len(word)].casefold() == word and rest[:1] in (":", " ") and rest[1:].strip():
            return word, rest[1:].strip()  # type: ignore[return-value]
    return None, text


def _kept_as(desk: Desk, kept: tuple[RecordLink, ...], what: str) -> RecordLink | None:
    """The link that is meant; a term or lead that is gone from elsewhere is still called by its id."""
    which, name = _which(what)
    try:
        meant = resolve(desk, what)
    except (NotFoundError, FaultsError):
        meant = None
    if meant in kept:
        return meant
    for one in kept:
        is_it = one.target == name or (
            meant is not None and meant.kind == "term" and one.target == meant.target
        )
        if is_it and which in (None, one.kind) and one.kind != "record":
            return one
    return None


def _lead(desk: Desk, key: str) -> RecordLink:
    if lead_store.with_key(desk.db, key) is None:
        raise NotFoundError(f"there is no lead {shortened(key, 40)!r}", "a lead's key is its id in your CRM")
    return RecordLink("lead", key)


def _capture(desk: Desk, number: int) -> Capture | None:
    try:
        return store.get(desk.db, number)
    except NotFoundError:
        return None


def _glossary(desk: Desk) -> Glossary:
    try:
        return desk.known_terms
    except FaultsError:
        # What was linked is in the database, and is told whatever became of the file.
        return Glossary()


def _term_or_none(desk: Desk, name: str) -> Term | None:
    return _glossary(desk).find(name)


def name_of(desk: Desk, one: RecordLink) -> str:
    """What people call the other end of a link."""
    return _shown(desk, "linked", one).name


def ref_of(desk: Desk, number: int) -> str:
    """The id of a record, with the letter it has now. Raises NotFoundError."""
    return store.get(desk.db, number).ref


def _shown(desk: Desk, how: How, one: RecordLink) -> Link:
    if one.kind == "record":
        return _of_record(desk, how, int(one.target))
    if one.kind == "lead":
        lead = lead_store.with_key(desk.db, one.target)
        return Link(how, one, one.target, lead.label if lead else "")
    term = _glossary(desk).get(one.target)
    if term is None:
        return Link(how, one, one.target)
    name = f"{term.term} (metric)" if one.kind == "metric" else term.term
    return Link(how, one, name, term.long)


def _of_record(desk: Desk, how: How, number: int) -> Link:
    other = _capture(desk, number)
    link = RecordLink("record", str(number))
    return Link(how, link, str(number)) if other is None else Link(how, link, other.ref, other.text)


def _meeting(desk: Desk, capture: Capture, now: Instant) -> str | None:
    live = live_meeting(desk, now)
    return live.name if live else capture.meeting
