"""What `check` commands print, and the code they leave with."""

from collections.abc import Sequence
from typing import Literal

from smeeting.cli.output import say, say_json, tell
from smeeting.domain.errors import UNREADABLE, Fault

Format = Literal["text", "github", "json"]


def say_faults(faults: Sequence[Fault], all_well: str, *, as_json: bool) -> int:
    """Print faults a line each; 2 when a file can't be used, 1 when there are warnings only, else 0."""
    print_faults(faults, all_well, "json" if as_json else "text")
    if any(fault.level == "error" for fault in faults):
        return 2
    return 1 if faults else 0


def say_findings(faults: Sequence[Fault], all_well: str, form: Format) -> int:
    """Print faults in a format; 2 when a file can't be read, 1 when anything was found, else 0."""
    print_faults(faults, all_well, form)
    if any(fault.rule == UNREADABLE for fault in faults):
        return 2
    return 1 if faults else 0


def print_faults(faults: Sequence[Fault], all_well: str, form: Format) -> None:
    """Print faults: a line each on standard error, or on standard output what a program reads."""
    if form == "json":
        say_json(faults)
    elif not faults:
        say(all_well)
    elif form == "github":
        # Imported here, as everything only some commands print with.
        from smeeting.render.annotations import annotation

        for fault in faults:
            say(annotation(fault))
    else:
        for fault in faults:
            tell(str(fault), prefix="")
