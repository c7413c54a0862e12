"""Each finding at its line and column, and beside each what is near it and yet right."""

import datetime as dt
from pathlib import Path

import pytest

from smeeting.domain.errors import UNREADABLE, Fault
from smeeting.storage.glossary_check import checked

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 3, 4)
LEAD = "- {term: Lead, definition: A person who wrote to us}\n"
DEAL = "- {term: Deal, definition: A sale that may come}\n"


def faults_of(text: str, folder: Path) -> tuple[Fault, ...]:
    path = folder / "glossary.yaml"
    path.write_text(text, "utf-8")
    return checked(path, "g.yaml", TODAY)


def told(text: str, folder: Path) -> list[str]:
    """The place and rule of each finding."""
    return [f"{one.line}:{one.column} {one.rule}" for one in faults_of(text, folder)]


def agreed(voices: str, more: str = "") -> str:
    return (
        "- term: Lead\n"
        "  definitions: {marketing: A person who wrote, Sales: A person we may call}\n"
        f"{more}"
        "  agreed:\n"
        "    definition: A person who wrote and whom we may call\n"
        f"{voices}"
    )


FOUND = {
    "an unknown key": (LEAD + "- {term: Deal, definition: A sale, ownr: Anna}\n", ["2:36 unknown-key"]),
    "a term twice": (LEAD + DEAL + LEAD, ["3:10 duplicate-term"]),
    "an id twice": (LEAD + "- {term: Deal, id: lead, definition: A sale}\n", ["2:20 duplicate-id"]),
    "a key twice": ("- term: Lead\n  definition: A person\n  term: Led\n", ["3:3 duplicate-key"]),
    "a formula of no term": (
        LEAD
        + DEAL
        + "- term: Rate\n  definition: A share\n  metric: {promised_by: sales, formula: leed / 2}\n",
        ["5:41 metric-formula"],
    ),
    "a source of no stage": (
        LEAD + "- term: Rate\n  definition: A share\n  metric: {promised_by: sales, source: {count: dael}}\n",
        ["4:40 metric-source"],
    ),
    "a synonym of two terms": (
        "- {term: Lead, definition: A person, synonyms: [contact]}\n"
        "- {term: Deal, definition: A sale, synonyms: [offer, Contact]}\n",
        ["2:54 name-of-two-terms"],
    ),
    "a synonym that is another term": (
        "- {term: Lead, definition: A person, synonyms: [deal]}\n" + DEAL,
        ["1:49 name-of-two-terms"],
    ),
    "an avoided name of two terms": (
        "- {term: Lead, definition: A person, avoid: [suspect]}\n"
        "- {term: Deal, definition: A sale, avoid: [suspect]}\n",
        ["2:44 name-of-two-terms"],
    ),
    "an avoided name that is another term": (
        LEAD + "- {term: Deal, definition: A sale, avoid: [lead]}\n",
        ["2:44 name-of-two-terms"],
    ),
    "an abbreviation with another long form in a text": (
        "- {term: SQL, long: Sales-qualified lead, definition: A person to call}\n"
        "- term: Database\n"
        "  definition: >-\n"
        "    Answers in Structured query language (SQL), and more.\n",
        ["3:15 two-meanings"],
    ),
    "an abbreviation with two long forms": (
        "- {term: CAC, long: Customer acquisition cost, definition: Money spent}\n"
        "- {term: Chart of accounts, id: chart, long: CAC, definition: A list}\n",
        ["2:46 two-meanings"],
    ),
    "a dangling relation": (
        LEAD + "- {term: Deal, definition: A sale, related: [lead, leed]}\n",
        ["2:52 dangling-related"],
    ),
    "a dangling replacement": (
        LEAD + "- {term: Deal, definition: A sale, replaced_by: leed}\n",
        ["2:49 dangling-replacement"],
    ),
    "a circular replacement": (
        "- {term: Lead, replaced_by: deal}\n- {term: Deal, replaced_by: offer}\n"
        "- {term: Offer, replaced_by: lead}\n",
        ["1:29 circular-replacement"],
    ),
    "a replacement by itself": ("- {term: Lead, replaced_by: lead}\n", ["1:29 circular-replacement"]),
    "a term defined by itself": (
        "- term: Lead\n  definitions:\n    marketing: A person\n    Sales: One of the LEADS we call\n",
        ["4:12 circular-definition"],
    ),
    "terms defined by each other": (
        "- {term: Lead, definition: What may become a deal}\n"
        "- {term: Deal, definition: What becomes of offers}\n"
        "- {term: Offer, definition: What is sent to a lead}\n",
        ["1:28 circular-definition"],
    ),
    "an undefined abbreviation": (
        "- term: Lead\n  definition: A person with two MQAs\n",
        ["2:15 undefined-abbreviation"],
    ),
    "an abbreviation in brackets that stands for none of the words before": (
        "- {term: Lead, definition: A person with two forms (MQA) and other forms (MQA)}\n",
        ["1:28 undefined-abbreviation"],
    ),
    "an agreement without voices": (agreed(""), ["3:3 missing-voice"]),
    "an agreement without a voice of each team": (
        agreed("    voices: {sales: like}\n"),
        ["5:13 missing-voice"],
    ),
    "an agreement that a team is uncomfortable with": (
        agreed("    voices: {sales: like, marketing: uncomfortable}\n", "  status: agreed\n"),
        ["6:13 missing-voice"],
    ),
    "a status that the texts don't show": (
        "- term: Lead\n  definition: A person\n  status: draft\n",
        ["3:11 wrong-status"],
    ),
    "a review that is overdue": (
        "- term: Lead\n  definition: A person\n  review_by: 2026-03-03\n",
        ["3:14 review-overdue"],
    ),
    "a term without a definition": ("- {id: x, term: Lead}\n", ["1:17 no-definition"]),
    "a term without a definition in a map": ("Lead:\nDeal: A sale\n", ["1:1 no-definition"]),
    "a gap between stages": (
        "- {term: Lead, definition: A person, stage: {order: 1, owner: sales}}\n"
        "- {term: Deal, definition: A sale, stage: {order: 3, owner: sales}}\n",
        ["2:51 stage-order"],
    ),
    "two stages in one place": (
        "- {term: Lead, definition: A person, stage: {order: 1, owner: sales}}\n"
        "- {term: Deal, definition: A sale, stage: {order: 1, owner: sales}}\n",
        ["2:51 stage-order"],
    ),
    "a metric that nobody promised": (
        "- term: Lead\n  definition: A person\n  metric:\n    unit: leads\n",
        ["3:3 no-promise"],
    ),
}

RIGHT = {
    "keys of other letters are other keys": LEAD + DEAL,
    "a formula and a source of known ones": (
        "- {term: Lead, definition: A person, stage: {order: 1, owner: sales}}\n"
        "- {term: Rate, definition: A share, metric: {promised_by: sales, formula: lead / 2}}\n"
        "- {term: Count, definition: A number, metric: {promised_by: sales, source: {count: lead}}}\n"
    ),
    "a synonym that is the term's own long form": (
        "- {term: SQL, long: Sales-qualified lead, synonyms: [sales qualified lead], definition: A person}\n"
    ),
    "a synonym that only begins like another": (
        "- {term: Lead, definition: A person, synonyms: [deal maker]}\n" + DEAL
    ),
    "the name of a term that it replaces": (
        "- {term: Contact, replaced_by: lead}\n"
        "- {term: Lead, definition: A person, synonyms: [contact], avoid: [suspect]}\n"
    ),
    "an abbreviation told in the same words": (
        "- {term: SQL, long: Sales-qualified lead, definition: A person to call}\n"
        "- {term: Rate, definition: The share of sales qualified leads (SQLs) in a month}\n"
    ),
    "an abbreviation beside words of other initials": (
        "- {term: SQL, long: Sales-qualified lead, definition: A person to call}\n"
        "- {term: Rate, definition: The share of people called (SQL) in a month}\n"
    ),
    "a relation and a replacement by name": (
        "- {term: SQL, long: Sales-qualified lead, synonyms: [hot one], definition: A person}\n"
        "- {term: Deal, definition: A sale, related: [Sales-qualified lead], replaced_by: Hot One}\n"
    ),
    "replacements in a row": (
        "- {term: Lead, replaced_by: deal}\n- {term: Deal, replaced_by: offer}\n"
        "- {term: Offer, definition: A paper}\n"
    ),
    "a term inside another word or name": (
        "- {term: Lead, definition: A person whom lead scoring finds misleading}\n"
        "- {term: Lead scoring, definition: Points for a person}\n"
    ),
    "a circle in words that hold no longer": (
        "- term: Lead\n  definitions: {marketing: A lead, sales: The lead}\n  agreed:\n"
        "    definition: A person\n    voices: {marketing: like, sales: live with}\n"
    ),
    "terms in a row": (
        "- {term: Lead, definition: What may become a deal}\n"
        "- {term: Deal, definition: What becomes of offers}\n"
        "- {term: Offer, definition: What is sent to a person}\n"
    ),
    "abbreviations that are told or known to everybody": (
        "- term: Visitor\n"
        "  definition: An MQL or PQLs (product-qualified leads) in Q3, told to the CEO as a PDF, is NOT one\n"
        "- {term: Marketing-qualified lead, synonyms: [MQL], definition: A person with a Monthly page view"
        " (MPV)}\n"
        "- {term: Shout, definition: READ ME FIRST}\n"
    ),
    "an agreement with all voices": agreed("    voices: {sales: like, marketing: live with}\n"),
    "an old agreement on a word no longer used": agreed("", "  status: deprecated\n"),
    "a status that the texts show": "- term: Lead\n  definition: A person\n  status: proposed\n",
    "a review that is due today": "- term: Lead\n  definition: A person\n  review_by: 2026-03-04\n",
    "a term without a definition that is replaced": "- {term: Deals, replaced_by: deal}\n" + DEAL,
    "stages that begin anywhere": (
        "- {term: Deal, definition: A sale, stage: {order: 5, owner: sales}}\n"
        "- {term: Lead, definition: A person, stage: {order: 4, owner: sales}}\n"
    ),
    "a metric that a promised one is worked out from": (
        "- {term: Spend, definition: Money, metric: {unit: €}}\n"
        "- {term: Cost, definition: A share, metric: {promised_by: sales, formula: spend / 2}}\n"
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_it_is_found_at_its_place(name: str, tmp_path: Path) -> None:
    text, places = FOUND[name]
    assert told(text, tmp_path) == places


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_near_is_no_finding(name: str, tmp_path: Path) -> None:
    assert told(RIGHT[name], tmp_path) == []


def test_each_message_says_what_is_wrong_and_what_would_be_right(tmp_path: Path) -> None:
    for text, _ in FOUND.values():
        for fault in faults_of(text, tmp_path):
            assert fault.message
            assert fault.fix
            assert "\n" not in str(fault)


def test_the_nearest_known_term_is_named(tmp_path: Path) -> None:
    (related,) = faults_of(LEAD + "- {term: Deal, definition: A sale, related: [leed]}\n", tmp_path)
    assert str(related) == (
        "g.yaml:2:46: warning: Deal is related to 'leed', which is no term; did you mean lead?"
    )


def test_whose_voice_is_missing_is_said(tmp_path: Path) -> None:
    said = {
        "": "marketing and sales gave no voice",
        "    voices: {sales: like}\n": "marketing gave no voice",
        "    voices: {sales: uncomfortable, marketing: like}\n": "sales said uncomfortable",
    }
    for voices, words in said.items():
        (fault,) = faults_of(agreed(voices), tmp_path)
        assert words in fault.message


def test_an_agreement_takes_two_teams_also_without_words_of_their_own(tmp_path: Path) -> None:
    for voices, words in {"": "no team gave", "voices: {sales: like}": "only one team gave"}.items():
        text = f"- term: Lead\n  agreed:\n    definition: A person\n    {voices}\n"
        (fault,) = faults_of(text, tmp_path)
        assert words in fault.message


def test_terms_that_are_there_twice_hide_no_other_finding(tmp_path: Path) -> None:
    text = LEAD + LEAD + "- {term: Deal, definition: A sale, related: [leed]}\n"
    assert told(text, tmp_path) == ["2:10 duplicate-term", "3:46 dangling-related"]


def test_what_can_not_be_taken_is_told_alone(tmp_path: Path) -> None:
    assert told("- {term: Lead, definition: [A person]}\n", tmp_path) == ["1:28 form"]


def test_an_alias_is_followed_to_what_it_stands_for(tmp_path: Path) -> None:
    text = "- &a {term: Lead, definition: A person, related: [leed]}\n- {<<: *a, term: Deal, id: deal}\n"
    assert told(text, tmp_path) == ["1:51 dangling-related", "1:51 dangling-related"]


@pytest.mark.parametrize("text", ["terms: [", "", "- 'x", "a: *b\n"])
def test_what_is_no_yaml_is_unreadable(text: str, tmp_path: Path) -> None:
    assert {one.rule for one in faults_of(text, tmp_path)} == {UNREADABLE}


def test_the_starter_glossary_has_no_finding() -> None:
    assert checked(ROOT / "glossary.yaml", "glossary.yaml", TODAY) == ()


# Glossaries of another form.

GLOSARIO = (
    "- slug: mean\n  ref: [median, average]\n  en: {term: mean, def: A middle}\n"
    "- slug: median\n  en: {term: median, def: Another}\n"
)


def test_references_to_no_slug_are_found(tmp_path: Path) -> None:
    assert told(GLOSARIO, tmp_path) == ["2:17 dangling-ref"]
    assert told(GLOSARIO.replace("average", "mean"), tmp_path) == []


def test_slugs_that_are_twice_or_not_there_are_found(tmp_path: Path) -> None:
    assert told("- slug: a\n- slug: b\n- slug: a\n- en: {}\n", tmp_path) == ["3:9 duplicate-slug", "4:3 form"]
    assert told("- slug: a\n  ref: b\n- slug: b\n  ref: [[a]]\n- slug: c\n  ref:\n", tmp_path) == [
        "2:8 form",
        "4:9 form",
    ]


def test_the_carpentries_glossary_has_two_dangling_references(shared: Path) -> None:
    path = shared / "data" / "glossaries" / "carpentries-glosario.glossary.yml"
    found = checked(path, path.name, TODAY)
    assert [(one.line, one.column, one.rule) for one in found] == [
        (10105, 7, "dangling-ref"),
        (10106, 7, "dangling-ref"),
    ]
    assert all("spectral_analysis" in one.message for one in found)
