from pathlib import Path

import pytest

from smeeting.domain.glossary import status_of
from smeeting.services import blind_checks, captures, glossaries, term_examples
from smeeting.storage import agreements
from smeeting.tui.dialogs.ask_voices import Objection
from smeeting.tui.kinds.vocabulary import VocabularyView
from tests.tui.meeting_room import Sitting, sitting
from tests.tui.stage import lines


def _row(room: Sitting, words: str) -> str:
    return next(line for line in lines(room.app) if words in line)


async def test_one_term_is_shown_with_both_teams_words_side_by_side(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        assert "1 of 3  on the agenda  then SQL, SLA" in room.text
        assert "! disputed" in room.text
        assert "Sales says" in _row(room, "Marketing says")


async def test_the_next_and_the_term_before_are_a_key_away(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        await room.press("right")
        assert "2 of 3  on the agenda  then SLA" in room.text
        await room.press("right", "right")
        assert "that was the last term" in room.text
        assert "3 of 3  on the agenda  the last one" in room.text
        await room.press("left", "left", "left")
        assert "that is the first term" in room.text


async def test_a_term_is_agreed_with_a_voice_from_each_team(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        await room.press("y", "ctrl+u")
        await room.type("A lead both of us would call")
        assert "Marketing speaks" in room.text
        await room.press("1")
        assert "Sales speaks" in room.text
        await room.press("5")
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
        await room.press("y", "enter", "1", "escape")
        assert "Sales gave no voice" in room.text
        assert not glossaries.waiting(room.desk)
        term = room.desk.glossary.get("mql")
        assert term is not None
        assert term.agreed is None


@pytest.mark.parametrize("held", ["1", "enter", "2"])
async def test_no_key_however_long_it_is_held_speaks_for_both_teams(tmp_path: Path, held: str) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        await room.press("y", "enter", *[held] * 12)
        term = room.desk.glossary.get("mql")
        assert term is not None
        assert term.agreed is None
        assert "speaks" in room.text


async def test_an_objection_is_heard_in_its_time_and_other_words_are_asked_for(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary", size=(100, 40)) as room:
        await room.press("y", "ctrl+u")
        await room.type("A lead")
        await room.press("1", "6")
        assert "Sales on MQL: what is in the way?" in room.text
        assert "2:00 left" in room.text
        room.clock.run(150)
        objection = room.app.screen
        assert isinstance(objection, Objection)
        objection.tick()
        await room.pilot.pause()
        assert "the time is up" in room.text
        await room.type("too vague")
        await room.press("e")
        assert "heard: too vague" in room.text
        await room.press("ctrl+u")
        await room.type("A lead with a name")
        await room.press("2", "4")
        assert "MQL is agreed" in room.text
        (settled,) = agreements.of_meeting(room.desk.db, room.meeting.name)
        assert (settled.outcome, settled.definition) == ("agreed", "A lead with a name")
        (before,) = settled.rounds
        assert (before.definition, before.objection) == ("A lead", "too vague")
        assert before.voices == {"marketing": "like", "sales": "uncomfortable"}


async def test_an_uncomfortable_team_leaves_the_term_disputed(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary") as room:
        await room.press("y", "enter", "1", "6", "enter", "l")
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
        await room.press("y", "enter", "1")
        file.write_text(text + "broken: [")
        await room.press("4")
        assert "glossary.yaml stays as it is" in room.text
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
        (tmp_path / "glossary.yaml").write_text(
            "terms:\n  - term: MQL\n    agreed: {definition: a lead, on: 2026-03-01,"
            " voices: {marketing: like, sales: like}}\n"
        )

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


# The blind check.


async def test_each_team_types_unseen_and_the_result_becomes_the_proposal(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary", size=(100, 40)) as room:
        await room.press("k", "1")
        await room.type("somebody with a score")
        assert "Marketing has answered; it stays hidden" in room.text
        assert "somebody with a score" not in room.text
        await room.press("1")
        await room.type("somebody who asked")
        assert "somebody with a score" in room.text
        assert "somebody who asked" in room.text
        assert "underlined: only this team says so" in room.text
        await room.press("p", "ctrl+u")
        await room.type("somebody who asked and has a score")
        term = room.desk.glossary.get("mql")
        assert term is not None
        assert term.definition == "somebody who asked and has a score"
        assert term.agreed is None
        assert "somebody" not in "".join(term.definitions.values())


async def test_a_second_terminal_answers_and_nothing_is_shown_before_both_have(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary", size=(100, 40)) as room:
        term = glossaries.find(room.desk, "mql")
        blind_checks.answer(room.desk, room.meeting, term, "sales", "somebody secret", room.clock())
        await room.second()
        room.screen.show_others_work()
        await room.pilot.pause()
        assert "blind check: Sales has answered, hidden" in room.text
        assert "secret" not in room.text
        await room.press("k", "1")
        await room.type("somebody open")
        assert "somebody secret" in room.text
        await room.press("o", "enter")
        after = room.desk.glossary.get("mql")
        assert after is not None
        assert after.definitions == {"marketing": "somebody open", "sales": "somebody secret"}


# What counts.


async def test_an_example_is_decided_by_each_team_and_written_down(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary", size=(100, 40)) as room:
        first = glossaries.find(room.desk, "mql").counts[0]
        await room.press("j")
        assert "Marketing: is this an MQL?" in room.text
        assert first in room.text
        await room.press("2", "2", "2")
        assert "Sales: is this an MQL?" in room.text
        await room.press("4", "escape")
        term = room.desk.glossary.get("mql")
        assert term is not None
        assert first not in term.counts
        assert first in term.does_not_count


async def test_a_difference_becomes_an_issue_or_a_rule_by_one_key(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary", size=(100, 40)) as room:
        await room.press("j", "1", "4")
        assert "The teams differ on MQL" in room.text
        await room.press("i")
        await room.press("1", "4", "r", "ctrl+u")
        await room.type("Only with a work email")
        await room.press("1", "escape")
        one, other = term_examples.of_term(room.desk, "mql")
        assert (one.outcome, other.outcome, other.rule) == ("issue", "rule", "Only with a work email")
        found = captures.of_item(room.desk, room.meeting, room.meeting.current)
        assert [capture.text[:28] for capture in found] == ["Does this count as MQL? Fits"]
        term = room.desk.glossary.get("mql")
        assert term is not None
        assert "Only with a work email" in term.counts


# Words that are noticed.


async def test_a_word_the_glossary_lacks_is_offered_as_a_draft_as_it_is_typed(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="notes", size=(100, 40)) as room:
        await room.line("#note the PQR is late")
        assert "PQR is not in the glossary" in room.text
        await room.press("plus")
        assert "PQR is a draft in glossary.yaml now" in room.text
        term = room.desk.glossary.find("pqr")
        assert term is not None
        assert status_of(term) == "draft"


async def test_an_avoided_word_is_pointed_at_its_successor(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="notes", size=(100, 40)) as room:
        await room.line("#note we had hot leads")
        assert "“hot leads” is not used any more: say Lead" in room.text


async def test_the_card_of_a_word_in_the_last_line_is_a_key_away(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="notes", size=(100, 40)) as room:
        await room.line("#note the MQLs and the SLA")
        await room.press("t")
        assert "Marketing-qualified lead" in room.text
        assert "1  SLA" in room.text
        await room.press("1")
        assert "Service-level agreement" in room.text
        await room.press("t")
        assert room.screen.line.text == "#term "


async def test_what_became_of_a_word_is_shown(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary", size=(100, 40)) as room:
        await room.press("y", "ctrl+u")
        await room.type("A lead both of us would call")
        await room.press("1", "5")
        await room.press("r")
        assert "What became of MQL" in room.text
        assert "agreed words: + A lead both of us would call" in room.text
        await room.press("escape")
        assert "What became of MQL" not in room.text


async def test_an_edit_from_outside_is_noticed_and_proposed_again(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="vocabulary", size=(100, 40)) as room:
        await room.press("y", "ctrl+u")
        await room.type("A lead both of us would call")
        await room.press("1", "5")
        file = room.desk.workspace.glossary_file
        file.write_text(file.read_text().replace("both of us would call", "one of us would call"))
        room.screen._look_for_news()
        await room.pilot.pause()
        assert "Agreed, and changed since" in room.text
        assert "? proposed" in room.text
        assert "both" in room.text
