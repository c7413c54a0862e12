"""What is wrong with a glossary file, all of it, with the place of each thing in the file."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from smeeting.domain.errors import UNREADABLE, Fault, FaultsError
from smeeting.domain.glossary import Glossary
from smeeting.domain.glossary_check import term_findings
from smeeting.domain.term_history import with_words_as_agreed
from smeeting.storage import glosario
from smeeting.storage.files import read_text
from smeeting.storage.glossaries import MOST_BYTES, Draft, drafted
from smeeting.storage.term_places import node_at
from smeeting.storage.yaml_text import load

_LEAVE_A_GLOSSARY = ("duplicate-key", "duplicate-term", "duplicate-id")
"""The rules of errors after which what is left can still be looked at."""


def checked(
    path: Path, shown: str, today: dt.date, was: Mapping[str, str] | None = None
) -> tuple[Fault, ...]:
    """Every fault, warning and finding of a glossary file, in the order of its lines; each has its rule.

    `was` are ids of terms whose agreed text was changed since, with the words as they were agreed.
    A file that can't be read or parsed has faults of the rule `UNREADABLE`, and no others.
    """
    try:
        parsed = load(read_text(path, shown, MOST_BYTES), shown)
    except FaultsError as error:
        return tuple(msgspec.structs.replace(fault, rule=UNREADABLE) for fault in error.faults)
    if glosario.is_glosario(parsed.root):
        return glosario.faults_of(parsed)
    draft = drafted(parsed)
    faults = draft.found.all()
    if any(fault.level == "error" and fault.rule not in _LEAVE_A_GLOSSARY for fault in faults):
        # What was not read is no finding: a definition may be there, with a fault in it.
        return faults
    _note_findings(draft, today, was or {})
    return draft.found.all()


def _note_findings(draft: Draft, today: dt.date, was: Mapping[str, str]) -> None:
    kept = [number for number in range(len(draft.glossary.terms)) if number not in draft.twins]
    entries = {draft.glossary.terms[number].id: draft.written[number] for number in kept}
    terms = [draft.glossary.terms[number] for number in kept]
    glossary = Glossary(tuple(with_words_as_agreed(term, was.get(term.id, "")) for term in terms))
    for finding in term_findings(glossary, today):
        node = node_at(entries[finding.term_id], finding.path)
        draft.found.warn(node, finding.message, finding.fix, finding.rule)
