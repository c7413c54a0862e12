"""The glossary's words in what people write, and the words that it lacks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.recognition import Recogniser, Use, successor

LEAD = Term("lead", "Lead", synonyms=("contact",), avoid=("hot lead", "suspect"))
MQL = Term("mql", "MQL", long="Marketing-qualified lead")
COST = Term("cpl", "Cost per lead")
COMPANY = Term("company", "Company")
IT = Term("it", "IT", long="Information technology")
GLOSSARY = Glossary((LEAD, MQL, COST, COMPANY, IT))
RECOGNISER = Recogniser(GLOSSARY)


def named(text: str, *terms: Term) -> list[tuple[str, str]]:
    """The uses in a text: which term, and how it is written there."""
    recogniser = Recogniser(Glossary(terms)) if terms else RECOGNISER
    return [(use.term_id, text[use.start : use.end]) for use in recogniser.uses(text)]


# ---- names ----


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("a lead", [("lead", "lead")]),
        ("LEADS came, and Contacts", [("lead", "LEADS"), ("lead", "Contacts")]),
        ("misleading leadership", []),
        ("lead_source", []),
        ("lead2", []),
        ("the lead's phone", [("lead", "lead")]),
        ("(MQL),", [("mql", "MQL")]),
        ("40 MQLs", [("mql", "MQLs")]),
        ("mql and SQL", [("mql", "mql")]),
        ("marketing-qualified leads", [("mql", "marketing-qualified leads")]),
        ("Marketing\u2011qualified lead", [("mql", "Marketing\u2011qualified lead")]),
        ("marketing qualified\nlead", [("mql", "marketing qualified\nlead")]),
        ("marketing. Qualified lead", [("lead", "lead")]),
        ("cost/per/lead, cost per LEAD", [("cpl", "cost/per/lead"), ("cpl", "cost per LEAD")]),
        ("cost per contact", [("lead", "contact")]),
        ("cost per     lead", [("lead", "lead")]),
        ("two companies, one company", [("company", "companies"), ("company", "company")]),
        ("a hot lead", [("lead", "hot lead")]),
        ("", []),
    ],
)
def test_a_term_is_found_by_its_names_and_their_plurals_as_whole_words(
    text: str, uses: list[tuple[str, str]]
) -> None:
    assert named(text) == uses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ask IT about it", ["IT"]),
        ("it is late, its turn, Its time", []),
        ("It rains", []),
        ("both ITs", ["ITs"]),
        ("ITS", []),
        ("information technology", ["information technology"]),
    ],
)
def test_an_abbreviation_that_is_a_small_word_too_is_found_as_it_is_written(
    text: str, found: list[str]
) -> None:
    assert [word for _, word in named(text, IT)] == found


def test_a_plural_name_is_found_in_the_singular() -> None:
    assert named("one touchpoint", Term("t", "Touchpoints")) == [("t", "touchpoint")]
    assert named("one KPI", Term("k", "KPIs")) == [("k", "KPI")]
    assert named("a bu", Term("b", "Bus")) == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("P&L", "the P&L, our p&l", ["P&L", "p&l"]),
        ("P&L", "p or l, p. l", []),
        ("A/B test", "an a/b test, an A-B tests", ["a/b test", "A-B tests"]),
        ("Closed (won)", "closed (won)", ["closed (won)"]),
    ],
)
def test_a_name_with_signs_inside_is_found_as_it_is_written(name: str, text: str, found: list[str]) -> None:
    assert [word for _, word in named(text, Term("x", name))] == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("リード", "新しいリードが来た", ["リード"]),
        ("商談", "商談化した商談", ["商談", "商談"]),
        ("MQL", "新しいMQLです", ["MQL"]),
        ("MQL", "新しいXMQLです", []),
        ("ลูกค้า", "มีลูกค้าใหม่", ["ลูกค้า"]),
        ("लीड", "नई लीड आई", ["लीड"]),
        ("लीड", "लीडर", []),
        ("Café", "das Cafés", ["Cafés"]),
        ("Cafe", "Cafe\u0301", []),
        ("Überlead", "ÜBERLEAD", ["ÜBERLEAD"]),
    ],
)
def test_names_of_other_scripts_are_found_too(name: str, text: str, found: list[str]) -> None:
    assert [word for _, word in named(text, Term("x", name))] == found


def test_of_two_names_at_one_place_the_longer_is_meant() -> None:
    long = Term("lead-source", "Lead source", synonyms=("リード元",))
    short = Term("lead", "Lead", synonyms=("リード",))
    for terms in ((long, short), (short, long)):
        assert named("the lead source", *terms) == [("lead-source", "lead source")]
        assert named("リード元とリード", *terms) == [("lead-source", "リード元"), ("lead", "リード")]
        assert named("the lead, source", *terms) == [("lead", "lead")]


def test_the_first_of_two_terms_with_one_name_is_meant() -> None:
    assert named("lead", Term("a", "Lead"), Term("b", "lead")) == [("a", "lead")]


def test_a_name_to_avoid_is_none_where_a_term_is_called_so() -> None:
    avoiding, called = Term("a", "Lead", avoid=("Prospect",)), Term("b", "Prospect")
    (use,) = Recogniser(Glossary((avoiding, called))).uses("a prospect")
    assert (use.term_id, use.avoided) == ("b", False)
    (use,) = Recogniser(Glossary((avoiding,))).uses("a prospect")
    assert (use.term_id, use.avoided) == ("a", True)


def test_terms_come_once_in_the_order_they_are_named() -> None:
    assert RECOGNISER.terms("MQL, lead, mql, contact") == (MQL, LEAD)
    assert RECOGNISER.terms("nothing") == ()
    assert Recogniser(Glossary((Term("x", "!?"),))).terms("!?") == ()


_PIECES = st.sampled_from(
    ["lead", "Leads", "contact", "hot", "suspect", "marketing", "qualified", "MQL", "mqls", "cost", "per"]
)
_PIECES |= st.sampled_from(
    ["company", "companies", "IT", "it", "its", "-", ",", ".", "_", "é", "リード", "\u0301", "&", "'", "1"]
)
_TEXTS = st.lists(_PIECES | st.sampled_from([" ", "-", ""])).map("".join) | st.text()
_FORMS = re.compile(
    r"leads?|contacts?|hot.{1,3}leads?|suspects?|mqls?|marketing.{1,3}qualified.{1,3}leads?"
    r"|cost.{1,3}per.{1,3}leads?|compan(?:y|ies)|its?|information.{1,3}technolog(?:y|ies)",
    re.IGNORECASE | re.DOTALL,
)


@given(_TEXTS)
def test_every_use_is_a_form_of_a_name_and_no_two_overlap(text: str) -> None:
    end = 0
    for use in RECOGNISER.uses(text):
        assert end <= use.start < use.end <= len(text)
        assert _FORMS.fullmatch(text[use.start : use.end])
        end = use.end


@given(st.sampled_from(["lead", "Contacts", "MQL", "cost per lead", "IT"]), _TEXTS)
def test_a_name_between_spaces_is_found_whatever_stands_around_it(name: str, text: str) -> None:
    words = f"{text} . {name} . {text}"
    at = len(text) + 3
    assert (at, at + len(name)) in {(use.start, use.end) for use in RECOGNISER.uses(words)}


# ---- words the glossary lacks ----


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("the SQO and two BDRs", ("SQO", "BDR")),
        ("the sqo, Sqo", ("SQO",)),
        ("an MQL, mql, MQLs", ()),
        ("a CSV from the CEO in Q3", ()),
        ("it is NOT done, and ALL agree", ()),
        ("B12 and A4", ()),
        ("X", ()),
        ("ABCDEFG", ()),
        ("PLEASE CALL THEM ABOUT THE SQO", ("SQO",)),
        ("XYZ DEF", ("XYZ", "DEF")),
        ("ABC-1 and pre-ABC", ()),
        ("新しいSQOです", ("SQO",)),
        ("cost, per, company", ()),
    ],
)
def test_abbreviations_and_words_of_the_trade_are_told_that_the_glossary_lacks(
    text: str, lacking: tuple[str, ...]
) -> None:
    assert RECOGNISER.lacking(text) == lacking


# ---- what to say instead ----

OLD = Term("old", "Warm lead", replaced_by="Lead")
OLDER = Term("older", "Lukewarm", replaced_by="old")
LOST = Term("lost", "Cold lead", replaced_by="gone")
ROUND = (Term("one", "One", replaced_by="two"), Term("two", "Two", replaced_by="one"))


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("suspect", "lead"),
        ("contact", None),
        ("lead", None),
        ("warm lead", "lead"),
        ("lukewarm", "lead"),
        ("cold lead", None),
        ("one", None),
    ],
)
def test_a_word_that_is_not_used_any_more_leads_to_the_one_that_is(text: str, instead: str | None) -> None:
    glossary = Glossary((LEAD, OLD, OLDER, LOST, *ROUND))
    (use,) = Recogniser(glossary).uses(text)
    better = successor(glossary, use)
    assert (better and better.id) == instead


def test_a_use_of_a_term_that_is_gone_has_no_successor() -> None:
    assert successor(GLOSSARY, Use("gone", 0, 4, avoided=True)) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we use C++ here", ["C++"]),
        ("C is another", []),
        ("c++, too", ["c++"]),
        ("ASP.NET", []),
        ("more, NET of tax", []),
        (".NET", [".NET"]),
    ],
)
def test_signs_that_a_name_begins_or_ends_with_belong_to_it(text: str, found: list[str]) -> None:
    recogniser = Recogniser(Glossary((Term("cpp", "C++"), Term("net", ".NET"))))
    assert [text[use.start : use.end] for use in recogniser.uses(text)] == found
