"""Editing the glossary: one entry's bytes alone, nobody's words written over, nothing agreed by an edit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from smeeting.domain.errors import (
    BadLineError,
    BadMoveError,
    FaultsError,
    NotFoundError,
    StorageError,
    UnsafeError,
)
from smeeting.domain.glossary import Term, VoiceWord, status_of
from smeeting.domain.meeting import Meeting
from smeeting.domain.term_fields import Written, field_named, held
from smeeting.services import glossaries, glossary_edits, term_history
from smeeting.services.desk import Desk
from smeeting.services.glossary_edits import ClashError, Edited
from smeeting.storage import glossary_edit as edit_store
from smeeting.storage.glossaries import GlossaryFile
from tests.services.conftest import at

SIDES = ("marketing", "sales")
LIKED: dict[str, VoiceWord] = {"marketing": "like", "sales": "live with"}


def text_of(desk: Desk) -> str:
    return desk.workspace.glossary_file.read_text("utf-8")


def put(desk: Desk, old: str, new: str) -> None:
    """Change the file as somebody else would, in an editor."""
    text = text_of(desk)
    assert text.count(old) == 1
    desk.workspace.glossary_file.write_text(text.replace(old, new), "utf-8")


def change(desk: Desk, name: str = "persona", base: Term | None = None, **values: Any) -> Edited:
    """Set fields by their names, `__` for a dot."""
    fields = {field_named(key.replace("__", "."), SIDES): value for key, value in values.items()}
    return glossary_edits.set_fields(desk, name, fields, at(1), base=base)


def holds(desk: Desk, name: str, field: str) -> Written:
    return held(glossaries.find(desk, name), field_named(field, SIDES))


@pytest.fixture
def persona(desk: Desk) -> Term:
    """An entry as it is when the editing begins."""
    return glossaries.find(desk, "persona")


# ---- one entry ----


def test_only_the_edited_entry_changes(desk: Desk) -> None:
    before = text_of(desk).splitlines()
    edited = change(desk, owner="Anna", sales="Whom we call.")
    after = text_of(desk).splitlines()
    at_entry = before.index("    term: Persona")
    assert after[: at_entry + 1] == before[: at_entry + 1]
    assert after[-200:] == before[-200:]
    assert not edited.is_same
    assert edited.before is not None
    assert (edited.before.owner, edited.after.owner) == ("", "Anna")
    assert holds(desk, "persona", "sales") == "Whom we call."


def test_what_is_there_already_is_not_written(desk: Desk) -> None:
    change(desk, owner="Anna")
    facts = desk.workspace.glossary_file.stat()
    assert change(desk, owner="Anna").is_same
    assert change(desk, long=None).is_same
    assert desk.workspace.glossary_file.stat() == facts


@pytest.mark.parametrize(
    ("field", "error"),
    [
        ("agreed__definition", "has no agreed words to change"),
        ("stage__order", "is no stage of the funnel"),
        ("stage__owner", "is no stage of the funnel"),
    ],
)
def test_a_part_of_what_is_not_there_is_refused(desk: Desk, field: str, error: str) -> None:
    before = text_of(desk)
    values: dict[str, Any] = {field: "1"}
    with pytest.raises(BadMoveError, match=error):
        change(desk, **values)
    assert text_of(desk) == before


def test_a_metric_begins_with_its_first_field_and_ends_with_its_last(desk: Desk) -> None:
    before = text_of(desk)
    change(desk, metric__target=40)
    assert glossaries.find(desk, "persona").metric is not None
    change(desk, metric__target=None)
    assert glossaries.find(desk, "persona").metric is None
    assert text_of(desk) == before


def test_the_last_teams_words_can_be_taken_out(desk: Desk) -> None:
    glossary_edits.add(desk, "Runway", {}, at(0), side="sales", words="Months of money.")
    before = text_of(desk)
    change(desk, "runway", sales=None)
    assert glossaries.find(desk, "runway").definitions == {}
    change(desk, "runway", sales="Months of money.")
    assert text_of(desk) == before


@pytest.mark.parametrize("value", ["nul\0", "\ud800"])
def test_what_no_file_can_hold_is_refused_with_nothing_written(desk: Desk, value: str) -> None:
    before = text_of(desk)
    with pytest.raises(UnsafeError):
        change(desk, definition=value)
    assert text_of(desk) == before


@pytest.mark.parametrize(
    "words", ["[bold]x[/]", "a: b # c", "- x", "'); DROP TABLE term_version; --", "{{x}}", "&a *b", "1\n 2"]
)
def test_words_are_only_words(desk: Desk, words: str) -> None:
    change(desk, definition=words)
    assert holds(desk, "persona", "definition") == words
    (changed,) = term_history.timeline(desk, "persona")[1:]
    assert changed.fields[-1].new == words


def test_a_term_that_is_gone_is_not_edited(desk: Desk, persona: Term) -> None:
    desk.workspace.glossary_file.write_text("terms: [{term: Other}]", "utf-8")
    with pytest.raises(NotFoundError, match="persona any more"):
        change(desk, base=persona, owner="Anna")


def test_a_file_that_is_broken_is_not_edited(desk: Desk) -> None:
    broken = "terms: [{term: A, term: B}]"
    desk.workspace.glossary_file.write_text(broken, "utf-8")
    with pytest.raises(FaultsError):
        change(desk, owner="Anna")
    assert text_of(desk) == broken


# ---- two at once ----


def test_fields_that_others_changed_meanwhile_are_kept_beside_ones_own(desk: Desk, persona: Term) -> None:
    put(desk, "    term: Persona\n", "    term: Persona\n    owner: Ben\n")
    change(desk, base=persona, long="Buyer persona")
    assert (holds(desk, "persona", "owner"), holds(desk, "persona", "long")) == ("Ben", "Buyer persona")


def test_a_field_that_others_changed_meanwhile_is_never_written_over(desk: Desk, persona: Term) -> None:
    put(desk, "    term: Persona\n", "    term: Persona\n    owner: Ben\n")
    before = text_of(desk)
    with pytest.raises(ClashError, match="changed by someone else meanwhile: owner") as caught:
        change(desk, base=persona, owner="Anna", long="Buyer persona")
    assert text_of(desk) == before
    (clash,) = caught.value.clashes
    assert (clash.base, clash.theirs, clash.mine) == (None, "Ben", "Anna")
    # Who has looked at both writes on from what the file has.
    change(desk, base=caught.value.term, owner="Anna")
    assert holds(desk, "persona", "owner") == "Anna"


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("    synonyms: [profile]\n", {"synonyms": ("figure",)}),
        ("", {"synonyms": ("figure",)}),
        ("    definitions: {sales: Theirs.}\n", {"sales": "Mine."}),
    ],
)
def test_that_goes_for_lists_and_for_words_too(desk: Desk, line: str, values: dict[str, Any]) -> None:
    glossary_edits.add(desk, "Runway", {"synonyms": ["figures"]}, at(0), side="sales", words="Ours.")
    base = glossaries.find(desk, "runway")
    text = text_of(desk)
    start = text.index("  - term: Runway\n")
    desk.workspace.glossary_file.write_text(text[:start] + "  - term: Runway\n" + line, "utf-8")
    with pytest.raises(ClashError):
        change(desk, "runway", base=base, **values)


def test_the_same_change_made_twice_is_no_clash(desk: Desk, persona: Term) -> None:
    put(desk, "    term: Persona\n", "    term: Persona\n    owner: Anna\n")
    assert change(desk, base=persona, owner="Anna").is_same


def test_a_file_saved_in_the_moment_between_is_read_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, saved = edit_store._replace, list[bool]()

    def interrupted(before: GlossaryFile, after: GlossaryFile) -> None:
        if not saved:
            saved.append(True)
            put(desk, "    term: Persona\n", "    term: Persona\n    owner: Ben\n")
        replace(before, after)

    monkeypatch.setattr(edit_store, "_replace", interrupted)
    change(desk, long="Buyer persona")
    assert (holds(desk, "persona", "owner"), holds(desk, "persona", "long")) == ("Ben", "Buyer persona")


def test_one_that_is_saved_again_and_again_is_left_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = edit_store._replace

    def interrupted(before: GlossaryFile, after: GlossaryFile) -> None:
        desk.workspace.glossary_file.write_text(f"{before.text}# once more\n", "utf-8")
        replace(before, after)

    monkeypatch.setattr(edit_store, "_replace", interrupted)
    with pytest.raises(StorageError, match="changed by someone else meanwhile"):
        change(desk, long="Buyer persona")
    assert "Buyer persona" not in text_of(desk).split("# once more")[-1]


def test_an_edit_whose_history_cannot_be_kept_is_found_later(
    desk: Desk, open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    term_history.record(desk, at(0))
    other = open_desk(desk.workspace.root)
    with monkeypatch.context() as patched:
        kept = term_history.record

        def busy(*arguments: object, **more: object) -> int:
            if more:
                raise StorageError("busy")
            return kept(*arguments)  # type: ignore[arg-type]

        patched.setattr(term_history, "record", busy)
        change(desk, owner="Anna")
    assert holds(desk, "persona", "owner") == "Anna"
    term_history.record(other, at(9))
    assert [one.version.source for one in term_history.timeline(desk, "persona")] == ["file", "file"]


# ---- lists ----


def test_items_are_added_at_the_end_and_taken_out(desk: Desk) -> None:
    field = field_named("avoid", SIDES)
    glossary_edits.change_list(desk, "persona", field, ["a", "b", "a"], [], at(1))
    assert holds(desk, "persona", "avoid") == ("a", "b")
    glossary_edits.change_list(desk, "persona", field, ["c"], ["a"], at(1))
    assert holds(desk, "persona", "avoid") == ("b", "c")
    assert glossary_edits.change_list(desk, "persona", field, ["b"], [], at(1)).is_same
    glossary_edits.change_list(desk, "persona", field, [], ["b", "c"], at(1))
    assert holds(desk, "persona", "avoid") is None


def test_an_item_that_is_not_there_is_not_taken_out(desk: Desk) -> None:
    before = text_of(desk)
    with pytest.raises(NotFoundError, match="avoid holds no “x”"):
        glossary_edits.change_list(desk, "persona", field_named("avoid", SIDES), ["y"], ["x"], at(1))
    assert text_of(desk) == before


def test_items_that_others_added_meanwhile_stay(desk: Desk) -> None:
    put(desk, "    term: Persona\n", "    term: Persona\n    avoid: [theirs]\n")
    glossary_edits.change_list(desk, "persona", field_named("avoid", SIDES), ["mine"], [], at(1))
    assert holds(desk, "persona", "avoid") == ("theirs", "mine")


# ---- new entries, names and ends ----


def test_a_new_term_stands_at_the_end_and_is_kept_as_added(desk: Desk) -> None:
    before = text_of(desk)
    edited = glossary_edits.add(
        desk, "  Time  to touch ", {"long": "", "owner": "Anna"}, at(1), side="sales", words=" Minutes. "
    )
    assert text_of(desk).startswith(before.rstrip("\n"))
    assert (edited.before, edited.after.id, edited.after.term) == (None, "time-to-touch", "Time to touch")
    assert (edited.after.definitions, edited.after.owner) == ({"sales": "Minutes."}, "Anna")
    (added,) = term_history.timeline(desk, "time-to-touch")
    assert (added.kind, added.version.source, added.version.side) == ("added", "program", "sales")


@pytest.mark.parametrize("name", ["MQL", "mql", " Mql ", "", "  "])
def test_a_name_that_is_taken_or_none_is_refused(desk: Desk, name: str) -> None:
    before = text_of(desk)
    with pytest.raises(BadLineError):
        glossary_edits.add(desk, name, {}, at(1))
    assert text_of(desk) == before


def test_a_new_term_whose_id_is_taken_gets_another(desk: Desk) -> None:
    glossary_edits.rename(desk, glossaries.find(desk, "persona"), "Buyer", at(1))
    edited = glossary_edits.add(desk, "Persona", {}, at(1))
    assert edited.after.id == "persona-2"
    assert glossary_edits.add(desk, "Persona!", {}, at(1)).after.id == "persona-3"


def test_a_renamed_term_keeps_its_id_and_its_history(desk: Desk, persona: Term) -> None:
    glossary_edits.rename(desk, persona, " Buyer  persona kind ", at(1))
    found = glossaries.find(desk, "Buyer persona kind")
    assert (found.id, found.definitions) == ("persona", persona.definitions)
    assert [one.fields[0].new for one in term_history.timeline(desk, "persona")[1:]] == ["Buyer persona kind"]


def test_an_id_that_was_only_implied_is_written_down_with_a_new_name(desk: Desk) -> None:
    for text in ("terms:\n  - term: Runway\n", "Runway: Months of money.\n"):
        desk.workspace.glossary_file.write_text(text, "utf-8")
        glossary_edits.rename(desk, glossaries.find(desk, "runway"), "Cash", at(1))
        assert glossaries.find(desk, "Cash").id == "runway"


def test_a_name_of_another_term_is_refused_and_ones_own_is_fine(desk: Desk, persona: Term) -> None:
    with pytest.raises(BadLineError, match="has MQL already"):
        glossary_edits.rename(desk, persona, "mql", at(1))
    with pytest.raises(BadLineError, match="empty"):
        glossary_edits.rename(desk, persona, " ", at(1))
    assert glossary_edits.rename(desk, persona, "Persona", at(1)).is_same
    assert not glossary_edits.rename(desk, persona, "PERSONA", at(1)).is_same


def test_a_deprecated_term_stays_and_points_to_another(desk: Desk, persona: Term) -> None:
    edited = glossary_edits.deprecate(desk, persona, "Marketing-qualified lead", at(1))
    assert (status_of(edited.after), edited.after.replaced_by) == ("deprecated", "mql")
    assert glossary_edits.deprecate(desk, persona, None, at(1)).is_same
    assert glossary_edits.deprecate(desk, persona, "MQL", at(1)).is_same
    assert not glossary_edits.deprecate(desk, persona, "SQL", at(1)).is_same


def test_no_term_is_replaced_by_itself_or_in_a_circle(desk: Desk, persona: Term) -> None:
    mql = glossaries.find(desk, "mql")
    glossary_edits.deprecate(desk, mql, "persona", at(1))
    for name in ("persona", "mql"):
        with pytest.raises(BadMoveError, match="leads back"):
            glossary_edits.deprecate(desk, persona, name, at(1))
    with pytest.raises(NotFoundError, match="has no 'nobody'"):
        glossary_edits.deprecate(desk, persona, "nobody", at(1))
    # A circle that others have written is none of this term's.
    put(
        desk,
        "  - id: sal\n",
        "  - {term: One, replaced_by: two}\n  - {term: Two, replaced_by: one}\n  - id: sal\n",
    )
    assert glossary_edits.deprecate(desk, persona, "one", at(1)).after.replaced_by == "one"


# ---- nothing becomes agreed by an edit ----


@pytest.mark.parametrize("status", ["agreed", None])
@pytest.mark.parametrize("before", ["disputed", "proposed"])
def test_no_status_makes_words_agreed_again(
    desk: Desk, meeting: Meeting, before: str, status: str | None
) -> None:
    glossaries.settle(desk, meeting, glossaries.find(desk, "persona"), "Who we write for.", LIKED, at(1))
    change(desk, status=before)
    written = text_of(desk)
    with pytest.raises(BadMoveError, match="settle it in a meeting"):
        change(desk, status=status)
    assert text_of(desk) == written
    # Another status is fine, and so is one that agrees on nothing.
    change(desk, status="deprecated")
    change(desk, "mql", status="agreed")
    assert status_of(glossaries.find(desk, "mql")) != "agreed"


def test_a_status_that_was_changed_from_here_can_be_taken_back(desk: Desk, meeting: Meeting) -> None:
    glossaries.settle(desk, meeting, glossaries.find(desk, "persona"), "Who we write for.", LIKED, at(1))
    edited = change(desk, status="disputed")
    fields = glossary_edits.undoing(edited)
    glossary_edits.set_fields(desk, "persona", fields, at(2), base=edited.after, restores=True)
    assert status_of(glossaries.find(desk, "persona")) == "agreed"


def test_agreed_words_that_are_edited_are_proposed_and_by_an_undo_agreed_again(
    desk: Desk, meeting: Meeting
) -> None:
    glossaries.settle(desk, meeting, glossaries.find(desk, "persona"), "Who we write for.", LIKED, at(1))
    edited = change(desk, agreed__definition="Everybody.")
    assert status_of(glossaries.find(desk, "persona")) == "proposed"
    change(desk, status="agreed")
    assert status_of(glossaries.find(desk, "persona")) == "proposed"
    fields = glossary_edits.undoing(edited)
    glossary_edits.set_fields(desk, "persona", fields, at(2))
    assert status_of(glossaries.find(desk, "persona")) == "agreed"


# ---- undoing ----


@pytest.mark.parametrize(
    "values",
    [
        {"owner": "Anna", "long": "Long"},
        {"sales": "Other.", "marketing": None},
        {"metric__target": 40, "metric__unit": "people"},
        {"counts": ("x", "y"), "synonyms": None},
        {"status": "deprecated", "replaced_by": "mql"},
    ],
)
def test_an_edit_is_undone_field_by_field(desk: Desk, persona: Term, values: dict[str, Any]) -> None:
    edited = change(desk, **values)
    # What others changed since stays.
    change(desk, review_by=None, definition="Theirs.")
    glossary_edits.set_fields(desk, "persona", glossary_edits.undoing(edited), at(2), base=edited.after)
    now = glossaries.find(desk, "persona")
    assert msgspec.structs.replace(now, definition=persona.definition) == persona


def test_an_undo_writes_over_nothing_that_others_changed_since(desk: Desk) -> None:
    edited = change(desk, owner="Anna")
    change(desk, owner="Ben")
    with pytest.raises(ClashError):
        glossary_edits.set_fields(desk, "persona", glossary_edits.undoing(edited), at(2), base=edited.after)
    assert holds(desk, "persona", "owner") == "Ben"


def test_a_workspace_without_a_glossary_has_nothing_to_edit(
    tmp_path: Path, open_desk: Callable[..., Desk]
) -> None:
    (tmp_path / "agendas").mkdir()
    with pytest.raises((StorageError, NotFoundError, FaultsError)):
        change(open_desk(tmp_path), owner="Anna")
