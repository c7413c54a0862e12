"""Patches make of one map the other, and say what changes in words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.field_changes import told
from smeeting.domain.foreign_owners import datahub_owners, in_one_line, owner_text, owners_of
from smeeting.domain.merging import merge_patch, same
from smeeting.domain.term_history import FieldChange

ATOMS = st.booleans() | st.integers(0, 2) | st.sampled_from(["a", "1", ""])
MAPS: st.SearchStrategy[Any] = st.dictionaries(
    st.sampled_from("abc"),
    ATOMS | st.lists(ATOMS, max_size=2) | st.dictionaries(st.sampled_from("xy"), ATOMS),
)


def merged(old: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    result = dict(old) if isinstance(old, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


@given(MAPS, MAPS)
def test_a_patch_makes_one_map_of_the_other(old: Any, new: Any) -> None:
    new = {key: value for key, value in new.items() if value != {}}
    assert same(merged(old, merge_patch(old, new)), new)
    assert merge_patch(new, new) == {}


def test_true_is_not_one() -> None:
    assert not same([True], [1])
    assert same({"a": 1.0}, {"a": 1})


def test_what_changes_below_extra_is_told_by_its_key() -> None:
    before = {"owner": "Anna", "extra": {"datahub": {"domain": "A", "node": ["x", "y"]}}}
    patch = {"owner": "Ben", "extra": {"datahub": {"domain": None, "flag": True}}}
    assert told(before, patch) == (
        FieldChange("owner", "Anna", "Ben"),
        FieldChange("datahub domain", "A", ""),
        FieldChange("datahub flag", "", "true"),
    )
    assert told(before, {"extra": None})[1] == FieldChange("datahub node", "x, y", "")


@pytest.mark.parametrize(
    ("owners", "text"),
    [
        (("user:anna",), "anna"),
        (("user:Lee, Anna",), "Lee, Anna"),
        (("team:Trust, and Safety",), "team:Trust, and Safety"),
        (("user:a", "team:b"), "user:a, team:b"),
        (("user:user:x",), "user:user:x"),
        ((), ""),
    ],
)
def test_owners_are_told_in_one_line(owners: tuple[str, ...], text: str) -> None:
    assert owner_text(owners) == text
    assert owners_of(text) == owners
    assert in_one_line(owners)


def test_owners_that_one_line_can_t_tell_are_kept_as_they_are() -> None:
    assert not in_one_line(("user: a",))
    assert not in_one_line(("user:a, user:b", "team:c"))
    assert datahub_owners({"type": "DEVELOPER", "users": ["a"]}) == ()
    assert datahub_owners([{"users": ["a"]}]) == ()
    assert datahub_owners({"groups": ["b"], "users": ["a"]}) == ("user:a", "team:b")
