"""Markdown as lines of styled text, and those lines wrapped for a screen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smeeting.render.blocks import Line, read_markdown
from smeeting.render.minutes import minutes_markdown
from smeeting.render.widths import width_of
from smeeting.render.wrapping import Row, wrap, wrapped
from tests.render import sample
from tests.render.texts import hostile_texts


def shown(row: Row) -> str:
    return "".join(text for text, _ in row.spans)


def screen(markdown: str, width: int) -> list[str]:
    return [shown(row) for row in wrap(read_markdown(markdown), width)]


def kinds(markdown: str) -> list[str]:
    return [line.kind for line in read_markdown(markdown)]


def test_blocks_keep_their_kind_and_stand_apart() -> None:
    markdown = "# A\n\ntext\n\n- one\n- two\n\n> said\n\n---\n\n```\ncode\n```\n\n###### Z"
    assert [kind for kind in kinds(markdown) if kind != "blank"] == [
        "heading1",
        "para",
        "bullet",
        "bullet",
        "quote",
        "rule",
        "code",
        "heading6",
    ]
    assert kinds(markdown).count("blank") == 6


def test_front_matter_is_shown_line_by_line_and_not_parsed() -> None:
    lines = read_markdown('---\ntitle: "# a"\n---\n\n# B')
    assert lines == (
        Line("front", (('title: "# a"', ""),)),
        Line("blank"),
        Line("heading1", (("B", ""),)),
    )


def test_front_matter_without_an_end_is_text() -> None:
    assert kinds("---\ntitle") == ["rule", "blank", "para"]


def test_styles_nest_and_end() -> None:
    [line] = read_markdown("a **b *c* d** `e` ~~f~~\n![g](h)")
    assert line.spans == (
        ("a ", ""),
        ("b ", "strong"),
        ("c", "strong em"),
        (" d", "strong"),
        (" ", ""),
        ("e", "code"),
        (" ", ""),
        ("f", "strike"),
        (" ", ""),
        ("[image: g]", ""),
    )


def test_a_link_is_text_that_tells_where_it_goes() -> None:
    [line] = read_markdown("see [the *list*](http://an.example/) and <http://b.example/>")
    assert line.spans == (
        ("see ", ""),
        ("the ", "link"),
        ("list", "link em"),
        (" (http://an.example/)", ""),
        (" and ", ""),
        ("http://b.example/", "link"),
    )


def test_lists_are_numbered_and_indented() -> None:
    assert screen("3. a\n4. b\n   - c\n\n     more", 20) == ["3. a", "4. b", "  • c", "    more"]


def test_a_wrapped_bullet_hangs_under_its_text() -> None:
    assert screen("- one two three\n- four", 9) == ["• one two", "  three", "• four"]


def test_tables_are_aligned() -> None:
    markdown = "| Metric | Actual |\n| --- | ---: |\n| MQL | 132 |\n| 漢字 | 7 |"
    assert screen(markdown, 40) == ["Metric  Actual", "──────  ──────", "MQL        132", "漢字         7"]


def test_a_cell_too_wide_is_wrapped_in_its_column() -> None:
    markdown = "| Id | Text |\n| --- | --- |\n| I1 | one two three |\n| I2 | x |"
    assert [row.rstrip() for row in screen(markdown, 12)] == [
        "Id  Text",
        "──  ────────",
        "I1  one two",
        "    three",
        "I2  x",
    ]


def test_a_row_with_too_few_cells_is_filled() -> None:
    assert screen("| a | b |\n| - | - |\n| c |", 20) == ["a  b", "─  ─", "c   "]


def test_what_a_terminal_would_obey_is_made_visible() -> None:
    assert screen("a\x1bb `c\x9bd` &#x202e;", 80) == ["a␛b c\ufffdd <U+202E>"]
    assert "\x1b" not in "".join(screen("---\n\x1b\n---\n```\n\x1b[31m\n```\n| \x1b |\n| - |", 80))


def test_html_is_text() -> None:
    assert screen("<script>alert(1)</script>", 80) == ["<script>alert(1)</script>"]


@pytest.mark.parametrize("width", [1, 3, 20, 80])
@given(text=hostile_texts)
@settings(max_examples=150, deadline=None)
def test_rows_fit_and_no_word_is_lost(width: int, text: str) -> None:
    rows = wrapped(((text, "em"),), width)
    assert "".join("".join(part for part, _ in row) for row in rows).replace(" ", "") == text.replace(" ", "")
    widest = max(sum(width_of(part) for part, _ in row) for row in rows)
    assert widest <= max(width, 2)


@given(st.lists(st.sampled_from(["a", "bb ", " ccc", "  ", "ddddd"]), max_size=20), st.integers(1, 12))
def test_spans_keep_their_styles_when_wrapped(parts: list[str], width: int) -> None:
    spans = tuple((part, str(number)) for number, part in enumerate(parts))
    for row in wrapped(spans, width):
        assert all(part in parts[int(style)] for part, style in row)


def test_words_are_parted_only_where_they_must() -> None:
    assert [row[0][0] for row in wrapped((("ab cd  efghijk l", ""),), 5)] == ["ab cd", "efghi", "jk l"]


@pytest.mark.parametrize("width", [20, 79, 80, 120])
def test_whole_minutes_fit_every_screen(width: int) -> None:
    for minutes in (sample.complete(), sample.with_texts(sample.HOSTILE)):
        rows = wrap(read_markdown(minutes_markdown(minutes)), width)
        assert max(width_of(shown(row)) for row in rows) <= width


def test_what_people_wrote_is_on_the_screen_literally() -> None:
    text = "[bold]x[/] <b> # *y* | z_"
    lines = read_markdown(minutes_markdown(sample.with_texts(text)))
    bullets = ["".join(part for part, _ in line.spans) for line in lines if line.kind == "bullet"]
    assert f"D3 {text}" in bullets


def test_a_text_of_100_000_characters_is_wrapped_whole() -> None:
    for character in "aé漢":
        rows = wrapped(((character * 100_000, ""),), 80)
        assert sum(len(row[0][0]) for row in rows) == 100_000


def test_quotes_and_rules_are_drawn() -> None:
    assert screen("> one two\n\n***\n\n    code", 8) == ["▌ one", "▌ two", "", "────────", "", "code"]


def test_columns_that_cannot_keep_their_words_stay_on_the_screen() -> None:
    assert screen("| abcd | efgh |\n| - | - |", 6) == ["ab  ef", "cd  gh", "──  ──"]
