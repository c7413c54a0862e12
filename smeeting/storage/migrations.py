"""The numbered migrations of smeeting.db. Append only: one that was released is never edited.

A migration and the record of it share a transaction with `PRAGMA user_version`, the number of those
applied. `FINGERPRINTS` says what each version's schema looks like, so that opening a database can tell
in microseconds, without importing sqlite-utils, that nothing foreign is in it.
"""

import sqlite3
from typing import TYPE_CHECKING

from smeeting.storage import search_index
from smeeting.storage.schema import APPLICATION_ID, fingerprint, history_triggers, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils.db import Database as SqliteUtils

FINGERPRINTS: dict[int, str] = {
    1: "7d959210c67d9a525cbce899b05a4fca",
    2: "9769b057e282fd0de44270d82a67c119",
    3: "d7bc5b5d76f9328d1dd654ec78d19d47",
    4: "c2418b1127fcfc6c7dbc923312c7725f",
}
"""Version to the fingerprint of its schema."""

LATEST = max(FINGERPRINTS)

# An index ends with the row's id by itself, so none names it: rows of equal columns come in order.
_V1 = (
    """CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  verb TEXT NOT NULL,
  label TEXT NOT NULL,
  via TEXT NOT NULL,
  meeting TEXT,
  undoes INTEGER REFERENCES change (id)
) STRICT""",
    "CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL",
    """CREATE TABLE row_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  change_id INTEGER NOT NULL REFERENCES change (id),
  tbl TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT,
  after TEXT
) STRICT""",
    "CREATE INDEX row_history_change ON row_history (change_id)",
    "CREATE INDEX row_history_row ON row_history (tbl, row_id)",
    """CREATE TABLE meeting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  agenda TEXT NOT NULL,
  title TEXT NOT NULL,
  held_on TEXT NOT NULL,
  teams TEXT NOT NULL,
  items TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'paused', 'closed', 'final')),
  timezone TEXT NOT NULL,
  wall_s INTEGER NOT NULL,
  current INTEGER NOT NULL,
  started_at TEXT,
  closed_at TEXT,
  facilitator TEXT NOT NULL,
  scribe TEXT NOT NULL,
  next_on TEXT
) STRICT""",
    "CREATE UNIQUE INDEX meeting_only_one_live ON meeting ((1)) WHERE state IN ('running', 'paused')",
    "CREATE INDEX meeting_state ON meeting (state, held_on)",
    "CREATE INDEX meeting_started ON meeting (started_at)",
    """CREATE TABLE clock (
  meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id) ON DELETE CASCADE,
  mark_at TEXT,
  mark_awake_ms INTEGER,
  mark_up_ms INTEGER,
  mark_boot TEXT,
  used_ms TEXT NOT NULL,
  paused_ms INTEGER NOT NULL,
  slept_ms INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  side TEXT
) STRICT""",
    """CREATE TABLE attendance (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  presence TEXT NOT NULL CHECK (presence IN ('here', 'regrets', 'left')),
  UNIQUE (meeting_id, person_id)
) STRICT""",
    "CREATE INDEX attendance_person ON attendance (person_id)",
    """CREATE TABLE rating (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  side TEXT NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 10),
  reason TEXT NOT NULL,
  UNIQUE (meeting_id, side)
) STRICT""",
    """CREATE TABLE capture (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  side TEXT,
  meeting_id INTEGER REFERENCES meeting (id),
  item INTEGER,
  at TEXT,
  after_room INTEGER NOT NULL CHECK (after_room IN (0, 1)),
  term_id TEXT
) STRICT""",
    "CREATE INDEX capture_item ON capture (meeting_id, item)",
    "CREATE INDEX capture_meeting ON capture (meeting_id)",
    "CREATE INDEX capture_kind ON capture (kind)",
    """CREATE TABLE issue (
  id INTEGER PRIMARY KEY REFERENCES capture (id),
  state TEXT NOT NULL CHECK (state IN ('aired', 'heard', 'owned', 'answered', 'closed', 'withdrawn')),
  anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  heard TEXT NOT NULL,
  owner TEXT NOT NULL COLLATE NOCASE,
  answer_by TEXT,
  answer TEXT NOT NULL,
  answered_on TEXT
) STRICT""",
    "CREATE INDEX issue_state ON issue (state)",
    "CREATE INDEX issue_owner ON issue (owner, state)",
    "CREATE INDEX issue_late ON issue (answer_by) WHERE state IN ('aired', 'heard', 'owned')",
    """CREATE TABLE action (
  id INTEGER PRIMARY KEY REFERENCES capture (id),
  owner TEXT NOT NULL COLLATE NOCASE,
  due TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
  done_on TEXT,
  outcome TEXT NOT NULL,
  issue_id INTEGER REFERENCES issue (id)
) STRICT""",
    "CREATE INDEX action_state ON action (state, due)",
    "CREATE INDEX action_owner ON action (owner, state, due)",
    "CREATE INDEX action_issue ON action (issue_id) WHERE issue_id IS NOT NULL",
    """CREATE TABLE metric_value (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  term_id TEXT NOT NULL,
  period TEXT NOT NULL,
  actual REAL,
  target REAL,
  note TEXT NOT NULL,
  source TEXT NOT NULL,
  UNIQUE (term_id, period)
) STRICT""",
    "CREATE INDEX metric_value_period ON metric_value (period, term_id)",
    """CREATE TABLE agreement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  term_id TEXT NOT NULL,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('agreed', 'disputed')),
  definition TEXT NOT NULL,
  before TEXT NOT NULL,
  voices TEXT NOT NULL,
  "on" TEXT NOT NULL,
  meeting_id INTEGER REFERENCES meeting (id),
  in_file INTEGER NOT NULL CHECK (in_file IN (0, 1)),
  at TEXT NOT NULL
) STRICT""",
    "CREATE INDEX agreement_term ON agreement (term_id)",
    "CREATE INDEX agreement_meeting ON agreement (meeting_id)",
    "CREATE INDEX agreement_pending ON agreement (term_id) WHERE in_file = 0",
    # A random text key and no rowid: the order of arrival is nowhere in the table.
    "CREATE TABLE anonymous_issue (key TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)


_V2 = (
    """CREATE TABLE target_change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  term_id TEXT NOT NULL,
  period TEXT NOT NULL,
  before REAL,
  target REAL NOT NULL,
  yes TEXT NOT NULL,
  agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  meeting_id INTEGER REFERENCES meeting (id),
  at TEXT NOT NULL
) STRICT""",
    "CREATE INDEX target_change_term ON target_change (term_id, period)",
    "CREATE INDEX target_change_meeting ON target_change (meeting_id)",
    """CREATE TABLE lead_source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE
) STRICT""",
    """CREATE TABLE lead (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  lead_id INTEGER REFERENCES lead (id),
  link TEXT NOT NULL DEFAULT '',
  source_id INTEGER REFERENCES lead_source (id),
  stage TEXT NOT NULL,
  amount REAL,
  label TEXT NOT NULL,
  kept TEXT NOT NULL,
  came INTEGER
) STRICT""",
    "CREATE INDEX lead_lead ON lead (lead_id) WHERE lead_id IS NOT NULL",
    "CREATE INDEX lead_link ON lead (link) WHERE link <> ''",
    "CREATE INDEX lead_of_source ON lead (source_id)",
    "CREATE INDEX lead_came ON lead (came)",
    "CREATE INDEX lead_amount ON lead (amount) WHERE amount IS NOT NULL",
    # Ordered by the lead that is counted, so that the funnel is made in one pass without sorting.
    """CREATE TABLE lead_stage (
  subject INTEGER NOT NULL,
  stage TEXT NOT NULL,
  lead_id INTEGER NOT NULL,
  at INTEGER,
  PRIMARY KEY (subject, stage, lead_id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX lead_stage_at ON lead_stage (stage, at)",
    """CREATE TABLE lead_import (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  file TEXT NOT NULL,
  profile TEXT NOT NULL,
  new INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  same INTEGER NOT NULL,
  refused INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE funnel_month (
  source_id INTEGER NOT NULL,
  month INTEGER NOT NULL,
  stage TEXT NOT NULL,
  entered INTEGER NOT NULL,
  reached INTEGER NOT NULL,
  PRIMARY KEY (source_id, month, stage)
) STRICT, WITHOUT ROWID""",
    # A month's leads by their days in one text: a hundredth of the rows that one a day would take.
    """CREATE TABLE stage_lag (
  source_id INTEGER NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('period', 'cohort')),
  month INTEGER NOT NULL,
  stage TEXT NOT NULL,
  days TEXT NOT NULL,
  PRIMARY KEY (source_id, basis, month, stage)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE verdict (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lead_id INTEGER NOT NULL,
  lead_key TEXT NOT NULL,
  source TEXT NOT NULL,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  item INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'recycled', 'rejected')),
  reason TEXT NOT NULL,
  worked TEXT NOT NULL,
  did_not TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (meeting_id, lead_id)
) STRICT""",
    "CREATE INDEX verdict_lead ON verdict (lead_id)",
    # What later imports must not change in the minutes of a meeting that is over.
    """CREATE TABLE lead_snapshot (
  meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id),
  numbers TEXT NOT NULL
) STRICT""",
)


_V3 = (
    # What the teams said before the last word: earlier wordings, voices, and the objections that were heard.
    "ALTER TABLE agreement ADD COLUMN rounds TEXT NOT NULL DEFAULT '[]'",
    """CREATE TABLE term_version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  term_id TEXT NOT NULL,
  name TEXT NOT NULL,
  at TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('program', 'file', 'meeting')),
  meeting_id INTEGER REFERENCES meeting (id),
  side TEXT NOT NULL,
  was TEXT NOT NULL,
  body TEXT
) STRICT""",
    "CREATE INDEX term_version_term ON term_version (term_id)",
    "CREATE INDEX term_version_at ON term_version (at)",
    "CREATE INDEX term_version_meeting ON term_version (meeting_id) WHERE meeting_id IS NOT NULL",
    "CREATE INDEX term_version_was ON term_version (term_id) WHERE was <> ''",
    """CREATE TABLE blind_text (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  term_id TEXT NOT NULL,
  side TEXT NOT NULL,
  text TEXT NOT NULL,
  revealed INTEGER NOT NULL CHECK (revealed IN (0, 1)),
  UNIQUE (meeting_id, term_id, side)
) STRICT""",
    """CREATE TABLE term_example (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  term_id TEXT NOT NULL,
  text TEXT NOT NULL,
  lead_key TEXT NOT NULL,
  said TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('counts', 'does not count', 'open', 'issue', 'rule')),
  issue_id INTEGER REFERENCES issue (id),
  rule TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT""",
    "CREATE INDEX term_example_term ON term_example (term_id)",
    "CREATE INDEX term_example_meeting ON term_example (meeting_id)",
)


_V4 = (
    "ALTER TABLE issue ADD COLUMN understood TEXT NOT NULL DEFAULT ''"
    " CHECK (understood IN ('', 'yes', 'not quite'))",
    "ALTER TABLE issue ADD COLUMN helps TEXT NOT NULL DEFAULT '' CHECK (helps IN ('', 'yes', 'no'))",
    # What was said back before anybody was asked was taken for heard, and shall not be listened to again. The
    # triggers of the version before would write this into the history; they are made anew after each step.
    "DROP TRIGGER issue_update_history",
    "UPDATE issue SET understood = 'yes' WHERE heard <> '' AND anonymous = 0",
    "ALTER TABLE issue ADD COLUMN merged_into INTEGER REFERENCES issue (id)",
    "CREATE INDEX issue_merged ON issue (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX capture_side ON capture (side, kind) WHERE side IS NOT NULL",
    "CREATE INDEX capture_term ON capture (term_id) WHERE term_id IS NOT NULL",
    # These belong to whatever the number names now: an issue may become a note, and an issue again.
    """CREATE TABLE issue_move (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  issue_id INTEGER NOT NULL REFERENCES capture (id),
  verb TEXT NOT NULL,
  who TEXT NOT NULL,
  text TEXT NOT NULL,
  meeting_id INTEGER REFERENCES meeting (id),
  at TEXT NOT NULL
) STRICT""",
    "CREATE INDEX issue_move_issue ON issue_move (issue_id)",
    "CREATE INDEX issue_move_meeting ON issue_move (meeting_id) WHERE meeting_id IS NOT NULL",
    """CREATE TABLE me_too (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  issue_id INTEGER NOT NULL REFERENCES capture (id),
  side TEXT NOT NULL,
  meeting_id INTEGER REFERENCES meeting (id),
  at TEXT NOT NULL
) STRICT""",
    "CREATE INDEX me_too_issue ON me_too (issue_id, side)",
    "CREATE INDEX me_too_meeting ON me_too (meeting_id) WHERE meeting_id IS NOT NULL",
    """CREATE TABLE record_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  capture_id INTEGER NOT NULL REFERENCES capture (id),
  kind TEXT NOT NULL CHECK (kind IN ('term', 'metric', 'lead', 'record')),
  target TEXT NOT NULL,
  UNIQUE (capture_id, kind, target)
) STRICT""",
    "CREATE INDEX record_link_target ON record_link (kind, target)",
    # Which side speaks, and for how long each did: running time, like the rest of the clock.
    "ALTER TABLE clock ADD COLUMN speaking TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE clock ADD COLUMN talk_ms TEXT NOT NULL DEFAULT '{}'",
    # Why an anonymous issue is held back; empty while it waits to be opened with the others.
    "ALTER TABLE anonymous_issue ADD COLUMN held TEXT NOT NULL DEFAULT ''",
    # It keeps no copy of the texts. Prefixes of one or two letters have an index of their own, since those
    # are what is asked for with the first keys of a search.
    """CREATE VIRTUAL TABLE capture_words USING fts5(
  text, kind, content='', columnsize=0, detail=column, prefix='1 2', tokenize='unicode61 remove_diacritics 2'
)""",
)


def first_tables(db: "SqliteUtils") -> None:
    """Version 1: meetings, captures, people, values, agreements, and the history of them all."""
    for sql in _V1:
        db.conn.execute(sql)


def leads_and_targets(db: "SqliteUtils") -> None:
    """Version 2: leads with their stages, what is counted of them, verdicts, and changes of targets."""
    for sql in _V2:
        db.conn.execute(sql)


def histories_of_terms(db: "SqliteUtils") -> None:
    """Version 3: how each term stood when, blind checks, examples that were decided, and rounds of voices."""
    for sql in _V3:
        db.conn.execute(sql)


def listening(db: "SqliteUtils") -> None:
    """Version 4: each move of an issue, me-too, links, talk, issues held back, and an index of all words."""
    for sql in _V4:
        db.conn.execute(sql)
    search_index.fill(db.conn)


_STEPS: "tuple[Callable[[SqliteUtils], None], ...]" = (
    first_tables,
    leads_and_targets,
    histories_of_terms,
    listening,
)
"""One function a version, oldest first."""


def migrate(conn: sqlite3.Connection, *, up_to: int = LATEST) -> None:
    """Bring the database to version `up_to`, each step whole or not at all.

    `conn` is in autocommit mode with no transaction open. A step that fails raises what it met and leaves
    the version before it.
    """
    # Imported here: 130 ms that only a new or an outdated database pays.
    import sqlite_utils
    from sqlite_utils import Migrations

    steps = Migrations("smeeting")
    for step in _STEPS:
        steps()(step)
    tables = sqlite_utils.Database(conn, recursive_triggers=False, execute_plugins=False, strict=True)
    done = 0
    while done < up_to:
        conn.execute("BEGIN IMMEDIATE")
        try:
            # Asked for under the lock: another program may have been quicker.
            done = len(steps.applied(tables))
            if done < up_to:
                done += 1
                steps.apply(tables, stop_before=[step.__name__ for step in _STEPS[done:]])
                _renew_triggers(conn)
                conn.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
                conn.execute(f"PRAGMA user_version = {done:d}")
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise


def reference_schema(version: int) -> dict[tuple[str, str], str]:
    """The schema that the migrations make, up to `version`."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(conn, up_to=version)
        return schema_of(conn)
    finally:
        conn.close()


def is_ours(schema: dict[tuple[str, str], str], version: int) -> bool:
    """Whether this is what the migrations up to `version` make, and nothing more."""
    return fingerprint(schema) == FINGERPRINTS.get(version)


def _renew_triggers(conn: sqlite3.Connection) -> None:
    old = conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in old:
        conn.execute(f'DROP TRIGGER "{name}"')
    for sql in history_triggers(conn):
        conn.execute(sql)
