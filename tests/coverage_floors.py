"""The floors of coverage: `python -m tests.coverage_floors` after a run with `--cov`; exit 1 below one."""

import subprocess
import sys

FLOORS = {
    "outside tui": (90, ["--omit=smeeting/tui/*"]),
    "tui": (80, ["--include=smeeting/tui/*"]),
}
"""What is measured, its least percentage of branches and lines, and how coverage is told to measure it."""


def main() -> int:
    """Print what each part reaches, and the uncovered lines of a part below its floor."""
    code = 0
    for part, (floor, chosen) in FLOORS.items():
        report = [sys.executable, "-m", "coverage", "report", "--skip-covered", *chosen]
        total = float(
            subprocess.run(
                [*report, "--format=total", "--precision=1"], capture_output=True, text=True, check=True
            ).stdout
        )
        sys.stdout.write(f"coverage {part}: {total:.1f} % (floor {floor} %)\n")
        if total < floor:
            subprocess.run([*report, "--show-missing"], check=False)
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
