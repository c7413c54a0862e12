import pytest

from smeeting.domain.glossary import (
    Agreement,
    Glossary,
    Metric,
    Stage,
    Status,
    Term,
    VoiceWord,
    lacks_voices,
    searchable,
    status_of,
)
from smeeting.domain.voices import all_can_live_with

SQL = Term("sql", "SQL", long="Sales-qualified lead", synonyms=("hot one",), stage=Stage(4, "sales"))
MQL = Term("mql", "MQL", synonyms=("sql lead",), stage=Stage(2, "marketing"), metric=Metric())
VOICES: dict[str, VoiceWord] = {"marketing": "like", "sales": "live with"}
AGREED = Agreement("words", voices=VOICES)
GLOSSARY = Glossary((SQL, MQL, Term("churn", "Churn")))


@pytest.mark.parametrize("name", ["sql", "SQL", "sales qualified LEAD", " Hot-One "])
def test_a_term_is_found_by_any_of_its_names(name: str) -> None:
    assert GLOSSARY.find(name) is SQL


def test_an_id_wins_over_another_terms_name() -> None:
    renamed = Term("lead", "mql")
    assert Glossary((renamed, MQL)).find("MQL") is MQL


def test_what_is_not_in_the_glossary_is_none() -> None:
    assert GLOSSARY.find("nothing") is None
    assert GLOSSARY.get("SQL") is None
    assert GLOSSARY.get("sql") is SQL


def test_the_funnel_is_in_its_own_order_and_measures_stand_out() -> None:
    assert GLOSSARY.stages == (MQL, SQL)
    assert GLOSSARY.measured == (MQL,)
    assert [term.id for term in GLOSSARY] == ["sql", "mql", "churn"]


@pytest.mark.parametrize(
    ("term", "status"),
    [
        (Term("a", "A"), "draft"),
        (Term("a", "A", definitions={"sales": " "}), "draft"),
        (Term("a", "A", definition="words"), "proposed"),
        (Term("a", "A", definitions={"sales": "words"}), "proposed"),
        (Term("a", "A", definitions={"sales": "Same-words", "marketing": "same words"}), "proposed"),
        (Term("a", "A", definitions={"sales": "one", "marketing": "other"}), "disputed"),
        (Term("a", "A", status="disputed"), "disputed"),
        (Term("a", "A", status="agreed"), "draft"),
        (Term("a", "A", agreed=AGREED), "agreed"),
        (Term("a", "A", agreed=AGREED, status="draft"), "agreed"),
        (Term("a", "A", agreed=AGREED, status="disputed"), "disputed"),
        (Term("a", "A", agreed=AGREED, status="proposed"), "proposed"),
        (Term("a", "A", agreed=AGREED, replaced_by="b"), "deprecated"),
        (Term("a", "A", agreed=Agreement("new", voices=VOICES, was="words")), "proposed"),
        (Term("a", "A", agreed=Agreement("new", voices=VOICES, was="words"), status="agreed"), "proposed"),
        (Term("a", "A", agreed=Agreement("words")), "proposed"),
        (Term("a", "A", agreed=Agreement("words"), status="agreed"), "proposed"),
        (Term("a", "A", agreed=AGREED, definitions={"sales": "one", "marketing": "other"}), "agreed"),
        (
            Term("a", "A", agreed=Agreement("words"), definitions={"sales": "one", "marketing": "other"}),
            "disputed",
        ),
        (Term("a", "A", definition="words", status="deprecated"), "deprecated"),
    ],
)
def test_the_status_is_what_the_texts_show(term: Term, status: Status) -> None:
    assert status_of(term) == status


def test_words_are_agreed_when_every_side_can_live_with_them() -> None:
    sides = ("marketing", "sales")
    assert all_can_live_with({"marketing": "like", "sales": "live with"}, sides)
    assert not all_can_live_with({"marketing": "like", "sales": "uncomfortable"}, sides)
    assert not all_can_live_with({"marketing": "like"}, sides)
    assert not all_can_live_with({}, ())


@pytest.mark.parametrize(
    ("voices", "sides", "lacks"),
    [
        ({"sales": "like", "marketing": "live with"}, ("sales", "marketing"), False),
        ({"sales": "like", "marketing": "live with"}, ("sales",), False),
        ({"sales": "like", "marketing": "live with"}, (), False),
        ({"sales": "like", "marketing": "like"}, ("sales", "product"), True),
        ({"sales": "like"}, ("sales",), True),
        ({"sales": "like", "marketing": "uncomfortable"}, (), True),
        ({"sales": "like", "marketing": "like", "product": "uncomfortable"}, (), True),
        ({}, (), True),
    ],
)
def test_an_agreement_takes_a_voice_of_each_team_and_of_two(
    voices: dict[str, VoiceWord], sides: tuple[str, ...], lacks: bool
) -> None:
    words = dict.fromkeys(sides, "words")
    assert lacks_voices(Term("a", "A", definitions=words, agreed=Agreement("w", voices=voices))) is lacks


def test_what_is_not_agreed_lacks_no_voice() -> None:
    assert not lacks_voices(Term("a", "A", definitions={"sales": "words"}))
    blank = Term(
        "a", "A", definitions={"x": " "}, agreed=Agreement("w", voices={"sales": "like", "marketing": "like"})
    )
    assert not lacks_voices(blank)


# ---- searching ----


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["sql", "mql", "churn"]),
        ("SALES-qualified", ["sql"]),
        ("hot one", ["sql"]),
        ("sql lead", ["sql", "mql"]),
        ("draft churn", ["churn"]),
        ("agreed", []),
        ("churned", []),
    ],
)
def test_terms_that_hold_all_words_are_found_in_the_order_of_the_file(typed: str, found: list[str]) -> None:
    assert [term.id for term in GLOSSARY.holding(searchable(typed).split())] == found


@pytest.mark.parametrize(
    "term",
    [
        Term("a", "A", definition="The rainbow."),
        Term("a", "A", definitions={"sales": "A Rainbow"}),
        Term("a", "A", agreed=Agreement("rainbow")),
        Term("a", "A", avoid=("rainbow",)),
        Term("a", "A", synonyms=("rainbow",)),
    ],
)
def test_a_term_is_searched_by_all_its_words(term: Term) -> None:
    assert Glossary((Term("b", "B"), term)).holding(["rainbow"]) == (term,)


def test_each_term_has_its_status_by_its_id() -> None:
    glossary = Glossary((Term("a", "A", agreed=AGREED), Term("b", "B", status="agreed")))
    assert glossary.statuses == {"a": "agreed", "b": "draft"}
