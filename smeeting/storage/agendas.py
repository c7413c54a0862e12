"""Agenda files: read strictly, every fault told at once."""

from pathlib import Path
from typing import Any

import msgspec

from smeeting.domain.agenda import Agenda, Item, Team
from smeeting.domain.errors import Fault
from smeeting.domain.kinds import DEFAULT_KIND, KINDS
from smeeting.domain.leads import SAMPLE_ORDERS
from smeeting.domain.text import folded, nearest
from smeeting.domain.verdicts import MOST_LEADS, MOST_REASONS
from smeeting.storage.files import read_text
from smeeting.storage.form import (
    LINE,
    NAME,
    TIME_OF_DAY,
    Field,
    Findings,
    Form,
    Type,
    checked,
    described,
    either,
    listed,
    nested,
    one_of,
    quoted,
    read_form,
    whole,
)
from smeeting.storage.workspace import Workspace, yaml_files
from smeeting.storage.yaml_text import load
from smeeting.storage.yaml_tree import Mapping, Sequence, Solid, is_nothing, solid

MOST_BYTES = 1_000_000
LONGEST_BOX = 600
ADVISED_WALL = 60


def why_bad_cadence(every: str) -> str | None:
    """Why `every` names no cadence, or None where it does."""
    # Imported here: only an agenda with a rule of its own needs the recurrence rules.
    from smeeting.domain.cadence import why_bad_rule

    return why_bad_rule(every)


def why_bad_timezone(name: str) -> str | None:
    """Why there is no such time zone, or None where there is."""
    # Imported here: the list of all zones is read from many files, and only for a wrong name.
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        like = nearest(name, sorted(zoneinfo.available_timezones()))
        return "there is no such time zone" + (f", but there is {like}" if like else "")
    return None


_MINUTES = whole(1, LONGEST_BOX)

REVIEW = Form(
    "review",
    (
        Field("sample", one_of(SAMPLE_ORDERS), "which leads: newest, biggest or random; newest if left out"),
        Field("leads", whole(1, MOST_LEADS), "how many; 5 if left out"),
        Field(
            "seed", whole(0, 999_999_999), "a number that fixes a random sample; the meeting's if left out"
        ),
        Field("sources", listed(NAME), "leads of these sources alone"),
        Field(
            "reasons",
            listed(NAME, least=1, most=MOST_REASONS),
            "why a lead is sent back, in words marketing can act on; a starter list if left out",
        ),
    ),
)

ITEM = Form(
    "item",
    (
        Field(
            "kind",
            one_of(KINDS, (kind.purpose for kind in KINDS.values())),
            f"what the item is for; {DEFAULT_KIND} if left out",
        ),
        Field("title", NAME, "the item's title; that of its kind if left out"),
        Field("minutes", _MINUTES, "the item's time box", required=True),
        Field("show", either(LINE, listed(NAME)), "ids of terms, or a word the kind knows, such as due"),
        Field("review", nested(REVIEW), "which leads an item of the kind leads looks at, and the reasons"),
    ),
)


def _read_items(node: Solid, name: str, found: Findings) -> tuple[Item, ...] | None:
    if not isinstance(node, Sequence) or not node.items:
        what = "has no entry" if isinstance(node, Sequence) else "is not a list"
        found.error(node, f"{name} {what}", "write a line with - for each item, with its kind and minutes")
        return None
    items: list[Item] = []
    lines: dict[str, int] = {}
    for entry in map(solid, node.items):
        item = _read_item(entry, found)
        if item is None:
            continue
        if first := lines.get(folded(item.title)):
            found.warn(
                entry, f"the title {quoted(item.title)} is used twice (first on line {first})", "rename one"
            )
        lines.setdefault(folded(item.title), found.line_of(entry))
        items.append(item)
    return tuple(items)


def _read_item(node: Solid, found: Findings) -> Item | None:
    if not isinstance(node, Mapping):
        found.error(
            node, "this item is not a map", "write `kind: notes`, `title: ...` and `minutes: ...` under one -"
        )
        return None
    values = read_form(ITEM, node, found)
    if node.get("kind") is None and node.get("title") is None:
        found.error(
            node, "this item has neither kind nor title", "write `title: ...`, or a kind that has one"
        )
    written = node.get("kind")
    if written is not None and "kind" not in values and not is_nothing(written.value):
        return None  # told; any kind we put in its place would bring a title of its own
    kind = KINDS[values.get("kind", DEFAULT_KIND)]
    # A faulty file is refused in the end; until then a stand-in lets the reading go on to the next fault.
    values = {"kind": kind.name, "title": kind.title, "minutes": 1} | values
    return msgspec.convert(values, Item)


def _read_teams(node: Solid, name: str, found: Findings) -> tuple[Team, ...] | None:
    names: tuple[str, ...] | None = listed(NAME, least=2).read(node, name, found)
    teams = tuple(map(Team, names or ()))
    if len({team.side for team in teams}) < len(teams):
        found.error(node, f"two of the {name} have the same name", "give each team a name of its own")
    return teams or None


AGENDA = Form(
    "agenda",
    (
        Field("title", NAME, "what the meeting is called; the file's name if left out"),
        Field("teams", Type(_read_teams, listed(NAME, least=2).schema), "the teams that meet, two or more"),
        Field(
            "every",
            checked(
                LINE,
                why_bad_cadence,
                "write week, fortnight, month, quarter, or a rule such as FREQ=MONTHLY;BYDAY=1TU",
            ),
            "how often: week, fortnight, month, quarter, or an RFC 5545 rule such as FREQ=MONTHLY;BYDAY=1TU",
        ),
        Field("at", TIME_OF_DAY, 'local time of day, such as "10:00"'),
        Field(
            "timezone",
            checked(LINE, why_bad_timezone, "write a name such as Europe/Berlin or UTC"),
            "the time zone of `at`, such as Europe/Berlin",
        ),
        Field("minutes", _MINUTES, f"the hard wall of the whole meeting; at most {ADVISED_WALL} is advised"),
        Field(
            "items",
            Type(_read_items, {**listed(nested(ITEM), least=1).schema}),
            "the items in their order",
            required=True,
        ),
    ),
    silent=("name",),
)


def schema() -> dict[str, Any]:
    """The agenda file's JSON Schema."""
    return dict(described(AGENDA.schema(), "smeeting agenda", "How the teams meet: items, minutes, cadence."))


def read_agenda(path: Path, shown: str) -> tuple[Agenda, tuple[Fault, ...]]:
    """The agenda of a file, and warnings about it.

    Raises FaultsError with all faults of the file where one of them is an error.
    """
    return agenda_of(read_text(path, shown, MOST_BYTES), path.stem, shown)


def agenda_of(text: str, name: str, shown: str) -> tuple[Agenda, tuple[Fault, ...]]:
    """The agenda that a file's text describes; `name` is the file's name without its ending."""
    parsed = load(text, shown)
    found = Findings(parsed)
    root = parsed.root
    if not isinstance(root, Mapping):
        found.error(root, "this is no agenda", "begin with `title: ...` and `items:`")
        found.settled()
        raise AssertionError("an error was found")
    values = read_form(AGENDA, root, found)
    older = root.get("name")
    if older is not None and not is_nothing(older.value):
        values.setdefault("title", NAME.read(solid(older.value), "name", found) or name)
    _warn_of_minutes(root, values, found)
    warnings = found.settled()
    return msgspec.convert({"title": name} | values | {"name": name}, Agenda), warnings


def _warn_of_minutes(root: Mapping, values: dict[str, Any], found: Findings) -> None:
    wall = values.get("minutes", Agenda("", "", ()).minutes)
    written, items = root.get("minutes"), root.get("items")
    if written is not None and wall > ADVISED_WALL:
        found.warn(written.value, f"the meeting takes {wall} minutes", f"plan at most {ADVISED_WALL}")
    planned = sum(item.minutes for item in values.get("items", ()))
    if items is not None and planned > wall:
        found.warn(
            items.key, f"the items take {planned} of {wall} minutes", "shorten items, or raise minutes"
        )


def line_with(path: Path, name: str) -> int:
    """The first line after `show` that holds a name, from 1; 1 where none does."""
    lines = read_text(path, path.name, MOST_BYTES).splitlines()
    shows = next(
        (at for at, line in enumerate(lines) if "show" in line and not line.lstrip().startswith("#")), 0
    )
    return next((at + 1 for at in range(shows, len(lines)) if name in lines[at]), 1)


def list_agendas(workspace: Workspace) -> tuple[Path, ...]:
    """The workspace's agenda files by name; empty where it has no such folder."""
    return yaml_files(workspace.agendas_dir)
