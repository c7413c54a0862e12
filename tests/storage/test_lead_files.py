"""Exports are read as real programs write them; what is no whole table is refused with its line."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.errors import FaultsError
from smeeting.domain.glossary import Glossary
from smeeting.domain.leads import AmbiguousError, Answers, LeadRecord, when
from smeeting.domain.profiles import Profile
from smeeting.domain.starter_profiles import STARTER_PROFILES
from smeeting.storage.glossaries import read_glossary
from smeeting.storage.lead_files import Export, look_through

HEAD = (
    "Record ID,Create Date,Lifecycle Stage,Original Source,Company name,Became a Customer Date,Total revenue"
)
ROW = "1,2026-03-01 10:00,lead,Referral,Dune Camping,,"
STARTER = read_glossary(Path(__file__).parents[2] / "glossary.yaml", "g").glossary
DEALS = Profile("deals", "deal", ("id",), stage=("state",), closed=("closed",), amount=("worth",))


def opened(path: Path, content: str | bytes, answers: Answers | None = None) -> Export:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return look_through(path, "f.csv", (*STARTER_PROFILES, DEALS), answers or Answers(), STARTER)


def records(export: Export) -> list[LeadRecord]:
    return [record for batch in export.batches() for record in batch]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "contacts.csv"


def test_a_contact_has_its_stages_with_their_dates(file: Path) -> None:
    (one,) = records(
        opened(file, f"{HEAD}\n7,2026-03-01 10:00,customer,Referral,Dune Camping,2026-05-02,1200.50\n")
    )
    assert (one.key, one.source, one.stage, one.label, one.amount) == (
        "contact:7",
        "Referral",
        "won",
        "Dune Camping",
        1200.5,
    )
    assert {stage: when(at) for stage, at in one.entered.items()} == {
        "lead": dt.datetime(2026, 3, 1, 10),  # noqa: DTZ001
        "won": dt.datetime(2026, 5, 2),  # noqa: DTZ001
    }
    assert one.left == ("lost",)


@pytest.mark.parametrize(
    ("encoding", "mark", "end", "delimiter"),
    [
        ("utf-8", "", "\n", ","),
        ("utf-8", "\ufeff", "\r\n", ";"),
        ("utf-8", "", "\r", "\t"),
        ("utf-16", "", "\r\n", "\t"),
        ("utf-8", "\ufeff", "\n\n", "|"),
    ],
)
def test_every_way_of_writing_is_found(
    file: Path, encoding: str, mark: str, end: str, delimiter: str
) -> None:
    quoted = '1,"2026-03-01 10:00",lead,"Messe\nKöln ""Süd""",Düne,,'
    text = mark + end.join((HEAD, quoted, "")).replace(",", delimiter)
    export = opened(file, text.encode(encoding))
    (one,) = records(export)
    assert export.delimiter == delimiter
    assert one.source == 'Messe\nKöln "Süd"'
    assert one.label == "Düne"


def test_a_file_of_windows_is_asked_for_its_encoding(file: Path) -> None:
    content = f"{HEAD}\n{ROW.replace('Dune', 'Düne')}\n".encode("cp1252")
    with pytest.raises(
        FaultsError, match=r"f.csv:2:1: .*not UTF-8 text; --encoding names another, such as cp1252"
    ):
        opened(file, content)
    (one,) = records(opened(file, content, Answers(encoding="cp1252")))
    assert one.label == "Düne Camping"


def test_an_encoding_nobody_knows_is_refused(file: Path) -> None:
    for name in ("klingon", "rot13", "\0"):
        with pytest.raises(FaultsError, match="the encoding asked for is not known"):
            opened(file, f"{HEAD}\n{ROW}\n", Answers(encoding=name))


# ---- Day and month, point and comma ----


def _dated(*dates: str) -> str:
    rows = "".join(f"{n},{date},lead,,,,\n" for n, date in enumerate(dates, 1))
    return f"{HEAD}\n{rows}"


def test_an_order_of_dates_that_nothing_settles_is_asked_for(file: Path) -> None:
    content = _dated("2026-01-01", "06-04-2018", "05-05-2018")
    with pytest.raises(
        AmbiguousError, match=r"f.csv:3:1: every date could have the day or the month"
    ) as told:
        opened(file, content)
    assert (told.value.question, told.value.file) == ("dates", file)
    first = records(opened(file, content, Answers(dates="day-first")))[1]
    other = records(opened(file, content, Answers(dates="month-first")))[1]
    assert [f"{when(one.entered['lead']):%d %b}" for one in (first, other)] == ["06 Apr", "04 Jun"]


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (("06-04-2018", "13-04-2018"), "day-first"),
        (("04/06/2018", "04/13/2018 7:00 PM"), "month-first"),
        (("06.04.2018",), "day-first"),
        (("05-05-2018",), None),
    ],
)
def test_one_date_settles_the_order_of_all(file: Path, dates: tuple[str, ...], order: str | None) -> None:
    export = opened(file, _dated(*dates))
    assert export.dates == order
    assert len(records(export)) == len(dates)


def test_dates_of_both_orders_are_a_fault_with_both_lines(file: Path) -> None:
    content = _dated("13-04-2018", "06-04-2018", "04-13-2018")
    with pytest.raises(
        FaultsError, match=r"f.csv:4:1: this row can only be month-first, and line 2 only day"
    ):
        opened(file, content)
    export = opened(file, content, Answers(dates="day-first"))
    assert len(records(export)) == 2
    assert [(row.line, row.reason) for row in export.refused] == [
        (4, "its Create Date is no day of the calendar")
    ]


@pytest.mark.parametrize(
    ("amounts", "decimal", "read"),
    [
        (("1054", "12"), "point", [1054, 12]),
        (("1,234", "1,234.50"), "point", [1234, 1234.5]),
        (("1.234", "12,5"), "comma", [1234, 12.5]),
        (("1,234", "1,234,567"), "point", [1234, 1234567]),
    ],
)
def test_one_amount_settles_the_sign_of_all(
    file: Path, amounts: tuple[str, ...], decimal: str, read: list[float]
) -> None:
    rows = "".join(f'{n},2026-03-01,lead,,,,"{amount}"\n' for n, amount in enumerate(amounts))
    export = opened(file, f"{HEAD}\n{rows}")
    assert export.decimal == decimal
    assert [one.amount for one in records(export)] == read


def test_a_sign_that_nothing_settles_is_asked_for(file: Path) -> None:
    content = f'{HEAD}\n1,2026-03-01,lead,,,,"1,234"\n'
    with pytest.raises(AmbiguousError, match="a point or a comma") as told:
        opened(file, content)
    assert told.value.question == "decimal"
    assert records(opened(file, content, Answers(decimal="comma")))[0].amount == 1.234


# ---- What is left out, and what is refused ----


def test_blank_cells_and_placeholders_say_nothing(file: Path) -> None:
    content = f"{HEAD}\n1,2026-03-01,Select,n/a, - ,(none),\n"
    (one,) = records(opened(file, content))
    assert (one.source, one.stage, one.label, one.amount, one.left) == ("", "", "", None, ())
    assert list(one.entered) == ["lead"]


def test_a_column_that_is_not_there_is_told(file: Path) -> None:
    export = opened(file, "Record ID,Lifecycle Stage\n1,customer\n")
    assert "its source" in export.columns.absent
    assert records(export)[0].entered == {"won": None}


def test_every_row_that_is_not_taken_says_why_and_nothing_of_what_is_in_it(file: Path) -> None:
    bad = (
        ",2026-03-01,lead,,,,",
        "3,31.02.2026,lead,,,,",
        "4,2026-03-01,lead,,,,1e999",
        "5,2026-03-01,lead,,,,NaN",
        "6,2026-03-01,lead",
        "7,2026-03-01,lead,,,,,,Ann Example",
        f"{'x' * 300},2026-03-01,lead,,,,",
    )
    export = opened(file, "\n".join((HEAD, ROW, *bad, "")))
    assert len(records(export)) == 1
    assert [(row.line, row.reason) for row in export.refused] == [
        (3, "it has no id"),
        (4, "its Create Date is no day of the calendar"),
        (5, "its Total revenue is too large"),
        (6, "its Total revenue is no number"),
        (7, "it has 3 cells, the headings 7"),
        (8, "it has 9 cells, the headings 7"),
        (9, "its id has more than 200 characters"),
    ]
    assert export.rows == 8


def test_a_footer_is_no_row_and_no_sign_of_a_file_that_was_cut(file: Path) -> None:
    footer = '\n"Grand Totals (1 record)"\n\n"Copyright (c) 2026 Anybody, Inc."'
    export = opened(file, f"{HEAD}\n{ROW}\n{footer}")
    assert len(records(export)) == 1
    assert [row.reason for row in export.refused] == ["it has 1 cells, the headings 7"] * 2


def test_a_stage_nobody_knows_is_counted(file: Path) -> None:
    export = opened(file, f"{HEAD}\n1,2026-03-01,Mystery,,,,\n2,2026-03-01,Mystery,,,,\n")
    assert [one.stage for one in records(export)] == ["", ""]
    assert dict(export.unknown) == {"Mystery": 2}


def test_the_glossary_names_stages_too(file: Path) -> None:
    (one,) = records(opened(file, f"{HEAD}\n1,2026-03-01,Sales-accepted lead,,,,\n"))
    assert one.stage == "sal"


def test_a_deal_is_won_or_lost_on_the_day_it_closed(file: Path) -> None:
    content = (
        "id,state,closed,worth\n1,Won,2026-03-01,5\n2,Lost,2026-03-02,0\n3,Won,,7\n4,open,2026-09-09,1\n"
    )
    won, lost, undated, still_open = records(opened(file, content))
    assert [f"{when(won.entered['won']):%d}", f"{when(lost.entered['lost']):%d}"] == ["01", "02"]
    assert (won.left, lost.left, lost.amount) == (("lost",), ("won",), 0)
    assert undated.entered == {"won": None}
    assert (still_open.entered, still_open.left) == ({}, ())


def test_a_flag_that_says_no_does_not_undo_what_the_stage_says(file: Path) -> None:
    head = "Record ID,Deal Name,Deal Stage,Close Date,Is Closed Won\n"
    (won,) = records(opened(file, f"{head}1,Dune,closedwon,2026-03-01,false\n"))
    assert (list(won.entered), won.left) == (["won"], ("lost",))
    (lost,) = records(opened(file, f"{head}1,Dune,,2026-03-01,false\n"))
    assert (lost.entered, lost.left) == ({}, ("won",))


def test_a_nul_far_down_is_told_with_its_line(file: Path) -> None:
    rows = "".join(f"{number},2026-03-01,lead,,,,\n" for number in range(4000))
    with pytest.raises(FaultsError, match=r"f.csv:4002:1: this line holds a NUL character"):
        opened(file, f"{HEAD}\n{rows}x,\0,,,,,\n")


def test_text_that_runs_in_a_spreadsheet_comes_back_as_it_was(file: Path) -> None:
    (one,) = records(opened(file, f"{HEAD}\n1,2026-03-01,lead,'=Referral,'@home,,\n"))
    assert (one.source, one.label) == ("=Referral", "@home")


@pytest.mark.parametrize(
    ("content", "line", "part"),
    [
        (b"", 1, "the file is empty"),
        (b" \r\n\n", 1, "the file is empty"),
        (f"{HEAD}\n".encode(), 1, "a line of headings and no row"),
        (b"PK\x03\x04\x14\0", 1, "workbook"),
        (b"\x7fELF\x02\x01\x01\0\0\0" + bytes(range(256)), 1, "this is no text"),
        (f"{HEAD}\n{ROW}\n".encode("utf-16-le"), 1, "looks like UTF-16, and does not say so"),
        (f"{HEAD}\n{ROW}\n2,\0,".encode(), 1, "this is no text"),
        (f'{HEAD}\n{ROW}\n2,"2026-03-01,lead,,,,\n'.encode(), 3, "never closed"),
        (f'{HEAD}\n{ROW}\n2,"2026"x,lead,,,,\n'.encode(), 3, "after a closing quote"),
        (f"{HEAD}\n{ROW}\n2,2026-03-01,le".encode(), 3, "stops in the middle"),
        (f"{HEAD}\n{ROW}\n2,2026-03-01,lead,K".encode() + "ö".encode()[:1], 3, "not UTF-8 text"),
        (f"{HEAD}\n1{',' * 1_000_000}\n".encode(), 2, "1,000,001 cells, more than 2,000"),
        (f"{HEAD}\n1,{'x' * 200_000},,,,,\n".encode(), 2, "longer than 131,072 characters"),
        (b"a,b,c\n1,2,3\n", 1, "the headings are those of no profile"),
        (b"b6bb,4eeb,06-04-2018 19:30,audio\nee24,c013,01-02-2018 17:10,pet\n", 1, "dates where headings"),
    ],
)
def test_what_is_no_whole_table_is_refused_with_its_line(
    file: Path, content: bytes, line: int, part: str
) -> None:
    with pytest.raises(FaultsError) as told:
        opened(file, content)
    (fault,) = told.value.faults
    assert str(fault).startswith(f"f.csv:{line}:1: ")
    assert part in str(fault)
    assert fault.fix


def test_a_line_without_an_end_is_not_read_into_memory(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smeeting.storage.text_tables.MOST_LINE", 1000)
    with pytest.raises(FaultsError, match=r"f.csv:2:1: this line has more than 1,000 characters"):
        opened(file, f"{HEAD}\n{'x,' * 900}\n")


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FaultsError):
        look_through(tmp_path / name, name, STARTER_PROFILES, Answers(), Glossary())


_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and text.casefold() not in STARTER_PROFILES[0].placeholders
)


@given(
    st.lists(st.tuples(_TEXTS, st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%Y.%m.%d 0:00", "%d %b %Y"]),
)
def test_what_is_written_in_any_style_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, dt.date]],
    delimiter: str,
    style: str,
) -> None:
    file = tmp_path_factory.mktemp("leads") / "f.csv"
    lines = [HEAD.replace(",", delimiter)]
    for number, (source, day) in enumerate(rows, 1):
        cells = (str(number), day.strftime(style), "lead", source, "", "", "")
        lines.append(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells))
    found = records(opened(file, "\r\n".join(lines) + "\r\n"))
    read = [(one.source, when(one.entered["lead"])) for one in found]
    plain = [
        (source.removeprefix("'") if source[:1] == "'" and source[1:2] in "=+-@" else source)
        for source, _ in rows
    ]
    assert [at and at.date() for _, at in read] == [day for _, day in rows]
    assert all(source in (was, kept) for (source, _), (was, _), kept in zip(read, rows, plain, strict=True))
