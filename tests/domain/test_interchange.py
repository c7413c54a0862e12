"""What an import would do, told before it is done."""

from typing import Any

import pytest

from smeeting.domain.broader import broader_of
from smeeting.domain.foreign import ForeignGlossary, ForeignTerm, Tool, shown_words
from smeeting.domain.glossary import Agreement, Glossary, Term
from smeeting.domain.interchange import Plan, plan_import

AGREED = Agreement("agreed words", voices={"marketing": "like", "sales": "live with"})


def plan(ours: tuple[Term, ...], *theirs: ForeignTerm, tool: Tool = "openmetadata", **kept: Any) -> Plan:
    return plan_import(Glossary(ours), ForeignGlossary(tool=tool, terms=theirs, kept=kept))


def test_words_outside_are_those_agreed_else_proposed_else_each_team_s() -> None:
    sides = {"marketing": "m", "customer-success": "c"}
    assert shown_words(Term("a", "A", agreed=AGREED, definition="d", definitions=sides)) == "agreed words"
    assert shown_words(Term("a", "A", definition="d", definitions=sides)) == "d"
    assert shown_words(Term("a", "A", definitions=sides)) == "Marketing: m\n\nCustomer success: c"


@pytest.mark.parametrize(
    ("ours", "said", "status", "note"),
    [
        (Term("a", "A", definition="d"), "Approved", "proposed", ""),
        (Term("a", "A"), "Approved", None, ""),
        (Term("a", "A", agreed=AGREED), "Draft", None, "Draft there; it stays agreed here"),
        (Term("a", "A", status="disputed"), "Approved", None, "Approved there; the teams dispute it here"),
        (Term("a", "A", agreed=AGREED), "Deprecated", "deprecated", ""),
        (Term("a", "A", status="deprecated", definition="d"), "Draft", "proposed", ""),
        (Term("a", "A", definition="d"), "Rejected", None, ""),
    ],
)
def test_a_status_from_elsewhere_never_agrees(ours: Term, said: str, status: str | None, note: str) -> None:
    made = plan((ours,), ForeignTerm(name="A", status=said))
    assert made.patches.get("a", {}).get("status") == status
    assert made.terms[0].notes == ((note,) if note else ())


def test_a_new_term_that_is_deprecated_there_is_so_here() -> None:
    made = plan(
        (), ForeignTerm(name="A", status="Deprecated"), ForeignTerm(name="B", status="Draft", words="w")
    )
    assert made.new == (
        {"id": "a", "term": "A", "status": "deprecated"},
        {"id": "b", "term": "B", "definition": "w"},
    )


def test_a_name_that_another_term_has_becomes_the_tool_s_own() -> None:
    ours = (Term("a", "A"), Term("b", "B"))
    made = plan(ours, ForeignTerm(name="b ", id="a"), ForeignTerm(name="B", id="b"), tool="datahub")
    assert made.patches == {"a": {"extra": {"datahub": {"name": "b "}}}}


def test_names_that_come_again_elsewhere_get_their_place_or_a_number() -> None:
    places = ("X", "XY", "ZY", "WY")
    rows = [ForeignTerm(name="N", place=tuple(place), line=at) for at, place in enumerate(places)]
    made = plan((Term("n-2", "other"),), *rows, ForeignTerm(name="\n", line=9), tool="datahub")
    assert [(entry["id"], entry["term"]) for entry in made.new] == [
        ("n", "N"),
        ("n-y", "N (Y)"),
        ("n-z-y", "N (Z / Y)"),
        ("n-w-y", "N (W / Y)"),
    ]
    assert made.terms[-1].reason == "its name is blank"


def test_what_openmetadata_calls_the_glossary_is_learnt_from_its_references() -> None:
    rows = (ForeignTerm(name="A"), ForeignTerm(name="B", related=("relatedTo:Business.A",)))
    made = plan((), *rows)
    assert made.extra == {"openmetadata": {"glossary": "Business"}}
    assert made.new[1]["related"] == ["a"]
    assert plan((), ForeignTerm(name="A", related=("Glossary.A",))).extra == {}


def test_nodes_are_added_to_those_known_and_none_is_lost() -> None:
    ours = Glossary((), {"datahub": {"nodes": [{"name": "A", "description": "a", "nodes": [{"name": "B"}]}]}})
    told: list[Any] = [{"name": "A", "description": "new", "nodes": [{"name": "C"}]}, {"name": "D"}]
    made = plan_import(ours, ForeignGlossary(tool="datahub", terms=(), kept={"nodes": told}))
    assert made.extra == {
        "datahub": {
            "nodes": [
                {"name": "A", "description": "new", "nodes": [{"name": "B"}, {"name": "C"}]},
                {"name": "D"},
            ]
        }
    }
    assert [change.field for change in made.whole] == ["datahub nodes"]


def test_ids_that_no_file_can_show_stay_related() -> None:
    made = plan((Term("a", "A", related=("gone",)), Term("b", "B")), ForeignTerm(name="A", related=("X.B",)))
    assert made.patches["a"]["related"] == ["b", "gone"]


def test_owners_that_one_line_tells_replace_those_kept() -> None:
    kept = {"datahub": {"owners": {"type": "T", "users": ["x"]}, "node": []}}
    made = plan((Term("a", "A", extra=kept),), ForeignTerm(name="A", owners=("team:b",)), tool="datahub")
    assert made.patches == {"a": {"owner": "team:b", "extra": {"datahub": {"owners": None}}}}


def test_broader_terms_are_parents_and_those_inherited_from() -> None:
    terms = (
        Term("a", "A", extra={"datahub": {"node": ["N"]}}),
        Term("b", "B", extra={"datahub": {"node": [], "inherits": ["N.A", "gone"]}}),
        Term("c", "C", extra={"openmetadata": {"parent": ["G", "A"]}}),
    )
    assert broader_of(Glossary(terms)) == {"b": ("a",), "c": ("a",)}
