import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain import text

ANY_TEXT = st.text(st.characters(codec=None, categories=None))
"""Every str there can be, lone surrogates too."""
STAYS_IN_EMOJI = {"\u200d", "\ufe0f"}
VISIBLE_FORMAT_CHARACTERS = {
    *map(chr, range(0x0600, 0x0606)), "\u06dd", "\u070f", "\u0890", "\u0891", "\u08e2",
    "\U000110bd", "\U000110cd",
}  # fmt: skip
"""Unicode calls these signs of numbers and verses formats, but they are drawn."""

DRAWN_AS_NOTHING = {
    "\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5",
    "\u180b", "\u180c", "\u180d", "\u180f", "\u3164", "\uffa0",
}  # fmt: skip
"""Unicode calls these letters and marks, but there is nothing to see of them."""


def is_dangerous(character: str) -> bool:
    if character in STAYS_IN_EMOJI or character in VISIBLE_FORMAT_CHARACTERS:
        return False
    hides = (
        character in DRAWN_AS_NOTHING
        or 0xFE00 <= ord(character) <= 0xFE0F
        or 0xE0000 <= ord(character) <= 0xE01EF
    )
    return hides or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


@given(ANY_TEXT)
def test_visible_text_has_nothing_a_terminal_would_obey_or_hide(any_text: str) -> None:
    assert not any(map(is_dangerous, text.visible(any_text)))


@given(ANY_TEXT)
def test_visible_lines_keep_only_line_breaks(any_text: str) -> None:
    assert not any(map(is_dangerous, text.visible_lines(any_text).replace("\n", "")))


def test_no_code_point_at_all_gets_through() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert [hex(ord(one)) for one in text.visible(everything) if is_dangerous(one)] == []


@given(ANY_TEXT)
def test_visible_text_is_its_own_visible_form(any_text: str) -> None:
    assert text.visible(text.visible(any_text)) == text.visible(any_text)


def test_ordinary_text_stays_as_it_is() -> None:
    ordinary = "Grüße, 漢字, 👩\u200d👧 ❤\ufe0f – [bold] <b> 50 % \\"
    assert text.visible(ordinary) == ordinary


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x7fb", "a␡b"),
        ("a\x9b31mb", "a\ufffd31mb"),
        ("a\u2028b", "a\ufffdb"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\U000e0041b", "a<U+E0041>b"),
        ("a\tb", "a    b"),
        ("a\ud800b", "a\ufffdb"),
        ("a\r\nb\rc", "a␊b␍c"),
    ],
)
def test_what_hides_is_shown(given_text: str, shown: str) -> None:
    assert text.visible(given_text) == shown


def test_lines_stay_lines_where_asked() -> None:
    assert text.visible_lines("a\r\nb\nc\x1b") == "a\nb\nc␛"


def test_hostile_texts_are_made_visible(shared: Path) -> None:
    files = sorted((shared / "badinput" / "text").glob("*.json"))
    assert files
    for file in files:
        for hostile in json.loads(file.read_text("utf-8")):
            assert not any(map(is_dangerous, text.visible(hostile))), file.name


@pytest.mark.parametrize(
    ("given_text", "why"), [("a\0b", "NUL"), ("a\ud800", "surrogate"), ("\udfff", "surrogate")]
)
def test_what_can_not_be_stored_says_why(given_text: str, why: str) -> None:
    assert why in (text.why_unstorable(given_text) or "")


@given(ANY_TEXT)
def test_what_utf8_can_not_keep_is_what_is_refused(any_text: str) -> None:
    try:
        any_text.encode()
        keeps = "\0" not in any_text
    except UnicodeEncodeError:
        keeps = False
    assert (text.why_unstorable(any_text) is None) == keeps


@pytest.mark.parametrize(
    ("given_text", "width", "cut"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abcd", 1, "…"), ("", 0, "")]
)
def test_long_text_is_cut_with_an_ellipsis(given_text: str, width: int, cut: str) -> None:
    assert text.shortened(given_text, width) == cut


@pytest.mark.parametrize(
    ("given_text", "made"),
    [("Customer Success!", "customer-success"), (" Ünït--2 ", "unit-2"), ("営業", ""), ("../x", "x")],
)
def test_a_slug_is_a_plain_id(given_text: str, made: str) -> None:
    assert text.slug(given_text) == made


def test_folded_texts_compare_without_case_hyphens_and_width() -> None:
    assert text.folded("  Sales-Qualified\u2011LEAD ") == text.folded("sales qualified_lead")
    assert text.folded("ＭＱＬ") == "mql"


def test_the_nearest_word_is_offered_only_when_it_is_near() -> None:
    assert text.nearest("ACTOIN", ("action", "note")) == "action"
    assert text.nearest("xyzzy", ("action", "note")) is None


@pytest.mark.parametrize(("number", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_nouns_are_counted_in_their_right_form(number: int, said: str) -> None:
    assert text.counted(number, "day") == said
