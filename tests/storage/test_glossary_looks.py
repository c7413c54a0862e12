"""Edits look as a person would have made them: what stays is as it was, what is new fits in."""

from pathlib import Path
from typing import Any

import pytest

from smeeting.domain.errors import UnsafeError
from smeeting.storage.glossaries import GlossaryFile, glossary_of
from smeeting.storage.glossary_edit import edit_glossary


def glossary(text: str) -> GlossaryFile:
    return glossary_of(text, Path("g.yaml"), "g.yaml")


def edited(text: str, patch: dict[str, Any], term: str = "mql") -> str:
    return edit_glossary(glossary(text), {term: patch})


LIST = (
    "- term: MQL\n  counts:  # ours\n    # about a\n    - 'a' # x\n    - >-\n      b\n      c\n\n"
    "    # about d\n    - d\n  owner: A\n"
)


@pytest.mark.parametrize(
    ("before", "items", "after"),
    [
        (LIST, ["a", "b c", "d", "e"], LIST.replace("    - d\n", "    - d\n    - e\n")),
        (LIST, ["a", "d"], LIST.replace("    - >-\n      b\n      c\n", "")),
        (LIST, ["b c", "d"], LIST.replace("    - 'a' # x\n", "")),
        (LIST, ["new", "b c", "d"], LIST.replace("    - 'a' # x\n", "    - new\n")),
        (LIST, ["a", "b c", "new: one"], LIST.replace("    - d\n", '    - "new: one"\n')),
        (LIST, ["first", "a", "b c", "d"], LIST.replace("    - 'a'", "    - first\n    - 'a'")),
        ("- {term: MQL, counts: [ 'a', \"b\",c ]}\n", ["a", "c"], "- {term: MQL, counts: [ 'a', c ]}\n"),
        ("- {term: MQL, counts: ['a', b]}\n", ["b", "d"], "- {term: MQL, counts: [b, d]}\n"),
        ("- term: MQL\n  counts:\n    -   a\n", ["a", "b"], "- term: MQL\n  counts:\n    -   a\n    -   b\n"),
        (
            "MQL:\n  counts: [\n    a,  # why a\n    b,  # why b\n  ]\n",
            ["a", "c"],
            "MQL:\n  counts: [\n    a,  # why a\n    c,\n  ]\n",
        ),
        (
            "MQL:\n  counts: [\n    a,  # why a\n    b  # why b\n  ]\n",
            ["a"],
            "MQL:\n  counts: [\n    a  # why a\n  ]\n",
        ),
        (
            '{"MQL": {"counts": [\n  "a",\n  "b"\n]}}\n',
            ["a", "b", "c"],
            '{"MQL": {"counts": [\n  "a",\n  "b",\n  "c"\n]}}\n',
        ),
    ],
)
def test_a_list_changes_where_it_changes(before: str, items: list[str], after: str) -> None:
    assert edited(before, {"counts": items}) == after


@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ("MQL: x\nB: y\n", {"definition": None}, "MQL: {}\nB: y\n"),
        ("MQL:\n  definition: x  # c\n", {"definition": None}, "MQL: {}  # c\n"),
        (
            "- term: MQL\n  definitions:\n    sales: x\n  owner: A\n",
            {"definitions": {"sales": None}},
            "- term: MQL\n  owner: A\n",
        ),
        ("- owner: A\n  long: L\n  term: MQL\n", {"owner": None, "long": None}, "- term: MQL\n"),
        (
            "- owner: A  # gone\n  # about the term\n  term: MQL\n",
            {"owner": None},
            "-\n  # about the term\n  term: MQL\n",
        ),
        ("- {term: MQL, owner: A, long: L}\n", {"owner": None, "long": None}, "- {term: MQL}\n"),
        (
            "- {\n    term: MQL,\n    owner: A,\n    long: L\n  }\n",
            {"owner": None, "long": None, "status": "draft"},
            "- {\n    term: MQL,\n    status: draft\n  }\n",
        ),
        (
            "MQL: |  # why\n  one\n\n  two\nB: y\n",
            {"owner": "A"},
            "MQL:  # why\n  definition: |\n    one\n\n    two\n  owner: A\nB: y\n",
        ),
        ("MQL: 'x'  # c\n", {"owner": "A"}, "MQL:  # c\n  definition: 'x'\n  owner: A\n"),
        ("- ? term\n  : MQL\n", {"owner": "A"}, "- ? term\n  : MQL\n  owner: A\n"),
        ("- term: MQL\n  ? owner\n  : A\n", {"owner": None}, "- term: MQL\n"),
        (
            '[\n  {\n    "term": "MQL"\n  }\n]\n',
            {"owner": "A", "counts": ["b"]},
            '[\n  {\n    "term": "MQL",\n    "owner": "A",\n    "counts": ["b"]\n  }\n]\n',
        ),
        ('{"MQL":{"definition":"x"}}', {"definition": 'say "y"'}, '{"MQL":{"definition":"say \\"y\\""}}'),
    ],
)
def test_what_goes_leaves_no_rest_and_what_comes_looks_like_the_rest(
    before: str, patch: dict[str, Any], after: str
) -> None:
    assert edited(before, patch) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "- term: MQL\r\n  long: x\r\n- term: B\r\n",
            "- term: MQL\r\n  long: x\r\n- term: B\r\n- term: SAL\r\n",
        ),
        ("- term: MQL\r\n\r\n- term: B\r\n", "- term: MQL\r\n\r\n- term: B\r\n\r\n- term: SAL\r\n"),
        ("- term: MQL\n  definition: |\n    x", "- term: MQL\n  definition: |\n    x\n- term: SAL\n"),
        ("- term: MQL\n  long: |\n    x\n# end", "- term: MQL\n  long: |\n    x\n- term: SAL\n# end"),
        ('[\n  {"term": "MQL"}\n]', '[\n  {"term": "MQL"},\n  {"term": "SAL"}\n]'),
    ],
)
def test_a_new_term_stands_as_the_others_do(before: str, after: str) -> None:
    assert edit_glossary(glossary(before), {}, [{"term": "SAL"}]) == after


@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ("- term: MQL\n  owner: &o A\n", {"owner": "B"}, "- term: MQL\n  owner: &o B\n"),
        ("- term: MQL\n  counts: &c [a]\n", {"counts": ["b"]}, "- term: MQL\n  counts: &c [b]\n"),
        (
            "- term: A\n  owner: &o O\n- term: MQL\n  owner: *o  # c\n",
            {"owner": "B"},
            "- term: A\n  owner: &o O\n- term: MQL\n  owner: B  # c\n",
        ),
        (
            "- {term: A, counts: &c [a, b]}\n- {term: MQL, counts: *c}\n",
            {"counts": ["a"]},
            "- {term: A, counts: &c [a, b]}\n- {term: MQL, counts: [a]}\n",
        ),
        (
            "- &a\n  term: A\n  owner: O\n- <<: *a\n  term: MQL\n",
            {"owner": "B"},
            "- &a\n  term: A\n  owner: O\n- <<: *a\n  term: MQL\n  owner: B\n",
        ),
        (
            "- &a\n  term: MQL\n  owner: O\n- <<: *a\n  term: B\n  owner: P\n",
            {"owner": "N"},
            "- &a\n  term: MQL\n  owner: N\n- <<: *a\n  term: B\n  owner: P\n",
        ),
    ],
)
def test_what_is_shared_is_edited_where_no_other_place_changes(
    before: str, patch: dict[str, Any], after: str
) -> None:
    assert edited(before, patch) == after


@pytest.mark.parametrize(
    ("text", "patch", "why", "paste"),
    [
        (
            "- {term: MQL, owner: &o A}\n- {term: B, owner: *o}\n",
            {"owner": "N"},
            "by its anchor &o",
            "owner: N",
        ),
        ("- {term: MQL, owner: &o A}\n- {term: B, owner: *o}\n", {"owner": None}, "by its anchor &o", ""),
        ("- &a\n  term: MQL\n  owner: O\n- <<: *a\n  term: B\n", {"owner": "N"}, "anchor &a", "owner: N"),
        ("- &a\n  term: MQL\n- <<: *a\n  term: B\n", {"owner": "N"}, "anchor &a", "owner: N"),
        ("- &a {term: B, owner: O}\n- {<<: *a, term: MQL}\n", {"owner": None}, "is lent by another", ""),
        (
            "- {term: B, definitions: &d {sales: x}}\n- {term: MQL, definitions: *d}\n",
            {"definitions": {"sales": "y"}},
            "an alias of something",
            "definitions: {sales: y}",
        ),
        ("x: &a {term: MQL}\nterms: [*a]\n", {"owner": "N"}, "an alias of something", "owner: N"),
    ],
)
def test_what_is_shared_is_refused_where_another_place_would_change(
    text: str, patch: dict[str, Any], why: str, paste: str
) -> None:
    with pytest.raises(UnsafeError) as refused:
        edited(text, patch)
    assert why in str(refused.value)
    assert paste in refused.value.paste


def test_an_edit_that_would_make_a_group_of_a_term_is_refused() -> None:
    with pytest.raises(UnsafeError, match="would change more than meant"):
        edited("MQL:\n  owner: A\n  besides: {kept: x}\n", {"owner": None})
