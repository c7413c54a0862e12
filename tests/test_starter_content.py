"""The starter glossary and agendas are good enough to use as they are."""

import re
from pathlib import Path

import pytest

from smeeting.domain.agenda import Agenda
from smeeting.domain.glossary import Glossary, status_of
from smeeting.domain.kinds import KINDS
from smeeting.domain.text import folded
from smeeting.storage.agendas import read_agenda
from smeeting.storage.glossaries import read_glossary

ROOT = Path(__file__).parents[1]
AGENDAS = ("campaign", "monthly", "pulse", "quarterly")
SIDES = {"marketing", "sales"}


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    file = read_glossary(ROOT / "glossary.yaml", "glossary.yaml")
    assert file.warnings == ()
    return file.glossary


def agenda_named(name: str) -> Agenda:
    agenda, warnings = read_agenda(ROOT / "agendas" / f"{name}.yaml", f"{name}.yaml")
    assert warnings == ()
    return agenda


# ---- glossary ----


def test_the_field_is_covered(glossary: Glossary) -> None:
    wanted = [
        "lead",
        "MQL",
        "SAL",
        "SQL",
        "PQL",
        "SLA",
        "ICP",
        "opportunity",
        "pipeline",
        "churn",
        "won",
        "lost",
    ]
    wanted += [
        "cost per lead",
        "conversion rate",
        "win rate",
        "sales cycle",
        "speed to first touch",
        "hand-off",
    ]
    assert len(glossary.terms) >= 36
    assert [name for name in wanted if glossary.find(name) is None] == []


def test_every_term_has_words_and_none_is_agreed_before_anyone_met(glossary: Glossary) -> None:
    assert {status_of(term) for term in glossary} == {"proposed", "disputed"}
    assert not any(term.agreed for term in glossary)


@pytest.mark.parametrize("name", ["sql", "sla", "first-touch", "opportunity", "won"])
def test_words_the_industry_quarrels_about_have_both_teams_meaning(glossary: Glossary, name: str) -> None:
    term = glossary.get(name)
    assert term is not None
    assert term.definitions.keys() == SIDES
    assert status_of(term) == "disputed"


def test_all_ids_that_are_named_exist(glossary: Glossary) -> None:
    ids = {term.id for term in glossary}
    for term in glossary:
        assert set(term.related) <= ids - {term.id}, term.id


def test_no_name_belongs_to_two_terms_and_no_word_to_avoid_is_a_name(glossary: Glossary) -> None:
    owners: dict[str, str] = {}
    for term in glossary:
        for name in map(folded, term.names):
            assert owners.setdefault(name, term.id) == term.id, name
    assert not {folded(word) for term in glossary for word in term.avoid} & owners.keys()


def test_no_definition_needs_an_abbreviation_the_glossary_lacks(glossary: Glossary) -> None:
    for term in glossary:
        for words in (term.definition, *term.definitions.values()):
            unknown = [short for short in re.findall(r"\b[A-Z]{2,}\b", words) if not glossary.find(short)]
            assert unknown == [], term.id


def test_the_funnel_has_no_gap_and_one_hand_off(glossary: Glossary) -> None:
    stages = [(term.id, term.stage) for term in glossary.stages]
    assert [name for name, _ in stages] == [
        *("awareness", "interest", "lead", "consideration", "mql"),
        *("intent", "sal", "sql", "evaluation", "opportunity", "purchase", "won"),
    ]
    assert [stage.order for _, stage in stages if stage] == list(range(1, 13))
    owners = [stage.owner for _, stage in stages if stage]
    assert owners == sorted(owners)
    assert set(owners) == SIDES


def test_promises_go_both_ways_and_each_can_be_kept_or_broken(glossary: Glossary) -> None:
    metrics = {term.id: term.metric for term in glossary.measured}
    promised = [metric for metric in metrics.values() if metric and metric.promised_by]
    assert {(metric.promised_by, metric.promised_to) for metric in promised} == {
        ("marketing", "sales"),
        ("sales", "marketing"),
    }
    assert all(metric.unit and metric.target is not None for metric in promised)


def test_what_is_measured_without_a_promise_is_what_others_are_worked_out_of(glossary: Glossary) -> None:
    metrics = {term.id: term.metric for term in glossary.measured}
    formulas = " ".join(metric.formula or "" for metric in metrics.values() if metric)
    parts = [name for name, metric in metrics.items() if metric and not metric.promised_by]
    assert parts
    assert all(name in formulas for name in parts)
    assert {metric.target for metric in metrics.values() if metric and not metric.promised_by} == {None}


def test_the_metrics_people_ask_for_are_there(glossary: Glossary) -> None:
    metrics = {term.id for term in glossary.measured}
    assert {"mql", "cost-per-lead", "assets-delivered"} < metrics
    assert {"sal", "sql", "won", "sales-cycle", "first-touch", "leads-answered"} < metrics


# ---- agendas ----


@pytest.mark.parametrize("name", AGENDAS)
def test_an_agenda_fits_its_wall_and_the_hour(name: str) -> None:
    agenda = agenda_named(name)
    assert sum(item.minutes for item in agenda.items) <= agenda.minutes <= 60
    assert set(agenda.sides) == SIDES
    assert agenda.timezone == "UTC"
    assert all(item.kind in KINDS for item in agenda.items)


@pytest.mark.parametrize("name", AGENDAS)
def test_an_agenda_shows_only_terms_that_exist_and_numbers_only_of_measured_ones(
    glossary: Glossary, name: str
) -> None:
    for item in agenda_named(name).items:
        shown = item.show if isinstance(item.show, tuple) else ()
        terms = [glossary.get(term_id) for term_id in shown]
        assert None not in terms
        assert item.kind != "metrics" or all(term and term.metric for term in terms)


def test_the_monthly_hour_is_the_one_the_design_names() -> None:
    agenda = agenda_named("monthly")
    assert [(item.kind, item.minutes) for item in agenda.items] == [
        ("opening", 5),
        ("metrics", 15),
        ("issues", 20),
        ("vocabulary", 12),
        ("closing", 8),
    ]


def test_the_pulse_is_a_quarter_of_an_hour_of_numbers_each_week() -> None:
    agenda = agenda_named("pulse")
    assert ([item.kind for item in agenda.items], agenda.minutes, agenda.every) == (["metrics"], 15, "week")


@pytest.mark.parametrize("name", AGENDAS)
def test_each_file_names_its_schema_for_editors_and_explains_itself(name: str) -> None:
    first, *rest = (ROOT / "agendas" / f"{name}.yaml").read_text("utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=../.smeeting/agenda.schema.json"
    assert sum(row.lstrip().startswith("#") for row in rest) >= 3


def test_the_glossary_names_its_schema_for_editors_and_tells_how_to_edit_it() -> None:
    first, *rest = (ROOT / "glossary.yaml").read_text("utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=.smeeting/glossary.schema.json"
    assert sum(row.startswith("#") for row in rest[:10]) >= 4
