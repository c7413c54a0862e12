"""`python -m smeeting` and the console script: the same program."""

import contextlib
import sys
from typing import NoReturn

from smeeting import __version__


def main() -> NoReturn:
    """Run the program, and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        # Scripts and installers ask for it; the commands, which say the same, need not be loaded for it.
        # What can't be printed is left to them: they say why.
        with contextlib.suppress(OSError, ValueError, AttributeError):
            sys.stdout.write(f"smeeting, version {__version__}\n")
            sys.stdout.flush()
            sys.exit(0)
    from smeeting.cli import program

    program.main()


if __name__ == "__main__":
    main()
