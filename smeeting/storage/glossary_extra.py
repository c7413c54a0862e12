"""What other tools keep of the whole glossary: written beside its terms, which stay as they are."""

from typing import Any

from smeeting.domain.errors import FaultsError, UnsafeError
from smeeting.storage.glossaries import GlossaryFile, glossary_of
from smeeting.storage.yaml_meaning import plain, without_removals
from smeeting.storage.yaml_patch import Patch, Patcher
from smeeting.storage.yaml_spots import PatchError, spliced
from smeeting.storage.yaml_tree import Mapping
from smeeting.storage.yaml_write import Writer


def holds_extra(file: GlossaryFile) -> bool:
    """Whether the file's form has a place for it: a plain list or map of terms has none."""
    root = file.parsed.root
    if not isinstance(root, Mapping):
        return False
    return root.get("terms") is not None or all(entry.key.text == "version" for entry in root.entries)


def with_extra(file: GlossaryFile, patch: Patch) -> GlossaryFile:
    """The glossary with a merge patch made in `extra` beside `terms`.

    Raises UnsafeError where the edit can't be made safely.
    """
    paste = "\n".join(Writer().block({"extra": without_removals(patch) or {}}, 0))
    try:
        for blocks in (True, False):
            if after := _edited(file, patch, blocks=blocks):
                return after
    except PatchError as error:
        raise UnsafeError(f"extra can't be edited safely: {error}", paste) from None
    except FaultsError as error:
        raise UnsafeError(f"the edit of extra would break the glossary: {error.faults[0]}", paste) from None
    raise UnsafeError("the edit of extra would change more than meant", paste)


def _edited(file: GlossaryFile, patch: Patch, *, blocks: bool) -> GlossaryFile | None:
    """The file with the patch made, or None where it does not mean what was meant."""
    patcher = Patcher(file.parsed, len(file.text), blocks=blocks)
    meaning: Any = patcher.patch(file.parsed.root, {"extra": patch})
    text = spliced(file.text, patcher.splices)
    after = glossary_of(text, file.path, file.parsed.places.shown)
    means = plain(after.parsed.root) == meaning and after.glossary.terms == file.glossary.terms
    return after if means else None
