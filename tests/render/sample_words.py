"""Invented words for the sample minutes: a glossary, its changes, examples and a blind check."""

import datetime as dt
from typing import Any

from smeeting.domain.glossary import Agreement, Glossary, Term
from smeeting.domain.term_examples import Example
from smeeting.domain.term_history import FieldChange, TermChange, TermVersion

AT = dt.datetime(2026, 10, 20, 15, 0, tzinfo=dt.UTC)
_VOICES: Any = {"marketing": "like", "sales": "live with"}


def words(meeting: str, text: str = "") -> dict[str, Any]:
    """What minutes hold of words; `text` in the place of every text where one is given."""

    def said(usual: str) -> str:
        return text or usual

    agreed = Agreement(said("A lead from a company that fits us."), dt.date(2026, 3, 3), meeting, _VOICES)
    lead = Term(
        id="lead",
        term=said("Lead"),
        definitions={"marketing": said("A name we have."), "sales": said("A person who waits.")},
    )
    mql = Term(id="mql", term=said("MQL"), agreed=agreed)
    edited = TermVersion("mql", mql.term, AT, "file", mql, was=said("A lead that fits us."))
    added = TermVersion("sal", said("SAL"), AT, "program", Term("sal", said("SAL")), side="sales")
    changed = FieldChange("agreed.definition", said("A lead that fits us."), agreed.definition)
    return {
        "glossary": Glossary((lead, mql)),
        "word_changes": (
            TermChange(edited, "changed", (changed,)),
            TermChange(added, "added", (FieldChange("term", "", said("SAL")),)),
        ),
        "blind_texts": {"mql": {"marketing": said("A score of 50."), "sales": said("One who asked.")}},
        "examples": (
            Example(
                1, "mql", said("A form twice"), {"marketing": True, "sales": True}, "counts", meeting, AT
            ),
            Example(
                2,
                "mql",
                said("A card"),
                {"marketing": True, "sales": False},
                "rule",
                meeting,
                AT,
                rule=said("With a question"),
            ),
        ),
    }
