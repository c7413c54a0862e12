"""What other tools keep of a glossary is typed as YAML types it, written so, and edited like all else."""

from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from smeeting.domain.errors import FaultsError
from smeeting.storage.glossaries import glossary_of
from smeeting.storage.glossary_edit import edit_glossary, edit_term
from smeeting.storage.kept import typed
from smeeting.storage.yaml_text import load
from smeeting.storage.yaml_write import Writer


def extra_of(text: str) -> Any:
    return glossary_of(text, Path("g.yaml"), "g.yaml").glossary.terms[0].extra


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("false", False),
        ("TRUE", True),
        ("no", "no"),
        ("12", 12),
        ("-0", 0),
        ("0o17", 15),
        ("0xff", 255),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("12:30", "12:30"),
        ("2026-03-04", "2026-03-04"),
        ("null", None),
        ("~", None),
        ("", None),
        ('"12"', "12"),
        ("'false'", "false"),
        ("9" * 400, "9" * 400),
        ("[a, 1, {b: true}]", ["a", 1, {"b": True}]),
    ],
)
def test_scalars_are_typed_by_the_core_rules(written: str, value: Any) -> None:
    found = extra_of(f"- term: MQL\n  extra:\n    tool:\n      x: {written}\n")["tool"]["x"]
    assert (found, type(found)) == (value, type(value))


def test_the_root_keeps_some_too_beside_its_terms() -> None:
    text = "version: 1\nextra: {datahub: {version: 1, url: x}}\nterms:\n  - term: MQL\n"
    file = glossary_of(text, Path("g.yaml"), "g.yaml")
    assert file.glossary.extra == {"datahub": {"version": 1, "url": "x"}}
    assert file.warnings == ()


def test_in_a_plain_map_of_terms_it_is_a_word() -> None:
    glossary = glossary_of("extra: what is left over\n", Path("g.yaml"), "g.yaml").glossary
    assert [term.term for term in glossary] == ["extra"]
    assert glossary.extra == {}


def test_what_is_no_map_is_a_fault() -> None:
    with pytest.raises(FaultsError, match=r"g.yaml:2:10: extra is not a map"):
        extra_of("- term: MQL\n  extra: 5\n")


def test_an_edit_writes_truth_values_and_numbers_bare_and_texts_like_them_quoted() -> None:
    file = glossary_of("- term: MQL\n", Path("g.yaml"), "g.yaml")
    kept = {"a": True, "b": "true", "c": 2.5, "d": "2.5", "e": [None, False], "f": "on"}
    text = edit_term(file, "mql", {"extra": {"tool": kept}})
    assert 'b: "true"' in text
    assert 'd: "2.5"' in text
    assert "a: true" in text
    assert extra_of(text) == {"tool": kept}


def test_a_map_may_lose_all_it_had_for_something_else() -> None:
    text = "- term: MQL\n  extra:\n    tool:\n      properties:\n        a: 1 # c\n      x: y\n- term: SQL\n"
    file = glossary_of(text, Path("g.yaml"), "g.yaml")
    after = edit_glossary(file, {"mql": {"extra": {"tool": {"properties": {"a": None, "b": False}}}}})
    assert extra_of(after) == {"tool": {"properties": {"b": False}, "x": "y"}}
    assert after.startswith("- term: MQL\n  extra:\n    tool:\n      properties:")
    assert after.endswith("      x: y\n- term: SQL\n")


TEXTS = st.text(st.sampled_from("ab 0o1e3.-:#'\"{}[]&*!|>%@`?\n\té\u2028~<="), max_size=12)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | st.sampled_from(["null", "no", "0o17", "1e3", "<<", "="]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4), st.booleans())
def test_what_is_written_is_read_as_the_same(value: dict[str, Any], typed_keys: bool) -> None:
    lines = Writer(typed_keys=typed_keys).block(value, 0)
    assert typed(load("\n".join(lines) + "\n", "f").root) == value
