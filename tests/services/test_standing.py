"""How things stand: status, doctor and search tell what is so, also of a broken or brand-new workspace."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.captures import Receipt
from smeeting.services import (
    actions,
    agendas,
    doctor,
    glossaries,
    issues,
    meetings,
    metrics,
    search,
    starter,
    status,
)
from smeeting.services.desk import Desk
from tests.services.conftest import at

Take = Callable[..., Receipt]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---- status ----


def test_a_brand_new_workspace_has_a_status_and_asking_makes_nothing(
    tmp_path: Path, open_desk: Callable[..., Desk]
) -> None:
    starter.init(tmp_path)
    before = files(tmp_path)
    found = status.look(open_desk(tmp_path), at(0))
    assert (found.live, found.last, found.issues, found.actions, found.faults) == (None, None, (), (), ())
    assert found.next_on == found.today == dt.date(2026, 3, 3)
    assert str(found.period) == "2026-02"
    assert found.missing[0].startswith("9 values for 2026-02: MQL")
    assert files(tmp_path) == before


def test_what_is_missing_is_said_in_sentences(desk: Desk, take: Take) -> None:
    take("#issue one")
    take("#issue two")
    take("#action Ben by 2026-03-05 x")
    for term in desk.glossary.measured:
        metrics.set_actual(desk, term, metrics.period_for(desk, dt.date(2026, 3, 3)), 1, at(2))
    # What was not heard is carried over, and missed by nobody before the meeting.
    assert status.look(desk, at(3)).missing == ()
    take("#heard 1 first")
    take("#heard 2 second")
    assert status.look(desk, at(3)).missing == ("an owner and a date for 2 issues",)
    issues.own(desk, 1, "Ann", dt.date(2026, 3, 4), at(4))
    assert status.look(desk, at(0, days=5)).missing == (
        "an owner and a date for 1 issue",
        "the answer to 1 late issue",
        "word on 1 late action",
    )
    issues.answer(desk, 1, "done", dt.date(2026, 3, 8), at(0, days=5))
    issues.withdraw(desk, 2, "ours", dt.date(2026, 3, 8), at(0, days=5))
    actions.done(desk, 3, "", dt.date(2026, 3, 8), at(0, days=5))
    assert status.look(desk, at(0, days=5)).missing == ()


def test_late_ones_are_told_however_many_are_open(desk: Desk, take: Take) -> None:
    for number in range(status.SHOWN + 1):
        take(f"#issue number {number}")
        take(f"#heard {number + 1} a number")
    issues.own(desk, status.SHOWN + 1, "Ann", dt.date(2026, 3, 4), at(2))
    found = status.look(desk, at(0, days=5))
    assert [one.capture.number for one in found.late_issues] == [status.SHOWN + 1]
    assert (len(found.issues), found.issue_count) == (status.SHOWN, status.SHOWN + 1)
    assert f"an owner and a date for {status.SHOWN} issues" in found.missing


def test_during_a_meeting_the_numbers_are_those_it_looks_at(desk: Desk) -> None:
    meetings.start(desk, "monthly", at(0))
    meetings.set_next_date(desk, dt.date(2026, 4, 7), at(1))
    found = status.look(desk, at(2))
    assert str(found.period) == "2026-02"
    assert found.live is not None
    assert found.next_on == dt.date(2026, 4, 7)


def test_a_broken_file_is_told_and_stops_nothing_else(desk: Desk, take: Take) -> None:
    take("#issue one")
    desk.workspace.glossary_file.write_text("terms: [", "utf-8")
    (desk.workspace.agendas_dir / "monthly.yaml").write_text("\tx", "utf-8")
    found = status.look(desk, at(1))
    assert found.issue_count == 1
    assert any("glossary.yaml:1:" in fault for fault in found.faults)
    assert any("monthly.yaml:1:" in fault for fault in found.faults)


def test_a_workspace_without_agenda_says_how_to_make_one(desk: Desk) -> None:
    for path in desk.workspace.agendas_dir.iterdir():
        path.unlink()
    assert "smeeting init" in status.look(desk, at(0)).faults[0]


def test_the_demo_stands_on_the_day_of_its_next_meeting(demo_desk: Desk) -> None:
    found = status.look(demo_desk, demo_desk.now())
    assert (found.today, found.next_on) == (dt.date(2026, 11, 3), dt.date(2026, 11, 3))
    assert (len(found.late_issues), len(found.late_actions), found.anonymous) == (1, 1, 2)
    assert {one.standing for one in found.promises} >= {"ahead", "behind", "missing"}


# ---- doctor ----


def verdicts(desk: Desk) -> dict[str, bool]:
    return {one.subject: one.is_sound for one in doctor.look_over(desk)}


def test_a_sound_workspace_is_sound_and_is_left_as_it_is(demo_desk: Desk) -> None:
    before = files(demo_desk.workspace.root)
    assert verdicts(demo_desk) == dict.fromkeys(("agendas", "glossary", "database", "backup"), True)
    assert files(demo_desk.workspace.root) == before


def test_the_doctor_tells_what_is_wrong_with_files(desk: Desk) -> None:
    desk.workspace.glossary_file.write_text("terms: [", "utf-8")
    (desk.workspace.agendas_dir / "pulse.yaml").write_text("items: 3", "utf-8")
    assert verdicts(desk) == {"agendas": False, "glossary": False, "database": True, "backup": True}


@pytest.mark.parametrize("damage", [b"", b"x", b"no database at all" * 400])
def test_the_doctor_looks_at_a_damaged_database_without_touching_it(
    folder: Path, open_desk: Callable[..., Desk], damage: bytes
) -> None:
    (folder / "smeeting.db").write_bytes(damage)
    found = verdicts(open_desk(folder))
    assert (found["database"], found["backup"]) == (False, False)
    assert (folder / "smeeting.db").read_bytes() == damage


def test_a_workspace_without_database_is_sound(tmp_path: Path, open_desk: Callable[..., Desk]) -> None:
    starter.init(tmp_path)
    assert verdicts(open_desk(tmp_path))["database"]
    assert not (tmp_path / "smeeting.db").exists()


# ---- starter and agendas ----


def test_init_makes_a_workspace_and_overwrites_nothing(
    tmp_path: Path, open_desk: Callable[..., Desk]
) -> None:
    (tmp_path / "glossary.yaml").write_text("terms: []\n", "utf-8")
    started = starter.init(tmp_path)
    assert started.kept == ("glossary.yaml",)
    assert "agendas/monthly.yaml" in started.made
    assert (tmp_path / "glossary.yaml").read_text("utf-8") == "terms: []\n"
    assert starter.init(tmp_path).made == ()
    assert agendas.check(open_desk(tmp_path)) == ()


def test_a_broken_agenda_leaves_the_others_in_the_list(desk: Desk) -> None:
    (desk.workspace.agendas_dir / "pulse.yaml").write_text("items: 3", "utf-8")
    assert [agenda.name for agenda in agendas.listed(desk)] == ["campaign", "leads", "monthly", "quarterly"]
    assert {Path(fault.file).name for fault in agendas.check(desk)} == {"pulse.yaml"}


def test_schemas_are_json_schemas() -> None:
    for of in ("agenda", "glossary"):
        assert json.loads(json.dumps(starter.schema(of)))["$schema"].startswith("http://json-schema.org/")


# ---- search ----


def test_a_search_finds_captures_with_every_word_newest_first(desk: Desk, take: Take) -> None:
    take("#note leads without Phones")
    take("#issue phones ring, leads don't")
    take("#note phones")
    assert [one.ref for one in search.find(desk, "leads PHONES")] == ["I2", "N1"]
    assert [one.ref for one in search.find(desk, "phones", limit=1)] == ["N3"]
    assert search.find(desk, "  ") == ()
    assert search.find(desk, "phones" * 20_000) == ()


@pytest.mark.parametrize("text", ["50%", "a_b", "O'Brien", "back\\slash", '"quoted"', "-x*", "[sic]"])
def test_signs_in_a_query_are_text(desk: Desk, take: Take, text: str) -> None:
    take(f"#note about {text} here")
    take("#note about 500 axb OBrien lead")
    assert [one.ref for one in search.find(desk, text)] == ["N1"]


def test_any_query_is_answered(desk: Desk, take: Take, shared: Path) -> None:
    take("#note x")
    for query in json.loads((shared / "badinput" / "text" / "search_queries.json").read_text("utf-8")):
        assert isinstance(search.find(desk, query), tuple)


def test_unread_anonymous_issues_are_not_found(desk: Desk, take: Take) -> None:
    take("#issue anon forged")
    assert search.find(desk, "forged") == ()
    assert glossaries.waiting(desk) == ()
