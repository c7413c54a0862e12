"""The edits that people ask for, in glossaries of other styles than ours, and the way back."""

import pytest

from smeeting.domain.term_fields import FIELDS, words_field
from smeeting.services import glossaries, glossary_edits
from smeeting.services.desk import Desk
from tests.services.conftest import at

BY_NAME = {field.name: field for field in FIELDS}
STYLES = {
    "map": (
        "MQL: A lead that fits.  # ours\nSQL:\n  definition: >\n    A lead that\n    sales took.\n\n# the end"
    ),
    "crlf": (
        "\ufeff---\r\nterms:\r\n- name: MQL\r\n  description: A lead that fits.\r\n\r\n- name: SQL\r\n...\r\n"
    ),
    "json": '[\n  {\n    "term": "MQL",\n    "definition": "A lead that fits."\n  },\n  {"term": "SQL"}\n]\n',
    "groups": (
        "terms:\n  - group: Leads\n    terms:\n      - {term: MQL, definition: A lead that fits.}\n"
        "  - group: Deals\n    terms:\n      SQL:\n        owner: Ben\n      Won: It is signed.\n"
    ),
}


@pytest.fixture(params=STYLES)
def styled(request: pytest.FixtureRequest, desk: Desk) -> Desk:
    desk.workspace.glossary_file.write_text(STYLES[request.param], "utf-8", newline="")
    return desk


def _text(desk: Desk) -> str:
    return desk.workspace.glossary_file.read_bytes().decode()


def test_words_are_set_emptied_and_brought_back(styled: Desk) -> None:
    before = glossaries.find(styled, "mql")
    field = BY_NAME["definition"]
    new = glossary_edits.set_fields(styled, "mql", {field: "New: words"}, at(1))
    assert new.after.definition == "New: words"
    emptied = glossary_edits.set_fields(styled, "mql", {field: None}, at(2))
    assert emptied.after.definition == ""
    assert not emptied.is_same
    fields = {**glossary_edits.undoing(emptied), field: before.definition}
    assert glossary_edits.set_fields(styled, "mql", fields, at(3)).after == before


def test_lists_grow_and_shrink_and_end_as_they_were(styled: Desk) -> None:
    before = glossaries.find(styled, "sql")
    for number, item in enumerate(("one", "two: and more", "three")):
        glossary_edits.change_list(styled, "sql", BY_NAME["counts"], [item], [], at(number))
    shrunk = glossary_edits.change_list(styled, "sql", BY_NAME["counts"], [], ["two: and more"], at(4))
    assert shrunk.after.counts == ("one", "three")
    emptied = glossary_edits.change_list(styled, "sql", BY_NAME["counts"], [], ["one", "three"], at(5))
    assert emptied.after == before


def test_a_side_s_words_come_and_go_with_their_map(styled: Desk) -> None:
    field = words_field("sales", "Sales")
    old = _text(styled)
    glossary_edits.set_fields(styled, "sql", {field: "Ours."}, at(1))
    glossary_edits.set_fields(styled, "sql", {field: None}, at(2))
    assert "definitions" not in _text(styled)
    assert glossaries.find(styled, "sql").definitions == {}
    assert old.splitlines()[0] == _text(styled).splitlines()[0]


def test_a_term_is_added_renamed_and_deprecated(styled: Desk) -> None:
    old = _text(styled)
    added = glossary_edits.add(styled, "SAL", {}, at(1), words="Sales said yes.")
    assert added.after.definition == "Sales said yes."
    renamed = glossary_edits.rename(styled, added.after, "Sales-accepted: lead", at(2))
    assert (renamed.after.id, renamed.after.term) == ("sal", "Sales-accepted: lead")
    gone = glossary_edits.deprecate(styled, renamed.after, "mql", at(3))
    assert (gone.after.status, gone.after.replaced_by) == ("deprecated", "mql")
    kept = [line.rstrip(",") for line in _text(styled).splitlines()]
    assert all(line.rstrip(",") in kept for line in old.splitlines())
    assert _text(styled).count("\r") == (_text(styled).count("\n") if "\r" in old else 0)
