"""Edits of the glossary that change the bytes of the edited entry alone.

Each edit is read back and compared with what was meant before it is given out. Where it can't be made that
way, the YAML to paste by hand comes with the reason.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from smeeting.domain.errors import FaultsError, NotFoundError, SmeetingError, StorageError
from smeeting.domain.glossary import Agreement, Status
from smeeting.domain.text import slug, why_unstorable
from smeeting.storage.files import decode, locked_folder, read_bytes, replace_file
from smeeting.storage.glossaries import MOST_BYTES, GlossaryFile, digest_of, glossary_of
from smeeting.storage.yaml_patch import (
    Patch,
    Patcher,
    PatchError,
    plain,
    spliced,
    without_removals,
)
from smeeting.storage.yaml_tree import Mapping as MappingNode
from smeeting.storage.yaml_tree import Scalar, solid
from smeeting.storage.yaml_write import Value, Writer

_MAPS_OF_SIDES = ("definitions", "voices")


class UnsafeError(SmeetingError):
    """An edit that would touch more than its entry, or can't be checked; nothing was changed."""

    def __init__(self, message: str, paste: str) -> None:
        super().__init__(message, "paste the lines into the file by hand")
        self.paste = paste
        """The YAML to put into the term's entry."""


def set_agreement(file: GlossaryFile, term_id: str, agreement: Agreement, status: Status) -> str:
    """The glossary's text with this agreement and status; what else `agreed` holds stays.

    Raises NotFoundError for an unknown id, UnsafeError where the edit can't be made safely.
    """
    term = file.glossary.get(term_id)
    before = term.agreed.voices if term is not None and term.agreed is not None else {}
    agreed = {
        "definition": agreement.definition,
        "on": agreement.on,
        "meeting": agreement.meeting,
        "voices": {**dict.fromkeys(before), **agreement.voices},
    }
    return edit_term(file, term_id, {"status": status, "agreed": agreed})


def set_status(file: GlossaryFile, term_id: str, status: Status) -> str:
    """The glossary's text with this status. Raises as `set_agreement` does."""
    return edit_term(file, term_id, {"status": status})


def set_field(file: GlossaryFile, term_id: str, path: tuple[str, ...], value: "Value | None") -> str:
    """The glossary's text with `value` under the keys of `path` in the term's entry; None removes it.

    Raises as `set_agreement` does.
    """
    patch: Any = value
    for key in reversed(path):
        patch = {key: patch}
    return edit_term(file, term_id, patch)


def edit_term(file: GlossaryFile, term_id: str, patch: Patch) -> str:
    """The glossary's text with a merge patch made in the term's entry.

    A map in the patch changes inside the map of the file, None removes a key, anything else replaces.
    Raises as `set_agreement` does.
    """
    index = next((at for at, term in enumerate(file.glossary) if term.id == term_id), None)
    if index is None:
        raise NotFoundError(f"the glossary has no term with the id {term_id}", "see `smeeting glossary list`")
    paste = "\n".join(Writer().block(without_removals(patch) or {}, 0))
    try:
        _refuse_unstorable(patch)
        # A block scalar would swallow a deeper comment after it; then the same text goes into quotes.
        text = _edited(file, index, patch, blocks=True) or _edited(file, index, patch, blocks=False)
    except PatchError as error:
        raise UnsafeError(f"the entry of {term_id} can't be edited safely: {error}", paste) from None
    except FaultsError as error:
        raise UnsafeError(
            f"the edit of {term_id} would break the glossary: {error.faults[0]}", paste
        ) from None
    if text is None:
        raise UnsafeError(f"the edit of {term_id} would change more than meant", paste)
    return text


def _edited(file: GlossaryFile, index: int, patch: Patch, *, blocks: bool) -> str | None:
    """The text with the patch made, or None where it does not mean what was meant."""
    patcher = Patcher(file.parsed, file.written[index].value.start, blocks=blocks)
    meaning = _patch_entry(patcher, file, index, patch)
    text = spliced(file.text, patcher.splices)
    after = glossary_of(text, file.path, file.parsed.places.shown)
    return text if plain(after.parsed.root) == _intended(file, index, meaning) else None


def _refuse_unstorable(change: Any) -> None:
    if isinstance(change, str) and (reason := why_unstorable(change)):
        raise PatchError(reason)
    if isinstance(change, Mapping):
        for inner in (*change, *change.values()):
            _refuse_unstorable(inner)
    elif isinstance(change, (list, tuple)):
        for inner in change:
            _refuse_unstorable(inner)


def _patch_entry(patcher: Patcher, file: GlossaryFile, index: int, patch: Patch) -> Any:
    """Patch a term's entry; returns what it means then."""
    written = file.written[index]
    value = written.value
    inner = solid(value)
    if isinstance(inner, MappingNode):
        return patcher.patch(value, _as_written(patch, inner))
    if written.key is None or not isinstance(inner, Scalar):
        raise PatchError("this is not a map")
    owner, entry = _owner(file, index)
    if not inner.is_null:
        # `MQL: some text` stays so while only the text changes, else it becomes the definition in a map.
        if set(patch) == {"definition"} and patch["definition"] is not None:
            return patcher.replace(owner, entry, patch["definition"])
        patch = {"definition": inner.text.strip(), **patch}
    new = without_removals(patch)
    return patcher.replace(owner, entry, new) if new else plain(value)


def _as_written(patch: Patch, node: MappingNode) -> Patch:
    """The patch with its sides spelt as the file spells them (`Marketing:` is marketing's)."""
    spelt = dict(patch)
    for key in (*_MAPS_OF_SIDES, "agreed"):
        entry, change = node.get(key), spelt.get(key)
        inner = solid(entry.value) if entry is not None else None
        if not isinstance(change, Mapping) or not isinstance(inner, MappingNode):
            continue
        if key == "agreed":
            spelt[key] = _as_written(change, inner)
        else:
            names = {slug(one.key.text) or one.key.text: one.key.text for one in inner.entries}
            spelt[key] = {names.get(side, side): words for side, words in change.items()}
    return spelt


def _owner(file: GlossaryFile, index: int) -> tuple[MappingNode, Any]:
    """The map that a keyed entry stands in, and the entry."""
    key = file.written[index].key
    container = _container(file)
    holder = solid(container.items[index]) if not isinstance(container, MappingNode) else container
    if isinstance(holder, MappingNode):
        for entry in holder.entries:
            if entry.key is key:
                return holder, entry
    raise PatchError("it is lent by another entry (<<)")


def _container(file: GlossaryFile) -> Any:
    """The list or map of all terms."""
    root = file.parsed.root
    terms = root.get("terms") if isinstance(root, MappingNode) else None
    return root if terms is None else solid(terms.value)


def _intended(file: GlossaryFile, index: int, meaning: Any) -> Any:
    """What the whole file must mean after the edit: as before, but for the one entry."""
    tree = plain(file.parsed.root)
    terms = tree["terms"] if isinstance(tree, dict) and "terms" in tree else tree
    written = file.written[index]
    if isinstance(terms, list):
        if written.key is None:
            terms[index] = meaning
        else:
            terms[index][written.key.text] = meaning
    elif written.key is not None:
        terms[written.key.text] = meaning
    return tree


def write_glossary(file: GlossaryFile, text: str) -> GlossaryFile:
    """Put `text` in place of the glossary, unless the file is another than when it was read.

    Raises StorageError where it is, or where it can't be written; FaultsError where `text` is no glossary.
    """
    shown = file.parsed.places.shown
    after = glossary_of(text, file.path, shown)
    target = Path(file.path)
    with locked_folder(target.resolve().parent):
        now = read_bytes(target, shown, MOST_BYTES)
        if digest_of(decode(now, shown)) != file.digest:
            raise StorageError(
                f"{shown} was changed by someone else meanwhile", "read it again, then repeat the edit"
            )
        replace_file(target, text.encode())
    return after
