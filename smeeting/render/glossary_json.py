"""A glossary as JSON: each term with the keys of the file, and the status that its texts show."""

import json
from typing import Any

import msgspec

from smeeting.domain.foreign import shown_words
from smeeting.domain.glossary import Glossary, Term, status_of


def glossary_json(glossary: Glossary) -> str:
    """The glossary, indented, in ASCII: what a terminal would obey stands there as an escape."""
    whole: dict[str, Any] = {"version": 1, "terms": [_term(term) for term in glossary]}
    if glossary.extra:
        whole["extra"] = glossary.extra
    return json.dumps(whole, indent=2) + "\n"


def _term(term: Term) -> dict[str, Any]:
    values = dict(msgspec.to_builtins(term))
    return {**values, "status": status_of(term), "words": shown_words(term)}
