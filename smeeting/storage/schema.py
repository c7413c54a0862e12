"""What the database is made of: its mark, its tables, and how a schema is told from another."""

import hashlib
import sqlite3
from typing import Literal, get_args

APPLICATION_ID = 0x534D_4554
"""`SMET`: written into the header of every database of ours, and asked for before anything else."""

Table = Literal[
    "meeting",
    "clock",
    "person",
    "attendance",
    "rating",
    "capture",
    "issue",
    "action",
    "metric_value",
    "agreement",
    "target_change",
    "verdict",
    "lead",
    "lead_source",
    "lead_stage",
    "lead_import",
    "funnel_month",
    "stage_lag",
    "lead_snapshot",
    "term_version",
    "blind_text",
    "term_example",
    "issue_move",
    "me_too",
    "record_link",
    "anonymous_issue",
    "setting",
    "change",
    "row_history",
]
"""The tables of the newest version. A misspelt one does not pass the type check."""

TABLES: tuple[Table, ...] = get_args(Table)

AUDITED: tuple[Table, ...] = (
    "meeting",
    "person",
    "attendance",
    "rating",
    "capture",
    "issue",
    "action",
    "metric_value",
    "agreement",
    "target_change",
    "verdict",
    "lead_import",
    "blind_text",
    "term_example",
    "issue_move",
    "me_too",
    "record_link",
)
"""Tables whose triggers keep the row history. Each has an integer primary key named `id`."""

_RECORD = "_sqlite_migrations"
"""The record of migrations, made by sqlite-utils: its form is that library's affair."""


def schema_of(conn: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """The SQL of every table, index, trigger and view of ours or anybody's, by type and name."""
    found = conn.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    return {
        (kind, name): sql or ""
        for kind, name, table, sql in found
        if table != _RECORD or kind not in ("table", "index")
    }


def fingerprint(schema: dict[tuple[str, str], str]) -> str:
    """A short text that differs where two schemas differ."""
    text = "\n".join(f"{kind} {name}\n{sql}" for (kind, name), sql in sorted(schema.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def history_triggers(conn: sqlite3.Connection) -> list[str]:
    """The SQL of the triggers that keep the row history, made from the live columns of each table."""
    # A table of a later version has no columns yet.
    return [sql for table in AUDITED if _columns(conn, table) for sql in _triggers_of(conn, table)]


def row_as_json(conn: sqlite3.Connection, table: Table, row: str) -> str:
    """The SQL expression for one row of `table` as a JSON object; `row` is `NEW`, `OLD` or the table's name.

    Control characters stand in the texts as they are, so read it with `json.loads(text, strict=False)`.
    SQLite's own json_object() is refused in a trigger where the schema is not trusted, and cuts numbers to
    15 digits; quote() writes as many as bring the number back.
    """
    parts = []
    for name, kind in _columns(conn, table):
        value = f'{row}."{name}"'
        if kind == "TEXT":
            escaped = f"replace(replace({value}, '\\', '\\\\'), '\"', '\\\"')"
            parts.append(f"""'"{name}":' || coalesce('"' || {escaped} || '"', 'null')""")
        else:
            parts.append(f"""'"{name}":' || lower(quote({value}))""")
    return "'{' || " + " || ',' || ".join(parts) + " || '}'"


def _columns(conn: sqlite3.Connection, table: Table) -> list[tuple[str, str]]:
    return [(row[1], row[2]) for row in conn.execute(f'PRAGMA table_info("{table}")')]


_TRACELESS = {
    "capture": '{row}."at" IS NULL',
    "issue": '{row}."anonymous" = 1',
}
"""Which rows are an anonymous issue's: its text and its coming never enter the history."""


def _triggers_of(conn: sqlite3.Connection, table: Table) -> list[str]:
    old, new = row_as_json(conn, table, "OLD"), row_as_json(conn, table, "NEW")
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name, _ in _columns(conn, table))
    forms = {
        "insert": (["NEW"], "NULL", new, []),
        "update": (["OLD", "NEW"], old, new, [f"({differs})"]),
        "delete": (["OLD"], old, "NULL", []),
    }
    made = []
    for event, (rows, before, after, conditions) in forms.items():
        if table in _TRACELESS and not (event == "update" and _traces_answers(conn, table)):
            conditions = conditions + [f"NOT ({_TRACELESS[table].format(row=row)})" for row in rows]
        when = f"WHEN {' AND '.join(conditions)} " if conditions else ""
        made.append(
            f'CREATE TRIGGER "{table}_{event}_history" AFTER {event.upper()} ON "{table}" {when}BEGIN '
            "INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES "
            f"((SELECT max(id) FROM change), '{table}', {rows[0]}.id, {before}, {after}); END"
        )
    return made


def _traces_answers(conn: sqlite3.Connection, table: Table) -> bool:
    """Whether what the room does with an issue is kept of an anonymous one too, as it is since version 4.

    An issue's row holds what others did: who answers it, and what was done. Nothing in it is the author's.
    """
    return table == "issue" and ("merged_into", "INTEGER") in _columns(conn, table)
