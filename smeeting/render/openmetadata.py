"""A glossary as OpenMetadata's CSV of glossary terms, in its form of 15 columns."""

from smeeting.domain.foreign import OWNER_KEYS, ForeignGlossary, ForeignTerm
from smeeting.domain.openmetadata import COLUMNS
from smeeting.domain.qualified import cell_of, qualified
from smeeting.render.csv_text import csv_text

HEADER = tuple(f"{name}*" if name == "name" else name for name in COLUMNS)
"""The star marks the column that may not be left out."""


def openmetadata_csv(glossary: ForeignGlossary) -> str:
    """The terms as rows, after the line of headings."""
    return csv_text([HEADER, *map(_row, glossary.terms)])


def _row(term: ForeignTerm) -> tuple[str, ...]:
    kept = term.kept
    references = [part for one in kept.get("references", ()) for part in (one["name"], one["url"])]
    extension = [f"{key}:{value}" for key, value in kept.get("extension", {}).items()]
    return (
        qualified(term.place),
        term.name,
        term.long,
        term.words,
        cell_of(term.synonyms),
        cell_of(term.related),
        cell_of(references),
        cell_of(kept.get("tags", ())),
        cell_of(kept.get("reviewers", ())),
        cell_of(term.owners or kept.get(OWNER_KEYS["openmetadata"], ())),
        term.status,
        kept.get("color", ""),
        kept.get("iconURL", ""),
        cell_of(kept.get("domains", ())),
        cell_of(extension),
    )
