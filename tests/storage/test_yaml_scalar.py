"""One text of a YAML file is changed where it stands, or refused where more would change."""

import pytest

from smeeting.storage.yaml_scalar import Path, set_scalar
from smeeting.storage.yaml_spots import PatchError
from smeeting.storage.yaml_text import load


@pytest.mark.parametrize(
    ("before", "path", "text", "after"),
    [
        ("a\n", (), "b", "b\n"),
        ("\ufeffa: b # c\n", ("a",), "d", "\ufeffa: d # c\n"),
        ("- 'a' # x\n- b\n", (0,), "c: d", "- 'c: d' # x\n- b\n"),
        ("- - |\n    a\n  - b\n", (0, 0), "c", "- - |\n    c\n  - b\n"),
        ("- >-\n  a\n- b\n", (0,), "c", "- >-\n  c\n- b\n"),
        ("[a,b]\n", (1,), "c d", "[a,c d]\n"),
        ("[{a: b}, 'c']\n", (0, "a"), "d, e", "[{a: \"d, e\"}, 'c']\n"),
        ('["a","b"]\n', (0,), "c", '["c","b"]\n'),
        ("a:\n", ("a",), "b", "a: b\n"),
        ("a: &x b\n", ("a",), "c", "a: &x c\n"),
        ("? a\n: b\n", ("a",), "c", "? a\n: c\n"),
    ],
)
def test_a_text_is_changed_where_it_stands(before: str, path: Path, text: str, after: str) -> None:
    assert set_scalar(load(before, "f"), path, text) == after


@pytest.mark.parametrize(
    ("text", "path", "why"),
    [
        ("a: &x b\nc: *x\n", ("a",), "reach further"),
        ("a: &x b\nc: *x\n", ("c",), "no text of its own"),
        ("a: &x {b: c}\nd:\n  <<: *x\n", ("d", "b"), "lent by another"),
        ("a: {b: c}\n", ("a",), "no text of its own"),
        ("a: b\n", ("c",), "there is no c"),
        ("- a\n", (1,), "there is no 1"),
    ],
)
def test_what_is_no_text_of_its_own_is_refused(text: str, path: Path, why: str) -> None:
    with pytest.raises(PatchError, match=why):
        set_scalar(load(text, "f"), path, "new")
