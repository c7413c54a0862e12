from hypothesis import given
from hypothesis import strategies as st

from smeeting.tui.editing import EDITS, Draft, History, completed, pasted

TEXTS = st.text(alphabet="ab ,é\u0301漢\n", max_size=20)


@given(TEXTS, st.integers(0, 25), st.lists(st.sampled_from(sorted(EDITS)), max_size=12))
def test_no_edit_puts_the_cursor_outside_or_invents_text(text: str, cursor: int, edits: list[str]) -> None:
    draft = Draft(text).at(cursor)
    for edit in edits:
        draft = EDITS[edit](draft)
        assert 0 <= draft.cursor <= len(draft.text)
    remaining = iter(text)
    assert all(character in remaining for character in draft.text)


@given(TEXTS, TEXTS)
def test_typing_puts_text_before_the_cursor_and_backspace_takes_it_back(before: str, after: str) -> None:
    draft = Draft(before + after, len(before)).typed("x")
    assert (draft.text, draft.cursor) == (before + "x" + after, len(before) + 1)
    assert draft.delete_left() == Draft(before + after, len(before))


def test_words_are_what_control_arrows_and_control_w_go_by() -> None:
    draft = Draft.ending("#action Ben  now")
    assert draft.word_left().cursor == 13
    assert draft.word_left().word_left().cursor == 8
    assert draft.home().word_right().word_right().cursor == 7
    assert draft.delete_word_left().text == "#action Ben  "


def test_a_letter_and_its_marks_go_together() -> None:
    draft = Draft.ending("ae\u0301")
    assert draft.left().cursor == 1
    assert draft.delete_left().text == "a"
    assert draft.at(1).delete_right().text == "a"


def test_to_the_start_and_to_the_end_are_deleted_apart() -> None:
    draft = Draft("one two", 3)
    assert draft.delete_to_start() == Draft(" two", 0)
    assert draft.delete_to_end() == Draft("one", 3)


def test_a_paste_keeps_its_line_breaks_but_the_last() -> None:
    assert pasted("a\r\nb\rc\n\n") == "a\nb\nc"


def test_words_and_then_names_are_completed() -> None:
    words = {"#action": True, "#note": False}
    assert completed("#a", words, ["Ben"]) == "#action"
    assert completed("#action be", words, ["Ben"]) == "#action ben"
    assert completed("#action b", words, ["Ben"]) == "", "one letter says too little"
    assert completed("#note be", words, ["Ben"]) == "", "no name belongs there"
    assert completed("", words, ["Ben"]) == ""
    assert completed("#action", words, ["Ben"]) == "", "nothing is left to complete"


def test_history_walks_back_and_returns_to_the_line_being_typed() -> None:
    history = History()
    for line in ("one", "two", "two"):
        history.add(line)
    assert history.older("draft") == "two"
    assert history.older("two") == "one"
    assert history.older("one") is None
    assert history.newer() == "two"
    assert history.newer() == "draft"
    assert history.newer() is None
