from contextlib import suppress

import hypothesis.strategies as st
import pytest
import yaml
from hypothesis import given, settings

from smeeting.domain.errors import FaultsError
from smeeting.storage import yaml_text
from smeeting.storage.yaml_meaning import plain
from smeeting.storage.yaml_text import load
from smeeting.storage.yaml_tree import Mapping, Scalar, Sequence


def told(text: str) -> list[str]:
    """The faults of a file, whether or not it leaves a tree."""
    try:
        return list(map(str, load(text, "f").faults))
    except FaultsError as error:
        return list(map(str, error.faults))


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("", "f:1:1", "the file is empty"),
        ("\ufeff\r\n", "f:1:1", "the file is empty"),
        ("# x\n", "f:1:1", "holds only comments"),
        ("a: 1\nb:\n\tc: 2\n", "f:3:1", "a tab indents this line; use spaces"),
        ("a: 1\n\tb: 2\n", "f:2:1", "a tab indents this line; use spaces"),
        ("a: 1\nb: 2\na: 3\n", "f:3:1", "'a' is here a second time (first on line 1); keep one"),
        ("a: {b: 1, c: 2, b: 3}\n", "f:1:17", "'b' is here a second time"),
        ("a: 1\n\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", "f:3:1", "merge conflict"),
        ("a: |\n  x\n  <<<<<<< HEAD\n  y\n  =======\n  >>>>>>> z\n", "f:3:3", "merge conflict"),
        ('a: "x\n<<<<<<< HEAD\n=======\n>>>>>>> z\n"\n', "f:2:1", "merge conflict"),
        ("a: 1\r\n<<<<<<< ours\r\n||||||| base\r\n=======\r\n>>>>>>> theirs\r\n", "f:2:1", "merge conflict"),
        ("a: 1\n>>>>>>> left over\n", "f:2:1", "merge conflict"),
        ("a: b\n---\nc: d\n", "f:2:1", "a second document begins here"),
        ("a: b\n---\n", "f:2:1", "a second document begins here"),
        ('a: 1\nb: "x\nc: 2\n', "f:2:4", "this quote is never closed"),
        ("a: 1\nb: 'x\nc: 2\n", "f:2:4", "this quote is never closed"),
        ("a: 1\nb: [x, y\nc: 2\n", "f:2:4", "this list is never closed"),
        ("b: {x: y\n", "f:1:4", "this map is never closed"),
        ("a: b: c\n", "f:1:5", "there is a second colon here"),
        ("a: 1\n  b: 2\n", "f:2:4", "there is a second colon here"),
        ("a: 1\nwords\nb: 2\n", "f:2:1", "this entry has no colon"),
        ("a:\n  b: 1\n c: 2\n", "f:3:2", "not in line with the entries above"),
        ("a: @b\n", "f:1:4", "can't begin with this character"),
        ("a: `b`\n", "f:1:4", "can't begin with this character"),
        ('a: "\\q"\n', "f:1:5", "escape"),
        ('a: "\\ud800"\n', "f:1:7", "escape is no character"),
        ('a: "\\U00110000"\n', "f:1:7", "escape is no character"),
        ('a: 1\nb: "x\\0"\n', "f:2:4", "NUL character"),
        ("a: *b\n", "f:1:4", "*b stands for nothing"),
        ("a: &b [*b]\n", "f:1:8", "*b stands inside what it stands for"),
        ("a: !!python/object/apply:os.system [x]\n", "f:1:4", "the tag !!python/object/apply:os.system"),
        ("a: !include ../x\n", "f:1:4", "the tag !include"),
        ("a: !!timestamp nope\n", "f:1:4", "the tag !!timestamp"),
        ("a: !e!x y\n", "f:1:4", "this tag is unknown"),
        ("[a]: b\n", "f:1:1", "a key must be a text"),
        ("a: \x07\n", "f:1:4", "YAML forbids (U+0007)"),
        ("a: b\n\ufeffc: d\n", "f:2:1", "YAML forbids (U+FEFF)"),
        ("a: " + "9" * 1001 + "\n", "f:1:4", "a number of 1,001 digits"),
        ("a: " + "[" * 900, "f:1:103", "nested more than 100 deep"),
        ("- " * 1000, "f:1:201", "nested more than 100 deep"),
        ("a: \x85\n  \t\u2028- b: @\n", "f:2:8", "there is a second colon"),
    ],
)
def test_a_fault_is_told_at_its_place_with_what_would_be_right(text: str, place: str, what: str) -> None:
    faults = told(text)
    assert len(faults) == 1
    assert faults[0].startswith(f"{place}: ")
    assert what in faults[0]
    assert "; " in faults[0]


def test_faults_that_leave_a_tree_are_told_all_at_once_and_with_the_one_that_does_not() -> None:
    assert [line.split(" ")[0] for line in told('a: !x 1\na: 2\nb: "\\0"\nc: *d\n')] == [
        "f:1:4:",
        "f:3:4:",
        "f:4:4:",
    ]
    assert [line.split(" ")[0] for line in told('a: !x 1\na: 2\nb: "\\0"\n')] == [
        "f:1:4:",
        "f:3:4:",
        "f:2:1:",
    ]


def test_few_aliases_that_stand_for_billions_are_refused() -> None:
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    assert "aliases stand for more than 100,000 values" in told(bomb)[0]


def test_a_file_of_very_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "MOST_NODES", 10)
    assert told("[" + "a," * 9 + "]") == []
    assert "more than 10 values" in told("[" + "a," * 11 + "]")[0]


def test_every_scalar_is_the_text_that_is_written() -> None:
    words = ["NO", "on", "12:30", "0123", "1.10", "2026-03-04", "1_000", "0x1F", "=", "1e3", "y", ".inf"]
    parsed = load("".join(f"- {word}\n" for word in words), "f")
    assert plain(parsed.root) == words


def test_null_is_nothing_only_where_it_is_plain() -> None:
    assert plain(load("[null, ~, 'null', \"~\", '']", "f").root) == [None, None, "null", "~", ""]


def test_line_breaks_that_only_yaml_1_1_knows_are_characters_like_others() -> None:
    text = "a: x\u2028y\nb: |\n  p\x85q\n  r\u2029s\nc: é\n"
    parsed = load(text, "f")
    assert plain(parsed.root) == {"a": "x\u2028y", "b": "p\x85q\nr\u2029s\n", "c": "é"}
    assert isinstance(parsed.root, Mapping)
    assert parsed.places.of(parsed.root.entries[2].key.start) == (5, 1)


def test_offsets_count_the_file_s_own_characters() -> None:
    text = "\ufeffä: 😀x\r\nb:\r\n  - 'c'\r\n"
    root = load(text, "f").root
    assert isinstance(root, Mapping)
    first, second = (entry.value for entry in root.entries)
    assert isinstance(second, Sequence)
    assert text[first.start : first.end] == "😀x"
    assert text[second.items[0].start : second.items[0].end] == "'c'"


def test_merged_maps_lend_what_a_map_has_not_itself() -> None:
    parsed = load("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: [*a, *b], x: 0}\nd: {<<: *a}\n", "f")
    assert plain(parsed.root)["c"] == {"x": "0", "y": "2", "z": "4"}
    assert plain(parsed.root)["d"] == {"x": "1", "y": "2"}
    assert parsed.aliased == {"a", "b"}


def test_the_pure_python_parser_serves_where_libyaml_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)
    assert plain(load("\ufeffa: [b, 'c']\r\nd: |\r\n  e\r\n", "f").root) == {"a": ["b", "c"], "d": "e\n"}
    assert told('a: "\\ud800"\n')[0].startswith("f:1:4: the text holds half of a character")
    for broken in ('a: "\\U00110000"\n', "a: [b\n", "a: 'b\n", "a: b: c\n", "a: " + "[" * 3000):
        assert len(told(broken)) == 1


PIECES = st.sampled_from(
    [
        *"abé: -?[]{}|>'\"#&*!%@`,\\~\t\n\r\x85\u2028\x1b",
        "\n  ",
        "\n- ",
        ": ",
        "&a ",
        "*a",
        "!!x ",
        "<<: ",
        "---\n",
        '"\\x',
        "😀",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_or_refused_with_faults_and_never_otherwise(text: str) -> None:
    with suppress(FaultsError):
        plain(load(text, "f").root)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(int(fault.split(":")[1]) <= lines for fault in told(text))


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8"), max_size=8), st.text(st.characters(codec="utf-8")), min_size=1
    )
)
def test_what_pyyaml_writes_is_read_as_it_was_meant(values: dict[str, str]) -> None:
    if any(
        "\0" in text or "<<<<<<<" in text or ">>>>>>>" in text for pair in values.items() for text in pair
    ):
        return
    written = yaml.safe_dump(values, allow_unicode=True, default_style='"')
    assert plain(load(written, "f").root) == values


def test_a_scalar_knows_its_style() -> None:
    root = load("- a\n- 'a'\n- \"a\"\n- |\n  a\n- >\n  a\n", "f").root
    assert isinstance(root, Sequence)
    assert [item.style for item in root.items if isinstance(item, Scalar)] == ["", "'", '"', "|", ">"]
