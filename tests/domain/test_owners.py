"""Who is meant by a name as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.owners import meant_by
from smeeting.domain.people import Person

PEOPLE = tuple(map(Person, ("Anna Berg", "Anna Lee", "Ben", "Christian Vogt", "Tom", "Zoë Ünal", "李 雷")))


def named(*names: str) -> tuple[Person, ...]:
    return tuple(map(Person, names))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ben", "Ben"),
        (" anna   lee ", "Anna Lee"),
        ("ANNA-LEE", "Anna Lee"),
        ("zoë", "Zoë Ünal"),
        ("zoe\u0308", "Zoë Ünal"),
        ("christian", "Christian Vogt"),
        ("李", "李 雷"),
    ],
)
def test_a_whole_name_or_the_only_such_given_name_is_known(written: str, name: str) -> None:
    meant = meant_by(written, PEOPLE)
    assert (meant.name, meant.is_new, meant.maybe) == (name, False, ())


@pytest.mark.parametrize(
    ("written", "maybe"),
    [
        ("Anna", ("Anna Berg", "Anna Lee")),
        ("Ana Lee", ("Anna Lee",)),
        ("Benn", ("Ben",)),
        ("Zoe", ("Zoë Ünal",)),
        ("Zoe Unal", ("Zoë Ünal",)),
        ("Chris", ("Christian Vogt",)),
        ("Lee", ("Anna Lee",)),
        ("Mara", ()),
        ("Tim", ()),
        ("Be", ("Ben",)),
        ("👩‍👩‍👧‍👦", ()),
    ],
)
def test_a_name_that_is_nearly_one_is_never_taken_for_it(written: str, maybe: tuple[str, ...]) -> None:
    meant = meant_by(written, PEOPLE)
    assert meant.is_new
    assert meant.name == written
    assert meant.maybe == named(*maybe)


@given(st.text(min_size=1), st.lists(st.text(min_size=1), max_size=6))
def test_any_text_is_somebody(written: str, names: list[str]) -> None:
    meant = meant_by(written, named(*names))
    assert meant.name == " ".join(written.split()) or meant.name in names
    assert not meant.maybe or meant.is_new
