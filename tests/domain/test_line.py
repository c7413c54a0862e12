import datetime as dt
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.errors import BadLineError
from smeeting.domain.line import OTHER_FORMS, WORDS, read_line
from smeeting.domain.line_values import (
    Attend,
    Correct,
    Dispute,
    Heard,
    Line,
    NotQuite,
    OffRecord,
    Own,
    Record,
    SetMetric,
    ShowTerm,
    TakeBack,
    Understood,
)
from smeeting.domain.people import Person

MONDAY = dt.date(2026, 11, 23)
FRIDAY = dt.date(2026, 11, 27)
NEXT_MEETING = dt.date(2026, 12, 16)


def read(text: str, sides: tuple[str, ...] = ("marketing", "sales")) -> Line:
    return read_line(text, sides=sides, today=MONDAY, next_meeting=NEXT_MEETING)


def action(owner: str, text: str, due: dt.date | None = None, undated: str = "") -> Record:
    return Record("action", text, owner=owner, due=due, undated=undated)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("#decision weekly reports", "decision"),
        ("#agreed weekly reports", "decision"),
        ("RESOLVED: weekly reports", "decision"),
        ("Decision: weekly reports", "decision"),
        ("#park weekly reports", "idea"),
        ("#idea weekly reports", "idea"),
        ("#NOTE   weekly reports  ", "note"),
        ("info:weekly reports", "note"),
        ("#note: weekly reports", "note"),
        ("#voice weekly reports", "voice"),
        ("#issue weekly reports", "issue"),
    ],
)
def test_the_first_word_decides_what_is_stored(line: str, kind: str) -> None:
    recorded = read(line)
    assert isinstance(recorded, Record)
    assert (recorded.kind, recorded.text) == (kind, "weekly reports")


@pytest.mark.parametrize(
    ("line", "side", "anonymous"),
    [
        ("#issue Leads are cold", None, False),
        ("#issue sales Leads are cold", "sales", False),
        ("#issue SALES: Leads are cold", "sales", False),
        ("Issue: marketing Leads are cold", "marketing", False),
        ("#issue anon Leads are cold", None, True),
        ("#issue anonymous: Leads are cold", None, True),
        ("#issue sales ops Leads are cold", "sales-ops", False),
    ],
)
def test_an_issue_may_name_its_side(line: str, side: str | None, anonymous: bool) -> None:
    expected = Record("issue", "Leads are cold", side=side, anonymous=anonymous)
    assert read(line, ("marketing", "sales", "sales-ops")) == expected


def test_only_a_team_that_meets_is_a_side() -> None:
    assert read("#issue support is slow") == Record("issue", "support is slow")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("#action Ben by friday bring the list", action("Ben", "bring the list", FRIDAY)),
        ("ACTION: Ben to send the list", action("Ben", "send the list")),
        ("Action: Anna Lee to send the list", action("Anna Lee", "send the list")),
        ("#action Ben to send the list", action("Ben", "send the list")),
        ("#action Ben by friday to send the list", action("Ben", "send the list", FRIDAY)),
        ("#action Ben: send the list", action("Ben", "send the list")),
        ('#action "Anna Lee" by next meeting call', action("Anna Lee", "call", NEXT_MEETING)),
        ("#action “Anna  Lee” call", action("Anna Lee", "call")),
        ("#action @Anna call", action("Anna", "call")),
        ("#action ? by 3 dec call", action("", "call", dt.date(2026, 12, 3))),
        ('#action "Team" call', action("Team", "call")),
        (
            "#action Ben by train bring the list",
            action("Ben", "by train bring the list", undated="no date was read"),
        ),
        ("#action Ben send it by friday", action("Ben", "send it by friday", FRIDAY)),
        ("action: ben tell Anna to call", action("ben", "tell Anna to call")),
    ],
)
def test_an_action_has_an_owner_and_perhaps_a_date(line: str, expected: Record) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("#action", "the owner and the text"),
        ("#action by friday bring the list", "the owner"),
        ("ACTION: to send the list", "the owner"),
        ("#action everyone call", "the owner"),
        ("#action @ call", "the owner"),
    ],
)
def test_an_action_without_owner_says_how_to_insist(line: str, missing: str) -> None:
    with pytest.raises(BadLineError) as refused:
        read(line)
    assert refused.value.message.startswith(f"missing: {missing}")
    assert "#action ? text leaves the owner open" in refused.value.hint


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("#heard I14 you waited for us", Heard(14, "you waited for us")),
        ("#heard i14: you waited", Heard(14, "you waited")),
        ("#heard #14 you waited", Heard(14, "you waited")),
        ("Heard: 14 you waited", Heard(14, "you waited")),
        ("#yes I14", Understood(14)),
        ("#yes i14 exactly that", Understood(14, "exactly that")),
        ("#notquite I14 it was twice", NotQuite(14, "it was twice")),
        ("#not-quite #14: it was twice", NotQuite(14, "it was twice")),
        ("#term Sales  cycle", ShowTerm("Sales cycle")),
        ('#term "MQL"', ShowTerm("MQL")),
        ("#dispute SQL counts no-shows", Dispute("SQL", "counts no-shows")),
        ('#dispute "Sales cycle": starts too late', Dispute("Sales cycle", "starts too late")),
        ("#metric mql 120", SetMetric("mql", 120)),
        ("#metric mql 1,200 with the fair", SetMetric("mql", 1200, "with the fair")),
        ("#metric cost per lead 47.5", SetMetric("cost per lead", 47.5)),
        ('#metric "Win 2 rate" -3', SetMetric("Win 2 rate", -3)),
        ("#metric mql = 120 1200 were invited", SetMetric("mql", 120, "1200 were invited")),
        ("#undo", TakeBack()),
        ("#undo I14", TakeBack("I14")),
        ("s/leeds/leads/", Correct("leeds", "leads")),
        ("s/leeds/leads", Correct("leeds", "leads")),
        (r"s/and\/or/a\\b/", Correct("and/or", r"a\b")),
        ("s/ typo//", Correct(" typo", "")),
        ("[off] Ben is leaving", OffRecord()),
        ("[OFF]", OffRecord()),
    ],
)
def test_the_other_lines(line: str, expected: Line) -> None:
    assert read(line) == expected


ANNA, BEN_OF_SALES = Person("Anna"), Person("Ben", "sales")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("#here Anna, Ben (Sales)", Attend("here", (ANNA, BEN_OF_SALES))),
        ("#here Anna Ben(sales)", Attend("here", (ANNA, BEN_OF_SALES))),
        ("#here Anna and Ben (SALES)", Attend("here", (ANNA, BEN_OF_SALES))),
        ("#here @Anna, Ben (sales); Cleo", Attend("here", (ANNA, BEN_OF_SALES, Person("Cleo")))),
        ("Here: Anna Lee, Ben Fox", Attend("here", (Person("Anna Lee"), Person("Ben Fox")))),
        ('#regrets "Anna Lee" Cleo', Attend("regrets", (Person("Anna Lee"), Person("Cleo")))),
        ("#left Anna", Attend("left", (ANNA,))),
        ("#here Anna\nBen (sales)\n", Attend("here", (ANNA, BEN_OF_SALES))),
        ("#here anna Anna", Attend("here", (ANNA,))),
    ],
)
def test_attendance_takes_names_and_sides(line: str, expected: Attend) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("", "the line is empty", "#note"),
        ("  \n ", "the line is empty", "#note"),
        ("leads are cold", "say what it is", "#note leads are cold"),
        ("https://example.org/x", "say what it is", "#note https://"),
        ("# leads", "say what it is", "#note"),
        ("10:30 leads", "say what it is", "#note"),
        ("#isue leads", "there is no #isue", "did you mean #issue?"),
        ("Acton: Ben calls", "there is no #Acton", "did you mean #action?"),
        ("#xyzzy leads", "there is no #xyzzy", "the words are issue, heard"),
        ("#note", "missing: the text of the note", "#note text"),
        ("#issue sales", "missing: the text of the issue", "#issue [SIDE|anon] text"),
        ("#action Ben", "missing: what Ben does", "#action OWNER"),
        ("#action ?", "missing: the text of the action", "#action OWNER"),
        ("#action Ben by friday", "missing: what Ben does", "#action OWNER"),
        ('#action "Anna Lee call', "the quote is not closed", "end the name with"),
        ("#heard", "missing: the issue's id", "#heard I14 text"),
        ("#heard you waited", "missing: the issue's id before 'you'", "#heard I14 text"),
        ("#heard I14", "missing: what was heard", "#heard I14 text"),
        ("#yes", "missing: the issue's id", "#yes I14 [word]"),
        ("#yes that is it", "missing: the issue's id before 'that'", "#yes I14 [word]"),
        ("#notquite I14", "missing: what the paraphrase lacks", "#notquite I14 text"),
        ("#term", "missing: the term", "#term NAME"),
        ('#term ""', "missing: the term", "#term NAME"),
        ("#dispute", "missing: the term", "#dispute NAME why"),
        ("#dispute SQL", "missing: why SQL is disputed", "#dispute NAME why"),
        ("#metric", "missing: the metric", "#metric TERM VALUE"),
        ("#metric mql", "missing: the value of mql", "#metric TERM VALUE"),
        ("#metric mql many", "'many' is no number", "1200"),
        ("#metric mql 47,5", "'47,5' is no number", "write 47.5"),
        ("#metric mql n/a", "n/a is no number", "stays missing, not 0"),
        ("#metric mql 1 200", "1 200 could be one number or two", "write 1200"),
        ("#here", "missing: the name", "#here NAME"),
        ("#here , ,", "missing: the name", "#here NAME"),
        ("#here Ben (legal)", "there is no team 'legal'", "marketing, sales"),
        ("#here Ben (sales", "is no name", "with commas between"),
        ("#here (sales)", "is no name", "with commas between"),
        ("#here ,(sales)", "is no name", "with commas between"),
        ("#undo I14 I15", "#undo takes back one thing", "#undo I14"),
        ("s/a", "that is no correction", "s/old/new/"),
        ("s//b/", "that is no correction", "s/old/new/"),
        ("s/a/b/g", "that is no correction", "s/old/new/"),
        ("#note a\0b", "NUL", "type it again"),
        ("#note \ud800", "surrogate", "type it again"),
    ],
)
def test_a_line_that_stores_nothing_says_what_would_be_right(line: str, message: str, hint: str) -> None:
    with pytest.raises(BadLineError) as refused:
        read(line)
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_a_pasted_text_keeps_its_lines_and_only_its_first_word_counts() -> None:
    assert read("#note first\n\n  #issue second\tthird ") == Record("note", "first\n\n  #issue second\tthird")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_text_is_kept_as_it_was_typed(text: str) -> None:
    if text.strip():
        assert read(f"#note {text}") == Record("note", text.strip())


STARTS = [f"#{word} " for word in WORDS] + [f"{word}:" for word in WORDS] + ["s/", "[off]", "#", ""]


@given(
    st.sampled_from(STARTS), st.text(st.characters(codec=None, categories=None)) | st.text('"(),@?/\\ 1,.a')
)
def test_any_line_at_all_is_read_or_refused_with_a_hint(start: str, rest: str) -> None:
    try:
        read(start + rest)
    except BadLineError as error:
        refused = error
    else:
        return
    assert refused.message
    assert refused.hint
    assert len(str(refused)) < 400, "a refusal fits on the screen"


@pytest.mark.parametrize(
    "long",
    ["#note " + "x" * 100_000, "#here " + "a " * 50_000, "#here a" + " " * 100_000 + "b", "x" * 100_000,
     "#action Ben " + "by " * 33_000, "#metric " + "1 " * 50_000, "s/" + "\\" * 100_000, "s/" + "a/" * 50_000,
     "#" + "x" * 100_000, "#here " + "(" * 100_000, '#dispute "' + "a " * 50_000, "#issue" + " " * 100_000],
    ids=lambda line: line[:10],
)  # fmt: skip
def test_a_hundred_thousand_characters_take_no_time(long: str) -> None:
    started = time.process_time()
    try:
        read(long)
    except BadLineError as refused:
        assert len(str(refused)) < 400  # noqa: PT017 - whether it is refused is not the question here
    assert time.process_time() - started < 1


def test_the_table_of_words_is_whole() -> None:
    for name, row in WORDS.items():
        assert row.word == name
        assert row.usage.startswith(f"#{name}")
        assert row.stores
    names = [name for row in WORDS.values() for name in (row.word, *row.aliases)]
    assert len(set(names)) == len(names)


def test_every_usage_in_the_table_can_be_typed() -> None:
    for usage in [row.usage for row in WORDS.values()] + [form for form, _ in OTHER_FORMS]:
        typed = re.sub(r"\[([^]|]+\|)?(\w+( \w+)?)\]", r"\2", usage) if usage.startswith("#") else usage
        examples = {"DATE": "friday", "VALUE": "40", "SIDE": "sales", " ID": " I14"}
        for shown, example in examples.items():
            typed = typed.replace(shown, example)
        read(typed)


@pytest.mark.parametrize(
    ("line", "owner", "by"),
    [
        ("#own I14 Anna by friday", "Anna", FRIDAY),
        ("#own 14 @Anna, in 2 weeks", "Anna", dt.date(2026, 12, 7)),
        ("Own: i14 Zoë Ünal BY next meeting", "Zoë Ünal", NEXT_MEETING),
        ('#own I14 "Anna by Lee" by 3 dec', "Anna by Lee", dt.date(2026, 12, 3)),
        ("#own I14 Anna  Lee", "Anna Lee", None),
    ],
)
def test_an_issue_is_owned_by_somebody_by_a_date(line: str, owner: str, by: dt.date | None) -> None:
    assert read(line) == Own(14, owner, by)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("#own", "the id of the issue"),
        ("#own Anna by friday", "an id before"),
        ("#own I14", "who owns I14"),
        ("#own I14 by friday", "who owns I14"),
        ("#own I14 Anna by", "'by' is no date"),
        ("#own I14 Anna by friday bring it", "'friday bring it' is no date"),
        ("#own I14 Anna by 12/3", "could be 3 December or 12 March"),
        ('#own I14 "Anna" bring it', "'bring it' is no date"),
    ],
)
def test_an_owner_and_a_date_are_all_that_is_read(line: str, why: str) -> None:
    with pytest.raises(BadLineError, match=why):
        read(line)


def test_a_known_name_of_several_words_needs_no_quotes() -> None:
    names = ("Anna Berg", "Anna Lee", "Zoë Ünal")

    def owner(line: str) -> tuple[str, str]:
        read = read_line(line, sides=(), today=MONDAY, names=names)
        assert isinstance(read, Record)
        return read.owner, read.text

    assert owner("#action anna lee by friday send it") == ("anna lee", "send it")
    assert owner("#action @Zoë Ünal: send it") == ("Zoë Ünal", "send it")
    assert owner("#action Anna Leeds send it") == ("Anna", "Leeds send it")
    assert owner("#action Anna send it") == ("Anna", "send it")
