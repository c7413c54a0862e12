"""Edits of the glossary that change the bytes of the edited entry alone.

Each edit is read back and compared with what was meant before it is given out. Where it can't be made that
way, the YAML to paste by hand comes with the reason.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from smeeting.domain.errors import FaultsError, NotFoundError, StorageError, UnsafeError
from smeeting.domain.glossary import Agreement, Status
from smeeting.domain.text import slug, why_unstorable
from smeeting.storage.files import decode, locked_folder, read_bytes, replace_file
from smeeting.storage.glossaries import (
    MOST_BYTES,
    GlossaryFile,
    digest_of,
    glossary_of,
    read_glossary,
)
from smeeting.storage.glossary_form import TERM
from smeeting.storage.glossary_new import append_terms
from smeeting.storage.yaml_meaning import plain, without_removals
from smeeting.storage.yaml_patch import Patch, Patcher, nothing_stays
from smeeting.storage.yaml_spots import PatchError, Splice, Spots, spliced
from smeeting.storage.yaml_tree import Alias, Scalar, entries_of, solid
from smeeting.storage.yaml_tree import Mapping as MappingNode
from smeeting.storage.yaml_tree import Sequence as SequenceNode
from smeeting.storage.yaml_write import Value, Writer

_MAPS_OF_SIDES = ("definitions", "voices")
_NAMED = 3
"""How many of the edited terms a message names."""


class ChangedError(StorageError):
    """The file is another than when it was read; nothing was written."""


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
    return edited_glossary(file, {term_id: patch}).text


def edit_glossary(
    file: GlossaryFile, patches: Mapping[str, Patch], new: Sequence[Mapping[str, Value]] = ()
) -> str:
    """The glossary's text with merge patches in the entries of several terms, and new entries at its end.

    Each new entry has at least `term`. Raises as `set_agreement` does.
    """
    return edited_glossary(file, patches, new).text


def edited_glossary(
    file: GlossaryFile, patches: Mapping[str, Patch], new: Sequence[Mapping[str, Value]] = ()
) -> GlossaryFile:
    """The glossary as it would be read after `edit_glossary`, which is how the edit was checked."""
    places = {term.id: at for at, term in enumerate(file.glossary)}
    for term_id in patches:
        if term_id not in places:
            hint = "see `smeeting glossary list`"
            raise NotFoundError(f"the glossary has no term with the id {term_id}", hint)
    paste = _to_paste(patches, new)
    file = _ended(file) if new else file
    about = ", ".join([*patches, *(str(entry["term"]) for entry in new)][:_NAMED])
    by_place = {places[term_id]: patch for term_id, patch in patches.items()}
    try:
        _refuse_unstorable([*patches.values(), *new])
        # A block scalar would swallow a deeper comment after it; then the same text goes into quotes.
        after = _edited(file, by_place, new, blocks=True) or _edited(file, by_place, new, blocks=False)
    except PatchError as error:
        raise UnsafeError(f"the entry of {about} can't be edited safely: {error}", paste) from None
    except FaultsError as error:
        raise UnsafeError(f"the edit of {about} would break the glossary: {error.faults[0]}", paste) from None
    if after is None:
        raise UnsafeError(f"the edit of {about} would change more than meant", paste)
    return after


def _ended(file: GlossaryFile) -> GlossaryFile:
    """The file with the line break that a block at its end lacks, so that terms can follow the block."""
    spots = Spots(file.text)
    last = spots.last(file.parsed.root)
    is_block = isinstance(last, Scalar) and last.style in ("|", ">")
    if not is_block or spots.line_end(spots.end_of(last)) < len(file.text):
        return file
    text = file.text + Patcher(file.parsed, len(file.text)).newline
    return glossary_of(text, file.path, file.parsed.places.shown)


def _to_paste(patches: Mapping[str, Patch], new: Sequence[Mapping[str, Value]]) -> str:
    """What to put into the file by hand: one entry's lines as they are, else each under its id."""
    if len(patches) == 1 and not new:
        return "\n".join(Writer().block(without_removals(next(iter(patches.values()))) or {}, 0))
    lines = [line for entry in new for line in Writer().item(entry, 0)]
    for term_id, patch in patches.items():
        lines += [f"# {term_id}", *Writer().block(without_removals(patch) or {}, 0)]
    return "\n".join(lines)


def _edited(
    file: GlossaryFile,
    patches: Mapping[int, Patch],
    new: Sequence[Mapping[str, Value]],
    *,
    blocks: bool,
) -> GlossaryFile | None:
    """The file with the patches made, or None where it does not mean what was meant."""
    meanings: dict[int, Any] = {}
    splices: list[Splice] = []
    shared = ""
    for index, patch in patches.items():
        patcher = Patcher(file.parsed, file.written[index].value.start, blocks=blocks)
        meanings[index] = _patch_entry(patcher, file, index, patch)
        splices += patcher.splices
        shared = shared or patcher.shared
    intended = _intended(file, meanings)
    if new:
        patcher = Patcher(file.parsed, len(file.text), blocks=blocks)
        intended = append_terms(patcher, file.parsed.root, intended, new)
        splices += patcher.splices
    try:
        after = glossary_of(spliced(file.text, splices), file.path, file.parsed.places.shown)
        if plain(after.parsed.root) == intended and _is_as_before(file, after, patches):
            return after
    except FaultsError:
        if not shared:
            raise
    if shared:
        raise PatchError(f"other places refer to it by its anchor &{shared}")
    return None


def _is_as_before(file: GlossaryFile, after: GlossaryFile, patches: Mapping[int, Patch]) -> bool:
    """Whether each term is where it was, none became a group, and those that are not edited are the same."""
    return all(
        one.path == two.path and (at in patches or file.glossary.terms[at] == after.glossary.terms[at])
        for at, (one, two) in enumerate(zip(file.written, after.written, strict=False))
    ) and len(after.written) >= len(file.written)


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
        spelt = _as_written(patch, inner)
        if written.key is not None and value is inner and inner.entries and nothing_stays(inner, spelt):
            place = _owner(file, index)
            return patcher.replace(*place, spelt) if without_removals(spelt) else patcher.empty(*place)
        return patcher.patch(value, spelt)
    if written.key is None or not isinstance(inner, Scalar):
        raise PatchError("this is not a map")
    owner, entry = _owner(file, index)
    styles = {}
    if not inner.is_null:
        if set(patch) == {"definition"}:
            # `MQL: some text` stays so while only the text changes.
            words = patch["definition"]
            return patcher.replace(owner, entry, words) if words is not None else patcher.empty(owner, entry)
        # Else it becomes the definition in a map, written as it was.
        ending = "\n" if inner.style in ("|", ">") and inner.text.endswith("\n") else ""
        patch = {"definition": inner.text.strip() + ending, **patch}
        styles = {"definition": inner.style}
    new = without_removals(patch)
    return patcher.replace(owner, entry, new, styles) if new else plain(value)


def _as_written(patch: Patch, node: MappingNode) -> Patch:
    """The patch with its sides spelt as the file spells them (`Marketing:` is marketing's)."""
    spelt = {TERM.written(node, key): change for key, change in patch.items()}
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
    written = file.written[index]
    node: Any = file.parsed.root
    for part in written.path[:-1]:
        inner = solid(node)
        if isinstance(inner, MappingNode):
            found = next((entry for entry in entries_of(inner) if entry.key.text == part), None)
            node = found.value if found else None
        elif isinstance(inner, SequenceNode) and isinstance(part, int):
            node = inner.items[part]
        if node is None or isinstance(node, Alias):
            raise PatchError("it is lent by another entry")
    holder = solid(node)
    if isinstance(holder, MappingNode):
        for entry in holder.entries:
            if entry.key is written.key:
                return holder, entry
    raise PatchError("it is lent by another entry (<<)")


def _intended(file: GlossaryFile, meanings: Mapping[int, Any]) -> Any:
    """What the whole file must mean after the edit: as before, but for these entries."""
    tree = plain(file.parsed.root)
    for index, meaning in meanings.items():
        *way, last = file.written[index].path
        place = tree
        for part in way:
            place = place[part]
        place[last] = meaning
    return tree


def write_glossary(file: GlossaryFile, text: str) -> GlossaryFile:
    """Put `text` in place of the glossary, unless the file is another than when it was read.

    Raises StorageError where it is, or where it can't be written; FaultsError where `text` is no glossary.
    """
    after = glossary_of(text, file.path, file.parsed.places.shown)
    with locked_folder(_folder_of(file.path)):
        _replace(file, after)
    return after


def change_glossary(
    path: Path, shown: str, edit: Callable[[GlossaryFile], GlossaryFile]
) -> tuple[GlossaryFile, GlossaryFile]:
    """Read the glossary, edit it and write it, with no other smeeting in between; before and after.

    Raises what `edit` raises, with nothing written; FaultsError where the file can't be read; StorageError
    where it can't be written or an editor saved it in the moment between.
    """
    with locked_folder(_folder_of(path)):
        before = read_glossary(path, shown)
        after = edit(before)
        if after.text != before.text:
            _replace(before, after)
    return before, after


def _folder_of(path: Path) -> Path:
    return Path(path).resolve().parent


def _replace(before: GlossaryFile, after: GlossaryFile) -> None:
    def check() -> None:
        shown = before.parsed.places.shown
        now = read_bytes(before.path, shown, MOST_BYTES)
        if digest_of(decode(now, shown)) != before.digest:
            raise ChangedError(
                f"{shown} was changed by someone else meanwhile", "read it again, then repeat the edit"
            )

    check()
    # An editor may save while the new file is written; asked for again when only the swap is left to do.
    replace_file(before.path, after.text.encode(), check)
