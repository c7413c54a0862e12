"""Which issues say much the same: by the rare words they share, counted in the index of all words."""

import re
import sqlite3
import unicodedata
from collections import defaultdict

from smeeting.storage.database import Database

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 40
_MOST_WORDS = 40
"""Of a text, as many different words are looked at."""
_RARE = 400
"""A word that more issues have than this tells nothing, in however many; it is not counted further either."""
_SHARE = 20
"""A word that more than one issue in so many has tells nothing, unless there are only a few issues."""
_FEW = 3
_ASKED = 8
"""As many of the rarest words are looked up whole."""


def like(db: Database, number: int, text: str, limit: int) -> tuple[int, ...]:
    """The numbers of other issues that share rare words with a text, those with most in common first.

    Issues that go on as another one are left out.
    """
    rarest = sorted(
        (len(found), word, found) for word, found in _issues_by_word(db, number, text).items() if found
    )[:_ASKED]
    scores: dict[int, float] = defaultdict(float)
    most = min(max(_FEW, db.value("SELECT count(*) FROM issue") // _SHARE), _RARE - 1)
    for times, _, found in rarest:
        if times <= most:
            for other in found:
                # A word that few share tells more than one that many do.
                scores[other] += 1 / times
    shared = sorted(scores, key=lambda other: (-scores[other], other))
    merged = _merged(db, shared[: limit * 4])
    return tuple(other for other in shared if other not in merged)[:limit]


def _issues_by_word(db: Database, number: int, text: str) -> dict[str, list[int]]:
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    asked = list(dict.fromkeys(word[:_LONGEST].lower() for word in words if len(word) > 2))[:_MOST_WORDS]
    return {word: _having(db, number, word) for word in asked}


def _having(db: Database, number: int, word: str) -> list[int]:
    try:
        rows = db.conn.execute(
            "SELECT rowid FROM capture_words WHERE capture_words MATCH ? AND rowid <> ? LIMIT ?",
            (f'kind : "issue" AND text : "{word}"', number, _RARE),
        ).fetchall()
    except sqlite3.Error:
        # What is one word here may be several to the index, which does not know which stand side by side.
        return []
    return [row[0] for row in rows]


def _merged(db: Database, numbers: list[int]) -> set[int]:
    marks = ", ".join("?" * len(numbers))
    rows = db.rows(f"SELECT id FROM issue WHERE merged_into IS NOT NULL AND id IN ({marks})", tuple(numbers))
    return {row["id"] for row in rows}
