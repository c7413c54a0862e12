"""Differences as people see them: by lines under and through words, never by colour alone."""

import pytest
from textual.content import Content

from smeeting.domain.agenda import Team
from smeeting.domain.glossary import Agreement, Glossary, Term
from smeeting.tui.differences import GONE, NEW, ONLY_HERE, are_alike, changed, only_here
from smeeting.tui.term_card import term_card

FIRST = "A lead from a company that fits us, with a score."
SECOND = "A lead from a company that fits us, who asked for something."
UNLIKE = "Whoever answers twice in a row and says so to somebody on the telephone."
TEAMS = (Team("Marketing"), Team("Sales"))


def inked(content: Content, ink: str) -> list[str]:
    return [content.plain[span.start : span.end] for span in content.spans if span.style == ink]


def test_only_the_words_the_other_text_has_not_are_underlined() -> None:
    assert inked(only_here(FIRST, SECOND), ONLY_HERE) == ["with a score"]
    assert inked(only_here(SECOND, FIRST), ONLY_HERE) == ["who asked for something"]


def test_texts_with_little_in_common_are_not_marked() -> None:
    assert not are_alike(FIRST, UNLIKE)
    assert inked(only_here(FIRST, UNLIKE), ONLY_HERE) == []


def test_what_is_gone_and_what_came_for_it_are_two_words() -> None:
    content = changed("a score of 50 or more, please", "a score of 60 or more, please")
    assert content.plain == "a score of 50 60 or more, please"
    assert (inked(content, GONE), inked(content, NEW)) == (["50"], ["60"])


@pytest.mark.parametrize(("old", "new"), [("disputed", "agreed"), (FIRST, UNLIKE)])
def test_a_text_in_the_place_of_another_has_an_arrow_between(old: str, new: str) -> None:
    assert changed(old, new).plain == f"{old} → {new}"


def card(term: Term) -> str:
    return "\n".join(line.content.plain for line in term_card(term, Glossary((term,)), TEAMS, 100))


def test_teams_are_held_against_each_other_until_there_are_agreed_or_proposed_words() -> None:
    words = {"marketing": FIRST, "sales": SECOND}
    agreed = Agreement("A lead from a company that fits us.", voices={"marketing": "like", "sales": "like"})
    assert "underlined: only this team says so" in card(Term("mql", "MQL", definitions=words))
    assert "not in the proposed words" in card(Term("mql", "MQL", definitions=words, definition=SECOND))
    assert "not in the agreed words" in card(Term("mql", "MQL", definitions=words, agreed=agreed))
    apart = {"marketing": FIRST, "sales": UNLIKE}
    assert "hardly a word in common" in card(Term("mql", "MQL", definitions=apart))


def test_teams_that_say_the_same_have_nothing_to_explain() -> None:
    same = card(Term("mql", "MQL", definitions={"marketing": FIRST, "sales": FIRST}))
    assert "underlined" not in same
    assert "in common" not in same
