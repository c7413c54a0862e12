"""Migrations: from every earlier version with rows in it, whole or not at all, after a backup.

`versions/vN.sql` is the dump of a database that a program of version N filled. When a migration is added,
write the dump of the version before it (`python -m tests.storage.test_migrations` prints the newest one).
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from smeeting.domain.captures import Action, Issue
from smeeting.domain.durations import Durations
from smeeting.domain.errors import StorageError
from smeeting.domain.funnels import Reached
from smeeting.domain.glossary import Agreement, Term, VoiceWord
from smeeting.domain.issue_moves import IssueMove
from smeeting.domain.metrics import Value
from smeeting.domain.people import Person, Rating
from smeeting.domain.periods import Period
from smeeting.domain.record_links import RecordLink
from smeeting.domain.term_examples import Example
from smeeting.domain.term_history import TermVersion
from smeeting.domain.voices import Round, TermAgreement
from smeeting.storage import (
    actions,
    agreements,
    anonymous,
    blind_texts,
    captures,
    funnels,
    history,
    issue_moves,
    issues,
    leads,
    me_too,
    meetings,
    migrations,
    people,
    record_links,
    search_index,
    settings,
    term_examples,
    term_versions,
    values,
)
from smeeting.storage.database import Database, open_database
from smeeting.storage.migrations import FINGERPRINTS, LATEST, is_ours, migrate, reference_schema
from smeeting.storage.schema import APPLICATION_ID, fingerprint, schema_of
from tests.dumps import dump
from tests.storage.conftest import MEETING, NOW, capture, change

_VERSIONS = Path(__file__).parent / "versions"
_MARCH = Period.parse("2026-03")
_VOICES: dict[str, VoiceWord] = {"sales": "like", "marketing": "live with"}
_AGREEMENT = TermAgreement(
    "mql", "MQL", "agreed", "a lead that fits", "", _VOICES, MEETING.held_on, MEETING.name, False, NOW
)
_MIXED: dict[str, VoiceWord] = {"sales": "like", "marketing": "uncomfortable"}
_DISPUTE = TermAgreement(
    "sal",
    "SAL",
    "disputed",
    "a lead that sales took",
    "",
    _MIXED,
    MEETING.held_on,
    MEETING.name,
    False,
    NOW,
    (Round("a lead that sales saw", _MIXED, "seeing is not taking"),),
)
_TERM_VERSIONS = (
    TermVersion("mql", "MQL", NOW, "file", Term("mql", "MQL", agreed=Agreement("it fits", voices=_VOICES))),
    TermVersion(
        "mql",
        "MQL",
        NOW,
        "program",
        Term("mql", "MQL", agreed=Agreement("it fits us", voices=_VOICES)),
        "it fits",
        MEETING.name,
        "sales",
    ),
    TermVersion("old", "Old", NOW, "meeting", None),
)
_MOVE = IssueMove(1, "heard", NOW, "marketing", "nobody calls", MEETING.name)
_LINK = RecordLink("term", "mql")
_EXAMPLE = Example(
    1, "sal", "a fair lead", {"sales": False, "marketing": True}, "issue", MEETING.name, NOW, "contact:7", 1
)


def fill(db: Database) -> None:
    """Something in every table. Only add to it: the dumps of earlier versions hold what it wrote then."""
    with db.write(change("meeting.start", "start", MEETING.name)):
        meetings.insert(db, MEETING)
        meetings.attend(db, MEETING.name, Person("Anna", "sales"), "here")
        meetings.rate(db, MEETING.name, Rating("sales", 7, "too long"))
    with db.write(change("capture.add", "I1", MEETING.name)):
        issues.add(db, Issue(capture("leads are cold", kind="issue", meeting=MEETING.name, item=1)))
    with db.write(change("capture.add", "A2", MEETING.name)):
        actions.add(db, Action(capture("call them", kind="action", meeting=MEETING.name), "Anna", issue=1))
    with db.write(change("metric.set", "MQL")):
        values.put(db, Value("mql", _MARCH, 132.0, 120.0, "", "typed"))
    with db.write(change("term.agree", "MQL", MEETING.name)):
        agreements.add(db, _AGREEMENT, NOW)
    with db.write(change("lead.import", "import of leads.csv")):
        db.conn.execute("INSERT INTO lead_source VALUES (1, 'Referral', 'referral')")
        db.conn.execute(
            "INSERT INTO lead (id, key, source_id, stage, amount, label, kept, came)"
            " VALUES (1, 'contact:7', 1, 'mql', 12.5, 'Dune Camping', '{}', 29000000)"
        )
        db.conn.execute("INSERT INTO lead_stage VALUES (1, 'mql', 1, 29000000)")
        db.insert(
            "lead_import",
            {
                "at": "2026-03-04",
                "file": "leads.csv",
                "profile": "",
                "new": 1,
                "changed": 0,
                "same": 0,
                "refused": 0,
            },
        )
    with db.write(None):
        settings.write(db, "theme", "dark")
        anonymous.put(db, "the hand-off is a mess", new_key=lambda: "0" * 32)
        db.conn.execute("INSERT INTO funnel_month VALUES (-1, ?, 'mql', 3, 2)", (_MARCH.number,))
        db.conn.execute(
            "INSERT INTO stage_lag VALUES (-1, 'period', ?, 'mql', '{\"14\":2}')", (_MARCH.number,)
        )
        term_versions.add(db, _TERM_VERSIONS)
    with db.write(change("term.settle", "SAL disputed", MEETING.name)):
        agreements.add(db, _DISPUTE, NOW)
        blind_texts.put(db, MEETING.name, "sal", "sales", "one we took")
        term_examples.put(db, _EXAMPLE)
    with db.write(change("issue.heard", "I1 heard", MEETING.name)):
        issues.save(db, msgspec.structs.replace(issues.get(db, 1), heard="nobody calls", understood="yes"))
        issue_moves.add(db, _MOVE)
        me_too.add(db, 1, "marketing", MEETING.name, NOW)
        record_links.add(db, 1, _LINK)
    with db.write(None):
        meetings.save_clock(db, msgspec.structs.replace(MEETING, speaking="sales", talk_ms={"sales": 5}))


def check(db: Database) -> None:
    """What `fill` wrote is there, and can be taken back."""
    # Versions before 4 knew no moves of issues, and nobody said who spoke.
    has_moves = bool(issue_moves.of_issue(db, 1))
    talk = {"sales": 5} if has_moves else {}
    loaded = meetings.load(db, MEETING.name)
    assert loaded == msgspec.structs.replace(MEETING, speaking="sales" if talk else "", talk_ms=talk)
    if has_moves:
        assert issue_moves.of_meeting(db, MEETING.name) == (_MOVE,)
        assert issues.get(db, 1).me_too == {"marketing": 1}
        assert record_links.of_record(db, 1) == (_LINK,)
    found = db.rows("SELECT rowid FROM capture_words WHERE capture_words MATCH ?", ('text:"cold"',))
    assert [row[0] for row in found] == [1]
    assert people.listed(db) == (Person("Anna", "sales"),)
    assert [each.presence for each in meetings.attendance(db, MEETING.name)] == ["here"]
    assert meetings.ratings(db, MEETING.name) == (Rating("sales", 7, "too long"),)
    assert [each.text for each in captures.newest(db)] == ["call them", "leads are cold"]
    assert (issues.get(db, 1).state, issues.get(db, 1).understood) == ("aired", "yes" if has_moves else "")
    assert actions.get(db, 2).issue == 1
    assert values.get(db, "mql", _MARCH) == Value("mql", _MARCH, 132.0, 120.0, "", "typed")
    # Versions 1 and 2 knew no history of terms.
    has_terms = bool(term_versions.of_term(db, "mql"))
    assert agreements.pending(db) == ((_AGREEMENT, _DISPUTE) if has_terms else (_AGREEMENT,))
    if has_terms:
        assert term_versions.all_since(db, None) == _TERM_VERSIONS
        assert blind_texts.of_term(db, MEETING.name, "sal") == {"sales": ("one we took", False)}
        assert term_examples.of_term(db, "sal") == (_EXAMPLE,)
    assert settings.read(db, "theme") == "dark"
    assert anonymous.waiting(db) == 1
    # Version 1 knew no leads.
    if funnels.stages(db):
        counted = Reached(3, 0, Durations.of([14, 14]))
        assert funnels.reached(db, (_MARCH, _MARCH), "period") == {"mql": counted}
        lead = leads.get(db, 1)
        assert (lead.key, lead.source, lead.amount) == ("contact:7", "Referral", 12.5)
        assert list(lead.entered) == ["mql"]
    assert len(history.changes(db)) == 5 + sum((bool(funnels.stages(db)), has_terms, has_moves))
    history.undo_change(db, 3, at=NOW, via="test")
    assert [each.text for each in captures.newest(db)] == ["leads are cold"]


def restored(version: int, path: Path) -> Path:
    """The database of that version, from its dump."""
    conn = sqlite3.connect(path)
    conn.executescript((_VERSIONS / f"v{version}.sql").read_text("utf-8"))
    if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'capture_words'").fetchone():
        search_index.fill(conn)
        conn.commit()
    conn.close()
    return path


@pytest.mark.parametrize("version", FINGERPRINTS)
def test_every_version_with_rows_in_it_is_brought_up_to_date(version: int, tmp_path: Path) -> None:
    path = restored(version, tmp_path / "smeeting.db")
    with open_database(path, create=False) as db:
        assert db.value("PRAGMA user_version") == LATEST
        assert is_ours(schema_of(db.conn), LATEST)
        assert db.rows("PRAGMA foreign_key_check") == []
        check(db)
    assert path.with_name(f"smeeting.db.backup-v{version}").exists() == (version < LATEST)


def test_what_was_said_back_before_anybody_was_asked_is_heard(tmp_path: Path) -> None:
    path = restored(3, tmp_path / "smeeting.db")
    with sqlite3.connect(path) as conn:
        conn.execute("UPDATE issue SET heard = 'nobody calls', state = 'heard'")
        conn.execute("DELETE FROM row_history WHERE tbl = 'issue' AND before IS NOT NULL")
        written = conn.execute("SELECT count(*) FROM row_history").fetchone()
    conn.close()
    with open_database(path, create=False) as db:
        assert issues.get(db, 1).is_heard
        assert tuple(db.row("SELECT count(*) FROM row_history") or ()) == written


@pytest.mark.parametrize("version", FINGERPRINTS)
def test_the_fingerprint_of_each_version_is_that_of_its_schema(version: int) -> None:
    assert fingerprint(reference_schema(version)) == FINGERPRINTS[version]


def test_the_versions_count_the_migrations() -> None:
    assert list(FINGERPRINTS) == list(range(1, len(migrations._STEPS) + 1))


@pytest.fixture
def second_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Gives the program one more migration, of one statement."""

    def add(sql: str) -> None:
        def one_more(db: object) -> None:
            db.conn.execute("ALTER TABLE capture ADD COLUMN stage TEXT")  # type: ignore[attr-defined]
            db.conn.execute(sql)  # type: ignore[attr-defined]

        version = LATEST + 1
        monkeypatch.setattr(migrations, "_STEPS", (*migrations._STEPS, one_more))
        known = dict(FINGERPRINTS)
        monkeypatch.setattr(migrations, "FINGERPRINTS", known)
        if "nonsense" not in sql:
            known[version] = fingerprint(reference_schema(version))
        monkeypatch.setattr("smeeting.storage.database.LATEST", version)
        monkeypatch.setattr("smeeting.storage.backups.LATEST", version)
        monkeypatch.setattr(migrations.migrate, "__kwdefaults__", {"up_to": version})

    return add


def test_an_outdated_database_is_backed_up_then_changed_with_its_triggers(
    path: Path, db: Database, second_version: Callable[[str], None]
) -> None:
    fill(db)
    db.close()
    second_version("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")
    with open_database(path, create=False) as newer:
        assert newer.value("PRAGMA user_version") == LATEST + 1
        assert [row[0] for row in newer.rows("SELECT name FROM _sqlite_migrations")][-1] == "one_more"
        with newer.write(change()):
            newer.update("capture", 1, {"stage": "hand-off"})
        assert '"stage":"hand-off"' in newer.value("SELECT after FROM row_history ORDER BY id DESC LIMIT 1")
        assert [each.text for each in captures.newest(newer)] == ["call them", "leads are cold"]
    backup = path.with_name(f"smeeting.db.backup-v{LATEST}")
    assert backup.stat().st_mode & 0o777 == 0o600
    conn = sqlite3.connect(backup)
    assert conn.execute("PRAGMA user_version").fetchone() == (LATEST,)
    assert conn.execute("SELECT count(*) FROM capture").fetchone() == (2,)
    conn.close()


def test_a_migration_that_fails_leaves_the_old_version_and_the_backup(
    path: Path, db: Database, second_version: Callable[[str], None]
) -> None:
    fill(db)
    db.close()
    before = path.read_bytes()
    second_version("nonsense")
    for number in ("", "-2"):
        with pytest.raises(StorageError):
            open_database(path, create=False)
        assert path.read_bytes() == before
        assert path.with_name(f"smeeting.db.backup-v{LATEST}{number}").exists()


def test_migrating_again_changes_nothing(path: Path, db: Database) -> None:
    before = path.read_bytes()
    migrate(db.conn)
    assert path.read_bytes() == before


def test_a_migration_that_another_program_was_quicker_with_is_not_made_twice(db: Database) -> None:
    migrate(db.conn, up_to=LATEST)
    assert db.value("SELECT count(*) FROM _sqlite_migrations") == LATEST


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "new.db", create=True) as made:
        fill(made)
        sys.stdout.write(f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {LATEST};\n")
        sys.stdout.writelines(f"{line}\n" for line in dump(made.path))
