from pathlib import Path

from smeeting.domain.glossary import status_of
from smeeting.services import glossaries
from smeeting.tui.kinds.vocabulary import VocabularyView
from tests.tui.meeting_room import Sitting, sitting
from tests.tui.stage import lines


def _row(room: Sitting, words: str) -> str:
    return next(line for line in lines(room.app) if words in line)


async def test_one_term_is_shown_with_both_teams_words_side_by_side(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        assert "1 of 3  then SQL, SLA" in room.text
        assert "! disputed" in room.text
        assert "Sales says" in _row(room, "Marketing says")


async def test_the_next_and_the_term_before_are_a_key_away(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        await room.press("right")
        assert "2 of 3  then SLA" in room.text
        await room.press("right", "right")
        assert "that was the last term" in room.text
        assert "3 of 3  the last one" in room.text
        await room.press("left", "left", "left")
        assert "that is the first term" in room.text


async def test_a_term_is_agreed_with_a_voice_from_each_team(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        await room.press("y", "ctrl+u")
        await room.type("A lead both of us would call")
        assert "Marketing speaks" in room.text
        await room.press("l")
        assert "Sales speaks" in room.text
        await room.press("w")
        term = room.desk.glossary.get("mql")
        assert term is not None
        assert term.agreed is not None
        assert status_of(term) == "agreed"
        assert term.agreed.definition == "A lead both of us would call"
        assert term.agreed.voices == {"marketing": "like", "sales": "live with"}
        assert "MQL is agreed, written into glossary.yaml" in room.text
        assert "✓ agreed" in room.text
        assert "1 of 3" in room.text


async def test_one_team_alone_agrees_on_nothing(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        await room.press("y", "enter", "l", "escape")
        assert "Sales gave no voice" in room.text
        assert not glossaries.waiting(room.desk)
        term = room.desk.glossary.get("mql")
        assert term is not None
        assert term.agreed is None


async def test_an_uncomfortable_team_leaves_the_term_disputed(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        await room.press("y", "enter", "l", "u")
        assert "MQL is disputed" in room.text
        assert "! disputed" in room.text


async def test_no_words_are_nothing_to_agree_on(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        await room.press("y", "ctrl+u", "enter")
        assert "there are no words to agree on" in room.text


async def test_a_glossary_that_cannot_be_edited_says_why_and_keeps_the_outcome(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary", size=(100, 40)) as room:
        file = room.desk.workspace.glossary_file
        text = file.read_text()
        await room.press("y", "enter", "l")
        file.write_text(text + "broken: [")
        await room.press("l")
        assert "glossary.yaml stays as it is: MQL" in room.text
        assert "kept in the database" in room.text
        await room.press("o")
        assert [one.name for one in glossaries.waiting(room.desk)] == ["MQL"]
        assert file.read_text() == text + "broken: ["


async def test_a_dispute_begins_a_line_about_the_term(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        await room.press("right", "right", "z")
        assert room.screen.line.text == "#dispute sla "
        await room.type("nobody answers in time")
        assert "SLA is disputed" in room.text


async def test_with_nothing_due_the_view_says_so(tmp_path: Path) -> None:
    def nothing(desk: object, clock: object) -> None:
        agenda = tmp_path / "agendas" / "monthly.yaml"
        agenda.write_text(agenda.read_text().replace("[mql, sql, sla]", "due"))
        (tmp_path / "glossary.yaml").write_text("terms:\n  - {term: MQL, agreed: {definition: a lead}}\n")

    async with sitting(tmp_path, at="vocabulary", before=nothing) as room:
        assert "No term is due" in room.text
        await room.press("y", "z", "right")
        assert room.app.is_running


async def test_the_card_is_laid_out_anew_for_another_width(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        assert isinstance(room.screen.view, VocabularyView)
        await room.pilot.resize_terminal(62, 24)
        await room.pilot.pause()
        await room.pilot.pause()
        assert "Sales says" not in _row(room, "Marketing says")
