"""Numbers at scale: forty metrics over ten years and a million leads, on screen, imported and pulled."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.scenes import PYTHON, Samples, smeeting
from bench.terminal import Terminal
from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period
from smeeting.services import starter
from smeeting.services.desk import Desk
from smeeting.storage import values
from smeeting.storage.workspace import Workspace

METRICS = 40
YEARS = 10
_AGENDA = """title: Numbers
teams: [Marketing, Sales]
items:
  - {kind: opening, minutes: 5}
  - {kind: metrics, minutes: 15}
"""
_MB = 1_000_000


def make_forty_metrics(folder: Path) -> Path:
    """A workspace with forty metrics, half promised each way, and ten years of months of each."""
    (folder / "agendas").mkdir(parents=True)
    (folder / "agendas" / "monthly.yaml").write_text(_AGENDA)
    sides = ("marketing", "sales")
    terms = (
        f"- term: Metric {number}\n  metric: {{promised_by: {sides[number % 2]},"
        f" promised_to: {sides[1 - number % 2]}, unit: leads, target: {100 + number}}}\n"
        for number in range(METRICS)
    )
    (folder / "glossary.yaml").write_text("".join(terms))
    with Desk(Workspace(folder)) as desk:
        now = desk.now()
        last = Period.of(now.at.date()).shifted(-1)
        with desk.change(now, "bench.metrics", "ten years of numbers"):
            for number, term in enumerate(desk.glossary.measured):
                for back in range(12 * YEARS):
                    actual = 100 + (number * 7 + back * 13) % 40
                    values.put(desk.db, Value(term.id, last.shifted(-back), actual, source="typed"))
    return folder


def make_leads(folder: Path, export: Path) -> Path:
    """A starter workspace with the leads of an export."""
    starter.init(folder)
    _run(smeeting(folder, "lead", "import", str(export)))
    return folder


def scorecard(workspace: Path) -> Samples:
    """From the key that goes to the metrics to all of them on the screen."""
    with tempfile.TemporaryDirectory(dir=workspace.parent) as folder:
        copy = Path(shutil.copytree(workspace, Path(folder) / "copy"))
        with Terminal(smeeting(copy, "run", "monthly")) as terminal:
            terminal.shows("Who is here")
            terminal.settle(0.4)
            sent_at = time.perf_counter()
            terminal.send("n")
            return {"scorecard": terminal.shows("Metric 0 ") - sent_at}


def funnel(workspace: Path) -> Samples:
    """From the key that opens the funnel to the funnel on the screen."""
    with Terminal(smeeting(workspace)) as terminal:
        terminal.shows("f funnel")
        terminal.settle(0.4)
        sent_at = time.perf_counter()
        terminal.send("f")
        return {"funnel": terminal.shows("Leads that entered") - sent_at}


def imported(export: Path) -> Samples:
    """The import of an export into a new workspace: seconds, and the most memory it had, in MB."""
    with tempfile.TemporaryDirectory(dir=export.parent) as folder:
        workspace = Path(folder) / "new"
        starter.init(workspace)
        took, memory = _run(smeeting(workspace, "lead", "import", str(export)))
    return {"import": took, "memory": memory}


def plainly_inserted(export: Path) -> Samples:
    """The same file put into a table as it is by sqlite-utils."""
    with tempfile.TemporaryDirectory(dir=export.parent) as folder:
        program = str(Path(sys.executable).with_name("sqlite-utils"))
        took, memory = _run(
            [program, "insert", str(Path(folder) / "leads.db"), "leads", str(export), "--csv"]
        )
    return {"import": took, "memory": memory}


def _run(command: list[str]) -> tuple[float, float]:
    """Seconds a command takes, and the most memory it had, in MB."""
    # A process of its own waits for it: the memory of children is known as the most that any of them had.
    measured = (
        "import resource, subprocess, sys, time; began = time.perf_counter();"
        " subprocess.run(sys.argv[1:], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL);"
        " took = time.perf_counter() - began;"
        " print(took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    answer = subprocess.run(
        [PYTHON, "-c", measured, *command], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    took, kilobytes = answer.stdout.split()
    return float(took), float(kilobytes) * 1024 / _MB
