"""Names and lists in one cell come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.qualified import cell_of, items_of, names_of, qualified

TEXTS = st.text(st.sampled_from("ab;,.\"' \n\r\t\u00a0é:"), max_size=8)


@given(st.lists(TEXTS.filter(lambda text: text.strip(" \t\r\n")), max_size=4))
def test_a_list_comes_back(items: list[str]) -> None:
    assert items_of(cell_of(items)) == tuple(items)


@given(st.lists(TEXTS, min_size=1, max_size=4).filter(any))
def test_a_qualified_name_comes_back(names: list[str]) -> None:
    assert names_of(qualified(names)) == tuple(names)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("", ()),
        (" ; ;", ()),
        ("a; b ;c", ("a", "b", "c")),
        ('"a;b";c', ("a;b", "c")),
        ('"say ""hi""" ; x', ('say "hi"', "x")),
        ('a "quoted" word;b', ('a "quoted" word', "b")),
        ('"Business.v1".Lead;x', ('"Business.v1".Lead', "x")),
        ('"never closed;b', ('"never closed', "b")),
    ],
)
def test_lists_are_read_as_others_write_them(cell: str, items: tuple[str, ...]) -> None:
    assert items_of(cell) == items


def test_a_name_with_a_dot_stands_in_quotes() -> None:
    assert names_of('Business."v1.0".Lead') == ("Business", "v1.0", "Lead")
    assert qualified(("Business", "v1.0", "Lead")) == 'Business."v1.0".Lead'
    assert names_of("") == ()
