"""Filters: whatever is typed is one; what can't be meant is told; keys complete what is begun."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.filter_keys import LISTS, Which, completed, hint, keys_of
from smeeting.domain.filter_line import has_key, pieces, sorted_by, toggled
from smeeting.domain.filter_values import Days, Filter, Numbers, Part, Sort, TermWords, Word
from smeeting.domain.filters import Known, read_filter

TODAY = dt.date(2026, 3, 11)
"""A Wednesday."""
MQL = TermWords("mql", (("MQL",), ("marketing", "qualified", "lead")))
KNOWN = Known(
    today=TODAY,
    sides=("marketing", "sales"),
    find_term=lambda name: MQL if name.lower() == "mql" else None,
    near_terms=lambda name: "mql" if name.startswith("mq") else None,
)
NAMES = {"owner": ("Anna Lee", "Ben"), "side": ("marketing", "sales"), "term": ("mql", "sql")}
ODD = st.text(st.sampled_from('is:open -"<>=ageby ?2026-03late“”„\n\t\0\ud800é漢'), max_size=60)


def read(text: str, which: Which = "issues") -> Filter:
    return read_filter(text, which, KNOWN)


def parts(text: str, which: Which = "issues") -> list[tuple[str, object, bool]]:
    found = read(text, which)
    assert not found.told, found.told
    return [(part.key, part.value, part.negated) for part in found.parts]


@given(st.one_of(st.text(max_size=200), ODD), st.sampled_from(LISTS))
def test_any_text_is_a_filter(text: str, which: Which) -> None:
    found = read(text, which)
    assert all(part.key in (*keys_of(which), "") for part in found.parts)
    assert all(line and "; " in line for line in found.told)
    completed(text, which, NAMES)
    assert hint(text, which, NAMES)
    toggled(text, "is:open")
    sorted_by(text, "age")


@given(st.one_of(st.text(max_size=100), ODD))
def test_the_parts_of_a_line_are_where_they_say(text: str) -> None:
    for piece in pieces(text):
        assert text[piece.start : piece.end].strip()
        assert 0 <= piece.start < piece.end <= len(text)


def test_the_filter_of_the_readme_is_read() -> None:
    assert parts("is:open side:sales age:>2 term:mql owner:anna late text") == [
        ("is", "open", False),
        ("side", "sales", False),
        ("age", Numbers(3, None), False),
        ("term", MQL, False),
        ("owner", "anna", False),
        ("", Word("late", ("late",)), False),
        ("", Word("text", ("text",), prefix=True), False),
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("age:2", Numbers(2, 2)),
        ("age:=2", Numbers(2, 2)),
        ("age:>2", Numbers(3, None)),
        ("age:>=2", Numbers(2, None)),
        ("age:<2", Numbers(0, 1)),
        ("age:<=2", Numbers(0, 2)),
        ("metoo:>1", Numbers(2, None)),
        ("raised:>1", Numbers(2, None)),
    ],
)
def test_numbers(text: str, numbers: Numbers) -> None:
    assert parts(text)[0][1] == numbers


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("by:2026-12-03", Days(None, dt.date(2026, 12, 3))),
        ("by:<2026-12-03", Days(None, dt.date(2026, 12, 2))),
        ("by:=2026-12-03", Days(dt.date(2026, 12, 3), dt.date(2026, 12, 3))),
        ("by:>=friday", Days(dt.date(2026, 3, 13), None)),
        ('by:"in 2 weeks"', Days(None, dt.date(2026, 3, 25))),
        ("by:next-week", Days(None, dt.date(2026, 3, 18))),
        ("by:=2026-02", Days(dt.date(2026, 2, 1), dt.date(2026, 2, 28))),
        ("by:>2026-02", Days(dt.date(2026, 3, 1), None)),
        ("aired:2026-03-04", Days(dt.date(2026, 3, 4), dt.date(2026, 3, 4))),
        ("since:2026-03-04", Days(dt.date(2026, 3, 4), None)),
        ("since:friday", Days(dt.date(2026, 3, 6), None)),
        ('since:"3 dec"', Days(dt.date(2025, 12, 3), None)),
        ('aired:"29 feb"', Days(dt.date(2024, 2, 29), dt.date(2024, 2, 29))),
        ("since:the-30th", Days(dt.date(2026, 1, 30), None)),
        ("since:9999-12", Days(dt.date(9999, 12, 1), None)),
    ],
)
def test_days(text: str, days: Days) -> None:
    assert parts(text)[0][1] == days


def test_quotes_make_one_part_and_take_the_meaning_from_keys() -> None:
    assert parts('owner:"Anna Lee" "is:open"') == [
        ("owner", "Anna Lee", False),
        ("", Word("is:open", ("is", "open")), False),
    ]
    assert parts('"late text') == [("", Word("late text", ("late", "text")), False)]
    assert parts("owner:“Anna Lee”") == [("owner", "Anna Lee", False)]


def test_a_minus_negates_and_words_without_a_break_stay_together() -> None:
    assert parts("-is:open -late hand-off ") == [
        ("is", "open", True),
        ("", Word("late", ("late",)), True),
        ("", Word("hand-off", ("hand", "off")), False),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sid:sales", "there is no key sid:, so its words are looked for; did you mean side:?"),
        ("is:opne", "is:opne is nothing that can be asked for; did you mean is:open?"),
        ("age:>two", "age:>two is no whole number; write age:2, age:>2 or age:<=2"),
        ("by:someday", "by:someday is no date; write by:2026-12-03, by:friday or by:>2026-12"),
        ("side:legal", "there is no team legal; teams are marketing, sales"),
        ("term:mq", "the glossary has no term mq, so its words are looked for; did you mean term:mql?"),
        ("sort:colour", "sort:colour is nothing that can be asked for; there are age, by, owner"),
        ("%", "% holds no word to look for; a word has letters or digits"),
        ("aired:2026-13", "aired:2026-13 is no date"),
    ],
)
def test_what_can_not_be_meant_is_told_with_what_would_be_right(text: str, told: str) -> None:
    (line,) = read(text).told
    assert line.startswith(told)


def test_the_rest_of_a_line_holds_beside_what_can_not_be_meant() -> None:
    assert [part.value for part in read("age:x is:open http://x").parts] == [
        "open",
        Word("http://x", ("http", "x"), prefix=True),
    ]


def test_a_key_of_another_list_is_told() -> None:
    assert "there is no key age: here" in read("age:>2", "actions").told[0]
    assert "is:heard is nothing" in read("is:heard", "actions").told[0]


def test_what_is_begun_is_not_told_yet() -> None:
    for text in ("is:", "side:", "age:", "by:", "-", "sort:"):
        found = read(text)
        assert (found.parts, found.told) == ((), ()), text


def test_a_line_is_read_up_to_some_length() -> None:
    assert "only the first 32 words" in read(" ".join(f"w{at}" for at in range(40))).told[0]
    many = read("is:open " * 100)
    assert len(many.parts) == 64
    assert "only the first 64 parts" in many.told[0]
    read("x" * 1_000_000)


def test_the_order_is_the_usual_one_unless_another_is_asked_for() -> None:
    assert read("").order == Sort("new")
    assert read("is:open").order == Sort("age")
    assert read("-is:open").order == Sort("new")
    assert read("is:open", "actions").order == Sort("by")
    assert read("is:open sort:-owner").order == Sort("owner", backwards=True)
    assert read("-sort:owner").order == Sort("owner", backwards=True)
    assert read("-sort:-owner").order == Sort("owner")
    assert not read("sort:owner").parts


def test_an_id_names_a_record() -> None:
    assert [Word(text, ()).number for text in ("I14", "i14", "#14", "14", "late", "A3")] == [
        *(14, 14, 14),
        *(None, None, 3),
    ]


def test_a_part_is_put_in_and_taken_out_of_the_line() -> None:
    assert toggled("", "is:open") == "is:open "
    assert toggled("is:open late", "is:open") == "late"
    assert toggled("late IS:OPEN x", "is:open") == "late x"
    assert toggled("-is:open x", "is:open") == "is:open -is:open x"
    assert sorted_by("is:open", "age") == "is:open sort:age "
    assert sorted_by("sort:age is:open", "by") == "is:open sort:by "
    assert sorted_by("is:open sort:by ", "") == "is:open "
    assert has_key("-is:open", "is")
    assert not has_key('"is:open"', "is")


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("si", "side:"),
        ("late -ow", "late -owner:"),
        ("side:s", "side:sales "),
        ("owner:an", 'owner:"Anna Lee" '),
        ("-is:wi", "-is:withdrawn "),
        ("s", ""),
        ("late", ""),
        ("side:", ""),
        ("side:x", ""),
        ("is:open ", ""),
    ],
)
def test_keys_and_values_are_completed(text: str, full: str) -> None:
    assert completed(text, "issues", NAMES) == full


def test_what_can_follow_is_said() -> None:
    assert hint("side:", "issues", NAMES) == "side: marketing sales"
    assert hint("side:s", "issues", NAMES) == "side: sales"
    assert hint("age:>", "issues", NAMES).startswith("age: in meetings")
    assert hint("", "actions", NAMES).startswith("is: side: owner: by:")
    assert "age:" not in hint("", "actions", NAMES)


def test_a_list_of_captures_has_its_own_kinds_unless_one_is_named() -> None:
    assert read("", "notes").kinds == ("idea", "note")
    assert "decision" in read("kind:decision", "notes").kinds
    assert read("kind:decision", "notes").parts == (Part("kind", "decision"),)
    assert read("-kind:idea", "notes").kinds == ("idea", "note")
