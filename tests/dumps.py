"""A database as SQL, to compare two of them or to look for words in."""

import sqlite3
from pathlib import Path


def dump(path: Path) -> list[str]:
    """The statements that make the database at `path`, with an empty index of words.

    The index keeps no texts that could be written out. It is made anew by `search_index.fill`.
    """
    with sqlite3.connect(path) as stored, sqlite3.connect(":memory:") as copy:
        stored.backup(copy)
        (index,) = copy.execute("SELECT sql FROM sqlite_master WHERE name = 'capture_words'").fetchone()
        copy.execute("DROP TABLE capture_words")
        lines = [*copy.iterdump(), f"{index};"]
    stored.close()
    copy.close()
    return lines
