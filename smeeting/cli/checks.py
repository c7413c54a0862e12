"""What `check` commands print, and the code they leave with."""

from collections.abc import Sequence

from smeeting.cli.output import say, say_json, tell
from smeeting.domain.errors import Fault


def say_faults(faults: Sequence[Fault], all_well: str, *, as_json: bool) -> int:
    """Print faults a line each; 2 when a file can't be used, 1 when there are warnings only, else 0."""
    if as_json:
        say_json(faults)
    for fault in () if as_json else faults:
        tell(str(fault), prefix="")
    if not faults and not as_json:
        say(all_well)
    if any(fault.level == "error" for fault in faults):
        return 2
    return 1 if faults else 0
