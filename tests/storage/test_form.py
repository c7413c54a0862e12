"""The forms together: no tree of values makes the reading fail in any other way than with faults."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import yaml
from hypothesis import given, settings

from smeeting.domain.errors import FaultsError
from smeeting.storage.agendas import AGENDA, ITEM, agenda_of
from smeeting.storage.form import Form
from smeeting.storage.glossaries import glossary_of
from smeeting.storage.glossary_form import AGREED, METRIC, STAGE, TERM

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(max_size=6),
    st.sampled_from(
        ["like", "agreed", "notes", "metrics", "UTC", "month", "10:00", "Sales", "1", "60", "due", " "]
    ),
)


def trees_of(*forms: Form) -> st.SearchStrategy[Any]:
    keys = st.sampled_from(
        [key for form in forms for key in form.keys] + ["terms", "other", "sales", "version"]
    )
    return st.recursive(
        SCALARS,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=8)),
        max_leaves=25,
    )


ITEMS = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(ITEM.keys, trees_of(ITEM))), max_size=3)
TERMS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(TERM.keys, trees_of(AGREED, STAGE, METRIC))), max_size=3
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(trees_of(AGENDA, ITEM), ITEMS.map(lambda items: {"items": items})))
def test_any_tree_is_an_agenda_or_has_faults(tree: Any) -> None:
    with suppress(FaultsError):
        agenda, warnings = agenda_of(yaml.safe_dump(tree, allow_unicode=True), "x", "f")
        assert agenda.items
        assert all(1 <= item.minutes <= 600 and item.title.strip() for item in agenda.items)
        assert all(fault.level == "warning" for fault in warnings)


@settings(max_examples=60, deadline=None)
@given(st.one_of(trees_of(TERM, AGREED, STAGE, METRIC), TERMS.map(lambda terms: {"terms": terms})))
def test_any_tree_is_a_glossary_or_has_faults(tree: Any) -> None:
    with suppress(FaultsError):
        file = glossary_of(yaml.safe_dump(tree, allow_unicode=True), Path("g"), "f")
        assert all(term.id and term.term for term in file.glossary)
        assert len({term.id for term in file.glossary}) == len(file.glossary.terms) == len(file.written)
