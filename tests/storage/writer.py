"""A program of its own that records captures; started by the tests of several at once."""

import sys
from pathlib import Path

from smeeting.storage import captures
from smeeting.storage.database import open_database
from tests.storage.conftest import capture, change


def main() -> None:
    """Add as many captures as the second argument says, named by the third, each confirmed once on disk."""
    path, count, name = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    with open_database(path, create=True, patience=30.0) as db:
        for number in range(count):
            with db.write(change("capture.add", name)):
                captures.add(db, capture(f"{name} {number}"))
            sys.stdout.write(f"{name} {number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
