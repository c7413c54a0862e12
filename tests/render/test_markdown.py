"""Text from people renders as itself, wherever the minutes put it."""

import pytest
import yaml
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from smeeting.domain.text import visible
from smeeting.render.markdown import escape, one_line, table, yaml_text
from smeeting.render.widths import width_of
from tests.render.texts import PUNCTUATION, hostile_texts

PLAIN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
GITHUB = MarkdownIt("gfm-like", {"html": True})
"""With bare addresses linked and HTML let through, as GitHub's own parser does."""

PARSERS = pytest.mark.parametrize("parser", [PLAIN, GITHUB], ids=["commonmark", "github"])


def inline_of(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.type == "inline"]


def text_of(token: Token) -> str:
    """The literal text of a block; fails where any of it became more than text."""
    children = token.children or []
    assert {child.type for child in children} <= {"text"}
    return "".join(child.content for child in children)


def block_types(parser: MarkdownIt, text: str) -> list[str]:
    return [token.type for token in parser.parse(text)]


@PARSERS
@given(text=hostile_texts)
@settings(max_examples=300, deadline=None)
def test_a_text_in_a_list_a_heading_and_a_table_is_literally_itself(parser: MarkdownIt, text: str) -> None:
    shown = one_line(text)
    source = [
        f"- {escape(text)}",
        "",
        f"## {escape(text)}",
        "",
        *table(("A", "B"), [(escape(text), "x")]),
    ]
    tokens = parser.parse("\n".join(source))

    texts = [text_of(token) for token in inline_of(tokens)]
    table_texts = ["A", "B", shown, "x"]
    assert texts == ([shown, shown, *table_texts] if shown else ["", *table_texts])
    assert [token.type for token in tokens] == block_types(
        parser,
        "- t\n\n## t\n\n| A | B |\n| - | - |\n| t | x |"
        if shown
        else "-\n\n##\n\n| A | B |\n| - | - |\n| | x |",
    )


@PARSERS
@given(text=hostile_texts, other=hostile_texts)
@settings(max_examples=200, deadline=None)
def test_two_texts_beside_each_other_and_strong_stay_apart(parser: MarkdownIt, text: str, other: str) -> None:
    first, second = escape(text) or "–", escape(other) or "–"
    block = inline_of(parser.parse(f"- Agreed: **{first}**: {second} (said {first})"))[0]

    children = block.children or []
    assert [child.type for child in children if child.type != "text"] == ["strong_open", "strong_close"]
    shown, beside = one_line(text) or "–", one_line(other) or "–"
    expected = f"Agreed: {shown}: {beside} (said {shown})"
    assert "".join(child.content for child in children) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Don't ship it - the list is 12.5 % too long (again), isn't it?",
        "R&D wants a hand-off at 10:30; 47 € > 40 €",
        "see lead_source, issue #12 and A+B!",
        "wait... what",
    ],
)
def test_ordinary_sentences_need_no_backslash(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a | b", r"a \| b"),
        ("# title", r"\# title"),
        ("title #", r"title \#"),
        ("1. first", r"1\. first"),
        ("- point", r"\- point"),
        ("[bold]x[/]", r"\[bold]x\[/]"),
        ("<script>", r"\<script>"),
        ("www.example.com", r"www\.example\.com"),
        ("www.1.de", r"www\.1\.de"),
        ("from $5 to $6", r"from \$5 to \$6"),
        ("ask @ann", r"ask \@ann"),
        ("_a_b_", r"_a_b\_"),
        ("C:\\temp", r"C:\\temp"),
        ("&copy; R&D", r"\&copy; R&D"),
        ("one\r\ntwo\nthree", "one two three"),
        ("\x1b[31m\u202e", r"␛\[31m\<U+202E>"),
    ],
)
def test_signs_that_mean_something_are_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_every_single_punctuation_mark_renders_as_itself() -> None:
    for mark in PUNCTUATION:
        for text in (mark, mark * 3, f"{mark} a", f"a {mark}", f"a{mark}b", f"{mark}a{mark}"):
            [block] = inline_of(PLAIN.parse(f"- {escape(text)}"))
            assert text_of(block) == text


def test_a_text_of_100_000_characters_stays_one_line() -> None:
    shown = escape("*a\n" * 33_334)
    assert "\n" not in shown
    assert shown.startswith("\\*a \\*a")


@given(text=hostile_texts)
@settings(max_examples=200, deadline=None)
def test_front_matter_reads_back_as_text(text: str) -> None:
    assert yaml.safe_load(f"key: {yaml_text(text)}") == {"key": one_line(text)}


@pytest.mark.parametrize(
    "text", ["NO", "12:30", "2026-11-03", "null", "- a", "{a: b}", "---", "\ufffe", '"\\']
)
def test_front_matter_that_looks_like_another_type_is_still_text(text: str) -> None:
    assert yaml.safe_load(f"key: {yaml_text(text)}") == {"key": visible(text)}


def test_raw_tables_are_aligned_and_a_long_cell_pushes_nothing() -> None:
    lines = table(("Metric", "Actual"), [("MQL", "132"), ("漢字", "7"), ("x" * 90, "1")], right=(1,))
    assert lines[1].endswith(" -----: |")
    assert width_of(lines[2]) == width_of(lines[3]) == width_of(lines[0])
    assert lines[2].startswith("| MQL  ")
    assert lines[2].endswith("    132 |")
    assert len(lines[4]) > len(lines[2])
