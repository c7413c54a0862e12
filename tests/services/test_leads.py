"""Imports: all files or none, the same twice, blank cells clear nothing, and real funnels come out right."""

import hashlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from smeeting.domain.errors import BadMoveError, FaultsError, NotFoundError, StorageError
from smeeting.domain.leads import Lead, LeadRecord
from smeeting.domain.periods import Period
from smeeting.services import funnels, leads, metrics, undoing
from smeeting.services.desk import Desk
from smeeting.services.leads import LeadReport
from smeeting.storage import lead_writing
from smeeting.storage import leads as store
from smeeting.storage.database import Database, open_database
from smeeting.storage.workspace import Workspace
from tests.services.conftest import at

CONTACTS = (
    "Record ID,Create Date,Lifecycle Stage,Original Source,Company name,"
    "Became a Marketing Qualified Lead Date,Became a Customer Date,Total revenue\n"
)
DEALS = "Record ID,Deal Name,Deal Stage,Create Date,Close Date,Amount,Associated Contact IDs\n"


def write(desk: Desk, name: str, *rows: str, head: str = CONTACTS) -> Path:
    path = desk.workspace.root / name
    path.write_text(head + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def take(desk: Desk, *paths: Path, dry_run: bool = False) -> LeadReport:
    return leads.import_files(desk, paths, at(0), dry_run=dry_run)


def numbers(report: LeadReport) -> list[tuple[int, int, int]]:
    return [(made.new, made.changed, made.same) for made in report.files]


def only(desk: Desk) -> Lead:
    (lead,) = leads.newest(desk, 5)
    return lead


def digest(desk: Desk) -> str:
    return hashlib.sha256(desk.workspace.database_file.read_bytes()).hexdigest()


FULL = "7,2026-01-05,customer,Fair,Dune,2026-01-09,2026-03-01,1200"


def test_an_import_fills_the_scorecard(desk: Desk) -> None:
    report = take(desk, write(desk, "a.csv", FULL, "8,2026-01-07,marketingqualifiedlead,Fair,,2026-01-08,,"))
    assert numbers(report) == [(2, 0, 0)]
    assert {"lead", "mql", "won", "sales-cycle"} <= set(report.counts.terms)
    made = {one.term_id: one for one in metrics.scorecard(desk, Period.parse("2026-01"))}
    assert (made["mql"].actual, made["mql"].source) == (2, "leads")
    assert made["won"].actual == 0
    assert [step.entered for step in funnels.funnel(desk).steps] == [2, 2, 1]


def test_a_file_taken_twice_changes_nothing(desk: Desk) -> None:
    path = write(desk, "a.csv", FULL, "8,2026-01-07,lead,fair,,,,")
    take(desk, path)
    again = take(desk, path)
    assert numbers(again) == [(0, 0, 2)]
    assert again.counts.written == 0
    assert store.sources(desk.db) == ("Fair",)


def test_blank_cells_and_absent_columns_clear_nothing(desk: Desk) -> None:
    take(desk, write(desk, "a.csv", FULL))
    before = only(desk)
    assert numbers(take(desk, write(desk, "b.csv", "7,,,,,,,"))) == [(0, 0, 1)]
    assert numbers(take(desk, write(desk, "c.csv", "7,customer", head="Record ID,Lifecycle Stage\n"))) == [
        (0, 0, 1)
    ]
    assert only(desk) == before


def test_a_row_that_changes_one_thing_leaves_all_else(desk: Desk) -> None:
    take(desk, write(desk, "a.csv", FULL))
    before = only(desk)
    assert numbers(take(desk, write(desk, "b.csv", "7,,,Web,,,,"))) == [(0, 1, 0)]
    assert only(desk) == replace(before, source="Web")
    assert numbers(take(desk, write(desk, "c.csv", "7,,,,Moor,,,"))) == [(0, 1, 0)]
    assert only(desk) == replace(before, source="Web", label="Moor")


def test_a_stage_without_its_date_leaves_the_date_known(desk: Desk) -> None:
    take(desk, write(desk, "a.csv", FULL))
    before = only(desk)
    head = "Record ID,Lifecycle Stage,Original Source\n"
    assert numbers(take(desk, write(desk, "b.csv", "7,customer,Web", head=head))) == [(0, 1, 0)]
    assert only(desk).entered == before.entered


def test_what_a_later_export_tells_anew_holds(desk: Desk) -> None:
    take(desk, write(desk, "a.csv", FULL))
    row = "7,2026-01-05,customer,Web,Dune AG,2026-01-10,2026-03-01,900"
    assert numbers(take(desk, write(desk, "a.csv", row))) == [(0, 1, 0)]
    lead = only(desk)
    assert (lead.source, lead.label, lead.amount) == ("Web", "Dune AG", 900)
    assert f"{lead.entered['mql']:%d}" == "10"


def test_an_outcome_that_is_taken_back_is_gone(desk: Desk) -> None:
    deal = "id,state,closed\n"
    (desk.workspace.root / "profiles").mkdir()
    (desk.workspace.root / "profiles" / "deals.yaml").write_text(
        "object: deal\nkey: id\nstage: state\nclosed: closed\n"
    )
    take(desk, write(desk, "a.csv", "1,Won,2026-03-01", head=deal))
    assert list(only(desk).entered) == ["won"]
    assert numbers(take(desk, write(desk, "a.csv", "1,Opportunity,2026-09-01", head=deal))) == [(0, 1, 0)]
    assert store.get(desk.db, 1).entered == {"opportunity": None}


@pytest.mark.parametrize("order", [("contacts.csv", "deals.csv"), ("deals.csv", "contacts.csv")])
def test_a_deal_belongs_to_its_contact_whichever_comes_first(desk: Desk, order: tuple[str, str]) -> None:
    write(desk, "contacts.csv", "7,2026-01-05,lead,Fair,Dune,,,")
    write(desk, "deals.csv", "99,Dune 1,closedwon,2026-02-01,2026-03-01,500,7;8", head=DEALS)
    report = take(desk, *(desk.workspace.root / name for name in order))
    assert report.leads == 1
    assert list(only(desk).entered) == ["lead", "opportunity", "won"]
    assert [step.entered for step in funnels.funnel(desk, basis="cohort").steps] == [1, 1, 1]
    paths = [desk.workspace.root / name for name in order]
    assert numbers(take(desk, *paths)) == [(0, 0, 1), (0, 0, 1)]
    # Also in two imports, and with the deal's own row changed later.
    write(desk, "deals.csv", "99,Dune 1,closedlost,2026-02-01,2026-03-02,500,7", head=DEALS)
    assert numbers(take(desk, desk.workspace.root / "deals.csv")) == [(0, 1, 0)]
    assert list(only(desk).entered) == ["lead", "opportunity", "lost"]


def test_of_rows_with_one_id_the_last_counts_and_it_is_told(desk: Desk) -> None:
    path = write(desk, "a.csv", FULL, FULL.replace("Dune", "Moor"))
    report = take(desk, path)
    assert (numbers(report), report.files[0].repeated) == ([(1, 0, 0)], 1)
    assert only(desk).label == "Moor"
    assert numbers(take(desk, path)) == [(0, 0, 1)]


def test_a_dry_run_says_all_and_changes_no_byte(desk: Desk) -> None:
    path = write(desk, "a.csv", FULL)
    before = digest(desk)
    dry = take(desk, path, dry_run=True)
    assert digest(desk) == before
    assert (dry.leads, numbers(dry)) == (1, [(1, 0, 0)])
    done = take(desk, path)
    assert done.counts == dry.counts
    assert leads.newest(desk, 5)


def test_a_dry_run_makes_no_database(folder: Path, open_desk: Callable[..., Desk]) -> None:
    (folder / "smeeting.db").unlink()
    desk = open_desk(folder)
    assert take(desk, write(desk, "a.csv", FULL), dry_run=True).leads == 1
    assert not (folder / "smeeting.db").exists()


def test_one_bad_file_and_nothing_of_any_is_taken(desk: Desk) -> None:
    good, bad = write(desk, "a.csv", FULL), write(desk, "b.csv", '7,"2026')
    before = digest(desk)
    with pytest.raises(FaultsError):
        take(desk, good, bad)
    assert digest(desk) == before


def test_values_that_people_typed_stay_and_are_told(desk: Desk) -> None:
    mql = metrics.measured(desk, "mql")
    metrics.set_actual(desk, mql, Period.parse("2026-01"), 9, at(0))
    report = take(desk, write(desk, "a.csv", FULL))
    (kept,) = report.counts.kept
    assert (kept.value.actual, kept.counted) == (9, 1)


def test_people_are_not_kept_unless_a_profile_asks_for_them_by_name(desk: Desk) -> None:
    head = "Record ID,First Name,Last Name,Email,Phone Number,Create Date,Lifecycle Stage\n"
    row = "7,Ann,Example,ann@example.com,555 0100,2026-01-05,lead"
    report = take(desk, write(desk, "people.csv", row, head=head))
    assert report.files[0].new == 1
    data = desk.workspace.database_file.read_bytes()
    assert not any(word in data for word in (b"ann@example.com", b"555 0100", b"Example"))
    path = leads.save_profile(desk, "hubspot contacts")
    path.write_text(path.read_text() + "keep: [Email]\n")
    assert numbers(take(desk, desk.workspace.root / "people.csv")) == [(0, 1, 0)]
    assert only(desk).kept == {"Email": "ann@example.com"}
    assert b"555 0100" not in desk.workspace.database_file.read_bytes()


def test_undo_does_not_take_half_an_import_back(desk: Desk) -> None:
    take(desk, write(desk, "a.csv", FULL))
    with pytest.raises(BadMoveError, match="an import is not taken back"):
        undoing.undo(desk, at(1))
    assert only(desk).key == "contact:7"


def test_profiles_are_saved_once_and_read_again(desk: Desk) -> None:
    path = leads.save_profile(desk, "hubspot_contacts")
    own = leads.known_profiles(desk)
    assert own[0].name == "HubSpot contacts"
    assert len(own) == 5
    assert own[0] == leads.find_profile(desk, "HubSpot contacts")
    assert take(desk, write(desk, "a.csv", FULL)).files[0].profile == "HubSpot contacts"
    with pytest.raises(StorageError, match="is there already"):
        leads.save_profile(desk, "HubSpot contacts")
    with pytest.raises(NotFoundError, match="did you mean HubSpot deals"):
        leads.find_profile(desk, "hubspotdeal")
    path.write_text("object: contact\nkey: Record ID\nstages: [a]\nobjct: x\n")
    with pytest.raises(FaultsError, match=r"hubspot-contacts.yaml:3:9: stages is not a map"):
        leads.known_profiles(desk)


# ---- Against a plain model ----

_AT = st.one_of(st.none(), st.integers(25_000_000, 25_000_009))
_RECORDS = st.builds(
    LeadRecord,
    line=st.just(1),
    key=st.sampled_from(["lead:1", "lead:2", "lead:3"]),
    source=st.sampled_from(["", "Fair", "fair", "Web"]),
    stage=st.sampled_from(["", "lead", "won"]),
    amount=st.sampled_from([None, 0.0, 5.0]),
    label=st.sampled_from(["", "Dune", "Moor"]),
    kept=st.sampled_from([{}, {"Size": "9"}, {"Size": "10", "Land": "NO"}]),
    entered=st.dictionaries(st.sampled_from(["lead", "won", "lost"]), _AT, max_size=3),
    left=st.sampled_from([(), ("lost",)]),
)


class Known:
    """What is known of each lead, taken record by record as plainly as can be."""

    def __init__(self) -> None:
        self.leads: dict[str, dict[str, object]] = {}
        self.sources: dict[str, str] = {}

    def take(self, batch: list[LeadRecord]) -> tuple[int, int, int]:
        counts = [0, 0, 0]
        for record in batch:  # a source is spelled as it first was
            if record.source:
                self.sources.setdefault(record.source.lower(), record.source)
        for record in {one.key: one for one in batch}.values():
            before = self.leads.get(record.key)
            after = self._merged(before, record)
            counts[0 if before is None else 1 if after != before else 2] += 1
            self.leads[record.key] = after
        return counts[0], counts[1], counts[2]

    def _merged(self, before: dict[str, object] | None, record: LeadRecord) -> dict[str, object]:
        old = before or {"source": "", "stage": "", "amount": None, "label": "", "kept": {}, "entered": {}}
        entered = dict(old["entered"])  # type: ignore[call-overload]
        for stage in record.left:
            entered.pop(stage, None)
        for stage, when in record.entered.items():
            entered[stage] = entered.get(stage) if when is None else when
        return {
            "source": self.sources[record.source.lower()] if record.source else old["source"],
            "stage": record.stage or old["stage"],
            "amount": old["amount"] if record.amount is None else record.amount,
            "label": record.label or old["label"],
            "kept": old["kept"] | record.kept,  # type: ignore[operator]
            "entered": entered,
        }


def _stored(db: Database) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for row in db.rows("SELECT id FROM lead"):
        lead = store.get(db, row[0])
        entered = {
            stage["stage"]: stage["at"]
            for stage in db.rows("SELECT stage, at FROM lead_stage WHERE lead_id = ?", (row[0],))
        }
        found[lead.key] = {
            "source": lead.source,
            "stage": lead.stage,
            "amount": lead.amount,
            "label": lead.label,
            "kept": dict(lead.kept),
            "entered": entered,
        }
    return found


@given(st.lists(st.lists(_RECORDS, max_size=5), max_size=4))
def test_what_is_kept_is_what_a_plain_model_keeps(
    tmp_path_factory: pytest.TempPathFactory, imports: list[list[LeadRecord]]
) -> None:
    # A record that left a stage does not enter it in the same row, as the reader sees to.
    for batch in imports:
        for record in batch:
            record.left = tuple(stage for stage in record.left if stage not in record.entered)
    model = Known()
    with open_database(tmp_path_factory.mktemp("model") / "smeeting.db", create=True) as db:
        for batch in imports:
            with lead_writing.aside(db), db.write(None):
                merged = lead_writing.take(db, [batch])
            assert (merged.new, merged.changed, merged.same) == model.take(batch)
        assert _stored(db) == model.leads


# ---- Killed, and stopped ----

_IMPORT = """
import sys
from smeeting.storage import lead_writing
took = lead_writing._merge
def merge(db, rows):
    print("merging", flush=True)
    sys.stdin.readline()
    return took(db, rows)
lead_writing._merge = merge
from smeeting.cli.program import main
main(["lead", "import", "a.csv"])
"""


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_ended_in_the_middle_it_leaves_all_as_it_was(desk: Desk, sent: signal.Signals) -> None:
    write(desk, "a.csv", *(FULL.replace("7", str(number), 1) for number in range(5_000)))
    before = [tuple(row) for row in desk.db.rows("SELECT * FROM metric_value")]
    child = subprocess.Popen(
        [sys.executable, "-c", _IMPORT],
        cwd=desk.workspace.root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "merging\n"
    child.send_signal(sent)
    _, said = child.communicate()
    assert child.returncode == (130 if sent == signal.SIGINT else -sent)
    assert "Traceback" not in said
    desk.close()
    with Desk(Workspace(desk.workspace.root)) as again:
        assert leads.newest(again, 1) == ()
        assert [tuple(row) for row in again.db.rows("SELECT * FROM metric_value")] == before


def test_an_import_survives_a_copy(desk: Desk, tmp_path: Path) -> None:
    take(desk, write(desk, "a.csv", FULL))
    desk.close()
    copied = Path(shutil.copytree(desk.workspace.root, tmp_path / "copy"))
    with Desk(Workspace(copied)) as other:
        assert only(other).key == "contact:7"
