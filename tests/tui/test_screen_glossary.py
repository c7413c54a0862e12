import sys
from pathlib import Path

import pytest

from smeeting.domain.glossary import status_of
from smeeting.services.desk import Desk
from smeeting.services.editors import command_line
from smeeting.tui.screens.glossary import GlossaryScreen
from smeeting.tui.screens.home import HomeScreen
from smeeting.tui.widgets.card import Card
from smeeting.tui.widgets.row_list import RowList
from tests.tui.between_meetings import Between, between
from tests.tui.meeting_room import FakeClock
from tests.tui.stage import HOSTILE, assert_calm, drawn

GLOSSARY = """\
version: 1
terms:
  - id: mql
    term: MQL
    long: Marketing-qualified lead
    status: agreed
    definitions: {marketing: A lead that fits, sales: A lead that answers}
    stage: {order: 1, owner: marketing}
    counts: [A demo request]
    does_not_count: [A student]
    synonyms: [warm lead]
    avoid: [hot lead]
    related: [sql]
    metric: {promised_by: marketing, promised_to: sales, unit: leads, target: 40}
  - id: sql
    term: SQL
    stage: {order: 2, owner: sales}
    agreed:
      definition: A lead with a date
      on: 2026-02-03
      meeting: 2026-02-03-monthly
      voices: {marketing: like, sales: live with}
  - id: lead
    term: Lead
    replaced_by: mql
"""


def _write(desk: Desk, clock: FakeClock) -> None:
    desk.workspace.glossary_file.write_text(GLOSSARY)


async def _open(at: Between, *keys: str) -> GlossaryScreen:
    await at.press("g")
    screen = at.screen(GlossaryScreen)
    await at.press(*keys)
    return screen


def _card(screen: GlossaryScreen) -> str:
    return "\n".join(line.plain for line in screen.query_one(Card).lines)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_card_tells_all_there_is_to_know(tmp_path: Path, size: tuple[int, int]) -> None:
    async with between(tmp_path, before=_write, size=size) as at:
        screen = await _open(at)
        card = _card(screen)
        for words in (
            "! disputed",
            "glossary.yaml says agreed",
            "Marketing-qualified lead",
            "✓ A demo request",
            "✗ A student",
            "warm lead",
            "hot lead",
            "promised by Marketing to Sales",
            "handed to Sales for SQL",
        ):
            assert words in " ".join(card.split()), words
        both = next(line for line in card.splitlines() if "Marketing says" in line)
        assert "Sales says" in both
        await at.press("down")
        card = _card(screen)
        for words in (
            "Agreed",
            "A lead with a date",
            "Tue 3 Feb 2026",
            "2026-02-03-monthly",
            "Sales: live with",
        ):
            assert words in card
        await at.press("down")
        assert "use MQL instead" in _card(screen)


async def test_teams_words_stand_one_under_the_other_where_it_is_narrow(tmp_path: Path) -> None:
    async with between(tmp_path, before=_write, size=(100, 24)) as at:
        screen = await _open(at)
        heads = [line for line in _card(screen).splitlines() if line.strip().endswith(" says")]
        assert [head.strip() for head in heads] == ["Marketing says", "Sales says"]
        await at.pilot.resize_terminal(130, 24)
        await at.pilot.pause()
        assert any("Marketing says" in line and "Sales says" in line for line in _card(screen).splitlines())


async def test_rows_show_the_status_the_words_have(tmp_path: Path) -> None:
    async with between(tmp_path, before=_write) as at:
        await _open(at)
        for row in ("! MQL", "✓ SQL", "– Lead"):
            assert row in at.text
        assert "disputed" in at.text
        assert "deprecated" in at.text


async def test_the_list_is_filtered_as_somebody_types(tmp_path: Path) -> None:
    async with between(tmp_path, before=_write) as at:
        screen = await _open(at, "slash", *"warm")
        assert screen.query_one(RowList).count == 1
        assert screen.term is not None
        assert screen.term.id == "mql"
        await at.press("enter")
        assert screen.query_one(RowList).has_focus
        await at.press("slash", *"zz")
        assert "No term holds these words" in at.text
        await at.press("escape", "escape")
        assert screen.query_one(RowList).count == 3
        await at.press("escape")
        at.screen(HomeScreen)


async def test_a_change_of_the_file_is_seen_and_the_cursor_stays(tmp_path: Path) -> None:
    async with between(tmp_path, before=_write) as at:
        screen = await _open(at, "down")
        file = tmp_path / "glossary.yaml"
        file.write_text(GLOSSARY.replace("  - id: mql", "  - term: Account\n  - id: mql"))
        await at.second()
        assert screen.query_one(RowList).count == 4
        assert screen.term is not None
        assert screen.term.id == "sql"


async def test_a_broken_file_is_said_and_what_was_read_stays(tmp_path: Path) -> None:
    async with between(tmp_path, before=_write, size=(200, 24)) as at:
        screen = await _open(at)
        (tmp_path / "glossary.yaml").write_text("terms: [\n")
        await at.second()
        assert "✗" in at.text
        assert screen.query_one(RowList).count == 3


async def test_without_a_glossary_it_says_what_to_do(tmp_path: Path) -> None:
    async with between(tmp_path, before=lambda desk, clock: desk.workspace.glossary_file.unlink()) as at:
        await _open(at)
        assert "smeeting init makes one" in at.text


async def test_a_large_glossary_is_announced_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with between(tmp_path, before=_write) as at:
        screen = await _open(at)
        said: list[str] = []
        monkeypatch.setattr(screen, "hint", said.append)
        (tmp_path / "glossary.yaml").write_text(GLOSSARY + "#" * 300_000)
        screen.look()
        assert said == ["reading glossary.yaml …"]
        await at.pilot.pause()
        assert said == ["reading glossary.yaml …", ""]


async def test_without_an_editor_the_place_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.chdir(tmp_path)
    async with between(tmp_path, before=_write) as at:
        await _open(at, "down", "e")
        assert "$EDITOR names no editor; the term is at glossary.yaml:15" in at.text


async def test_the_editor_is_opened_and_what_it_wrote_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    script = tmp_path / "write.py"
    script.write_text("import sys, pathlib\npathlib.Path(sys.argv[1]).write_text('terms: [{term: New}]')\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    async with between(tmp_path, before=_write) as at:
        monkeypatch.setattr(at.app, "suspend", nullcontext)
        screen = await _open(at, "e")
        assert screen.term is not None
        assert screen.term.term == "New"


@pytest.mark.parametrize("editor", ["/no/such/editor", "vi 'unclosed"])
async def test_an_editor_that_can_not_start_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    from contextlib import nullcontext

    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.chdir(tmp_path)
    async with between(tmp_path, before=_write) as at:
        monkeypatch.setattr(at.app, "suspend", nullcontext)
        await _open(at, "e")
        assert "glossary.yaml:3" in at.text


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vim", ["vim", "+7", "g.yaml"]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+7", "g.yaml"]),
        ("hx", ["hx", "g.yaml:7"]),
        ("code", ["code", "--wait", "--goto", "g.yaml:7"]),
        ("something", ["something", "g.yaml"]),
        ("", []),
    ],
)
def test_editors_are_told_the_line_as_they_take_it(editor: str, words: list[str]) -> None:
    assert command_line(editor, Path("g.yaml"), 7) == words


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_texts_are_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    import json

    texts = [text for text in HOSTILE if "\0" not in text]
    terms = [
        {
            "id": f"t{at}",
            "term": text.replace("\n", " "),
            "definitions": {"marketing": text, "sales": text[::-1]},
        }
        for at, text in enumerate(texts)
    ]

    def write(desk: Desk, clock: FakeClock) -> None:
        desk.workspace.glossary_file.write_text(json.dumps({"terms": terms}))

    async with between(tmp_path, before=write, size=size) as at:
        screen = await _open(at)
        assert_calm(drawn(at.app))
        for _ in range(screen.query_one(RowList).count):
            await at.press("down")
            assert_calm(drawn(at.app))


async def test_every_starter_term_has_a_card(tmp_path: Path) -> None:
    async with between(tmp_path, before=None) as at:
        screen = await _open(at)
        terms = list(at.desk.glossary)
        assert len(terms) >= 30
        for term in terms:
            assert screen.term == term
            assert status_of(term) in _card(screen)
            await at.press("down")
