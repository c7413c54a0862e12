"""Files of other tools are read strictly: every fault has its place, and what would be right."""

from pathlib import Path

import pytest

from smeeting.domain.errors import FaultsError
from smeeting.domain.foreign import ForeignTerm
from smeeting.storage.datahub import DatahubFile, read_datahub
from smeeting.storage.openmetadata import read_openmetadata

FULL_15 = (
    "parent,name*,displayName,description,synonyms,relatedTerms,references,tags,reviewers,owner,"
    "glossaryStatus,color,iconURL,domains,extension\r\n"
    'B.P,N,Long,"Says ""hi"", and more\nin two lines",a;"b;c",relatedTo:B.X,n;http://x,PII.Sensitive,'
    'al;bo,team:ops,in review,#ff0000,http://i,Sales,"k:v;""l:w;x"""\r\n'
)
FULL_14 = "parent,name*,displayName,description,synonyms,relatedTerms,references,tags,reviewers,owner,"
FULL_14 += "glossaryStatus,color,iconURL,extension\n,N,,,,,,,,,,,,k:v\n"


def csv(folder: Path, text: str) -> tuple[ForeignTerm, ...]:
    path = folder / "t.csv"
    path.write_bytes(text.encode())
    return read_openmetadata(path, "t.csv").terms


def csv_faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(FaultsError) as refused:
        csv(folder, text)
    return list(map(str, refused.value.faults))


def hub(folder: Path, text: str) -> DatahubFile:
    path = folder / "t.yml"
    path.write_text(text, "utf-8")
    return read_datahub(path, "t.yml")


def hub_faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(FaultsError) as refused:
        hub(folder, text)
    return list(map(str, refused.value.faults))


def test_the_form_of_15_columns_is_read(tmp_path: Path) -> None:
    (term,) = csv(tmp_path, FULL_15)
    assert term == ForeignTerm(
        name="N",
        place=("B", "P"),
        long="Long",
        words='Says "hi", and more\nin two lines',
        synonyms=("a", "b;c"),
        related=("relatedTo:B.X",),
        owners=("team:ops",),
        status="In Review",
        kept={
            "tags": ["PII.Sensitive"],
            "reviewers": ["al", "bo"],
            "domains": ["Sales"],
            "color": "#ff0000",
            "iconURL": "http://i",
            "references": [{"name": "n", "url": "http://x"}],
            "extension": {"k": "v", "l": "w;x"},
        },
        line=2,
    )


def test_so_are_the_form_of_14_and_shorter_ones(tmp_path: Path) -> None:
    assert csv(tmp_path, FULL_14)[0].kept == {"extension": {"k": "v"}}
    assert [term.name for term in csv(tmp_path, "\ufeffdescription;NAME\nx;A\n;B\n")] == ["A", "B"]


def test_a_cell_that_was_guarded_against_formulas_is_restored(tmp_path: Path) -> None:
    assert csv(tmp_path, "name,description\nN,'=1+1\n")[0].words == "=1+1"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "t.csv:1:1: the file is empty"),
        ("parent,description\na,b\n", "t.csv:1:1: there is no column name; the first line names"),
        ("name,descripton\n", "t.csv:1:6: no column is called 'descripton'; did you mean description?"),
        ("name,name*\n", "t.csv:1:6: the column name is here a second time; keep one"),
        ("name,description\n,x\n", "t.csv:2:1: this term has no name; write one"),
        ("name,glossaryStatus\nN,aproved\n", "t.csv:2:3: 'aproved' is no status; did you mean Approved?"),
        ("name,owner\nN,robot:x\n", "t.csv:2:3: 'robot:x' is no owner; write user:NAME or team:NAME"),
        ("name,references\nN,a;b;c\n", "t.csv:2:3: a reference is a name and an address; write name;https"),
        ("name,extension\nN,kv\n", "t.csv:2:3: 'kv' is no property with its value; write key:value"),
        ("name,extension\nN,k:v;k:w\n", "t.csv:2:3: 'k' is here a second time; keep one"),
        ("name,owner\nN,,x\n", "t.csv:2:4: there is no column for this cell; see the quotes before"),
        ('name,owner\n"N,x\n', "t.csv:2:1: a quoted cell that begins in this row is never closed"),
    ],
)
def test_a_fault_of_the_csv_has_its_place(tmp_path: Path, text: str, fault: str) -> None:
    assert csv_faults(tmp_path, text)[0].startswith(fault)


def test_many_faults_are_told_up_to_a_number(tmp_path: Path) -> None:
    faults = csv_faults(tmp_path, "name,owner\n" + ",\nN,robot:\n" * 30)
    assert len(faults) == 21
    assert "and 10 more faults" in faults[-1]


def test_datahub_s_nodes_are_kept_and_its_terms_know_their_place(tmp_path: Path) -> None:
    text = "version: 1\nsource: DataHub\nowners: {users: [a]}\nnodes:\n  - name: A\n    description: d\n"
    text += "    nodes:\n      - name: B\n        terms:\n          - name: NO\n            description: 12\n"
    text += "            id: urn:li:glossaryTerm:x\n            owners: {type: T, users: [u]}\n"
    text += "            custom_properties: {a: false, b: null}\nterms:\n  - {name: T, inherits: [A.B.NO]}\n"
    file = hub(tmp_path, text)
    assert file.warnings == ()
    assert file.glossary.kept == {
        "version": 1,
        "source": "DataHub",
        "owners": {"users": ["a"]},
        "nodes": [{"name": "A", "description": "d", "nodes": [{"name": "B"}]}],
    }
    top, inner = file.glossary.terms
    assert (top.name, top.place, top.kept) == ("T", (), {"inherits": ["A.B.NO"]})
    assert inner == ForeignTerm(
        name="NO",
        place=("A", "B"),
        id="urn:li:glossaryTerm:x",
        words="12",
        kept={"owners": {"type": "T", "users": ["u"]}, "custom_properties": {"a": False}},
        line=10,
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- a\n", "t.yml:1:1: this is no business glossary"),
        ("version: 2\nterms: []\n", "t.yml:1:10: the version is not 1; write `version: 1`"),
        ("terms: []\n", "t.yml:1:1: this file has no version"),
        ("version: 1\n", "t.yml:1:1: there are no nodes and no terms"),
        ("version: 1\nterms: x\n", "t.yml:2:8: terms is not a list"),
        ("version: 1\nterms: [x]\n", "t.yml:2:9: an entry of terms is not a map"),
        ("version: 1\nterms: [{description: x}]\n", "t.yml:2:9: this term has no name"),
        ("version: 1\nterms: [{name: [x]}]\n", "t.yml:2:16: name is not a text"),
        ("version: 1\nnodes: [{name: A}, {name: A}]\n", "t.yml:2:20: the node “A” is here a second time"),
        ("version: 1\nterms: [{name: A, related_terms: 5}]\n", "t.yml:2:34: related_terms is not a list of"),
        ("version: 1\nterms: [{name: A, inherits: [{a: b}]}]\n", "t.yml:2:30: inherits is not a list of"),
        ("version: 1\nterms: [\n", "t.yml:3:1:"),
    ],
)
def test_a_fault_of_the_yaml_has_its_place(tmp_path: Path, text: str, fault: str) -> None:
    assert hub_faults(tmp_path, text)[0].startswith(fault)


def test_what_datahub_does_not_know_is_told_and_kept(tmp_path: Path) -> None:
    file = hub(tmp_path, "version: 1\nterms:\n  - {name: A, colour: red, node: x}\n")
    assert file.glossary.terms[0].kept == {"colour": "red"}
    assert [str(fault).split(";")[0] for fault in file.warnings] == [
        "t.yml:3:15: warning: “colour” is no key that DataHub knows here (it is kept)",
        "t.yml:3:28: warning: “node” is no key that DataHub knows here (it is left out)",
    ]
