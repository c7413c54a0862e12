"""The minutes as a file: golden files for how they look, properties for what they never do."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from markdown_it import MarkdownIt

from smeeting.domain.captures import Issue
from smeeting.domain.glossary import Glossary
from smeeting.domain.minutes import Minutes
from smeeting.domain.people import Rating
from smeeting.render.markdown import escape, escape_linking, one_line
from smeeting.render.minutes import minutes_markdown
from tests.render import sample
from tests.render.texts import hostile_texts

GOLDEN = Path(__file__).parent / "golden"
PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
KINDS: dict[str, Callable[[], Minutes]] = {
    "complete": sample.complete,
    "empty": sample.empty,
    "running": sample.running,
    "hostile": lambda: sample.with_texts(sample.HOSTILE),
}


def body_of(markdown: str) -> str:
    return markdown.partition("\n---\n")[2]


def section(markdown: str, title: str) -> str:
    """The text under a heading up to the next one of any level."""
    _, _, after = markdown.partition(f"# {title}\n")
    return after.partition("\n#")[0].strip()


@pytest.mark.parametrize("name", KINDS)
def test_the_minutes_are_those_of_the_golden_file(name: str) -> None:
    """After a wanted change: SMEETING_GOLDEN=write pytest tests/render, then read the difference."""
    file = GOLDEN / f"{name}.md"
    written = minutes_markdown(KINDS[name]()).encode()
    if os.environ.get("SMEETING_GOLDEN") == "write":
        file.write_bytes(written)
    assert written == file.read_bytes()


@pytest.mark.parametrize("name", KINDS)
def test_the_file_ends_with_one_line_break_and_has_no_trailing_or_double_blank_lines(name: str) -> None:
    written = minutes_markdown(KINDS[name]())
    assert written.endswith("\n")
    assert not written.endswith("\n\n")
    assert "\n\n\n" not in written
    assert all(line == line.rstrip() for line in written.split("\n"))


def test_the_front_matter_is_yaml_that_tells_the_meeting() -> None:
    front = minutes_markdown(sample.complete()).split("---\n")[1]
    assert yaml.safe_load(front) == {
        "title": "Monthly sales & marketing all-hands",
        "date": "2026-11-03",
        "agenda": "monthly",
        "meeting": "2026-11-03-monthly",
        "teams": ["Marketing", "Sales"],
        "facilitator": "Anna",
        "scribe": "Ben",
        "state": "final",
        "minutes_planned": 60,
        "minutes_used": 60,
    }


def test_the_managers_page_comes_first_and_holds_nothing_else() -> None:
    page = minutes_markdown(sample.complete()).partition("## What was said")[0]
    headings = [line for line in page.split("\n") if line.startswith("##")]
    assert headings == [
        "## In short",
        "### Decisions",
        "### Actions by owner",
        "### Metrics",
        "### Promises",
        "### Words",
    ]


def test_a_part_of_the_page_without_content_says_so_in_words() -> None:
    markdown = minutes_markdown(sample.empty())
    assert section(markdown, "Decisions") == "No decisions."
    assert section(markdown, "Actions by owner") == "No actions."
    assert section(markdown, "Metrics") == "No metrics."
    assert section(markdown, "Promises") == "No promises."
    assert section(markdown, "Words") == "No term was agreed, changed or disputed."


def test_an_anonymous_issue_has_no_side_and_no_time_even_where_they_are_known() -> None:
    betraying = sample.capture(7, "issue", "said in secret", 2, side="sales")
    minutes = msgspec.structs.replace(sample.empty(), issues=(Issue(betraying, anonymous=True),))
    lines = [line for line in minutes_markdown(minutes).split("\n") if "said in secret" in line]
    assert lines == [
        "- **I7** issue, anonymously: said in secret",
        "- **I7** anonymously, aired: said in secret",
    ]


def test_an_issue_without_an_item_stands_among_the_issues_alone() -> None:
    revealed = sample.capture(7, "issue", "revealed", None, at=None)
    minutes = msgspec.structs.replace(sample.empty(), issues=(Issue(revealed, anonymous=True),))
    markdown = minutes_markdown(minutes)
    assert "Outside the items" not in markdown
    assert markdown.count("revealed") == 1


def test_a_missing_value_is_a_dash_and_never_0() -> None:
    row = next(line for line in minutes_markdown(sample.complete()).split("\n") if "Assets" in line)
    assert [cell.strip() for cell in row.strip("|").split("|")] == [
        "Assets delivered",
        "6",
        "–",
        "–",
        "–",
        "? missing",
    ]


def test_a_move_says_in_words_whether_it_is_good() -> None:
    costs = sample.promise("cost", "Cost", 47, 40, better="lower", trend=(50, 47))
    markdown = minutes_markdown(msgspec.structs.replace(sample.empty(), promises=(costs,)))
    assert "−3 better" in markdown
    assert "| ✗ broken |" in markdown
    assert "Nothing flipped" in markdown


def test_a_draft_says_so_and_finished_minutes_do_not() -> None:
    assert "**Draft**: the meeting is running" in minutes_markdown(sample.running())
    assert "Draft" not in minutes_markdown(sample.complete())


def test_late_is_counted_on_the_meetings_day() -> None:
    late = msgspec.structs.replace(
        sample.complete().issues[0],
        answer_by=dt.date(2026, 11, 2),
        capture=sample.capture(5, "issue", "x", 2),
    )
    markdown = minutes_markdown(msgspec.structs.replace(sample.empty(), carried=(late,)))
    assert "by Mon 2 Nov 2026 (1 day late)." in markdown


def test_a_rating_keeps_its_reason() -> None:
    minutes = msgspec.structs.replace(sample.empty(), ratings=(Rating("sales", 6, "too *long*"),))
    assert section(minutes_markdown(minutes), "Ratings") == r"- Sales: 6 of 10, because: too \*long\*"


def test_a_person_of_no_known_side_is_not_left_out() -> None:
    assert "| no side   | Guest | –       | –          |" in minutes_markdown(sample.complete())


@given(text=hostile_texts.filter(lambda text: bool(escape(text))))
@settings(max_examples=60, deadline=None)
def test_no_text_changes_the_structure_of_the_minutes(text: str) -> None:
    def blocks(minutes: Minutes) -> list[str]:
        return [token.type for token in PARSER.parse(body_of(minutes_markdown(minutes)))]

    def spans(minutes: Minutes) -> set[str]:
        tokens = PARSER.parse(body_of(minutes_markdown(minutes)))
        return {child.type for token in tokens for child in token.children or ()}

    def without_links(minutes: Minutes) -> Minutes:
        # Which words are linked depends on the text; that has a test of its own.
        return msgspec.structs.replace(minutes, glossary=Glossary())

    hostile = without_links(sample.with_texts(text))
    assert blocks(hostile) == blocks(without_links(sample.with_texts("word")))
    assert spans(hostile) == {"text", "strong_open", "strong_close"}


@given(before=hostile_texts, after=hostile_texts)
@settings(max_examples=60, deadline=None)
def test_a_link_is_round_its_word_alone_whatever_is_about_it(before: str, after: str) -> None:
    text = f"{before} MQL {after}"
    shown = one_line(text)
    start = shown.index("MQL")

    def links(line: str) -> list[tuple[int, int, str]]:
        assert line == shown
        return [(start, start + 3, "term-mql")]

    written = escape_linking(text, links)
    assert written.replace("[MQL](#term-mql)", "MQL", 1) == escape(text)
    (token,) = [one for one in PARSER.parse(f"- {written}") if one.type == "inline"]
    kinds = [child.type for child in token.children or ()]
    assert kinds.count("link_open") == 1
    assert "".join(child.content for child in token.children or ()) == shown


def test_the_same_minutes_give_the_same_bytes_whatever_the_order_of_a_mapping() -> None:
    def voices(*sides: str) -> Minutes:
        agreed = sample.agreement("sql", "SQL", "words", voices=dict.fromkeys(sides, "like"))
        return msgspec.structs.replace(sample.empty(), agreements=(agreed,))

    assert minutes_markdown(voices("sales", "marketing")) == minutes_markdown(voices("marketing", "sales"))


def test_a_target_met_exactly_differs_by_nothing() -> None:
    exact = sample.promise("mql", "MQL", 120, 120)
    markdown = minutes_markdown(msgspec.structs.replace(sample.empty(), promises=(exact,)))
    assert "| MQL    |    120 |    120 |         ±0 |     – | ✓ kept   |" in markdown


def test_a_flip_across_a_changed_definition_says_so() -> None:
    minutes = sample.complete()
    assert "defined anew" not in minutes_markdown(minutes)
    anew = tuple(
        msgspec.structs.replace(one, breaks=(len(one.trend) - 1,)) if one.term_id == "mql" else one
        for one in minutes.promises
    )
    lines = section(minutes_markdown(msgspec.structs.replace(minutes, promises=anew)), "Promises")
    assert "MQL was broken, is now kept. The term was defined anew in between." in lines
    assert lines.count("defined anew") == 1
