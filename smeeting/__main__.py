"""`python -m smeeting` and the console script: the same program."""

from smeeting.cli.program import main

if __name__ == "__main__":
    main()
