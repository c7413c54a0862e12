"""An edit changes the bytes of its entry alone, in every style, and means what was meant and nothing else."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given, settings

from smeeting.domain.errors import FaultsError
from smeeting.domain.glossary import Term
from smeeting.domain.term_fields import FIELDS, TermField, held, words_field
from smeeting.services.glossary_edits import patch_of
from smeeting.storage.glossaries import GlossaryFile, glossary_of
from smeeting.storage.glossary_edit import edited_glossary
from smeeting.storage.term_places import Written
from smeeting.storage.yaml_meaning import plain
from tests.faults.sweeps import FULL
from tests.storage.glossary_styles import WORDS, Styled, glossaries

BY_NAME = {field.name: field for field in FIELDS}
EXAMPLES = 3_000 if FULL else 40
LONG = "words that go on and on, " * 6 + "to the end"
TEXTS = st.one_of(
    WORDS, st.sampled_from([LONG, "a\n\n  b: c\nd", "NO", "12:30", "ends\n", "👩\u200d🔬 漢\u202ex"])
)
CHANGES: st.SearchStrategy[tuple[TermField, Any]] = st.one_of(
    st.tuples(st.just(BY_NAME["status"]), st.sampled_from(["agreed", "disputed", None])),
    st.tuples(st.just(BY_NAME["definition"]), st.one_of(TEXTS, TEXTS, st.none())),
    st.tuples(st.just(BY_NAME["owner"]), st.one_of(WORDS, st.none())),
    st.tuples(st.just(BY_NAME["long"]), st.one_of(WORDS, st.none())),
    st.tuples(st.just(words_field("sales", "Sales")), st.one_of(TEXTS, TEXTS, st.none())),
    st.tuples(st.just(words_field("marketing", "Marketing")), st.one_of(TEXTS, st.none())),
    st.tuples(st.just(BY_NAME["review_by"]), st.sampled_from([dt.date(2026, 3, 4), None])),
    st.tuples(st.just(BY_NAME["metric.target"]), st.sampled_from([40, 2.5, None])),
    st.tuples(st.just(BY_NAME["metric.unit"]), st.sampled_from(["a: b", "leads", None])),
    st.tuples(st.just(BY_NAME["counts"]), st.lists(TEXTS.map(str.strip), unique=True, max_size=3).map(tuple)),
    st.tuples(st.just(BY_NAME["counts"]), st.none()),
)


def read(styled: Styled) -> GlossaryFile:
    try:
        return glossary_of(styled.text, Path("g.yaml"), "g.yaml")
    except FaultsError:
        assume(False)
        raise


def at(tree: Any, written: Written) -> Any:
    for part in written.path:
        tree = tree[part]
    return tree


def values_of(term: Term) -> dict[str, Any]:
    sides = [words_field(side, side) for side in term.definitions]
    return {field.name: held(term, field) for field in (*FIELDS, *sides) if held(term, field) is not None}


def assert_edited(
    styled: Styled, file: GlossaryFile, after: GlossaryFile, changed: Mapping[str, Any]
) -> None:
    """All bytes around the entry are there, and of the entry only what was to change means anything else."""
    place = [term.id for term in file.glossary].index(styled.term_id)
    assert after.text.startswith(styled.before)
    assert after.text.endswith(styled.after)
    old, new = file.glossary.terms, after.glossary.terms
    assert [*new[:place], *new[place + 1 :]] == [*old[:place], *old[place + 1 :]]
    wanted = {key: value for key, value in {**values_of(old[place]), **changed}.items() if value is not None}
    found = values_of(new[place])
    if "metric.better" not in wanted:
        found.pop("metric.better", None)  # its value where nobody wrote one
    assert _stripped(found) == _stripped(wanted)
    was, now = (at(plain(one.parsed.root), one.written[place]) for one in (file, after))
    if isinstance(was, dict):
        assert now.get("besides") == was.get("besides")


def _stripped(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.strip() if isinstance(value, str) else value for key, value in values.items() if value}


def assert_breaks_are_the_file_s(before: str, after: str) -> None:
    if "\n" not in before.replace("\r\n", "") and "\r\n" in before:
        assert "\n" not in after.replace("\r\n", "")
    elif "\r" not in before:
        assert "\r" not in after


@settings(max_examples=EXAMPLES)
@given(glossaries(), CHANGES)
def test_a_field_is_set_or_emptied_in_any_style(styled: Styled, change: tuple[TermField, Any]) -> None:
    file, (field, value) = read(styled), change
    term = file.glossary.get(styled.term_id)
    assert term is not None
    assume(held(term, field) != value and not (field.path[0] == "metric" and value is None))
    after = edited_glossary(file, {term.id: patch_of({field: value or None})})
    assert_edited(styled, file, after, {field.name: value or None})
    assert_breaks_are_the_file_s(file.text, after.text)


@settings(max_examples=EXAMPLES)
@given(glossaries(), st.sampled_from(["counts", "synonyms"]), st.data())
def test_a_list_gains_and_loses_items_in_any_style(styled: Styled, name: str, data: st.DataObject) -> None:
    file, field = read(styled), BY_NAME[name]
    term = file.glossary.get(styled.term_id)
    assert term is not None
    items = held(term, field) or ()
    assert isinstance(items, tuple)
    gone = data.draw(st.sets(st.sampled_from(items))) if items else set()
    added = data.draw(st.lists(WORDS.map(str.strip), max_size=2, unique=True))
    left = [item for item in items if item not in gone]
    place = data.draw(st.integers(0, len(left)))
    value = tuple(dict.fromkeys([*left[:place], *added, *left[place:]])) or None
    assume(value != (items or None))
    after = edited_glossary(file, {term.id: patch_of({field: value})})
    assert_edited(styled, file, after, {name: value})


@settings(max_examples=EXAMPLES // 2)
@given(glossaries(), st.sampled_from(["rename", "deprecate", "both", "two fields", "agreement"]))
def test_a_term_is_renamed_and_deprecated_in_any_style(styled: Styled, what: str) -> None:
    file = read(styled)
    patches: dict[str, dict[str, Any]] = {
        "rename": {"term": "New: name", "id": styled.term_id},
        "deprecate": {"status": "deprecated", "replaced_by": "other"},
        "both": {"term": "New name", "id": styled.term_id, "status": "deprecated"},
        "two fields": {"owner": None, "counts": None, "definition": None, "long": "Long"},
        "agreement": {
            "status": "agreed",
            "agreed": {
                "definition": LONG,
                "on": dt.date(2026, 3, 4),
                "meeting": "m",
                "voices": {"sales": "like"},
            },
        },
    }
    changed: dict[str, Any] = {
        "rename": {},
        "deprecate": {"status": "deprecated", "replaced_by": "other"},
        "both": {"status": "deprecated"},
        "two fields": {"owner": None, "counts": None, "definition": None, "long": "Long"},
        "agreement": {"status": "agreed", "agreed.definition": LONG},
    }
    after = edited_glossary(file, {styled.term_id: patches[what]})
    assert_edited(styled, file, after, changed[what])
    term = after.glossary.get(styled.term_id)
    assert term is not None
    assert term.term == patches[what].get("term", styled.term_id.title())


@settings(max_examples=EXAMPLES)
@given(glossaries(), TEXTS, st.booleans())
def test_a_new_term_is_added_in_any_style(styled: Styled, words: str, more: bool) -> None:
    file = read(styled)
    entry: dict[str, Any] = {"term": "Fresh", "definition": words}
    entry |= {"counts": ["one", LONG], "owner": "Anna"} if more else {}
    after = edited_glossary(file, {}, [entry])
    assert after.glossary.terms[:-1] == file.glossary.terms
    fresh = after.glossary.terms[-1]
    assert (fresh.term, fresh.definition.strip()) == ("Fresh", words.strip())
    assert fresh.counts == (("one", LONG) if more else ())
    assert_breaks_are_the_file_s(file.text, after.text)
    assert _without(after.text, file.text), "all that was there is there, in its order"


def _without(after: str, before: str) -> bool:
    """Whether `after` is `before` with one piece put in, and perhaps a comma."""
    start = next((i for i, (a, b) in enumerate(zip(after, before, strict=False)) if a != b), len(before))
    end = len(before) - start
    rest = before[start:]
    return after.endswith(rest) and len(after) > len(before) and end >= 0


@pytest.mark.parametrize("field", [field for field in FIELDS if field.kind in ("text", "line", "list")])
def test_each_field_of_our_own_glossary_is_edited_alone(field: TermField) -> None:
    path = Path(__file__).parents[2] / "glossary.yaml"
    file = glossary_of(path.read_text("utf-8"), path, "glossary.yaml")
    terms = [term for term in file.glossary if held(term, field) and field.path[0] not in ("stage", "metric")]
    for term in terms[:: 1 if FULL else 5]:
        value = ("a: b", LONG) if field.kind == "list" else "New: words"
        start = file.written[file.glossary.terms.index(term)].value.start
        following = [one.value.start for one in file.written if one.value.start > start]
        before, tail = file.text[:start], file.text[min(following, default=len(file.text)) :]
        after = edited_glossary(file, {term.id: patch_of({field: value})})
        styled = Styled(before, "", tail, term.id)
        assert_edited(styled, file, after, {field.name: value})
