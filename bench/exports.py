"""`python -m bench.exports FILE [ROWS]`: an export of invented contacts, the same every time."""

import datetime as dt
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from smeeting.services.demo_leads import HEADINGS

ROWS = 1_000_000
FIRST_DAY = dt.date(2024, 1, 1)
MONTHS = 30
_STAGES = ("lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity", "customer")
_SOURCES = ("Organic Search", "Paid Search", "Referral", "Email", "Social", "Offline", "Direct", "Fair")
_DAYS = MONTHS * 30
_GO_ON = (0.4, 0.35, 0.6, 0.3)
"""The share of leads that goes on from each stage to the next."""


def write_contacts(path: Path, rows: int = ROWS) -> Path:
    """Write an export of so many contacts."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(HEADINGS) + "\r\n")
        file.writelines(_lines(rows))
    return path


def _lines(rows: int) -> Iterator[str]:
    chance = random.Random(3)
    days = [f"{FIRST_DAY + dt.timedelta(days=day):%Y-%m-%d}" for day in range(_DAYS + 400)]
    hours = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60)]

    def moment(day: int) -> str:
        return f"{days[min(day, len(days) - 1)]} {hours[chance.randrange(1440)]}"

    for number in range(rows):
        day = chance.randrange(_DAYS)
        created, dates = moment(day), ["", "", "", ""]
        reached = 0
        while reached < len(_GO_ON) and chance.random() < _GO_ON[reached]:
            day += chance.randrange(25)
            dates[reached] = moment(day)
            reached += 1
        mql, sql, opportunity, customer = dates
        touched = moment(day) if number % 10 else ""
        worth = chance.randrange(800, 9000) if customer else ""
        source = _SOURCES[number % len(_SOURCES)]
        yield (
            f"{number + 1},{created},{_STAGES[reached]},{source},Company {number % 50_000},"
            f"{mql},{touched},{sql},{opportunity},{customer},{worth}\r\n"
        )


if __name__ == "__main__":
    write_contacts(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
