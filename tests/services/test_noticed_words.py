"""What the glossary has to say of a text that people write."""

import pytest

from smeeting.services.desk import Desk
from smeeting.services.noticed_words import Noticed, notice

GLOSSARY = """\
terms:
  - {term: Lead, avoid: [hot lead]}
  - {term: Warm one, replaced_by: lead}
  - {term: MQL}
"""


@pytest.fixture
def small(desk: Desk) -> Desk:
    """A desk with a glossary of three terms."""
    desk.workspace.glossary_file.write_text(GLOSSARY, "utf-8")
    return desk


def test_known_words_lacking_ones_and_those_to_use_instead_are_told(small: Desk) -> None:
    found = notice(small, "an MQL, an SQO, a Hot Lead and a warm one; a hot lead")
    assert [term.id for term in found.terms] == ["mql", "lead", "warm-one"]
    assert found.lacking == ("SQO",)
    assert [(written, term.id) for written, term in found.instead] == [
        ("Hot Lead", "lead"),
        ("warm one", "lead"),
        ("hot lead", "lead"),
    ]


def test_of_a_text_without_such_words_there_is_nothing_to_say(small: Desk) -> None:
    assert notice(small, "good morning") == Noticed()
    assert notice(small, "") == Noticed()


def test_a_file_that_was_never_whole_says_nothing_and_one_that_breaks_stays_known(desk: Desk) -> None:
    path = desk.workspace.glossary_file
    path.write_text("terms: [{term: A, term: B}]", "utf-8")
    assert notice(desk, "an MQL") == Noticed()
    path.write_text(GLOSSARY, "utf-8")
    assert notice(desk, "an MQL").terms
    path.write_text("terms: [{term: A, term: B}]", "utf-8")
    assert [term.id for term in notice(desk, "an MQL").terms] == ["mql"]


def test_a_changed_file_is_noticed(small: Desk) -> None:
    assert notice(small, "an SQO").lacking == ("SQO",)
    small.workspace.glossary_file.write_text(GLOSSARY + "  - {term: SQO}\n", "utf-8")
    assert notice(small, "an SQO").lacking == ()
