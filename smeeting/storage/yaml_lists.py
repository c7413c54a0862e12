"""Changes to a list that leave the items that stay, and the comments about them, as they are."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from smeeting.storage.yaml_meaning import plain, plain_value
from smeeting.storage.yaml_spots import PatchError, Span, Spots
from smeeting.storage.yaml_tree import Scalar, is_json
from smeeting.storage.yaml_tree import Sequence as SequenceNode
from smeeting.storage.yaml_write import Value, Writer

_BETWEEN = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t]*")


def put_items(spots: Spots, writer: Writer, old: SequenceNode, items: Sequence[Value]) -> list[Any] | None:
    """Make a list of texts hold `items`; what it means then, or None where it has to be written anew.

    Items that differ only by blanks around them stay as they are.
    """
    if not all(isinstance(item, Scalar) for item in old.items) or not _are_texts(items):
        return None
    meant, wanted = [plain(item) or "" for item in old.items], plain_value(items)
    stripped = [text.strip() for text in meant]
    steps = SequenceMatcher(None, stripped, [text.strip() for text in wanted], autojunk=False).get_opcodes()
    kept = [at for kind, first, end, _, _ in steps if kind == "equal" for at in range(first, end)]
    if not kept or len(set(stripped)) < len(stripped):
        return None
    spans = _spans(spots, old)
    before = len(spots.splices)
    try:
        meaning = _step(spots, writer, old, spans, steps, items)
    except PatchError:
        del spots.splices[before:]
        return None
    return [meant[at] if at is not None else wanted[new] for at, new in meaning]


def _are_texts(items: Sequence[Value]) -> bool:
    texts = [item.strip() for item in items if isinstance(item, str)]
    return len(texts) == len(items) == len(set(texts))


def _step(
    spots: Spots,
    writer: Writer,
    old: SequenceNode,
    spans: Sequence[Span],
    steps: Sequence[tuple[str, int, int, int, int]],
    items: Sequence[Value],
) -> list[tuple[int | None, int]]:
    """Make the steps; for each item of the new list its place in the old one, where it was there."""
    meaning: list[tuple[int | None, int]] = []
    filled: set[int] = set()
    after = -1
    gone = {at for kind, first, end, _, _ in steps if kind != "equal" for at in range(first, end)}
    for kind, first, end, begin, until in steps:
        if kind == "equal":
            meaning += zip(range(first, end), range(begin, until), strict=True)
            after = end - 1
            continue
        if begin < until:
            if old.flow:
                written = [writer.flow(item, json=is_json(old)) for item in items[begin:until]]
                if spots.put_flow(spans, after, written, gone, writer.newline):
                    filled.add(after)
            else:
                # What comes in the place of another one stays below the comment about it.
                near = first if kind == "replace" else after
                _insert(spots, writer, old, spans, near, items[begin:until], before=near != after or near < 0)
            meaning += ((None, new) for new in range(begin, until))
    spots.cut(spans, gone, flow=old.flow, filled=filled)
    return meaning


def _insert(
    spots: Spots,
    writer: Writer,
    old: SequenceNode,
    spans: Sequence[Span],
    near: int,
    new: Sequence[Value],
    *,
    before: bool,
) -> None:
    """Put items in lines of their own, before or after the one at a place."""
    near = max(near, 0)
    column = spots.column_of(spans[0][0])
    gap = spots.text[spans[near][0] + 1 : old.items[near].start]
    gap = gap if gap.strip(" ") == "" and gap else " "
    lines = [line.replace("- ", "-" + gap, 1) for item in new for line in _lines(writer, item, column)]
    if not before:
        spots.add_lines(spots.line_after(old.items[near]), lines, writer.newline)
    elif spots.is_alone(spans[near][0]):
        spots.add_lines_before(spans[near][0], lines, writer.newline)
    else:
        raise PatchError("the list begins on the line of something else")


def _lines(writer: Writer, item: Value, column: int) -> list[str]:
    return [writer.newline.join(writer.block([item], column))]


def _spans(spots: Spots, old: SequenceNode) -> list[Span]:
    """Where each item begins, with its dash, and ends."""
    ends = [spots.end_of(item) for item in old.items]
    if old.flow:
        return [(item.start, end) for item, end in zip(old.items, ends, strict=True)]
    spans: list[Span] = []
    at = old.start
    for end in ends:
        between = _BETWEEN.match(spots.text, at)
        start = between.end() if between else at
        if not spots.text.startswith("-", start):
            raise PatchError("the list is written in an unusual way")
        spans.append((start, max(end, start + 1)))
        at = spots.line_end(spans[-1][1])
    return spans
