"""What is said of an engine's errors: what helps, and no part of its address."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

from smeeting.domain.errors import StorageError
from smeeting.domain.text import shortened

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

_LONGEST = 200
_PACKAGES = {
    "postgresql+psycopg": "psycopg[binary]",
    "postgresql+psycopg2": "psycopg2-binary",
    "duckdb": "duckdb-engine",
    "trino": "trino[sqlalchemy]",
    "snowflake": "snowflake-sqlalchemy",
    "bigquery": "sqlalchemy-bigquery",
}
"""What to install for an address that begins so."""
_REASONS = (
    (r"refused", "nothing listens there"),
    (r"authenticat|password|access denied|unauthorized|permission|login|role ", "the login was refused"),
    (r"translate host|name or service|resolution|resolve|getaddrinfo|nodename", "its host is not known"),
    (r"does not exist|unknown database|unable to open|no such file|not found", "that database is not there"),
    (r"\block", "another program holds the database"),
    (r"timed? ?out", "it does not answer"),
    (r"unreachable|no route", "its host can't be reached"),
    (r"ssl|certificate", "no encrypted connection could be made"),
)
"""What drivers say where they can't connect, and our words for it: theirs hold parts of the address."""


def no_word(name: str, seconds: float) -> StorageError:
    """What is said of an engine that lets us wait for the connection."""
    return StorageError(
        f"the engine at {name} does not answer within {seconds:g} s",
        "see the address in the environment, and the network",
    )


def not_connected(error: Exception, name: str, url: "URL") -> StorageError:
    """Why there is no connection, in our own words."""
    from sqlalchemy.exc import NoSuchModuleError

    if isinstance(error, ImportError | NoSuchModuleError):
        package = _PACKAGES.get(url.drivername)
        hint = f"pip install '{package}'" if package else "install its SQLAlchemy dialect"
        return StorageError(f"no driver for {url.drivername} is installed", hint)
    said = str(getattr(error, "orig", None) or "").casefold()
    reason = next((words for pattern, words in _REASONS if re.search(pattern, said)), "")
    return StorageError(
        f"the engine at {name} can't be reached"
        + (f": {reason}" if reason else f" ({type(error).__name__})"),
        "see the address in the environment, the login and the network",
    )


def not_answered(error: Exception, address: str, url: "URL") -> StorageError:
    """Why an engine refused a query: the first line of what it says, but no part of its address."""
    said = str(getattr(error, "orig", None) or "")
    line = next(filter(None, map(str.strip, said.splitlines())), "")
    if not line:
        return StorageError(
            f"the query failed ({type(error).__name__})", "run it in the engine's own program"
        )
    if any(secret in line.casefold() for secret in _secrets(address, url)):
        return StorageError(
            "the query failed, and what the engine says of it holds a part of its address",
            "run it in the engine's own program",
        )
    return StorageError(f"the engine refuses it: {shortened(line, _LONGEST)}", "see the sql of its source")


def _secrets(address: str, url: "URL") -> Iterator[str]:
    """Each part of the address that nobody must see, as messages may write it, in lower case."""
    options = (value if isinstance(value, str) else " ".join(value) for value in url.query.values())
    # A name or host of two letters is in half of all words, and tells nothing.
    named = [part for part in (url.username, url.host) if part and len(part) > 2]
    for part in (address, url.password, *options, *named):
        if part:
            text = str(part)
            forms = {text, quote(text), quote(text, safe=""), quote_plus(text), repr(text)[1:-1]}
            yield from (form.casefold() for form in forms)
