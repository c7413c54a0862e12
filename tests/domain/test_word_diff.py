"""What differs between two texts, word by word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain import word_diff as module
from smeeting.domain.word_diff import marked, word_diff

WORDS = st.lists(
    st.sampled_from(
        ["a", "lead", "Lead", "don't", "cost-per-lead", ",", ".", " ", "\n", "リード", "é", "[", "40%"]
    )
).map(" ".join)
TEXT = WORDS | st.text()


def put_together(old: str, new: str) -> tuple[str, str]:
    """The two texts that the pieces of their difference make."""
    pieces = word_diff(old, new)
    first = "".join(piece.text for piece in pieces if piece.where in ("both", "old"))
    second = "".join(piece.text for piece in pieces if piece.where in ("both", "new"))
    return first, second


def spaced(text: str) -> str:
    return " ".join(text.split())


@given(TEXT, TEXT)
def test_the_pieces_put_together_are_both_texts(old: str, new: str) -> None:
    first, second = put_together(old, new)
    assert (spaced(first), spaced(second)) == (spaced(old), spaced(new))


@given(TEXT, TEXT)
def test_no_piece_is_empty_and_no_two_of_a_kind_are_neighbours(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert all(piece.text for piece in pieces)
    assert all(one.where != other.where for one, other in pairwise(pieces))


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {piece.where for piece in word_diff(text, text)} <= {"both"}


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("A lead we called.", "A lead we met.", "A lead we [-called-]{+met+}."),
        ("a lead", "a  \n lead", "a lead"),
        ("a lead", "a Lead", "a [-lead-]{+Lead+}"),
        ("", "new words", "{+new words+}"),
        ("old words", "", "[-old words-]"),
        ("", "", ""),
        ("one two three four", "one 2 3 four", "one [-two three-]{+2 3+} four"),
        ("a lead", "a warm lead", "a {+warm +}lead"),
        ("cost-per-lead", "cost-per-sale", "[-cost-per-lead-]{+cost-per-sale+}"),
        ("it isn't", "it is", "it [-isn't-]{+is+}"),
        ("40%", "50%", "[-40-]{+50+}%"),
    ],
)
def test_what_is_gone_and_what_is_new_stand_side_by_side(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_signs_in_the_texts_are_only_text() -> None:
    assert marked("{0} {x}", "{0} {y}") == "{0} {[-x-]{+y+}}"


def test_texts_too_long_to_compare_are_told_as_changed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_TOKENS", 5)
    assert [piece.where for piece in word_diff("a b c", "a b d")] == ["old", "new"]
    assert put_together("a b c", "a b d") == ("a b c", "a b d")


def test_a_long_text_that_did_not_change_is_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_TOKENS", 5)
    assert [tuple(piece) for piece in word_diff("a b c", "a  b c")] == [("both", "a b c")]
