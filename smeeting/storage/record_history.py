"""Everything that happened to what has one number: to its own rows, its moves, its me-too and its links."""

from smeeting.storage.database import Database
from smeeting.storage.history import Entry, RowStep, entry_of, row_step

_OWN = ("capture", "issue", "action")
_BELONGING = {"issue_move": "issue_id", "me_too": "issue_id", "record_link": "capture_id"}
"""Tables whose rows belong to a number, and the column that says to which."""

_FOUND = "SELECT row_history.id, change_id, tbl, row_id, before, after FROM row_history"
_OF_ROW = f"{_FOUND} WHERE tbl = ? AND row_id = ?"
_OF_LIVE = f"{_FOUND} WHERE tbl = '{{table}}' AND row_id IN (SELECT id FROM {{table}} WHERE {{column}} = ?)"
# A row that is gone is found by its last words. Only a taking back removes moves and me-too, which is rare;
# a link is also taken away by hand, but links themselves are few.
_OF_GONE = f"""{_FOUND} JOIN change ON change.id = change_id
WHERE change.undoes IS NOT NULL AND tbl = '{{table}}' AND instr(coalesce(before, after), ?) > 0"""
_OF_LINKS = f"{_FOUND} WHERE tbl = 'record_link' AND instr(coalesce(before, after), ?) > 0"


def of_number(db: Database, number: int) -> tuple[tuple[Entry, tuple[RowStep, ...]], ...]:
    """Each change that touched something of this number, oldest first, with the rows it touched."""
    found = {}
    for table in _OWN:
        found.update({row["id"]: row for row in db.rows(_OF_ROW, (table, number))})
    for table, column in _BELONGING.items():
        mark = f'"{column}":{number},'
        gone = _OF_LINKS if table == "record_link" else _OF_GONE.format(table=table)
        live = _OF_LIVE.format(table=table, column=column)
        for row in (*db.rows(live, (number,)), *db.rows(gone, (mark,))):
            step = row_step(row)
            if number in ((step.before or {}).get(column), (step.after or {}).get(column)):
                found[row["id"]] = row
                if table != "record_link":
                    # The change that made a row which is gone by now.
                    of_row = db.rows(_OF_ROW, (table, row["row_id"]))
                    found.update({one["id"]: one for one in of_row})
    changes: dict[int, list[RowStep]] = {}
    for _, row in sorted(found.items()):
        changes.setdefault(row["change_id"], []).append(row_step(row))
    return tuple((entry_of(db, change), tuple(steps)) for change, steps in sorted(changes.items()))
