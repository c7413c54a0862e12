"""What the manifest beside the checkout says of files: to be refused, warned about, or taken as they are."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from smeeting.domain.errors import Fault, FaultsError

Read = Callable[[Path, str], tuple[Fault, ...]]
"""Reads a file; gives its warnings, or raises FaultsError."""


def entries(shared: Path, word: str) -> Iterator[dict[str, Any]]:
    """The manifest's entries whose file name speaks of `word`."""
    manifest = json.loads((shared / "badinput" / "manifest.json").read_text())
    return (
        entry for entry in manifest["entries"] if word in entry["file"] and entry["file"].endswith(".yaml")
    )


def departures(shared: Path, word: str, read: Read) -> list[str]:
    """Each file that does not end as its manifest entry says, with what it ended as."""
    return [told for entry in entries(shared, word) if (told := _departure(shared, entry, read))]


def _departure(shared: Path, entry: dict[str, Any], read: Read) -> str | None:
    path = shared / "badinput" / entry["file"]
    before = path.read_bytes()
    try:
        faults, ended = read(path, entry["file"]), "ok"
        ended = "warning" if faults else "ok"
    except FaultsError as error:
        faults, ended = error.faults, "error"
    allowed = {entry["expected"], *entry.get("also_ok", ())}
    right = ended in allowed or (ended == "ok" and "literal" in allowed)
    slack = entry.get("line_slack", 0)
    if faults and "line" in entry:
        right = right and any(abs(fault.line - entry["line"]) <= slack for fault in faults)
    right = right and path.read_bytes() == before
    return None if right else f"{entry['file']}: {ended}, not {allowed}: {list(map(str, faults))}"
