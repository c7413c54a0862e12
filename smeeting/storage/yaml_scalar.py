"""One text of any YAML file put in another's place, with all other bytes as they were."""

from typing import Any

from smeeting.domain.errors import FaultsError
from smeeting.storage.yaml_meaning import plain
from smeeting.storage.yaml_patch import Patcher
from smeeting.storage.yaml_spots import PatchError, Splice, spliced
from smeeting.storage.yaml_text import Parsed, load
from smeeting.storage.yaml_tree import Mapping, Node, Scalar, Sequence, entries_of, solid

Path = tuple[str | int, ...]
"""Keys, and places in lists, that lead to a text."""


def set_scalar(parsed: Parsed, path: Path, text: str) -> str:
    """The file's text with `text` at the end of a path, read back and compared with what was meant.

    Raises PatchError where there is no text, or where the change would reach further.
    """
    # A block would swallow a deeper comment after it; then the same text goes into quotes.
    after = _changed(parsed, path, text, blocks=True) or _changed(parsed, path, text, blocks=False)
    if after is None:
        raise PatchError("the change would reach further than that text")
    return after


def _changed(parsed: Parsed, path: Path, text: str, *, blocks: bool) -> str | None:
    """The file's text after the change, or None where it does not mean what was meant."""
    splices, meant = scalar_splices(parsed, path, text, blocks=blocks)
    after = spliced(parsed.text, splices)
    wanted: Any = meant
    if path:
        wanted = place = plain(parsed.root)
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = meant
    try:
        return after if plain(load(after, parsed.places.shown).root) == wanted else None
    except FaultsError:
        return None


def scalar_splices(parsed: Parsed, path: Path, text: str, *, blocks: bool = True) -> tuple[list[Splice], str]:
    """What `set_scalar` does, not yet compared, and what will stand there: a block keeps its last break.

    `blocks` says whether a text may become a block.
    """
    owner: Node = parsed.root
    node: Node = parsed.root
    for part in path:
        owner, node = node, _under(node, part)
    if not isinstance(node, Scalar):
        raise PatchError("there is no text of its own")
    patcher = Patcher(parsed, node.start, blocks=blocks)
    holder = solid(owner)
    if isinstance(holder, Mapping):
        entry = next(one for one in holder.entries if one.value is node)
        meant: Any = patcher.replace(holder, entry, text)
    else:
        meant = patcher.replace_item(holder, node, text)
    return patcher.splices, str(meant)


def _under(node: Node, part: str | int) -> Node:
    inner = solid(node)
    if isinstance(inner, Mapping):
        for entry in entries_of(inner):
            if entry.key.text == part:
                if inner.get(entry.key.text) is not entry:
                    raise PatchError("it is lent by another entry (<<)")
                return entry.value
    elif isinstance(inner, Sequence) and isinstance(part, int) and part < len(inner.items):
        return inner.items[part]
    raise PatchError(f"there is no {part}")
