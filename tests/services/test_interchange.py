"""The glossary in other tools: what we exported changes nothing, and what they don't say changes nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from smeeting.domain.errors import SmeetingError, StorageError, UnsafeError
from smeeting.domain.foreign import ForeignGlossary, Tool, shown_elsewhere
from smeeting.domain.glossary import Glossary, id_of, status_of
from smeeting.domain.interchange import plan_import
from smeeting.render.openmetadata import openmetadata_csv
from smeeting.services import interchange, term_history
from smeeting.services.desk import Desk
from smeeting.storage.datahub import datahub_yaml, read_datahub
from smeeting.storage.glossaries import GlossaryFile, glossary_of
from smeeting.storage.glossary_edit import ChangedError, edited_glossary
from smeeting.storage.glossary_extra import with_extra
from smeeting.storage.openmetadata import read_openmetadata
from smeeting.storage.yaml_write import Writer
from tests.services.conftest import at

SAMPLE = "data/glossaries/datahub_business_glossary.yml"
EMPTY = "version: 1\nterms: []\n"

CHARACTERS = "abC é漢😀;,.:=+-@#\"'|\\/[]{}&*!%`<>~1\u00a0\u200b\u202e"
LINES = (
    st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=12)
    .map(lambda text: text.strip(" "))
    .filter(bool)
)
TEXTS = (
    st.text(st.sampled_from(CHARACTERS + "\n\r\t\u2028\x85"), min_size=1, max_size=40)
    .map(lambda text: text.strip(" \t\r\n"))
    .filter(bool)
)
WORDS = st.sampled_from(["null", "no", "12", "1e3", "0o17", "true", "user:a", "team:b", "user:", "Ann, Lee"])
NAMES = LINES | WORDS
LISTS = st.lists(NAMES, min_size=1, max_size=3, unique=True)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=4,
)
STATUSES = st.sampled_from(["draft", "proposed", "disputed", "agreed", "deprecated"])
OPENMETADATA = st.fixed_dictionaries(
    {},
    optional={
        "name": NAMES,
        "parent": LISTS,
        "tags": LISTS,
        "reviewers": LISTS,
        "domains": LISTS,
        "owner": LISTS,
        "color": NAMES,
        "iconURL": NAMES,
        "relatedTerms": LISTS,
        "references": st.lists(st.fixed_dictionaries({"name": NAMES, "url": NAMES}), max_size=2),
        "extension": st.dictionaries(NAMES, NAMES, max_size=2),
        "other": VALUES,
    },
)
DATAHUB = st.fixed_dictionaries(
    {},
    optional={
        "name": NAMES,
        "node": st.lists(NAMES, max_size=2),
        "id": NAMES,
        "owners": VALUES,
        "inherits": LISTS,
        "related_terms": LISTS,
        "custom_properties": st.dictionaries(NAMES, VALUES, max_size=2),
        "domain": NAMES,
    },
)
ENTRIES = st.fixed_dictionaries(
    {"term": NAMES},
    optional={
        "long": NAMES,
        "status": STATUSES,
        "owner": NAMES,
        "definition": TEXTS,
        "definitions": st.dictionaries(st.sampled_from(["marketing", "sales"]), TEXTS, max_size=2),
        "agreed": st.fixed_dictionaries({"definition": TEXTS}),
        "counts": st.lists(TEXTS, max_size=2),
        "synonyms": LISTS,
        "avoid": LISTS,
        "related": st.lists(st.sampled_from(["t0", "t1", "t2", "gone"]), max_size=3, unique=True),
        "replaced_by": st.just("t1"),
        "extra": st.fixed_dictionaries({}, optional={"openmetadata": OPENMETADATA, "datahub": DATAHUB}),
    },
)
WHOLE = st.fixed_dictionaries(
    {},
    optional={
        "openmetadata": st.fixed_dictionaries({}, optional={"glossary": NAMES}),
        "datahub": st.fixed_dictionaries({}, optional={"source": NAMES, "owners": VALUES, "url": NAMES}),
    },
)


@st.composite
def files(draw: st.DrawFn) -> GlossaryFile:
    """A glossary as it is read from a file."""
    entries = draw(st.lists(ENTRIES, max_size=4, unique_by=lambda entry: id_of(str(entry["term"]))))
    terms = [{"id": f"t{number}", **entry} for number, entry in enumerate(entries)]
    whole: dict[str, Any] = {"version": 1, "terms": terms, "extra": draw(WHOLE)}
    text = "\n".join(Writer().block(whole, 0)) + "\n"
    return glossary_of(text, Path("g.yaml"), "g.yaml")


def as_read(glossary: Glossary, tool: Tool) -> ForeignGlossary:
    """Our export, read as the file of another tool."""
    shown = shown_elsewhere(glossary, tool)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        if tool == "openmetadata":
            path.write_bytes(openmetadata_csv(shown).encode())
            return read_openmetadata(path, "file")
        path.write_bytes(datahub_yaml(shown).encode())
        return read_datahub(path, "file").glossary


@pytest.mark.parametrize("tool", ["openmetadata", "datahub"])
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(files())
def test_what_we_exported_changes_nothing(tool: Tool, file: GlossaryFile) -> None:
    glossary = file.glossary
    plan = plan_import(glossary, as_read(glossary, tool))
    assert [one for one in plan.terms if one.verdict != "same"] == []
    assert {one.id for one in plan.terms} == {term.id for term in glossary}
    assert not plan.changes


@pytest.mark.parametrize("tool", ["openmetadata", "datahub"])
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(files(), files())
def test_a_file_taken_twice_changes_nothing(tool: Tool, ours: GlossaryFile, theirs: GlossaryFile) -> None:
    foreign = as_read(theirs.glossary, tool)
    plan = plan_import(ours.glossary, foreign)
    # What was told not to be taken, as its name could mean two, may be clear once another was renamed.
    assume(all(one.verdict != "not taken" for one in plan.terms))
    try:
        after = edited_glossary(ours, plan.patches, plan.new)
    except UnsafeError:
        reject()  # such as an entry that would be left with nothing
    after = with_extra(after, plan.extra) if plan.extra else after
    again = plan_import(after.glossary, foreign)
    assert [one for one in again.terms if one.verdict not in ("same", "not taken")] == []
    assert not again.changes
    before = {term.id: term for term in ours.glossary}
    for term in after.glossary:
        assert status_of(term) != "agreed" or status_of(before[term.id]) == "agreed"


def put(desk: Desk, name: str, text: str) -> Path:
    path = desk.workspace.root / name
    path.write_text(text, "utf-8")
    return path


def imported(desk: Desk, name: str, text: str) -> interchange.Import:
    """What was told, and then done."""
    told = interchange.plan(desk, path := put(desk, name, text), interchange.tool_of(path))
    interchange.take(desk, told, at(1))
    return told


def test_datahub_s_own_sample_comes_in_and_goes_out_equal(desk: Desk, shared: Path) -> None:
    put(desk, "glossary.yaml", EMPTY)
    told = interchange.plan(desk, shared / SAMPLE, "datahub")
    assert {one.verdict for one in told.plan.terms} == {"new"}
    interchange.take(desk, told, at(1))
    written = yaml.safe_load(interchange.export_text(desk, "datahub"))
    assert written == yaml.safe_load((shared / SAMPLE).read_text("utf-8"))
    kept = {term.id: term.extra["datahub"] for term in desk.glossary}
    assert kept["sensitive"]["custom_properties"] == {"is_confidential": False}
    assert desk.glossary_file().warnings == ()
    again = interchange.plan(desk, shared / SAMPLE, "datahub")
    assert ({one.verdict for one in again.plan.terms}, again.plan.changes) == ({"same"}, False)


def test_the_starter_glossary_is_the_same_after_both_exports(desk: Desk) -> None:
    before = desk.workspace.glossary_file.read_bytes()
    for tool, name in (("openmetadata", "out.csv"), ("datahub", "out.yml")):
        interchange.export(desk, tool, desk.workspace.root / name)  # type: ignore[arg-type]
        told = imported(desk, name, (desk.workspace.root / name).read_text("utf-8"))
        assert {one.verdict for one in told.plan.terms} == {"same"}
    assert desk.workspace.glossary_file.read_bytes() == before


def test_what_a_file_does_not_say_changes_nothing(desk: Desk) -> None:
    put(
        desk, "glossary.yaml", "terms:\n  - {term: MQL, long: x, owner: Anna, synonyms: [a], definition: d}\n"
    )
    told = imported(desk, "t.csv", "name,description,owner,displayName\nMQL,new words,,\n")
    (term,) = desk.glossary
    assert (term.definition, term.owner, term.long, term.synonyms) == ("new words", "Anna", "x", ("a",))
    assert [(one.field, one.old, one.new) for one in told.plan.terms[0].changes] == [
        ("definition", "d", "new words")
    ]


def test_nothing_becomes_agreed_by_being_imported(desk: Desk) -> None:
    put(desk, "glossary.yaml", "terms:\n  - {term: MQL, agreed: {definition: old}}\n  - term: SAL\n")
    rows = "name*,description,glossaryStatus\nMQL,newer,APPROVED\nSQL,words,approved\nSAL,,Approved\n"
    told = imported(desk, "t.csv", rows)
    assert [(term.term, status_of(term)) for term in desk.glossary] == [
        ("MQL", "proposed"),
        ("SAL", "draft"),
        ("SQL", "proposed"),
    ]
    mql = desk.glossary.terms[0]
    assert mql.agreed is not None
    assert (mql.agreed.definition, mql.definition) == ("old", "newer")
    assert any("until both teams agree" in note for note in told.plan.terms[1].notes)
    again = interchange.plan(desk, desk.workspace.root / "t.csv", "openmetadata")
    assert not again.plan.changes


def test_names_that_come_twice_in_datahub_are_terms_of_their_own(desk: Desk) -> None:
    put(desk, "glossary.yaml", EMPTY)
    text = "version: 1\nnodes:\n"
    for node in ("A", "B"):
        text += f"  - name: {node}\n    description: ''\n    terms:\n"
        text += f"      - {{name: Email, description: of {node}, related_terms: [B.Email]}}\n"
    imported(desk, "t.yml", text)
    terms = desk.glossary.terms
    assert [(term.id, term.term, term.related) for term in terms] == [
        ("email", "Email", ("email-b",)),
        ("email-b", "Email (B)", ("email-b",)),
    ]
    assert yaml.safe_load(interchange.export_text(desk, "datahub"))["nodes"][1]["terms"][0]["name"] == "Email"
    assert not interchange.plan(desk, desk.workspace.root / "t.yml", "datahub").plan.changes


def test_an_id_of_datahub_s_finds_a_term_that_was_renamed(desk: Desk) -> None:
    put(desk, "glossary.yaml", "terms:\n  - {id: mql, term: MQL}\n")
    imported(desk, "t.yml", "version: 1\nterms:\n  - {id: mql, name: Marketing lead, description: d}\n")
    (term,) = desk.glossary
    assert (term.id, term.term, term.definition) == ("mql", "Marketing lead", "d")


def test_a_synonym_of_ours_is_not_taken_and_neither_is_a_name_twice(desk: Desk) -> None:
    put(desk, "glossary.yaml", "terms:\n  - {term: Lead, synonyms: [contact], avoid: [suspect]}\n")
    told = imported(desk, "t.csv", "name\nContact\nSuspect\nNew\nNew\n")
    assert [(one.name, one.verdict, one.reason) for one in told.plan.terms] == [
        ("Contact", "not taken", "it is a synonym of Lead here"),
        ("Suspect", "not taken", "it is a name to avoid for Lead here"),
        ("New", "new", ""),
        ("New", "not taken", "the file has this name before, on line 4"),
    ]
    assert [term.term for term in desk.glossary] == ["Lead", "New"]


def test_references_and_parents_come_in_and_go_out(desk: Desk) -> None:
    put(desk, "glossary.yaml", EMPTY)
    rows = (
        "parent,name*,relatedTerms,references,owner,extension\r\n"
        ",Customer,,,,\r\n"
        'Business."v1.0",Id,Business.Customer;synonym:Other.X,a;http://x;b;http://y,user:al;team:ops,k:v;l:w\r\n'
    )
    imported(desk, "t.csv", rows)
    term = desk.glossary.terms[1]
    assert (term.related, term.owner) == (("customer",), "user:al, team:ops")
    assert term.extra["openmetadata"] == {
        "parent": ["Business", "v1.0"],
        "relatedTerms": ["synonym:Other.X"],
        "references": [{"name": "a", "url": "http://x"}, {"name": "b", "url": "http://y"}],
        "extension": {"k": "v", "l": "w"},
    }
    assert 'Business.""v1.0""",Id' in interchange.export_text(desk, "openmetadata")
    assert "Business.Customer;synonym:Other.X" in interchange.export_text(desk, "openmetadata")


def test_a_glossary_that_changed_since_it_was_told_is_not_written(desk: Desk) -> None:
    put(desk, "glossary.yaml", "terms:\n  - {term: MQL, definition: d}\n")
    told = interchange.plan(desk, put(desk, "t.csv", "name,description\nMQL,new\n"), "openmetadata")
    put(desk, "glossary.yaml", "terms:\n  - {term: MQL, definition: e}\n")
    with pytest.raises(ChangedError, match="changed meanwhile"):
        interchange.take(desk, told, at(1))
    assert "definition: e" in desk.workspace.glossary_file.read_text("utf-8")


def test_what_has_no_place_in_a_plain_map_of_terms_is_left_out_and_told(desk: Desk) -> None:
    put(desk, "glossary.yaml", "MQL: words\n")
    told = imported(desk, "t.yml", "version: 1\nurl: http://x\nterms:\n  - {name: MQL, description: new}\n")
    assert "terms" in told.left_out
    assert desk.workspace.glossary_file.read_text("utf-8") == "MQL: new\n"


def test_an_entry_that_can_t_be_edited_safely_keeps_the_file_as_it_was(desk: Desk) -> None:
    text = "terms:\n  - &m {term: MQL, owner: Anna}\n  - {<<: *m, term: SQL}\n"
    put(desk, "glossary.yaml", text)
    with pytest.raises(UnsafeError):
        imported(desk, "t.csv", "name,owner\nMQL,user:Ben\nSAL,\n")
    assert desk.workspace.glossary_file.read_text("utf-8") == text


@pytest.mark.parametrize("name", ["glossary.yaml", "smeeting.db", "agendas/monthly.yaml"])
def test_no_export_replaces_a_file_of_the_workspace(desk: Desk, name: str) -> None:
    path = desk.workspace.root / name
    before = path.read_bytes()
    with pytest.raises(SmeetingError):
        interchange.export(desk, "json", path)
    assert path.read_bytes() == before


def test_a_vocabulary_goes_into_a_folder(desk: Desk) -> None:
    folder = desk.workspace.root / "styles" / "Ours"
    accept, reject = interchange.export(desk, "vale", folder)
    assert "MQL" in accept.read_text("utf-8").splitlines()
    assert "[Hh]ot lead" in reject.read_text("utf-8").splitlines()
    with pytest.raises(SmeetingError, match="two files"):
        interchange.export_text(desk, "vale")
    with pytest.raises(StorageError):
        interchange.export(desk, "vale", desk.workspace.glossary_file)


def test_a_file_of_another_ending_needs_its_format(desk: Desk) -> None:
    with pytest.raises(SmeetingError, match="--format"):
        interchange.tool_of(Path("terms.txt"))


def test_an_import_is_kept_in_the_history_and_agreed_words_that_were_changed_go_out_as_a_proposal(
    desk: Desk,
) -> None:
    agreed = "agreed: {definition: old words, on: 2026-03-01, voices: {marketing: like, sales: like}}"
    put(desk, "glossary.yaml", f"terms:\n  - term: MQL\n    {agreed}\n")
    term_history.record(desk, at(0))
    assert ",Approved," in interchange.export_text(desk, "openmetadata")
    put(desk, "glossary.yaml", f"terms:\n  - term: MQL\n    {agreed.replace('old', 'new')}\n")
    assert ",Approved," not in interchange.export_text(desk, "openmetadata")
    imported(desk, "t.csv", "name,owner\nMQL,user:Ben\n")
    last = term_history.timeline(desk, "mql")[-1]
    assert (last.version.source, [one.field for one in last.fields]) == ("program", ["owner"])
    assert "owner: + Ben" in interchange.export_text(desk, "skos")


def test_our_own_export_of_agreed_words_that_were_changed_since_changes_nothing(desk: Desk) -> None:
    agreed = "agreed: {definition: old words, on: 2026-03-01, voices: {marketing: like, sales: like}}"
    put(desk, "glossary.yaml", f"terms:\n  - term: MQL\n    {agreed}\n")
    term_history.record(desk, at(0))
    put(desk, "glossary.yaml", f"terms:\n  - term: MQL\n    {agreed.replace('old', 'new')}\n")
    path = put(desk, "own.csv", interchange.export_text(desk, "openmetadata"))
    (term,) = interchange.plan(desk, path, "openmetadata").plan.terms
    assert (term.verdict, term.notes) == ("same", ())
    draft = put(desk, "draft.csv", "name,glossaryStatus\nMQL,Draft\n")
    assert "stays agreed" not in str(interchange.plan(desk, draft, "openmetadata").plan)
