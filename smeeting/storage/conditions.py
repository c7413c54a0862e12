"""WHERE clauses of fixed parts: only those that were asked for, so that SQLite can use its indices."""

from smeeting.storage.stored_values import Stored


def where(*conditions: tuple[str, Stored]) -> tuple[str, tuple[Stored, ...]]:
    """The clause and its values for the conditions whose value is not None; each has one `?`."""
    given = [(sql, value) for sql, value in conditions if value is not None]
    if not given:
        return "", ()
    return "WHERE " + " AND ".join(sql for sql, _ in given), tuple(value for _, value in given)


def holding(sql: str, word: str) -> tuple[str, str]:
    """The condition that a text expression holds a word, case aside for ASCII letters."""
    return f"{sql} LIKE ? ESCAPE '\\'", f"%{literal(word)}%"


def literal(word: str) -> str:
    """The word with what LIKE would read as a pattern taken literally."""
    for special in ("\\", "%", "_"):
        word = word.replace(special, f"\\{special}")
    return word
