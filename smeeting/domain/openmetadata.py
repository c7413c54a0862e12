"""What only OpenMetadata knows of a term, in the shapes that its columns can hold."""

from collections.abc import Mapping
from typing import Any

from smeeting.domain.qualified import BLANKS

COLUMNS = (
    "parent",
    "name",
    "displayName",
    "description",
    "synonyms",
    "relatedTerms",
    "references",
    "tags",
    "reviewers",
    "owner",
    "glossaryStatus",
    "color",
    "iconURL",
    "domains",
    "extension",
)
"""The columns of its CSV; older forms lack some of them."""
LIST_COLUMNS = ("tags", "reviewers", "domains", "owner")
TEXT_COLUMNS = ("color", "iconURL")


def column_values(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What can be written of the values that `extra` keeps, by column; the rest stays where it is."""
    values: dict[str, Any] = {name: _texts(kept.get(name)) for name in LIST_COLUMNS}
    values["owner"] = [owner for item in values["owner"] if (owner := _owner(item))]
    values |= {name: _text(kept.get(name)).strip(BLANKS) for name in TEXT_COLUMNS}
    values["references"] = _references(kept.get("references"))
    values["extension"] = _extension(kept.get("extension"))
    return {name: value for name, value in values.items() if value}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (str, int, float)) else ""


def _texts(value: Any) -> list[str]:
    items = value if isinstance(value, list) else []
    return [text for item in items if (text := _text(item)).strip(BLANKS)]


def _owner(text: str) -> str:
    kind, colon, name = text.partition(":")
    if not colon or kind not in ("user", "team"):
        kind, name = "user", text
    name = name.strip(BLANKS)
    return f"{kind}:{name}" if name else ""


def _references(value: Any) -> list[dict[str, str]]:
    """Labels with their addresses."""
    items = [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
    pairs = [{"name": _text(one.get("name")), "url": _text(one.get("url"))} for one in items]
    return [pair for pair in pairs if all(text.strip(BLANKS) for text in pair.values())]


def _extension(value: Any) -> dict[str, str]:
    """Properties of the company's own."""
    pairs = value.items() if isinstance(value, Mapping) else ()
    return {key: _text(inner) for key, inner in pairs if key.strip(BLANKS) and ":" not in key}
