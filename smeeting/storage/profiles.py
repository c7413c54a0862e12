"""A workspace's own profiles of exports: files that are read as strictly as agendas, and shared like them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from smeeting.domain.errors import Fault, StorageError
from smeeting.domain.leads import LEAD_OBJECTS
from smeeting.domain.profiles import PLACEHOLDERS, Profile
from smeeting.domain.text import slug
from smeeting.storage.files import read_text
from smeeting.storage.form import LINE, NAME, Field, Findings, Form, Type, listed, one_of, read_form
from smeeting.storage.starter import write_new
from smeeting.storage.workspace import Workspace, yaml_files
from smeeting.storage.yaml_text import load
from smeeting.storage.yaml_tree import Mapping, Solid, entries_of, is_nothing, solid
from smeeting.storage.yaml_tree import Sequence as SequenceNode
from smeeting.storage.yaml_write import Value, Writer

MOST_BYTES = 1_000_000
_HEAD = """# How smeeting reads one kind of export: which column holds what. Edit it freely and share it.
#
# Of several headings the first that the file has counts; case, spaces, hyphens and underscores don't matter.
# `dates` and `stages` lead to the ids of stages in glossary.yaml, to won and lost, or to touch, which is the
# first touch.
"""


def _read_names(node: Solid, name: str, found: Findings) -> tuple[str, ...] | None:
    if isinstance(node, SequenceNode):
        names: tuple[str, ...] | None = listed(NAME).read(node, name, found)
        return names
    one = NAME.read(node, name, found)
    return None if one is None else (one,)


NAMES = Type(_read_names, {"anyOf": [NAME.schema, listed(NAME).schema]})
"""One heading, or several of which the first counts."""


def keyed(of: Type) -> Type:
    """A map from texts to one type."""

    def read(node: Solid, name: str, found: Findings) -> dict[str, Any] | None:
        if not isinstance(node, Mapping):
            found.error(
                node, f"{name} is not a map", f"write `{name}:` and under it a line `key: ...` for each"
            )
            return None
        values: dict[str, Any] = {}
        for entry in entries_of(node):
            value = solid(entry.value)
            read_value = "" if is_nothing(value) else of.read(value, f"{entry.key.text} of {name}", found)
            if read_value is not None:
                values[entry.key.text] = read_value
        return values

    return Type(read, {"type": "object", "additionalProperties": of.schema})


PROFILE = Form(
    "profile",
    (
        Field("name", NAME, "what the profile is called; the file's name if left out"),
        Field("object", one_of(LEAD_OBJECTS), "what a row is: a lead, a contact or a deal", required=True),
        Field("key", NAMES, "the column with the row's id", required=True),
        Field("tells", NAMES, "headings of which a file of this kind has at least one"),
        Field("link", NAMES, "the column with the id of the lead or contact that a deal belongs to"),
        Field("link_to", one_of(LEAD_OBJECTS), "what that is; contact if left out"),
        Field("source", NAMES, "where it came from"),
        Field("stage", NAMES, "where it stands now"),
        Field("amount", NAMES, "what it is worth"),
        Field("label", NAMES, "a company or a deal to recognise it by, never a person"),
        Field("dates", keyed(NAMES), "stage, lost or touch: the column with its date"),
        Field("closed", NAMES, "the column with the date on which it was won or lost"),
        Field("flags", keyed(NAMES), "stage or lost: a column that says true or false"),
        Field("stages", keyed(LINE), "what the stage's column says: the id of a stage; nothing for none"),
        Field("sources", keyed(NAME), "other spellings of a source: its name"),
        Field("placeholders", listed(NAME), "what stands in cells that nobody has filled"),
        Field("keep", NAMES, "columns that are kept besides, by name: only here may they be people's"),
    ),
)


def listed_profiles(workspace: Workspace, shown: Callable[[Path], str]) -> tuple[Profile, ...]:
    """The workspace's own profiles by the names of their files.

    Raises FaultsError with all faults of the first file that can't be used.
    """
    return tuple(read_profile(path, shown(path))[0] for path in yaml_files(workspace.profiles_dir))


def read_profile(path: Path, shown: str) -> tuple[Profile, tuple[Fault, ...]]:
    """The profile of a file, and warnings about it.

    Raises FaultsError with all faults of the file where one of them is an error.
    """
    parsed = load(read_text(path, shown, MOST_BYTES), shown)
    found = Findings(parsed)
    root = parsed.root
    if not isinstance(root, Mapping):
        found.error(root, "this is no profile", "begin with `object: contact` and `key: Record ID`")
        found.settled()
        raise AssertionError("an error was found")
    values = read_form(PROFILE, root, found)
    warnings = found.settled()
    return msgspec.convert({"name": path.stem} | values, Profile), warnings


def save(workspace: Workspace, profile: Profile, shown: Callable[[Path], str]) -> Path:
    """Write a profile as a file of the workspace. Raises StorageError where it is there already."""
    path = workspace.profiles_dir / f"{slug(profile.name) or 'profile'}.yaml"
    if not write_new(path, shown(path), text_of(profile).encode()):
        raise StorageError(f"{shown(path)} is there already", "edit it, or rename it first")
    return path


def text_of(profile: Profile) -> str:
    """A profile as its file has it."""
    writer = Writer()
    values: dict[str, Value] = {}
    for field in PROFILE.fields:
        value = getattr(profile, field.key)
        if value and not (field.key == "placeholders" and value == PLACEHOLDERS):
            values[field.key] = dict(value) if isinstance(value, dict) else value
    return _HEAD + "\n".join(writer.block(values, 0)) + "\n"
