import datetime as dt
import time
from pathlib import Path

import pytest

from smeeting.domain.errors import Fault, FaultsError
from smeeting.domain.glossary import Agreement, Metric, Stage, Term
from smeeting.storage.glossaries import glossary_of, read_glossary
from tests.storage.badinput import departures, entries

FULL = """\
version: 1
terms:
  - id: sql
    term: SQL
    long: Sales-qualified lead
    status: disputed
    owner: Anna
    definitions:
      marketing: A lead with a booked first meeting.
      Sales: >-
        A lead with an opportunity,
        an amount and a close date.
    agreed:
      definition: A lead that sales works on.
      on: 2026-03-04
      meeting: 2026-03-04-monthly
      voices: {marketing: live with, sales: like}
    counts: [Demo request from a company that fits our profile]
    does_not_count: [Webinar attendee without a conversation]
    synonyms: [sales qualified lead]
    avoid: [hot lead]
    related: [mql, opportunity]
    stage: {order: 4, owner: Sales}
    metric:
      promised_by: sales
      promised_to: marketing
      unit: leads
      better: higher
      target: 40
      formula: won / sql
    replaced_by: won
    review_by: 2026-09-01
"""


def read(text: str) -> tuple[Term, ...]:
    return glossary_of(text, Path("g.yaml"), "f").glossary.terms


def told(text: str) -> list[str]:
    try:
        return list(map(str, glossary_of(text, Path("g.yaml"), "f").warnings))
    except FaultsError as error:
        return list(map(str, error.faults))


def test_a_glossary_is_read_as_designed() -> None:
    (term,) = read(FULL)
    # Alone in its file, the formula has nothing to name.
    assert [fault for fault in told(FULL) if "formula" not in fault] == []
    assert term == Term(
        id="sql",
        term="SQL",
        long="Sales-qualified lead",
        status="disputed",
        owner="Anna",
        definitions={
            "marketing": "A lead with a booked first meeting.",
            "sales": "A lead with an opportunity, an amount and a close date.",
        },
        agreed=Agreement(
            "A lead that sales works on.",
            dt.date(2026, 3, 4),
            "2026-03-04-monthly",
            {"marketing": "live with", "sales": "like"},
        ),
        counts=("Demo request from a company that fits our profile",),
        does_not_count=("Webinar attendee without a conversation",),
        synonyms=("sales qualified lead",),
        avoid=("hot lead",),
        related=("mql", "opportunity"),
        stage=Stage(4, "sales"),
        metric=Metric("sales", "marketing", "leads", "higher", 40.0, "won / sql"),
        replaced_by="won",
        review_by=dt.date(2026, 9, 1),
    )


@pytest.mark.parametrize(
    "text",
    [
        "terms:\n  - term: MQL\n    definition: some text\n  - term: NO\n",
        "terms:\n- MQL: some text\n- 'NO':\n",
        "terms:\n  MQL: some text\n  NO: {definition: }\n",
        "MQL: some text\nNO:\n",
        "version: 1\nMQL: {definition: some text}\nNO: ~\n",
        "- term: MQL\n  definition: some text\n- term: NO\n",
        "\ufeffMQL:\r\n  definition: >\r\n    some\r\n    text\r\nNO:\r\n",
    ],
)
def test_terms_may_be_a_list_or_a_map(text: str) -> None:
    assert read(text) == (Term(id="mql", term="MQL", definition="some text"), Term(id="no", term="NO"))
    assert told(text) == []


def test_a_key_stays_the_id_of_a_term_that_is_renamed() -> None:
    assert read("MQL: {term: Qualified lead}\n") == (Term(id="mql", term="Qualified lead"),)


@pytest.mark.parametrize(
    "word", ["NO", "on", "12:30", "0123", "1.10", "2025", "1e3", "=", "y", "-", "2026-03-04"]
)
def test_a_term_is_the_text_that_is_written(word: str) -> None:
    written = word if word != "-" else "'-'"
    assert [term.term for term in read(f"terms:\n  - term: {written}\n    id: x\n")] == [word]
    assert [term.term for term in read(f"{written}: x\n")] == [word]


def test_a_term_of_other_letters_has_an_id_too() -> None:
    assert [term.id for term in read("売上 高: a\nHand-Off: b\nZażółć: c\n")] == [
        "売上-高",
        "hand-off",
        "zazoc",
    ]


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("words\n", "f:1:1", "this is no glossary"),
        ("~\n", "f:1:1", "the glossary is empty"),
        ("terms: x\n", "f:1:8", "terms is not a list"),
        ("terms:\n", "f:1:7", "warning: there are no terms yet"),
        ("version: 2\nterms: []\n", "f:1:10", "version is “2”"),
        ("terms: []\nother: 1\n", "f:2:1", "warning: “other” is no key of the glossary (it is kept)"),
        ("terms:\n  - words\n", "f:2:5", "this term is not a map"),
        ("MQL: [a]\n", "f:1:1", "“MQL” is not a map"),
        ("terms:\n  - definition: x\n", "f:2:5", "this term has no term"),
        ("terms:\n  - term: null\n", "f:2:5", "term is empty"),
        ("terms:\n  - term: ' '\n", "f:2:11", "term is empty"),
        ("'': x\n", "f:1:1", "term is empty"),
        ('terms:\n  - term: "a\\tb"\n', "f:2:11", "term holds a control character (U+0009)"),
        (
            "terms:\n  - term: a\n    definition: ''\n",
            "f:3:17",
            "warning: definition is blank and counts as left out",
        ),
        (
            'terms:\n  - term: a\n    definition: "\\e[2J"\n',
            "f:3:17",
            "warning: definition holds a control character",
        ),
        ("terms:\n  - term: a\n    definition: [x]\n", "f:3:17", "definition is a list"),
        (
            "terms:\n  - term: a\n    definitoin: x\n",
            "f:3:5",
            "warning: “definitoin” is no key of this term (it is kept); did you mean definition?",
        ),
        ("terms:\n  - term: a\n    definitions: x\n", "f:3:18", "definitions is not a map"),
        (
            "terms:\n  - term: a\n    definitions: {Sales: x, sales: y}\n",
            "f:3:29",
            "definitions has “sales” twice",
        ),
        ("terms:\n  - term: a\n    status: aggreed\n", "f:3:13", "did you mean agreed?"),
        ("terms:\n  - term: a\n    review_by: 2026-02-30\n", "f:3:16", "“2026-02-30”, which is no date"),
        ("terms:\n  - term: a\n    review_by: 2026-2-3\n", "f:3:16", "write year-month-day"),
        ("terms:\n  - term: a\n    review_by: 2026-02-03T10:00\n", "f:3:16", "which is no date"),
        ("terms:\n  - term: a\n    agreed: {on: 2026-02-03}\n", "f:3:13", "this agreement has no definition"),
        (
            "terms:\n  - term: a\n    agreed: {definition: x, voices: {sales: likes}}\n",
            "f:3:45",
            "did you mean like?",
        ),
        ("terms:\n  - term: a\n    stage: {order: 4}\n", "f:3:12", "this stage has no owner"),
        ("terms:\n  - term: a\n    stage: {order: four, owner: sales}\n", "f:3:20", "no whole number"),
        ("terms:\n  - term: a\n    stage: 4\n", "f:3:12", "stage is not a map"),
        (
            "terms:\n  - term: a\n    metric: {target: 1,000}\n",
            "f:3:24",
            "warning: “000” is no key of this metric",
        ),
        ("terms:\n  - term: a\n    metric: {better: more}\n", "f:3:22", "write one of higher, lower"),
        ("terms:\n  - term: a\n    counts: x\n", "f:3:13", "counts is not a list"),
        ("terms:\n  - term: a\n    synonyms: [b, '']\n", "f:3:19", "an entry of synonyms is empty"),
        (
            "terms:\n  - term: MQL\n  - term: ' mql '\n",
            "f:3:11",
            "the term “mql” is here a second time (first on line 2)",
        ),
        ("MQL: a\nmql: b\n", "f:2:1", "the term “mql” is here a second time (first on line 1)"),
        (
            "terms:\n  - term: C\n  - term: C++\n",
            "f:3:11",
            "the id “c” belongs to the term on line 2; give one of them",
        ),
        (
            "terms:\n  - {term: a, id: x}\n  - {term: b, id: x}\n",
            "f:3:19",
            "the id “x” belongs to the term on line 2",
        ),
    ],
)
def test_each_fault_is_told_at_its_place(text: str, place: str, what: str) -> None:
    (fault,) = told(text)
    assert fault.startswith(f"{place}: ")
    assert what in fault
    assert "; " in fault


@pytest.mark.parametrize(
    "number", [".nan", ".inf", "nan", "1e9", "40 %", "1_000", "٤٠", "+4", "4.", ".5", "''", "0x1F"]
)
def test_a_target_is_a_number_written_in_digits(number: str) -> None:
    (fault,) = told(f"terms:\n  - term: a\n    metric: {{target: {number}}}\n")
    assert fault.startswith("f:3:22: target is ")


@pytest.mark.parametrize(("number", "value"), [("40", 40.0), ("-2.50", -2.5), ("007", 7.0), ("0", 0.0)])
def test_a_target_may_have_a_sign_and_decimals(number: str, value: float) -> None:
    (term,) = read(f"terms:\n  - term: a\n    metric: {{target: {number}}}\n")
    assert term.metric is not None
    assert term.metric.target == value


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = "terms:\n  - term: a\n    status: x\n    besides: 1\n"
    text += "  - words\n  - term: a\n    review_by: soon\n    owner: !x y\n"
    assert [fault.split(" ")[0] for fault in told(text)] == [
        "f:3:13:",
        "f:4:5:",
        "f:5:5:",
        "f:6:11:",
        "f:7:16:",
        "f:8:12:",
    ]


def test_aliases_and_merged_maps_are_read_where_they_stand() -> None:
    text = "terms:\n  - &m {term: A, owner: Anna, definition: &d words}\n"
    text += "  - {<<: *m, term: B}\n  - {term: C, definition: *d}\n"
    assert [(term.term, term.owner, term.definition) for term in read(text)] == [
        ("A", "Anna", "words"),
        ("B", "Anna", "words"),
        ("C", "", "words"),
    ]


def test_text_is_kept_as_it_came() -> None:
    text = 'terms:\n  - term: "[bold]x[/] | <script>"\n    definition: "a\\u202Eb\\e[31m\\n\\n## c"\n'
    (term,) = read(text)
    assert (term.term, term.definition) == ("[bold]x[/] | <script>", "a\u202eb\x1b[31m\n\n## c")


def warnings_of(path: Path, shown: str) -> tuple[Fault, ...]:
    return read_glossary(path, shown).warnings


def test_hostile_glossaries_end_as_their_manifest_says(shared: Path) -> None:
    assert len(list(entries(shared, "glossary"))) > 20
    began = time.process_time()
    assert departures(shared, "glossary", warnings_of) == []
    assert time.process_time() - began < 5


def test_real_glossaries_of_another_form_are_told_as_faults(shared: Path) -> None:
    for path in (shared / "data" / "glossaries").glob("*.y*ml"):
        with pytest.raises(FaultsError) as caught:
            read_glossary(path, path.name)
        assert all(fault.line > 0 for fault in caught.value.faults)
