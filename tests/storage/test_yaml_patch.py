from pathlib import Path

import pytest

from smeeting.storage.files import read_text
from smeeting.storage.yaml_meaning import plain
from smeeting.storage.yaml_patch import Patcher
from smeeting.storage.yaml_spots import PatchError, Splice, spliced
from smeeting.storage.yaml_text import load
from smeeting.storage.yaml_tree import Mapping, Sequence


def test_splices_are_made_in_the_order_of_the_text_and_of_their_making() -> None:
    text = "0123456789"
    assert (
        spliced(text, [Splice(8, 9, ""), Splice(2, 4, "x"), Splice(4, 4, "y"), Splice(4, 4, "z")])
        == "01xyz45679"
    )
    with pytest.raises(PatchError):
        spliced(text, [Splice(2, 4, "x"), Splice(3, 3, "y")])


def test_an_empty_patch_changes_nothing() -> None:
    parsed = load("a: {b: c}\n", "f")
    patcher = Patcher(parsed, 0)
    assert patcher.patch(parsed.root, {"a": {}, "n": {"x": None}, "m": None}) == {"a": {"b": "c"}}
    assert patcher.splices == []


def test_a_real_glossary_is_edited_term_by_term_with_all_other_bytes_untouched(shared: Path) -> None:
    path = shared / "data" / "glossaries" / "carpentries-glosario.glossary.yml"
    text = read_text(path, "f", 10_000_000)
    parsed = load(text, "f")
    assert isinstance(parsed.root, Sequence)
    tree = plain(parsed.root)
    for index in range(0, len(tree), 60):
        node = parsed.root.items[index]
        assert isinstance(node, Mapping)
        patcher = Patcher(parsed, node.start)
        definition = "A text: with signs, and\nwith lines" if index % 120 else "words " * 40
        meaning = patcher.patch(node, {"en": {"term": "new # term", "def": definition}})
        after = spliced(text, patcher.splices)
        assert after.startswith(text[: node.start])
        assert after.endswith(text[node.end :])
        assert meaning["en"]["def"] in (definition, definition + "\n")
        assert plain(load(after, "f").root) == [*tree[:index], meaning, *tree[index + 1 :]]
