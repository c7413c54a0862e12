"""What the capture line says of an owner who is nobody known, and of a date that was not read."""

from typing import NamedTuple

from smeeting.domain.captures import Receipt
from smeeting.domain.owners import Meant
from smeeting.render.times import day


class Doubt(NamedTuple):
    """Words about an owner or a date, and the line that would name another."""

    kept: str
    """What was kept for whom, in few words; empty where nobody is doubted."""
    words: str = ""
    line: str = ""


def doubt_of(receipt: Receipt, key: str) -> Doubt:
    """What to say where the owner is nobody known, or the date was not read; `key` brings the line back."""
    owner = receipt.owner
    if owner is None:
        return Doubt("")
    if not owner.is_new:
        return _undated(receipt, owner, key) if receipt.undated else Doubt("")
    by = f" by {day(receipt.due)}" if receipt.due else ", undated" if receipt.undated else ""
    kept = f"{receipt.ref} is kept for {owner.written}{by}"
    if not owner.maybe:
        return Doubt(f"{kept}, who is new", f"{kept}. {owner.written} is new: w adds them with a side")
    if len(owner.maybe) == 1:
        line = f"#own {receipt.ref} {owner.maybe[0].name}"
        return Doubt(f"{kept}, nobody known", f"{kept}, nobody known: {key} has {line}", line)
    line = f"#own {receipt.ref} "
    return Doubt(f"{kept}, nobody known", f"{kept}: {_either(owner)}? {key} has {line}", line)


def _undated(receipt: Receipt, owner: Meant, key: str) -> Doubt:
    why = receipt.undated.partition(": ")[2]
    words = f"{receipt.ref} has no date{': ' if why else ''}{why}; {key} sets one"
    return Doubt(f"{receipt.ref} is kept without a date", words, f"#own {receipt.ref} {owner.name} by ")


def _either(owner: Meant) -> str:
    return " or ".join(person.name for person in owner.maybe)
