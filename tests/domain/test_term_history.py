"""The history of the words: what was changed, and which agreed words were changed since."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.glossary import Agreement, Metric, MetricSource, Stage, Term, VoiceWord, status_of
from smeeting.domain.term_history import (
    FieldChange,
    Source,
    TermVersion,
    changes_of,
    fields_changed,
    with_words_as_agreed,
    words_as_agreed,
)

DAY = dt.date(2026, 3, 3)
BEGUN = dt.datetime(2026, 3, 3, 10, tzinfo=dt.UTC)
VOICES: dict[str, VoiceWord] = {"marketing": "like", "sales": "live with"}
AGREED = Agreement("A lead that fits.", DAY, "2026-03-03-monthly", VOICES)
MQL = Term("mql", "MQL", agreed=AGREED)

_TEXT = st.text("ab ", min_size=1, max_size=4).filter(str.strip)
_LIST = st.lists(_TEXT, max_size=3).map(tuple)
_TERMS = st.builds(
    Term,
    id=st.just("mql"),
    term=_TEXT,
    status=st.sampled_from([None, "draft", "agreed"]),
    definition=st.just("") | _TEXT,
    definitions=st.dictionaries(st.sampled_from(["sales", "marketing"]), _TEXT),
    agreed=st.none() | st.builds(Agreement, _TEXT, st.none() | st.just(DAY), voices=st.just(VOICES)),
    counts=_LIST,
    synonyms=_LIST,
    stage=st.none() | st.builds(Stage, st.integers(0, 3), _TEXT),
    metric=st.none()
    | st.builds(
        Metric,
        unit=st.just("") | _TEXT,
        target=st.none() | st.floats(allow_nan=False, allow_infinity=False),
        better=st.sampled_from(["higher", "lower"]),
        source=st.none() | st.builds(MetricSource, count=st.none() | _TEXT),
    ),
    review_by=st.none() | st.just(DAY),
)


def version(
    term: Term | None, *, minutes: int = 0, source: Source = "file", was: str = "", term_id: str = "mql"
) -> TermVersion:
    at = BEGUN + dt.timedelta(minutes=minutes)
    return TermVersion(term.id if term else term_id, "MQL", at, source, term, was)


def worded(words: str, **other: object) -> Term:
    """The agreed term with other words under its agreement."""
    agreed = msgspec.structs.replace(AGREED, definition=words, **other)
    return msgspec.structs.replace(MQL, agreed=agreed)


# ---- what differs ----


@given(_TERMS, _TERMS)
def test_fields_differ_just_where_the_terms_do(before: Term, after: Term) -> None:
    assert (fields_changed(before, after) == ()) == (before == after)
    assert fields_changed(before, before) == ()


@given(_TERMS)
def test_a_new_term_only_gains_and_one_that_is_gone_only_loses(term: Term) -> None:
    gained, lost = fields_changed(None, term), fields_changed(term, None)
    assert [(one.field, one.new) for one in gained] == [(one.field, one.old) for one in lost]
    assert not any(one.old for one in gained)
    assert not any(one.new for one in lost)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (Term("a", "A"), Term("a", "B"), [("term", "A", "B")]),
        (
            Term("a", "A", definitions={"sales": "one"}),
            Term("a", "A", definitions={"sales": "two"}),
            [("definitions.sales", "one", "two")],
        ),
        (
            Term("a", "A", counts=("x", "y")),
            Term("a", "A", counts=("y", "z")),
            [("counts", "x", ""), ("counts", "", "z")],
        ),
        (Term("a", "A", counts=("x", "y")), Term("a", "A", counts=("y", "x")), [("counts", "x; y", "y; x")]),
        (Term("a", "A"), Term("a", "A", metric=Metric()), [("metric.better", "", "higher")]),
        (
            Term("a", "A", metric=Metric(target=40.0)),
            Term("a", "A", metric=Metric(target=42.5)),
            [("metric.target", "40", "42.5")],
        ),
        (
            Term("a", "A", metric=Metric(target=123456789012345.1)),
            Term("a", "A", metric=Metric(target=123456789012345.2)),
            [("metric.target", "123456789012345.1", "123456789012345.2")],
        ),
        (Term("a", "A"), Term("a", "A", review_by=DAY), [("review_by", "", "2026-03-03")]),
        (MQL, worded("Other."), [("agreed.definition", "A lead that fits.", "Other.")]),
    ],
)
def test_each_change_names_its_field_and_both_texts(
    before: Term, after: Term, changes: list[tuple[str, str, str]]
) -> None:
    assert fields_changed(before, after) == tuple(FieldChange(*one) for one in changes)


def test_what_the_history_alone_knows_is_no_difference_of_the_file() -> None:
    assert fields_changed(MQL, with_words_as_agreed(MQL, "Others.")) == ()


# ---- the words as they were agreed ----


def test_words_changed_under_the_same_agreement_are_no_longer_agreed() -> None:
    was = words_as_agreed(version(MQL), worded("Other."))
    assert was == AGREED.definition
    assert status_of(with_words_as_agreed(worded("Other."), was)) == "proposed"


def test_words_changed_twice_are_measured_by_those_that_were_agreed() -> None:
    before = version(worded("Other."), was=AGREED.definition)
    assert words_as_agreed(before, worded("Third.")) == AGREED.definition


def test_words_put_back_are_agreed_again() -> None:
    assert words_as_agreed(version(worded("Other."), was=AGREED.definition), MQL) == ""


@pytest.mark.parametrize(
    "other",
    [{"on": dt.date(2026, 4, 7)}, {"meeting": "2026-04-07-monthly"}, {"voices": {"sales": "like"}}],
)
def test_words_under_another_agreement_are_that_ones(other: dict[str, object]) -> None:
    assert words_as_agreed(version(MQL), worded("Other.", **other)) == ""


@pytest.mark.parametrize("before", [None, version(None), version(Term("mql", "MQL"))])
def test_without_an_agreement_before_nothing_was_changed_under_it(before: TermVersion | None) -> None:
    assert words_as_agreed(before, MQL) == ""
    assert words_as_agreed(version(MQL), Term("mql", "MQL")) == ""


def test_only_a_term_with_agreed_words_takes_older_ones() -> None:
    bare = Term("mql", "MQL")
    assert with_words_as_agreed(bare, "words") is bare
    assert with_words_as_agreed(MQL, "") is MQL


# ---- what each version changed ----


def kinds(*versions: TermVersion, begun: dt.datetime | None = BEGUN) -> list[str]:
    return [change.kind for change in changes_of(versions, begun)]


def test_terms_that_were_there_when_the_history_began_were_not_added() -> None:
    assert kinds(version(MQL), version(Term("sql", "SQL"))) == ["known", "known"]


def test_a_term_that_came_later_was_added_also_where_it_is_all_that_is_asked_for() -> None:
    later = version(Term("sql", "SQL"), minutes=5)
    assert kinds(version(MQL), later) == ["known", "added"]
    assert kinds(later) == ["added"]


def test_a_term_added_in_the_program_at_the_moment_the_history_begins_was_added() -> None:
    assert kinds(version(MQL), version(Term("sql", "SQL"), source="program")) == ["known", "added"]


def test_a_term_that_comes_back_was_added_again() -> None:
    found = changes_of([version(MQL), version(None, minutes=1), version(MQL, minutes=2)], BEGUN)
    assert [one.kind for one in found] == ["known", "removed", "added"]
    assert {one.old for one in found[1].fields} == {one.new for one in found[2].fields}


def test_each_version_is_held_against_the_one_before_of_its_own_term() -> None:
    found = changes_of(
        [version(MQL), version(Term("sql", "SQL")), version(worded("Other."), minutes=1)], BEGUN
    )
    assert found[2].kind == "changed"
    assert [one.field for one in found[2].fields] == ["agreed.definition"]


def test_no_versions_are_no_changes() -> None:
    assert changes_of((), None) == ()
