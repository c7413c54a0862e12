"""SQL that people write for their own engine: one query each, as far as its text tells."""

import re

from smeeting.domain.errors import SmeetingError

_BEFORE_FIRST_WORD = re.compile(r"(?:\s|\(|--[^\n]*(?:\n|$)|/\*(?!!).*?\*/)*", re.DOTALL)
_WORD = re.compile(r"[A-Za-z]+")
_BEGINS_QUERY = frozenset({"select", "with", "from"})
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/", re.DOTALL)
_WRITES = re.compile(
    r"\b(insert|update|delete|merge|replace|into|create|alter|drop|truncate|grant|revoke|call|exec|execute)\b"
    r"(?!\s*\()",
    re.IGNORECASE,
)
_FIX = "write one SELECT, or WITH and a SELECT"


def refuse_statement(sql: str, *, engine_guards: bool) -> None:
    """Raises SmeetingError for what is not one query.

    This is the first line of defence. Where the engine itself guards against writing, its word counts beyond
    that; where it does not, a query with a word that writes is refused as well.
    """
    word = _WORD.match(sql, _BEFORE_FIRST_WORD.match(sql).end())  # type: ignore[union-attr]  # it may be empty
    if word is None or word[0].casefold() not in _BEGINS_QUERY:
        begins = f"it begins with {word[0].upper()}" if word else "it has no words"
        raise SmeetingError(f"this is no query ({begins})", _FIX)
    # Also inside quotes and comments: what is one differs from engine to engine, and a mistake would write.
    if ";" in sql.rstrip("; \t\r\n"):
        raise SmeetingError("a ; stands in the middle of the query", f"{_FIX}; a ; as text is chr(59)")
    if not engine_guards and (found := _WRITES.search(_QUOTED.sub(" ", sql))):
        raise SmeetingError(f"the query holds {found[0].upper()}, and smeeting only reads", _FIX)
