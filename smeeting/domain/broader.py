"""Which terms are broader than another, as far as other tools told us."""

from smeeting.domain.foreign import (
    ForeignTerm,
    Tool,
    reference_key,
    reference_keys,
    shown_elsewhere,
    texts_of,
)
from smeeting.domain.glossary import Glossary
from smeeting.domain.qualified import qualified


def broader_of(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    """Ids of broader terms by a term's id: what it inherits from in DataHub, its parent in OpenMetadata."""
    found: dict[str, list[str]] = {term.id: [] for term in glossary}
    tools: tuple[Tool, ...] = ("datahub", "openmetadata")
    for tool in tools:
        shown = shown_elsewhere(glossary, tool).terms
        targets: dict[str, str] = {}
        for term, row in zip(glossary, shown, strict=True):
            for key in reference_keys(tool, row):
                targets.setdefault(key, term.id)
        for term, row in zip(glossary, shown, strict=True):
            for key in _broader_keys(tool, row):
                if (one := targets.get(key, term.id)) != term.id:
                    found[term.id].append(one)
    return {term_id: tuple(dict.fromkeys(ids)) for term_id, ids in found.items() if ids}


def _broader_keys(tool: Tool, row: ForeignTerm) -> tuple[str, ...]:
    if tool == "datahub":
        return tuple(reference_key(tool, one) for one in texts_of(row.kept.get("inherits")))
    return (qualified(row.place[1:]),) if row.place[1:] else ()
