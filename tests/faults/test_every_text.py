"""Every text of real glossaries can be changed by itself, with all other bytes as they were."""

import random
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest

from smeeting.storage.files import read_text
from smeeting.storage.yaml_meaning import plain
from smeeting.storage.yaml_scalar import Path, scalar_splices, set_scalar
from smeeting.storage.yaml_spots import spliced
from smeeting.storage.yaml_text import Parsed, load
from smeeting.storage.yaml_tree import Node, Scalar, Sequence, solid
from tests.faults.sweeps import FULL

TEXTS = (
    "new words",
    "A text: with signs, # and 'quotes' \"both\"",
    "two\nlines\n\n  and one set in",
    "word " * 40 + "end",
    "NO",
    "12:30",
    "",
    " blanks ",
    "漢字 👩‍🔬 a\u202eb\tc",
    "- [x](y), {z} *a &b !c %d @e `f` | > ?",
)
SAMPLE = 12
GLOSARIO = "carpentries-glosario.glossary.yml"


def texts_of(node: Node, path: Path = ()) -> Iterator[tuple[Path, Scalar]]:
    """Every text with the path to it."""
    inner = solid(node)
    if isinstance(inner, Scalar):
        yield path, inner
    elif isinstance(inner, Sequence):
        for at, item in enumerate(inner.items):
            yield from texts_of(item, (*path, at))
    else:
        for entry in inner.entries:
            yield from texts_of(entry.value, (*path, entry.key.text))


def loaded(path: FilePath) -> Parsed:
    return load(read_text(path, "f", 10_000_000), "f")


def assert_others_are_untouched(parsed: Parsed, node: Scalar, after: str) -> None:
    assert after.startswith(parsed.text[: node.start].rstrip(" "))
    assert after.endswith(parsed.text[node.end :])


def test_any_text_of_a_real_glossary_is_changed_alone(shared: FilePath) -> None:
    parsed = loaded(shared / "data" / "glossaries" / GLOSARIO)
    chosen = random.Random(7).sample(list(texts_of(parsed.root)), SAMPLE)
    for number, (path, node) in enumerate(chosen):
        assert_others_are_untouched(parsed, node, set_scalar(parsed, path, TEXTS[number % len(TEXTS)]))


def test_every_text_of_a_real_glossary_is_changed_alone(shared: FilePath) -> None:
    """Each text in turn; what is read again is the entry that it stands in."""
    parsed = loaded(shared / "data" / "glossaries" / GLOSARIO)
    assert isinstance(parsed.root, Sequence)
    found = list(texts_of(parsed.root))
    assert len(found) > 4_000
    starts = [item.start for item in parsed.root.items] + [len(parsed.text)]
    for number, (path, node) in enumerate(found):
        if not FULL and number % 37:
            continue
        splices, meant = scalar_splices(parsed, path, TEXTS[number % len(TEXTS)])
        after = spliced(parsed.text, splices)
        assert_others_are_untouched(parsed, node, after)
        index = path[0]
        assert isinstance(index, int)
        entry: Any = plain(parsed.root.items[index])
        place = entry
        for part in path[1:-1]:
            place = place[part]
        place[path[-1]] = meant
        # The dash before the entry, and the dash of the next one, are not part of it.
        tail = len(parsed.text) - starts[index + 1]
        own = "  " + after[starts[index] : len(after) - tail].removesuffix("- ")
        assert plain(load(own, "f").root) == entry, path


@pytest.mark.parametrize("name", ["shared/data/glossaries/datahub_business_glossary.yml", "glossary.yaml"])
def test_every_text_of_a_smaller_file_is_changed_alone(name: str) -> None:
    checkout = FilePath(__file__).parents[2]
    file = checkout.parent / name if name.startswith("shared") else checkout / name
    if not file.exists():
        pytest.skip("the folder of real and hostile data is not beside this checkout")
    parsed = loaded(file)
    for number, (path, node) in enumerate(texts_of(parsed.root)):
        if FULL or number % 7 == 0:
            after = set_scalar(parsed, path, TEXTS[number % len(TEXTS)])
            assert_others_are_untouched(parsed, node, after)
