"""`python -m bench`: measure every aim, print the table, fail when one is missed by more than a tenth."""

import argparse
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bench.aims import AIMS, DISK, Aim, Runs, Scene, scenes_on, why_left_out
from bench.places import Places

if TYPE_CHECKING:
    from bench.scenes import Samples

RUNS = 7
AT_MOST = {"markdown": 3, "long minutes": 3, "pull": 3, "plain insert": 1, "lead import": 1}
"""Scenes that take ten seconds or minutes: how often at most."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; the exit code."""
    asked = _parser().parse_args(arguments)
    chosen = [aim for aim in AIMS if not asked.only or aim.name in asked.only]
    left_out = {aim.name: reason for aim in chosen if (reason := why_left_out(aim))}
    aims = [aim for aim in chosen if aim.name not in left_out]
    wanted = {scene for aim in aims for scene in aim.scenes()}
    with tempfile.TemporaryDirectory(prefix="smeeting-bench-") as folder, Places(Path(folder)) as places:
        scenes = {name: scene for name, scene in scenes_on(places).items() if name in wanted}
        runs = _run(scenes, asked.runs)
    code = _report(aims, runs, asked.runs)
    for name, reason in left_out.items():
        print(f"{name} was not measured: {reason}")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    names = [aim.name for aim in AIMS]
    parser.add_argument("--only", metavar="NAME", choices=names, nargs="+", help="measure these aims alone")
    parser.add_argument("-n", "--runs", type=int, default=RUNS, help=f"how often (default {RUNS})")
    return parser


def _run(scenes: dict[str, Scene], count: int) -> Runs:
    """Run all scenes in turn, again and again: what is compared ran in the same minute."""
    runs: dict[str, list[Samples]] = {name: [] for name in scenes}
    for name, scene in scenes.items():
        if AT_MOST.get(name) != 1:
            _tell(f"warming up: {name}")
            scene()  # what is compiled and cached at the first start is not measured
    for number in range(count):
        for name, scene in scenes.items():
            if number < AT_MOST.get(name, count):
                _tell(f"run {number + 1} of {count}: {name}")
                runs[name].append(scene())
    _tell("")
    return runs


def _tell(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)


def _report(aims: Sequence[Aim], runs: Runs, count: int) -> int:
    print(f"Python {platform.python_version()}, Textual {version('textual')}, {count} runs, medians\n")
    width = max(len(aim.what) for aim in aims)
    print(f"{'':9} {'what':{width}} {'aim':>8} {'measured':>9}")
    missed = 0
    for aim in aims:
        measured = aim.measured(runs)
        verdict = "" if measured <= aim.most else "  over, by less than a tenth"
        if not aim.is_met(measured):
            missed += 1
            verdict = "  MISSED"
        numbers = f"{_number(aim, aim.most):>8} {_number(aim, measured):>9}"
        print(f"{aim.name:9} {aim.what:{width}} {numbers}{verdict}")
    if DISK in runs:
        commit = statistics.median(run["commit"] for run in runs[DISK])
        print(f"\nOf a capture, SQLite alone takes {commit * 1000:.1f} ms on this disk for one row.")
    print(f"\n{missed} of {len(aims)} missed by more than a tenth" if missed else "\nAll aims are met.")
    return 1 if missed else 0


def _number(aim: Aim, value: float) -> str:
    if aim.beside is not None:
        return f"{value:.2f}"
    if aim.unit == "MB":
        return f"{value:.0f} MB"
    return f"{value * 1000:.1f} ms" if aim.unit == "s" else f"{value:.1%}"


if __name__ == "__main__":
    sys.exit(main())
