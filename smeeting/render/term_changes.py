"""Changes of terms as text, for the shell and for minutes."""

from smeeting.domain.term_history import FieldChange, TermChange
from smeeting.domain.word_diff import marked
from smeeting.render.times import day

_SIGNS = {"known": " ", "added": "+", "changed": "~", "removed": "-"}
_SOURCES = {"program": "in the program", "file": "in the file", "meeting": "settled in a meeting"}
_NAMES = {
    "definition": "proposed words",
    "agreed.definition": "agreed words",
    "agreed.on": "agreed on",
    "agreed.meeting": "agreed in",
    "does_not_count": "does not count",
    "replaced_by": "replaced by",
    "review_by": "review by",
    "long": "long form",
}


def field_name(field: str) -> str:
    """What people call a field: `sales says` for `definitions.sales`."""
    if field.startswith("definitions."):
        return f"{field.removeprefix('definitions.')} says"
    if field.startswith("agreed.voices."):
        return f"voice of {field.removeprefix('agreed.voices.')}"
    return _NAMES.get(field, field.replace(".", " ").replace("_", " "))


def field_line(change: FieldChange) -> str:
    """What became of one field: `[-gone-]` and `{+new+}` words where it was changed."""
    name = field_name(change.field)
    if change.old and change.new:
        return f"{name}: {marked(change.old, change.new)}"
    return f"{name}: + {change.new}" if change.new else f"{name}: - {change.old}"


def telling(change: TermChange) -> tuple[FieldChange, ...]:
    """The fields that say what a change was about: beside an agreement its day, voices and status do not."""
    if all(one.field != "agreed.definition" for one in change.fields):
        return change.fields
    beside = ("agreed.", "status")
    return tuple(
        one for one in change.fields if one.field == "agreed.definition" or not one.field.startswith(beside)
    )


def where_of(change: TermChange) -> str:
    """Where a change was made: in the program or in the file, during which meeting; or what settled it."""
    version = change.version
    if not version.meeting:
        return _SOURCES[version.source]
    settled = version.source == "meeting"
    return (
        f"settled in {version.meeting}" if settled else f"{_SOURCES[version.source]} during {version.meeting}"
    )


def change_lines(change: TermChange) -> list[str]:
    """A change of one term: what happened to it, when and where, then a line a field."""
    version = change.version
    side = f", by {version.side}" if version.side else ""
    when = f"{day(version.at.date())}, {where_of(change)}{side}"
    head = f"{_SIGNS[change.kind]} {version.name}  {change.kind} {when}"
    return [head, *(f"    {field_line(one)}" for one in change.fields)]
