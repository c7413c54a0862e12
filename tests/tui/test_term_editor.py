"""Changing an entry field by field, with others at the same file."""

from pathlib import Path

from smeeting.domain.term_fields import field_named
from smeeting.services import glossaries, glossary_edits, term_history
from smeeting.tui.screens.term_editor import TermEditor
from tests.tui.between_meetings import Between, between

SIZE = (100, 40)


async def _open(at: Between, term: str = "mql") -> TermEditor:
    await at.press("g", "slash")
    await at.type(term)
    await at.press("m")
    return at.screen(TermEditor)


async def test_a_team_s_words_are_changed_in_the_file_at_once(tmp_path: Path) -> None:
    async with between(tmp_path, size=SIZE) as at:
        await _open(at)
        assert "Marketing's words" in at.text
        await at.press("enter", "ctrl+u")
        await at.type("A lead with a score")
        assert "Marketing's words: A lead with a score" in at.text
        assert at.desk.glossary.find("mql").definitions["marketing"] == "A lead with a score"  # type: ignore[union-attr]
        change = term_history.timeline(at.desk, "mql")[-1]
        assert (change.version.source, change.version.side) == ("program", "marketing")


async def test_the_last_change_is_taken_back(tmp_path: Path) -> None:
    async with between(tmp_path, size=SIZE) as at:
        file = at.desk.workspace.glossary_file
        before = file.read_bytes()
        await _open(at)
        await at.press("enter", "ctrl+u")
        await at.type("Other")
        assert file.read_bytes() != before
        await at.press("u")
        assert "taken back" in at.text
        assert glossaries.find(at.desk, "mql").definitions["marketing"].startswith("A lead from a company")
        await at.press("u")
        assert "nothing was changed from here" in at.text


async def test_a_list_grows_and_an_empty_text_takes_an_item_out(tmp_path: Path) -> None:
    async with between(tmp_path, size=SIZE) as at:
        await _open(at)
        screen = at.screen(TermEditor)
        rows = [(place.field.name, place.item) for place in screen._places]
        first = rows.index(("counts", glossaries.find(at.desk, "mql").counts[0]))
        screen.query_one("#list").go_to(first)  # type: ignore[attr-defined]
        await at.press("enter", "ctrl+u", "enter")
        assert len(glossaries.find(at.desk, "mql").counts) == 1
        screen.query_one("#list").go_to(first + 1)  # type: ignore[attr-defined]
        await at.press("enter")
        await at.type("Asked us to call")
        assert glossaries.find(at.desk, "mql").counts[-1] == "Asked us to call"


async def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_written_over(tmp_path: Path) -> None:
    async with between(tmp_path, size=SIZE) as at:
        await _open(at)
        await at.press("enter", "ctrl+u")
        words = field_named("marketing", ("marketing",))
        glossary_edits.set_fields(at.desk, "mql", {words: "Theirs"}, at.clock())
        await at.type("Mine")
        assert "changed by someone else meanwhile" in at.text
        assert "Theirs" in at.text
        assert "Mine" in at.text
        await at.press("t")
        assert glossaries.find(at.desk, "mql").definitions["marketing"] == "Theirs"


async def test_mine_is_written_where_that_is_chosen(tmp_path: Path) -> None:
    async with between(tmp_path, size=SIZE) as at:
        await _open(at)
        await at.press("enter", "ctrl+u")
        words = field_named("marketing", ("marketing",))
        glossary_edits.set_fields(at.desk, "mql", {words: "Theirs"}, at.clock())
        await at.type("Mine")
        await at.press("m")
        assert glossaries.find(at.desk, "mql").definitions["marketing"] == "Mine"
        assert "Theirs" in str(term_history.timeline(at.desk, "mql"))


async def test_another_field_that_was_changed_meanwhile_is_kept(tmp_path: Path) -> None:
    async with between(tmp_path, size=SIZE) as at:
        await _open(at)
        await at.press("enter", "ctrl+u")
        glossary_edits.set_fields(at.desk, "mql", {field_named("owner", ()): "Ben"}, at.clock())
        await at.type("Mine")
        term = glossaries.find(at.desk, "mql")
        assert (term.definitions["marketing"], term.owner) == ("Mine", "Ben")


async def test_a_term_is_renamed_and_deprecated(tmp_path: Path) -> None:
    async with between(tmp_path, size=SIZE) as at:
        await _open(at)
        await at.press("n", "ctrl+u")
        await at.type("Marketing lead")
        term = glossaries.find(at.desk, "Marketing lead")
        assert term.id == "mql"
        await at.press("w")
        await at.type("no such word")
        assert "the glossary has no" in at.text
        await at.press("ctrl+u")
        await at.type("sal")
        assert glossaries.find(at.desk, "mql").replaced_by == "sal"
        assert "– deprecated" in at.text


async def test_a_value_that_is_none_stays_in_the_line_with_the_reason(tmp_path: Path) -> None:
    async with between(tmp_path, size=SIZE) as at:
        screen = await _open(at)
        place = next(n for n, place in enumerate(screen._places) if place.field.name == "review_by")
        screen.query_one("#list").go_to(place)  # type: ignore[attr-defined]
        await at.press("enter")
        await at.type("soon")
        assert "which is no date" in at.text


async def test_a_file_that_can_t_be_edited_safely_gives_the_text_to_paste(tmp_path: Path) -> None:
    async with between(tmp_path, size=SIZE) as at:
        lent = "base: &b\n  definitions: {marketing: x, sales: y}\nterms:\n  - <<: *b\n    term: MQL\n"
        at.desk.workspace.glossary_file.write_text(lent)
        await _open(at)
        await at.press("enter", "ctrl+u")
        await at.type("Mine")
        assert "To put it in by hand" in at.text
        assert "marketing: Mine" in at.text
        assert at.desk.workspace.glossary_file.read_text() == lent


async def test_a_term_is_added_from_the_glossary(tmp_path: Path) -> None:
    async with between(tmp_path, size=SIZE) as at:
        await at.press("g", "a")
        await at.type("PQR")
        assert "PQR is added; m writes what it means" in at.text
        assert glossaries.find(at.desk, "PQR").id == "pqr"


async def test_the_terms_of_an_issue_are_read_with_a_key(tmp_path: Path) -> None:
    def hold_one(desk: object, clock: object) -> None:
        from tests.tui.between_meetings import hold

        hold(desk, clock, ("#issue sales the MQLs come without phone numbers",))  # type: ignore[arg-type]

    async with between(tmp_path, size=SIZE, before=hold_one) as at:
        await at.press("i", "r")
        assert "Marketing-qualified lead" in at.text
