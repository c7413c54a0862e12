"""Text in cells of a spreadsheet: what would run as a formula is defused, and restored when it comes back."""

import re

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
# Full-width forms count: some spreadsheets narrow them as they read.
_BEGINS_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile("'+" + _BEGINS_FORMULA.pattern)
"""An apostrophe put there by a program, such as this one, so that no spreadsheet sees a formula."""


def is_number(text: str) -> bool:
    """Whether a program writes a number so: digits with a point, a sign or an exponent, and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def defused(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula; `restored` gives it back."""
    # What looks defused already gets one apostrophe more, or it would come back with one too few.
    runs = _BEGINS_FORMULA.match(text) and not is_number(text)
    return "'" + text if runs or _GUARDED.match(text) else text


def restored(cell: str) -> str:
    """The text of a cell that `defused` made, or another program that guards formulas the same way."""
    return cell[1:] if _GUARDED.match(cell) else cell
