"""Words at scale: ten thousand terms checked, edited, filtered, and found in a megabyte of text."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import copytree

from bench.scenes import PYTHON, Samples, command, p95, smeeting
from bench.terminal import Terminal
from smeeting.services import starter

TERMS = 10_000
FEW = 30
_TEXT_BYTES = 1_000_000
_ENTRY = """  - id: term-{0}
    term: Term {0}
    long: Long form of term {0}
    owner: Anna
    definitions:
      marketing: A lead with number {0} that marketing counts.
      sales: >-
        A lead with number {0} that sales counts, told at some
        length so that it fills two lines.
    counts: [Demo request {0}, Trial {0}]
    synonyms: [synonym {0}]
    related: [term-0]
"""
_LOAD = (
    "import sys, time, yaml; text = open(sys.argv[1]).read();"
    " began = time.perf_counter(); yaml.load(text, Loader=yaml.CSafeLoader);"
    " print(time.perf_counter() - began)"
)
_FIND = (
    "import sys, time; from pathlib import Path; from smeeting.domain.recognition import Recogniser;"
    " from smeeting.storage.glossaries import read_glossary;"
    " found = Recogniser(read_glossary(Path(sys.argv[1]), 'g').glossary);"
    " text = Path(sys.argv[2]).read_text();"
    " began = time.perf_counter(); uses = sum(1 for _ in found.uses(text));"
    " print(time.perf_counter() - began if uses > 9_000 else 'too few')"
)


def make_glossary(folder: Path, terms: int) -> Path:
    """A workspace whose glossary has so many terms, twelve lines each."""
    starter.init(folder)
    entries = "".join(map(_ENTRY.format, range(terms)))
    (folder / "glossary.yaml").write_text(f"version: 1\nterms:\n{entries}")
    sentence = "The leads of term {0} came late again, and nobody had told the other team before Friday. "
    text = "".join(sentence.format(number * 7 % terms) for number in range(20_000))
    (folder / "said.txt").write_text(text[:_TEXT_BYTES])
    return folder


def loaded(workspace: Path) -> Samples:
    """The glossary read by PyYAML with libyaml alone: the process whole, and the reading in it."""
    file = str(workspace / "glossary.yaml")
    return {"run": command([PYTHON, "-c", _LOAD, file])["run"], "load": _printed(_LOAD, file)}


def checked(workspace: Path) -> Samples:
    """`smeeting glossary check` of it."""
    began = time.perf_counter()
    ran = subprocess.run(
        smeeting(workspace, "glossary", "check"), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert ran.returncode in (0, 1), ran.stderr[-300:]
    return {"run": time.perf_counter() - began}


def edited(workspace: Path) -> Samples:
    """One edit of it from the shell, in a copy that has its history already."""
    with tempfile.TemporaryDirectory(dir=workspace.parent) as folder:
        copy = Path(copytree(workspace, Path(folder) / "copy"))
        command(_set(copy, "Ben"))
        return command(_set(copy, "Mara"))


def _set(workspace: Path, owner: str) -> list[str]:
    return smeeting(workspace, "glossary", "set", "term-5000", "owner", owner)


def screen(workspace: Path) -> Samples:
    """From the key that opens the glossary to its list, and from each key of a filter to what it leaves."""
    with Terminal(smeeting(workspace)) as terminal:
        terminal.shows("First steps", 60)
        terminal.settle(1.0)
        for key in ("g", "escape"):
            terminal.press(key)  # the first time it is imported
        opened = []
        for _ in range(5):
            sent_at = time.perf_counter()
            terminal.send("g")
            opened.append(terminal.shows("/ to filter") - sent_at)
            terminal.press("escape")
        terminal.press("g")
        terminal.press("slash")
        keys = [terminal.press(key).settled for key in "term 29"]
    return {"open": statistics.median(opened), "filter": p95(keys)}


def recognised(workspace: Path) -> Samples:
    """The terms found in a megabyte of text."""
    return {"find": _printed(_FIND, str(workspace / "glossary.yaml"), str(workspace / "said.txt"))}


def _printed(program: str, *arguments: str) -> float:
    """The seconds that a program says it took."""
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True, check=True
    )
    return float(ran.stdout)
