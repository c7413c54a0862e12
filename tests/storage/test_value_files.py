"""Values from CSV: what the file says or nothing, with a line for each fault."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smeeting.domain.errors import FaultsError
from smeeting.domain.periods import Period
from smeeting.storage.value_files import ValueRow, read_values_csv

MARCH = Period.parse("2026-03")


def read(tmp_path: Path, content: str | bytes) -> tuple[ValueRow, ...]:
    path = tmp_path / "values.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_values_csv(path, "values.csv").rows


def faults(tmp_path: Path, content: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(FaultsError) as caught:
        read(tmp_path, content)
    assert all(fault.fix and fault.file == "values.csv" for fault in caught.value.faults)
    return [(fault.line, fault.message) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "content",
    [
        "period,metric,value,target,note\n2026-03,MQL,132,120,fair\n",
        "Month;METRIC;Value;Target;Note\r\n2026-03;MQL;132;120;fair\r\n",
        "note\ttarget\tvalue\tmetric\tperiod\nfair\t120\t132\tMQL\t2026-03",
        "\ufeffperiod,metric,value,target,note\r\n\r\n 2026-03 , MQL ,1.32e2,+120.,fair\r\n,,,,\r\n",
        'period,metric,value,target,note\n"2026-03","MQL","132","120","fair"\n',
        "period,metric,value,target,note\n2026-03,MQL,132,120,fair\n2026-03,mql,132.0,120,fair\n",
    ],
)
def test_every_usual_form_reads_the_same(tmp_path: Path, content: str) -> None:
    (row,) = read(tmp_path, content)
    assert (row.period, row.metric, row.actual, row.target, row.note) == (MARCH, "MQL", 132.0, 120.0, "fair")


def test_target_and_note_may_be_left_out_and_blank(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "period,metric,value\n2026-Q1,MQL,-0.5\n")
    assert (row.period, row.actual, row.target, row.note) == (Period.parse("2026-Q1"), -0.5, None, "")
    assert read(tmp_path, "period,metric,value,target\n2026-W09,MQL,0,\n")[0].target is None


def test_rows_know_their_lines(tmp_path: Path) -> None:
    text = 'period,metric,value,note\n\n2026-03,MQL,1,"two\nlines"\n2026-04,MQL,2,\n'
    assert [(row.line, row.note) for row in read(tmp_path, text)] == [(3, "two\nlines"), (5, "")]


@pytest.mark.parametrize(
    "content",
    [
        "metric,2026-01,2026-02,2026-Q1\nMQL,5,,7.5\nSQL,,-6,\n",
        "2026-02;Metric; 2026-01 ;2026-Q1\r\n;MQL;5;7.5\r\n-6;SQL;;\r\n",
        "\ufeffmetric\t2026-01\t2026-02\t2026-Q1\nMQL\t5\t \t7.50\n\t\t\t\nmql\t5.0\t\t\nSQL\t\t-6\t",
    ],
)
def test_a_wide_file_says_a_value_in_each_cell_that_is_not_blank(tmp_path: Path, content: str) -> None:
    said = {(row.metric, str(row.period)): row.actual for row in read(tmp_path, content)}
    assert said == {("MQL", "2026-01"): 5, ("MQL", "2026-Q1"): 7.5, ("SQL", "2026-02"): -6}


def test_an_apostrophe_against_formulas_is_taken_off_again(tmp_path: Path) -> None:
    rows = read(tmp_path, "period,metric,value,note\n2026-03,'=MQL,1,'-5 %\n2026-03,'quoted',1,it's\n")
    assert [(row.metric, row.note) for row in rows] == [("=MQL", "-5 %"), ("'quoted'", "it's")]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("2026-13,MQL,1,", "no month"),
        ("Mar-26,MQL,1,", "no period"),
        ("2026-3,MQL,1,", "no period"),
        ("2026-W54,MQL,1,", "no week"),
        ("2026-03,,1,", "metric is blank"),
        ("2026-03,MQL,,", "value is blank"),
        ("2026-03,MQL,,100", "value is blank"),
        ("2026-03,MQL,NaN,", "no number"),
        ("2026-03,MQL,inf,", "no number"),
        ("2026-03,MQL,1e999,", "too large"),
        ("2026-03,MQL,1_000,", "no number"),
        ("2026-03,MQL,١٢,", "no number"),
        ("2026-03,MQL,0x10,", "no number"),
        ("2026-03,MQL,12 %,", "no number"),
        ("2026-03,MQL,1 000,", "no number"),
        ("2026-03,MQL,.,", "no number"),
        ('2026-03,MQL,"1,5",', "no number"),
        ("2026-03,MQL,1,n/a", "target 'n/a' is no number"),
        ("2026-03,MQL,1", "3 cells"),
        ("2026-03,MQL,1,2,3", "5 cells"),
        ('2026-03,"MQL"x,1,', "closing quote"),
        ("2026-03," + "x" * 140_000 + ",1,", "131,072"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_no_row_is_read(tmp_path: Path, row: str, part: str) -> None:
    content = f"period,metric,value,target\n2026-01,MQL,1,2\n{row}\n2026-02,MQL,1,2\n"
    ((line, message),) = faults(tmp_path, content)
    assert line == 3
    assert part in message


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path, 'period,metric,value\nx,,y\n2026-01,MQL,1\n2026-02,MQL,\n2026-03,"MQL,1\n2026-04,A,1\n'
    )
    assert [line for line, _ in found] == [2, 2, 2, 4, 5]
    assert "never closed" in found[-1][1]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("period,metric,value\n2026-13,MQL,1\n", (2, 1)),
        ("period,metric,value\n2026-03,MQL,x\n", (2, 13)),
        ('period,metric,value\r\n2026-03,"M,""Q"",L",x\r\n', (2, 21)),
        ('period;metric;value;target\n2026-03;"two\nlines";1;x\n', (3, 10)),
        ("period\tmetric\tvalue\n2026-03\tMQL\t \n", (2, 13)),
        ("\ufeffperiod,metric,valu\n2026-03,MQL,1\n", (1, 15)),
        ("period,metric,value,period\n2026-03,MQL,1,2\n", (1, 21)),
        ("period,metric\n2026-03,MQL\n", (1, 1)),
        ("period,metric,value\n2026-03,MQL,1,2\n", (2, 15)),
        ("period,metric,value\n2026-03,MQL\n", (2, 9)),
        ('period,metric,value\n2026-03,MQL,"1"x,\n', (2, 13)),
        ('period,metric,value\n2026-03,MQL,"1\n', (2, 13)),
        ("metric,2026-01,2026-13\nMQL,1,2\n", (1, 16)),
        ("metric,2026-01,2026-02\nMQL,1,n/a\n", (2, 7)),
        ("metric,2026-01\nMQL,1\nmql,22\n", (3, 5)),
        ("metric,2026-01" + ",1" * 2_000 + "\nMQL,1\n", (1, 4_012)),
    ],
)
def test_a_fault_has_the_line_and_column_of_its_cell(
    tmp_path: Path, content: str, place: tuple[int, int]
) -> None:
    with pytest.raises(FaultsError) as caught:
        read(tmp_path, content)
    assert place in [(fault.line, fault.column) for fault in caught.value.faults]


def test_two_rows_that_disagree_are_refused(tmp_path: Path) -> None:
    ((line, message),) = faults(tmp_path, "period,metric,value\n2026-03,MQL,1\n2026-03,mql,2\n")
    assert line == 3
    assert "line 2" in message


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("period,metric", "'value' is missing"),
        ("value", "'period' is missing"),
        ("period,metric,value,owner", "'owner' is no column"),
        ("period,metric,value,targt", "'targt' is no column"),
        ("period,month,metric,value", "'period' is there twice"),
        ("2026-03,MQL,132", "'MQL' is no period"),
        ("march,MQL,132", "is no column"),
        ('"period,metric,value', "never closed"),
    ],
)
def test_a_bad_header_is_refused(tmp_path: Path, header: str, part: str) -> None:
    found = faults(tmp_path, f"{header}\n2026-03,MQL,1,2\n")
    assert any(part in message for _, message in found)
    assert {line for line, _ in found} == {1}


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("metric,2026-01,2026-13", "no month"),
        ("metric,2026-01,2026-1", "'2026-1' is no period"),
        ("metric,2026-01,Jan-26", "'Jan-26' is no period"),
        ("metric,2026-01,value", "'value' is no period"),
        ("metric,2026-01,", "'' is no period"),
        ("metric,2026-01,2026-01", "2026-01 is there twice"),
        ("metric,2026-01,Metric", "metric is there twice"),
        ("2026-01,2026-02,2026-03", "'metric' is missing"),
        ('metric,"2026-01"x,2026-02', "closing quote"),
    ],
)
def test_a_bad_wide_header_is_refused(tmp_path: Path, header: str, part: str) -> None:
    ((line, message),) = faults(tmp_path, f"{header}\n\nMQL,1,2\n")
    assert line == 1
    assert part in message


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (",1,2", "metric is blank"),
        ("MQL,1", "2 cells"),
        ("MQL,1,2,3", "4 cells"),
        ("MQL,1,n/a", "the value for 2026-02 'n/a' is no number"),
        ("MQL,1,1e999", "the value for 2026-02 1e999 is too large"),
        ('MQL,1,"1,5"', "no number"),
        ("SQL,8,", "line 2 says something else of SQL in 2026-01"),
    ],
)
def test_a_bad_wide_row_is_refused_with_its_line(tmp_path: Path, row: str, part: str) -> None:
    ((line, message),) = faults(tmp_path, f"metric,2026-01,2026-02\nSQL,7,8\n{row}\n")
    assert line == 3
    assert part in message


def test_a_wide_file_without_any_value_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "metric,2026-01\nMQL,\n")[0][1] == "there is not one value in it"


@pytest.mark.parametrize("header", ["metric", "period,metric,value"])
def test_a_row_of_a_million_columns_is_one_fault(tmp_path: Path, header: str) -> None:
    wide = ",".join(f"{n}-01" for n in range(1_000_000))
    assert faults(tmp_path, f"{header},{wide}\nMQL,1,2\n") == [
        (1, f"this row has {1_000_001 + header.count(','):,} cells, more than 2,000")
    ]
    ((line, message),) = faults(tmp_path, f"period,metric,value\n2026-01,MQL,{wide}\n")
    assert line == 2
    assert "more than 2,000" in message


def test_of_many_faults_the_first_are_told(tmp_path: Path) -> None:
    found = faults(tmp_path, "period,metric,value\n" + "x,MQL,1\n" * 5_000)
    assert len(found) == 21
    assert found[-1] == (22, "and 4,980 faults more".replace(",", ""))


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \n", "empty"),
        (b"period,metric,value\n", "no row"),
        (b"metric,2026-01\n", "no row"),
        ("period,metric,value\n".encode("utf-16-le"), "UTF-16"),
        (b"period,metric,value\n\n,,\n", "no row"),
        (b"PK\x03\x04\x14\0", "workbook"),
        ("period,metric,value\n".encode("utf-16"), "UTF-16"),
        (b"period,metric,value\n2026-03,\xff,1\n", "UTF-8"),
        (b"period,metric,value\n" + b"2026-03,a,1\n" * 9 + b"2026-03,\0,1\n", "NUL"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", ""),
    ],
)
def test_what_is_no_csv_is_refused(tmp_path: Path, content: bytes, part: str) -> None:
    ((_, message),) = faults(tmp_path, content)
    assert part in message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.csv", tmp_path):
        with pytest.raises(FaultsError):
            read_values_csv(path, "values.csv")


def test_control_characters_of_the_file_stay_out_of_the_message(tmp_path: Path) -> None:
    with pytest.raises(FaultsError) as caught:
        read(tmp_path, "period,metric,value\n2026-03,MQL,\x1b[31m5\n")
    assert "\x1b" not in str(caught.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.text(alphabet="period,metric,value\n2026-03;\t\"'=.\r", max_size=200) | st.text(max_size=80)
)
def test_any_text_is_read_or_refused_with_a_place(tmp_path: Path, content: str) -> None:
    try:
        outcome: tuple[object, ...] = read(tmp_path, content.encode("utf-8", "surrogatepass"))
    except FaultsError as error:
        outcome = error.faults
    assert outcome


def test_hostile_files_end_as_their_manifest_says(shared: Path) -> None:
    entries = json.loads((shared / "badinput" / "manifest.json").read_text("utf-8"))["entries"]
    mine = [each for each in entries if each["file"].endswith(".csv")]
    assert mine
    for entry in mine:
        try:
            read_values_csv(shared / "badinput" / entry["file"], entry["file"])
        except FaultsError as error:
            assert "error" in (entry["expected"], *entry.get("also_ok", [])), entry
            lines = [fault.line for fault in error.faults]
            line = entry.get("line", 0)
            assert not line or any(abs(each - line) <= entry.get("line_slack", 0) for each in lines), entry
        else:
            assert {"ok", "literal"} & {entry["expected"], *entry.get("also_ok", [])}, entry
