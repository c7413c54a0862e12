from pathlib import Path

import pytest

from smeeting.domain.agenda import Agenda, Item, Team
from smeeting.domain.errors import Fault, FaultsError
from smeeting.domain.kinds import KINDS
from smeeting.storage.agendas import agenda_of, list_agendas, read_agenda
from smeeting.storage.workspace import Workspace
from tests.storage.badinput import departures, entries

ITEMS = "items:\n  - kind: notes\n    minutes: 5\n"


def told(text: str) -> list[str]:
    try:
        return list(map(str, agenda_of(text, "weekly", "f")[1]))
    except FaultsError as error:
        return list(map(str, error.faults))


def test_an_agenda_is_read_as_designed() -> None:
    text = (
        "title: Monthly all-hands\n"
        "teams: [Marketing, Sales EMEA]\n"
        "every: month\n"
        'at: "09:30"\n'
        "timezone: Europe/Berlin\n"
        "minutes: 45\n"
        "items:\n"
        "  - kind: metrics\n"
        "    minutes: 15\n"
        "    show: [mql, 0123]\n"
        "  - {kind: vocabulary, minutes: 12, show: due, title: NO}\n"
    )
    assert agenda_of(text, "monthly", "f") == (
        Agenda(
            name="monthly",
            title="Monthly all-hands",
            items=(
                Item("metrics", KINDS["metrics"].title, 15, ("mql", "0123")),
                Item("vocabulary", "NO", 12, "due"),
            ),
            teams=(Team("Marketing"), Team("Sales EMEA")),
            every="month",
            at="09:30",
            timezone="Europe/Berlin",
            minutes=45,
        ),
        (),
    )


def test_what_is_left_out_has_its_default_and_the_name_is_the_file_s() -> None:
    agenda, warnings = agenda_of("items:\n  - title: 2025\n    minutes: 5\n", "weekly", "f")
    assert agenda == Agenda(name="weekly", title="weekly", items=(Item("notes", "2025", 5),))
    assert warnings == ()


def test_name_is_an_older_word_for_title() -> None:
    assert agenda_of("name: 'ünïcode ../x'\n" + ITEMS, "weekly", "f")[0].title == "ünïcode ../x"
    assert agenda_of("name: a\ntitle: b\n" + ITEMS, "weekly", "f")[0].title == "b"
    assert agenda_of("name:\n" + ITEMS, "weekly", "f")[0].title == "weekly"


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("words\n", "f:1:1", "this is no agenda"),
        ("- a\n", "f:1:1", "this is no agenda"),
        ("~\n", "f:1:1", "this is no agenda"),
        ("title: x\n", "f:1:1", "this agenda has no items"),
        ("title: x\nitems:\n", "f:2:1", "items is empty"),
        ("title: x\nitems: []\n", "f:2:8", "items has no entry"),
        ("items: Numbers\n", "f:1:8", "items is not a list"),
        ("items:\n  a: b\n", "f:2:3", "items is not a list"),
        ("items:\n  - just words\n", "f:2:5", "this item is not a map"),
        ("items:\n  -\n", "f:2:4", "this item is not a map"),
        ("items:\n  - minutes: 5\n", "f:2:5", "neither kind nor title"),
        ("items:\n  - kind: notes\n", "f:2:5", "this item has no minutes"),
        ("items:\n  - kind: notes\n    minutes:\n", "f:3:5", "minutes is empty"),
        ("items:\n  - kind: metric\n    minutes: 5\n", "f:2:11", "did you mean metrics?"),
        ("items:\n  - title: ' '\n    minutes: 5\n", "f:2:12", "title is empty"),
        ('items:\n  - title: "a\\nb"\n    minutes: 5\n', "f:2:12", "title holds a line break"),
        ('items:\n  - title: "a\\u2028b"\n    minutes: 5\n', "f:2:12", "title holds a line break"),
        (
            'items:\n  - title: "a\\e[2Jb"\n    minutes: 5\n',
            "f:2:12",
            "title holds a control character (U+001B)",
        ),
        ("items:\n  - title: [a]\n    minutes: 5\n", "f:2:12", "title is a list"),
        ("items:\n  - kind: notes\n    minutes: 5\n    show: {a: b}\n", "f:4:11", "show is a map"),
        (
            "items:\n  - kind: notes\n    minutes: 5\n    show: [a, null]\n",
            "f:4:15",
            "an entry of show is empty",
        ),
        ("title: ''\n" + ITEMS, "f:1:8", "title is empty"),
        ("minutes: ten\n" + ITEMS, "f:1:10", "minutes is “ten”, which is no whole number from 1 to 600"),
        ("teams: [Sales]\n" + ITEMS, "f:1:8", "teams has 1 of at least 2 entries"),
        ("teams: [Sales, sales ]\n" + ITEMS, "f:1:8", "two of the teams have the same name"),
        ("teams: [Sales, ' ']\n" + ITEMS, "f:1:16", "an entry of teams is empty"),
        ("teams: Sales\n" + ITEMS, "f:1:8", "teams is not a list"),
        ("at: 9:30\n" + ITEMS, "f:1:5", "at is “9:30”, which is no time of day"),
        ("at: '24:00'\n" + ITEMS, "f:1:5", "which is no time of day"),
        ("timezone: Europe/Berlim\n" + ITEMS, "f:1:11", "there is Europe/Berlin"),
        ("timezone: ../../etc/passwd\n" + ITEMS, "f:1:11", "there is no such time zone"),
        ("timezone: Europe\n" + ITEMS, "f:1:11", "there is no such time zone"),
        (
            "minuts: 5\n" + ITEMS,
            "f:1:1",
            "warning: “minuts” is no key of this agenda (it is kept); did you mean minutes?",
        ),
        ("minutes: 90\n" + ITEMS, "f:1:10", "warning: the meeting takes 90 minutes; plan at most 60"),
        ("minutes: 4\n" + ITEMS, "f:2:1", "warning: the items take 5 of 4 minutes"),
        (
            ITEMS + "  - kind: notes\n    minutes: 5\n",
            "f:4:5",
            "warning: the title “Notes” is used twice (first on line 2)",
        ),
    ],
)
def test_each_fault_is_told_at_its_place(text: str, place: str, what: str) -> None:
    (fault,) = told(text)
    assert fault.startswith(f"{place}: ")
    assert what in fault
    assert "; " in fault


@pytest.mark.parametrize(
    "minutes",
    [
        "0",
        "601",
        "-5",
        "5.0",
        "1e2",
        "1e9",
        ".inf",
        ".nan",
        "010",
        "0x10",
        "1_0",
        "5 min",
        "٥",
        "9" * 900,
        "''",
    ],
)
def test_a_time_box_is_a_whole_number_written_in_digits(minutes: str) -> None:
    (fault,) = told(f"items:\n  - kind: notes\n    minutes: {minutes}\n")
    assert fault.startswith("f:3:14: minutes is ")
    assert len(fault) < 200


def test_all_faults_of_a_file_are_told_at_once_in_the_order_of_its_lines() -> None:
    text = "title: ''\nat: noon\nitems:\n  - kind: x\n    minutes: 0\n"
    text += "  - words\n  - kind: notes\n    kind: notes\n"
    assert [fault.split(" ")[0] for fault in told(text)] == [
        "f:1:8:",
        "f:2:5:",
        "f:4:11:",
        "f:5:14:",
        "f:6:5:",
        "f:7:5:",
        "f:8:5:",
    ]


@pytest.mark.parametrize("every", ["week", "fortnight", "month", "quarter", "FREQ=MONTHLY;BYDAY=1TU"])
def test_a_cadence_is_a_word_or_a_rule(every: str) -> None:
    assert agenda_of(f"every: {every}\n{ITEMS}", "weekly", "f")[0].every == every


def test_a_cadence_that_is_none_is_told() -> None:
    (fault,) = told("every: sometimes\n" + ITEMS)
    assert fault.startswith("f:1:8: every is “sometimes”: ")
    assert "FREQ=MONTHLY" in fault


def test_line_endings_and_a_byte_order_mark_change_nothing() -> None:
    text = "title: a\nitems:\n  - kind: notes\n    minutes: 5\n    minuts: 6"
    windows = "\ufeff" + text.replace("\n", "\r\n")
    assert agenda_of(windows, "weekly", "f") == agenda_of(text, "weekly", "f")


def test_agendas_are_listed_by_name(tmp_path: Path) -> None:
    assert list_agendas(Workspace(tmp_path)) == ()
    folder = tmp_path / "agendas"
    folder.mkdir()
    for name in ("b.yaml", "a.yml", ".hidden.yaml", "notes.txt"):
        (folder / name).write_text(ITEMS)
    assert [path.name for path in list_agendas(Workspace(tmp_path))] == ["a.yml", "b.yaml"]
    assert read_agenda(folder / "b.yaml", "agendas/b.yaml")[0].name == "b"


def test_a_missing_agenda_is_a_fault_of_its_file(tmp_path: Path) -> None:
    with pytest.raises(FaultsError, match=r"agendas/x\.yaml:1:1: there is no such file"):
        read_agenda(tmp_path / "x.yaml", "agendas/x.yaml")


def warnings_of(path: Path, shown: str) -> tuple[Fault, ...]:
    return read_agenda(path, shown)[1]


def test_hostile_agendas_end_as_their_manifest_says(shared: Path) -> None:
    assert len(list(entries(shared, "agenda"))) > 20
    assert departures(shared, "agenda", warnings_of) == []
