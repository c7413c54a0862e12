import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from smeeting.domain.errors import NotFoundError, StorageError, UnsafeError
from smeeting.domain.glossary import Agreement
from smeeting.storage.glossaries import GlossaryFile, glossary_of, read_glossary
from smeeting.storage.glossary_edit import (
    edit_term,
    set_agreement,
    set_field,
    set_status,
    write_glossary,
)
from smeeting.storage.yaml_meaning import plain

DAY = dt.date(2026, 3, 4)
AGREEMENT = Agreement(
    "A lead that sales works on.", DAY, "2026-03-04-monthly", {"marketing": "live with", "sales": "like"}
)
LONG = (
    "A lead that sales said yes to, by name, within two working days; silence is not a yes, "
    "and a lead that was sent back counts as none."
)


def glossary(text: str) -> GlossaryFile:
    return glossary_of(text, Path("g.yaml"), "g.yaml")


def edited(text: str, *path: str, to: Any, term: str = "mql") -> str:
    return set_field(glossary(text), term, path, to)


def test_an_agreement_is_written_as_people_would_write_it_and_nothing_else_changes() -> None:
    head = "# ours\nversion: 1\nterms:\n\n"
    head += "  - id: mql   # never changes\n    term: 'MQL'\n    status:  disputed # since May\n"
    tail = "\n  # --- next ---\n  - term: SQL\n"
    text = set_agreement(glossary(head + tail), "mql", Agreement(LONG, DAY, "m", AGREEMENT.voices), "agreed")
    assert (
        text
        == head.replace("disputed", "agreed").replace("status:  agreed", "status:  agreed")
        + (
            "    agreed:\n"
            "      definition: >-\n"
            "        A lead that sales said yes to, by name, within two working days; silence is not\n"
            "        a yes, and a lead that was sent back counts as none.\n"
            "      on: 2026-03-04\n"
            "      meeting: m\n"
            "      voices: {marketing: live with, sales: like}\n"
        )
        + tail
    )


def test_a_second_agreement_keeps_what_else_the_block_holds() -> None:
    text = (
        "terms:\n  - term: MQL\n    agreed:  # mind the gap\n"
        "      definition: old   # why\n      witness: Anna\n"
        "      voices:\n        Marketing: like\n        Partners: like\n    status: agreed\n"
    )
    after = set_agreement(glossary(text), "mql", AGREEMENT, "agreed")
    assert after == (
        "terms:\n  - term: MQL\n    agreed:  # mind the gap\n"
        "      definition: A lead that sales works on.   # why\n      witness: Anna\n"
        "      voices:\n        Marketing: live with\n        sales: like\n"
        "      on: 2026-03-04\n      meeting: 2026-03-04-monthly\n    status: agreed\n"
    )
    term = glossary(after).glossary.terms[0]
    assert term.agreed == AGREEMENT


def test_an_agreement_without_date_takes_the_old_one_s_away() -> None:
    text = "MQL:\n  agreed:\n    definition: old\n    on: 2026-01-01\n    meeting: m\n  owner: A\n"
    after = set_agreement(glossary(text), "mql", Agreement("new"), "proposed")
    assert after == "MQL:\n  agreed:\n    definition: new\n  owner: A\n  status: proposed\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("terms:\n  - term: MQL\n    status: draft", "terms:\n  - term: MQL\n    status: agreed"),
        (
            "terms:\n  - term: MQL # x\n\n\n# end\n",
            "terms:\n  - term: MQL # x\n    status: agreed\n\n\n# end\n",
        ),
        (
            "\ufeffMQL: a text  # c\r\nB: x\r\n",
            "\ufeffMQL:  # c\r\n  definition: a text\r\n  status: agreed\r\nB: x\r\n",
        ),
        ("MQL:\nB: x\n", "MQL:\n  status: agreed\nB: x\n"),
        ("MQL: a", "MQL:\n  definition: a\n  status: agreed"),
        (
            "- term: MQL\n  counts:\n  - a\n- term: B\n",
            "- term: MQL\n  counts:\n  - a\n  status: agreed\n- term: B\n",
        ),
        ("- MQL: a\n- B: b\n", "- MQL:\n    definition: a\n    status: agreed\n- B: b\n"),
        ("- {term: MQL, long: 'x'}\n", "- {term: MQL, long: 'x', status: agreed}\n"),
        ("MQL: {}\n", "MQL: {status: agreed}\n"),
        ("terms: {MQL: a, B: b}\n", "terms: {MQL: {definition: a, status: agreed}, B: b}\n"),
        ("- term: MQL\n  status:   # none\n", "- term: MQL\n  status: agreed   # none\n"),
        ("- term: MQL\n  status: ~\n", "- term: MQL\n  status: agreed\n"),
        ("- term: MQL\n  status:\n    draft\n", "- term: MQL\n  status:\n    agreed\n"),
        ('- term: MQL\n  status: "draft" # c\n', '- term: MQL\n  status: "agreed" # c\n'),
        ("- term: MQL\n  status: 'draft'\n", "- term: MQL\n  status: 'agreed'\n"),
        (
            "- term: MQL\n  definition: |+\n    a\n\n\n- term: B\n",
            "- term: MQL\n  definition: |+\n    a\n\n\n  status: agreed\n- term: B\n",
        ),
        (
            "- term: MQL\n  definition: >\n    a\n\n    b\n\n# c\n",
            "- term: MQL\n  definition: >\n    a\n\n    b\n  status: agreed\n\n# c\n",
        ),
        (
            "- term: MQL\n  owner: a\n    b  # c\n- term: B\n",
            "- term: MQL\n  owner: a\n    b  # c\n  status: agreed\n- term: B\n",
        ),
        ("- &a\n  term: MQL\n", "- &a\n  term: MQL\n  status: agreed\n"),
        (
            "- &a {term: A, owner: O}\n- <<: *a\n  term: MQL\n",
            "- &a {term: A, owner: O}\n- <<: *a\n  term: MQL\n  status: agreed\n",
        ),
    ],
)
def test_a_status_is_set_in_every_style(before: str, after: str) -> None:
    assert set_status(glossary(before), "mql", "agreed") == after


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("old", "new: words", '"new: words"'),
        ("old", "NO", '"NO"'),
        ("old", "12:30", '"12:30"'),
        ("old", "1e3", '"1e3"'),
        ("old", "2026-03-04", '"2026-03-04"'),
        ("old", 'say "hi"', 'say "hi"'),
        ("old", '"hi" he said', "'\"hi\" he said'"),
        ("old", "a # b", '"a # b"'),
        ("old", "two\nlines", "|-\n    two\n    lines"),
        ("old", "a\u202eb\x1b\ufeff", '"a\\u202eb\\x1b\\ufeff"'),
        ("old", "👩\u200d👩 é 漢", "👩\u200d👩 é 漢"),
        ("old", " a ", '" a "'),
        ("'old'", "it's", "'it''s'"),
        ("'old'", "two\nlines", "|-\n    two\n    lines"),
        ('"old"', "a\tb\n", '"a\\tb\\n"'),
        (">-\n    old\n    text", "new", ">-\n    new"),
        (">  # why\n    old", "new", ">  # why\n    new"),
        ("|\n    old\n    text\n", "a\n\n  b", "|\n    a\n\n      b\n"),
        ("|-\n    old", " a\nb", '" a\\nb"'),
        ("old", "<<<<<<< HEAD\n=======\n>>>>>>> x", '"<<<<<<< HEAD\\n=======\\n>>>>>>> x"'),
    ],
)
def test_a_text_is_written_as_its_neighbourhood_asks_and_exactly(before: str, value: str, after: str) -> None:
    text = "# c\n- term: MQL\n  definition: {}\n- term: B\n"
    written = edited(text.format(before), "definition", to=value)
    assert written == text.format(after)
    meaning = plain(glossary(written).parsed.root)[0]["definition"]
    assert meaning.removesuffix("\n") == value.removesuffix("\n")


def test_lists_grow_shrink_and_change() -> None:
    text = "- term: MQL\n  counts:\n  # why\n    - 'a' # x\n    - b\n  owner: A\n"
    assert edited(text, "counts", to=["a", "b", "c: d"]) == text.replace(
        "    - b\n", '    - b\n    - "c: d"\n'
    )
    assert edited(text, "counts", to=["z"]) == "- term: MQL\n  counts:\n  # why\n    - z\n  owner: A\n"
    assert edited(text, "counts", to=[]) == "- term: MQL\n  counts: []\n  owner: A\n"
    assert edited(text, "counts", to=None) == "- term: MQL\n  owner: A\n"
    assert (
        edited("- {term: MQL, counts: [a]}", "counts", to=["a", "b, c"])
        == '- {term: MQL, counts: [a, "b, c"]}'
    )
    assert edited("- term: MQL\n  counts:\n", "counts", to=["a"]) == "- term: MQL\n  counts: [a]\n"
    assert edited("- term: MQL\n  counts:\n", "counts", to=[LONG, "b"]).startswith(
        "- term: MQL\n  counts:\n    - >-\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- term: MQL\n  owner: A # x\n  long: L\n", "- term: MQL\n  long: L\n"),
        ("- term: MQL\n  owner: A", "- term: MQL"),
        ("- owner: A\n  term: MQL\n", "- term: MQL\n"),
        ("- {owner: A, term: MQL}\n", "- {term: MQL}\n"),
        ("- {term: MQL, owner: A}\n", "- {term: MQL}\n"),
        ("- term: MQL\n", "- term: MQL\n"),
    ],
)
def test_a_key_is_removed_with_its_line(before: str, after: str) -> None:
    assert edited(before, "owner", to=None) == after


def test_several_changes_are_made_at_once() -> None:
    text = "- term: MQL\n  owner: A\n  metric: {target: 40, unit: x}"
    patch = {
        "owner": None,
        "metric": {"target": 50, "unit": None, "better": "lower"},
        "long": "L",
        "stage": {"order": 1, "owner": "s"},
    }
    assert edit_term(glossary(text), "mql", patch) == (
        "- term: MQL\n  metric: {target: 50, better: lower}\n  long: L\n  stage: {order: 1, owner: s}"
    )


def test_the_text_of_a_plain_map_entry_stays_plain() -> None:
    assert edited("MQL: a # c\nB: b\n", "definition", to="new") == "MQL: new # c\nB: b\n"


def test_a_side_is_found_however_the_file_spells_it() -> None:
    text = "- term: MQL\n  definitions: {Sales EMEA: x}\n"
    assert (
        edited(text, "definitions", "sales-emea", to="y") == "- term: MQL\n  definitions: {Sales EMEA: y}\n"
    )


@pytest.mark.parametrize(
    ("text", "path", "value", "why"),
    [
        (
            "- {term: MQL, definition: &d x}\n- {term: A, definition: *d}\n",
            "definition",
            "y",
            "by its anchor &d",
        ),
        ("- &a {term: A, owner: O}\n- {<<: *a, term: MQL}\n", "owner", None, "lent by another entry"),
        ("x: &a {term: MQL}\nterms: [*a]\n", "owner", "y", "alias of something"),
        ("- term: MQL\n", "status", "nonsense", "status is “nonsense”"),
        ("- term: MQL\n- term: B\n", "term", "b", "a second time"),
        ("- term: MQL\n", "term", None, "left empty"),
        ("- term: MQL\n", "owner", "a\0b", "NUL"),
        ("- term: MQL\n", "owner", "a\ud800b", "surrogate"),
    ],
)
def test_what_can_t_be_edited_safely_is_refused_with_the_reason(
    text: str, path: str, value: Any, why: str
) -> None:
    with pytest.raises(UnsafeError, match="mql") as caught:
        edited(text, path, to=value)
    assert why in str(caught.value)
    assert isinstance(value, list) or value is None or caught.value.paste.startswith(f"{path}: ")


def test_a_change_of_meaning_elsewhere_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smeeting.storage.glossary_edit.spliced", lambda text, _: text.replace("x", "y"))
    with pytest.raises(UnsafeError, match="would change more than meant") as caught:
        edited("- term: MQL\n- term: B\n  owner: x\n", "owner", to="A")
    assert caught.value.paste == "owner: A"


def test_an_unknown_term_is_told() -> None:
    with pytest.raises(NotFoundError, match="sql"):
        set_status(glossary("MQL: a\n"), "sql", "agreed")


def test_a_glossary_is_written_whole_and_can_be_edited_on(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_bytes(b"\xef\xbb\xbfMQL: a\r\nSQL: b")
    file = read_glossary(path, "glossary.yaml")
    file = write_glossary(file, set_status(file, "mql", "agreed"))
    file = write_glossary(file, set_status(file, "sql", "draft"))
    assert path.read_bytes() == (
        b"\xef\xbb\xbfMQL:\r\n  definition: a\r\n  status: agreed\r\n"
        b"SQL:\r\n  definition: b\r\n  status: draft"
    )
    assert read_glossary(path, "glossary.yaml").digest == file.digest


def test_a_file_that_someone_else_changed_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("MQL: a\n")
    file = read_glossary(path, "glossary.yaml")
    path.write_text("MQL: theirs\n")
    with pytest.raises(StorageError, match="changed by someone else"):
        write_glossary(file, set_status(file, "mql", "agreed"))
    assert path.read_text() == "MQL: theirs\n"


TYPIST = """
import sys
from pathlib import Path
from smeeting.domain.errors import FaultsError, StorageError
from smeeting.storage.glossaries import read_glossary
from smeeting.storage.glossary_edit import set_field, write_glossary
path, name = Path(sys.argv[1]), sys.argv[2]
for number in range(25):
    while True:
        file = read_glossary(path, "g")
        had = file.glossary.get("mql").counts
        try:
            write_glossary(file, set_field(file, "mql", ("counts",), [*had, f"{name} {number}"]))
            break
        except StorageError:
            continue
"""


def test_two_programs_that_edit_at_once_lose_no_edit(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("MQL:\n  counts:\n    - first\n")
    names = ("anna", "ben")
    running = [subprocess.Popen([sys.executable, "-c", TYPIST, str(path), name]) for name in names]
    assert [one.wait(60) for one in running] == [0, 0]
    (term,) = read_glossary(path, "g").glossary
    assert len(term.counts) == 51
    assert set(term.counts) == {"first", *(f"{name} {number}" for name in names for number in range(25))}


# Generated glossaries: each entry in a style of its own, and an edit of one of them.

WORDS = st.text(st.sampled_from("abé漢 :-#'\"\\,{}[]&*!|>%@`?\n\t\u2028😀"), min_size=1, max_size=30).filter(
    str.strip
)
PLAIN = st.text(st.sampled_from("abc dé漢"), min_size=1, max_size=30).map(str.strip).filter(bool)
SCALARS = st.one_of(
    PLAIN,
    PLAIN.map(lambda text: f"'{text}'"),
    PLAIN.map(lambda text: f'"{text}\\n\\u00e9"'),
    PLAIN.map(lambda text: f"{text}  # a comment: with 'signs'"),
)
LINES = SCALARS.filter(lambda written: "\\n" not in written)
BLOCKS = st.sampled_from(["|", "|-", "|+", ">", ">-", ">+  # why"])


@st.composite
def entries(draw: st.DrawFn, number: int, keyed: bool) -> str:
    """One term's lines, which begin in column 0 after the dash or the key."""
    name = f"T{number}"
    if draw(st.booleans()) and not keyed:
        return (
            f"- {{term: {name}, owner: 'o', counts: [a, \"b\"]}}"
            + draw(st.sampled_from(["", "  # c"]))
            + "\n"
        )
    if keyed and draw(st.booleans()):
        return f"{name}: {draw(SCALARS)}\n"
    lines = [] if keyed else [f"term: {name}"]
    lines += [f"owner: {draw(LINES)}"] if draw(st.booleans()) else []
    if draw(st.booleans()):
        lines += [
            f"definition: {draw(BLOCKS)}",
            f"  {draw(PLAIN)}",
            "",
            f"  {draw(PLAIN)}",
            *draw(st.sampled_from([[], [""], ["", ""]])),
        ]
    if draw(st.booleans()):
        indent = draw(st.sampled_from(["", "  "]))
        lines += ["counts:", f"{indent}- {draw(SCALARS)}", "# between", f"{indent}- {draw(SCALARS)}"]
    if draw(st.booleans()):
        lines += [
            "agreed:   # c",
            f"    definition: {draw(SCALARS)}",
            "    on: 2026-01-02",
            "    voices: {sales: like}",
        ]
    lines += ["besides: kept"] if not lines or draw(st.booleans()) else []
    first, rest = (f"{name}:\n  ", lines) if keyed else ("- ", lines)
    return first + "".join(f"  {line}\n" if line else "\n" for line in rest).removeprefix("  ")


@st.composite
def glossaries(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """What comes before an entry, the entry, what comes after, and its id."""
    keyed = draw(st.booleans())
    count = draw(st.integers(1, 4))
    chosen = draw(st.integers(0, count - 1))
    between = st.sampled_from(["", "\n", "# a comment\n", "\n  # set in\n\n"])
    parts = [draw(entries(number, keyed)) + draw(between) for number in range(count)]
    head = draw(st.sampled_from(["", "\ufeff", "# top\n\n"])) + draw(
        st.sampled_from(["terms:\n", "version: 1\nterms:\n"])
    )
    lead = draw(st.sampled_from(["", "  "])) if not keyed else "  "
    parts = [
        "".join(lead + line if line.strip("\n") else line for line in part.splitlines(keepends=True))
        for part in parts
    ]
    before, entry, after = head + "".join(parts[:chosen]), parts[chosen], "".join(parts[chosen + 1 :])
    if draw(st.booleans()):
        before, entry, after = (part.replace("\n", "\r\n") for part in (before, entry, after))
    if not after and draw(st.booleans()):
        entry = entry.removesuffix("\n").removesuffix("\r")
    return before, entry, after, f"t{chosen}"


CHANGES = st.one_of(
    st.tuples(st.just(("status",)), st.sampled_from(["agreed", "disputed"])),
    st.tuples(st.just(("definition",)), WORDS),
    st.tuples(st.just(("owner",)), PLAIN),
    st.tuples(st.just(("owner",)), st.none()),
    st.tuples(st.just(("definitions", "sales")), WORDS),
    st.tuples(st.just(("agreed", "definition")), WORDS),
    st.tuples(st.just(("counts",)), st.lists(WORDS, max_size=3)),
    st.tuples(st.just(("metric",)), st.just({"target": 40, "unit": "a: b"})),
)


@settings(max_examples=150, deadline=None)
@given(glossaries(), CHANGES)
def test_an_edit_changes_the_bytes_of_its_entry_alone_and_means_what_was_meant(
    parts: tuple[str, str, str, str], change: tuple[tuple[str, ...], Any]
) -> None:
    before, entry, after, term_id = parts
    (path, value) = change
    file = glossary(before + entry + after)
    try:
        text = set_field(file, term_id, path, value)
    except UnsafeError:
        if value is None:
            return  # an entry of one key can't lose it
        raise
    assert text.startswith(before)
    assert text.endswith(after)
    assert ("\r\n" in text and "\n" not in text.replace("\r\n", "")) or "\r" not in text
    old, new = file.glossary, glossary(text).glossary
    assert [term for term in new if term.id != term_id] == [term for term in old if term.id != term_id]
    found: Any = new.get(term_id)
    for key in path:
        found = found.get(key) if isinstance(found, dict) else getattr(found, key)
    if value is None:
        assert found == ""
    elif isinstance(value, list):
        assert found == tuple(item.strip(" \t\r\n") for item in value)
    elif isinstance(value, dict):
        assert (found.target, found.unit) == (40.0, "a: b")
    else:
        assert found.strip() == value.strip()
