"""The glossary as texts for others: whatever people wrote in it is only text there."""

import datetime as dt
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.foreign import shown_elsewhere
from smeeting.domain.glossary import Agreement, Glossary, Term, VoiceWord
from smeeting.render.glossary_json import glossary_json
from smeeting.render.handbook import handbook_markdown
from smeeting.render.openmetadata import HEADER, openmetadata_csv
from smeeting.render.turtle import literal, skos_turtle
from smeeting.render.vale import vale_vocabulary

AGREED = Term(
    id="mql",
    term="MQL",
    long="Marketing-qualified lead",
    agreed=Agreement(
        'A "lead" that\nfits.', dt.date(2026, 3, 4), voices={"marketing": "like", "sales": "like"}
    ),
    counts=("Asked for a quote",),
    synonyms=("qualified lead", "MQL"),
    avoid=("hot lead", "MQL"),
    related=("sql", "gone"),
    extra={"datahub": {"node": [], "inherits": ["SQL"]}},
)
OPEN = Term(
    id="sql",
    term="SQL",
    owner="Anna",
    definitions={"marketing": "Has a meeting.", "sales": "Has <b>an amount</b>."},
    related=("mql", "sql"),
)
OLD = Term(id="a b", term="Suspect", status="deprecated", replaced_by="mql", definition="=1+1")
VOICES: dict[str, VoiceWord] = {"marketing": "like", "sales": "like"}
GLOSSARY = Glossary((AGREED, OPEN, OLD), {"other": {"a": True}})


def test_a_row_of_openmetadata_has_the_agreed_words_else_each_team_s() -> None:
    text = openmetadata_csv(shown_elsewhere(GLOSSARY, "openmetadata"))
    assert text.startswith(",".join(HEADER) + "\r\n")
    assert ',MQL,Marketing-qualified lead,"A ""lead"" that\nfits.",qualified lead;MQL,Glossary.SQL' in text
    assert '"Marketing: Has a meeting.\n\nSales: Has <b>an amount</b>."' in text
    assert ",user:Anna,In Review," in text
    assert ",Suspect,,'=1+1,,,,,,,Deprecated," in text


def test_turtle_has_a_scheme_for_each_team_and_one_for_the_agreed_words() -> None:
    text = skos_turtle(GLOSSARY, {"mql": ["2026-03-04: agreed", 'it was "x"']})
    schemes = re.findall(r"^<urn:smeeting:scheme:(\S+)>\n    a skos:ConceptScheme", text, re.MULTILINE)
    assert schemes == ["agreed", "team:marketing", "team:sales"]
    assert (
        "<urn:smeeting:term:mql>\n    a skos:Concept ;\n    skos:inScheme <urn:smeeting:scheme:agreed> ;"
        in text
    )
    assert 'skos:definition "A \\"lead\\" that\\nfits."' in text
    assert 'skos:altLabel "Marketing-qualified lead", "qualified lead" ;' in text
    assert 'skos:hiddenLabel "hot lead" ;' in text
    assert 'skos:changeNote "2026-03-04: agreed", "it was \\"x\\""' in text
    assert "<urn:smeeting:team:sales:sql>" in text
    assert "<urn:smeeting:term:a%20b>" in text


def test_a_broader_term_is_not_a_related_one_too_and_none_is_related_to_itself() -> None:
    text = skos_turtle(GLOSSARY)
    assert "skos:broader <urn:smeeting:term:sql>" in text
    assert re.findall(r"skos:related (\S+)", text) == ["<urn:smeeting:term:mql>"]


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_a_literal_of_turtle_is_one_string_whatever_is_in_it(text: str) -> None:
    written = literal(text)
    assert re.fullmatch(r'"([^\x00-\x1f"\\]|\\[tnr"\\]|\\u[0-9A-F]{4})*"', written)
    assert json.loads(written) == text


def test_a_vocabulary_takes_names_literally() -> None:
    terms = (
        Term(id="a", term="Cost (per lead)", synonyms=("C++", "# 1", "hubSpot"), avoid=("hot lead", "MQL")),
        AGREED,
        OLD,
    )
    made = vale_vocabulary(Glossary(terms))
    assert made.accept.splitlines() == [
        "[Cc]ost \\(per lead\\)",
        "C\\+\\+",
        "\\# 1",
        "hubSpot",
        "MQL",
        "Marketing-qualified lead".replace("M", "[Mm]", 1),
        "[Qq]ualified lead",
    ]
    assert made.reject.splitlines() == ["[Hh]ot lead", "[Ss]uspect"]


def test_a_handbook_shows_what_is_agreed_and_what_is_not() -> None:
    text = handbook_markdown(GLOSSARY)
    assert '## MQL\n\n*Marketing-qualified lead*\n\nA "lead" that fits.\n\nAgreed on ' in text
    assert "Not agreed yet: disputed.\n\n**Marketing**: Has a meeting." in text
    assert "**Sales**: Has \\<b>an amount\\</b>." in text
    assert "No longer used." in text
    assert "Instead: MQL" in text


def test_json_has_the_keys_of_the_file_and_the_status_that_holds() -> None:
    made = json.loads(glossary_json(GLOSSARY))
    assert [term["status"] for term in made["terms"]] == ["agreed", "disputed", "deprecated"]
    assert made["terms"][0]["agreed"] == {
        "definition": 'A "lead" that\nfits.',
        "on": "2026-03-04",
        "voices": {"marketing": "like", "sales": "like"},
    }
    assert made["extra"] == {"other": {"a": True}}
