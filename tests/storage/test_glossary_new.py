"""New entries at the end of a glossary, in the form that the file has."""

from pathlib import Path

import pytest

from smeeting.domain.errors import UnsafeError
from smeeting.storage.glossaries import glossary_of
from smeeting.storage.glossary_edit import edit_glossary
from smeeting.storage.yaml_write import Value

NEW: dict[str, Value] = {"term": "SAL", "definition": "A lead sales said yes to."}


def added(text: str, *new: dict[str, Value]) -> str:
    return edit_glossary(glossary_of(text, Path("g.yaml"), "g.yaml"), {}, new or (NEW,))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "version: 1\nterms:\n  - term: MQL\n    definition: x\n",
            "version: 1\nterms:\n  - term: MQL\n    definition: x\n"
            "  - term: SAL\n    definition: A lead sales said yes to.\n",
        ),
        (
            "terms:\n- term: MQL\n\n- term: SQL # c\n\n# the end\n",
            "terms:\n- term: MQL\n\n- term: SQL # c\n\n"
            "- term: SAL\n  definition: A lead sales said yes to.\n\n# the end\n",
        ),
        (
            "-   term: MQL\n    long: x",
            "-   term: MQL\n    long: x\n-   term: SAL\n    definition: A lead sales said yes to.",
        ),
        ("[{term: MQL}]\n", "[{term: MQL}, {term: SAL, definition: A lead sales said yes to.}]\n"),
        ("MQL: x\r\n", "MQL: x\r\nSAL: A lead sales said yes to.\r\n"),
        (
            "terms:\n  MQL:\n    long: x\n\n  SQL: y\n",
            "terms:\n  MQL:\n    long: x\n\n  SQL: y\n\n  SAL: A lead sales said yes to.\n",
        ),
        ("{MQL: x}\n", "{MQL: x, SAL: A lead sales said yes to.}\n"),
        (
            "version: 1\nterms: # none yet\n",
            "version: 1\nterms: # none yet\n  - term: SAL\n    definition: A lead sales said yes to.\n",
        ),
        (
            "version: 1\nterms: []\n",
            "version: 1\nterms:\n  - term: SAL\n    definition: A lead sales said yes to.\n",
        ),
        (
            "version: 1\n",
            "version: 1\nterms:\n  - term: SAL\n    definition: A lead sales said yes to.\n",
        ),
        ("- MQL: x\n", "- MQL: x\n- term: SAL\n  definition: A lead sales said yes to.\n"),
    ],
)
def test_an_entry_is_added_in_the_form_of_the_file(before: str, after: str) -> None:
    assert added(before) == after


def test_what_an_entry_holds_is_written_as_people_would() -> None:
    entry: dict[str, Value] = {
        "term": "SAL",
        "long": "Sales-accepted lead",
        "definitions": {"marketing": "An MQL that came not back: in two days.", "sales": "Said yes to."},
        "counts": ["a", "b: c"],
        "stage": {"order": 3, "owner": "sales"},
    }
    assert added("terms:\n  - term: MQL\n", entry) == (
        "terms:\n  - term: MQL\n"
        "  - term: SAL\n    long: Sales-accepted lead\n"
        "    definitions:\n"
        '      marketing: "An MQL that came not back: in two days."\n      sales: Said yes to.\n'
        '    counts: [a, "b: c"]\n'
        "    stage: {order: 3, owner: sales}\n"
    )


def test_several_entries_are_edited_and_added_at_once() -> None:
    file = glossary_of("- term: MQL\n- term: SQL\n", Path("g.yaml"), "g.yaml")
    after = edit_glossary(file, {"mql": {"owner": "Anna"}, "sql": {"owner": "Ben"}}, [{"term": "SAL"}])
    assert after == "- term: MQL\n  owner: Anna\n- term: SQL\n  owner: Ben\n- term: SAL\n"


def test_a_name_that_is_there_already_is_refused_with_what_to_paste() -> None:
    with pytest.raises(UnsafeError) as refused:
        added("SAL: x\n")
    assert refused.value.paste == "- term: SAL\n  definition: A lead sales said yes to."
    with pytest.raises(UnsafeError, match="second time"):
        added("- term: SAL\n")


def test_a_word_without_words_is_a_draft_in_a_map_of_terms() -> None:
    assert added("MQL: x\n", {"term": "SAL"}) == "MQL: x\nSAL: {term: SAL}\n"
