"""The aims: what is measured, how much is allowed, and which two samples make the number."""

import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench import finding, postgres, scale, scenes, terms, writers
from bench.places import Places
from bench.scenes import Samples
from bench.workspaces import copied

SLACK = 1.1
"""An aim that is missed by less than a tenth is kept: machines differ from minute to minute."""

DISK = "bare commit"
"""The scene that says what the disk costs, beside the one aim that is no ratio of programs."""

Scene = Callable[[], Samples]
Runs = Mapping[str, Sequence[Samples]]
"""The samples of each run of a scene, by its name; run 3 of all scenes came one after the other."""


class Sample(NamedTuple):
    """One number of a scene."""

    scene: str
    name: str


class Aim(NamedTuple):
    """What is aimed at."""

    name: str
    what: str
    ours: Sample
    most: float
    beside: Sample | None = None
    """What ours is divided by; None where the number stands for itself."""
    unit: str = ""

    def measured(self, runs: Runs) -> float:
        """The median over the runs, each divided by its neighbour where it has one."""
        ours = [run[self.ours.name] for run in runs[self.ours.scene]]
        if self.beside is None:
            return statistics.median(ours)
        theirs = [run[self.beside.name] for run in runs[self.beside.scene]]
        return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))

    def scenes(self) -> tuple[str, ...]:
        """The scenes it needs."""
        also = (DISK,) if self.name == "capture" else ()
        return (*also, self.ours.scene) if self.beside is None else (self.beside.scene, self.ours.scene)

    def is_met(self, measured: float) -> bool:
        """Whether it is met, or missed by less than a tenth."""
        return measured <= self.most * SLACK


def _beside_reference(name: str, what: str, scene: str, most: float) -> Aim:
    return Aim(name, f"{what} / bare typical", Sample(scene, name), most, Sample("reference", name))


AIMS = (
    _beside_reference("start", "start to interactive on the demo workspace", "home", 1.0),
    Aim(
        "ten-years",
        "the same with ten years of meetings and 10,000 issues / demo",
        Sample("ten years", "start"),
        1.05,
        Sample("home", "start"),
    ),
    _beside_reference("key", "key to paint in the capture line, p95", "meeting", 1.1),
    _beside_reference("cursor", "cursor key in a list, median", "home", 1.0),
    _beside_reference("switch", "switching between two screens, settled", "home", 1.0),
    _beside_reference("memory", "memory in a meeting", "meeting", 1.3),
    Aim("idle", "idle with the clock running, of a core", Sample("meeting", "idle"), 0.01),
    _beside_reference("leaving", "leaving", "home", 1.0),
    Aim(
        "minutes",
        "opening minutes of 100 kB / Textual's Markdown widget",
        Sample("long minutes", "minutes"),
        0.05,
        Sample("markdown", "minutes"),
    ),
    Aim("capture", "a capture durable and on screen, median", Sample("meeting", "capture"), 0.015, unit="s"),
    Aim(
        "version",
        "smeeting --version / python -c pass",
        Sample("version", "run"),
        5.0,
        Sample("python", "run"),
    ),
    Aim(
        "status",
        "smeeting status / importing click, msgspec, yaml and sqlite_utils",
        Sample("status", "run"),
        1.4,
        Sample("imports", "run"),
    ),
    Aim(
        "import",
        "import of 1,000,000 leads / sqlite-utils insert --csv of the same file",
        Sample("lead import", "import"),
        2.0,
        Sample("plain insert", "import"),
    ),
    Aim("import-memory", "memory of that import", Sample("lead import", "memory"), 150, unit="MB"),
    Aim(
        "scorecard",
        "40 metrics over ten years, from the key to the screen",
        Sample("scorecard", "scorecard"),
        0.15,
        unit="s",
    ),
    Aim(
        "funnel",
        "the funnel of 1,000,000 leads, from the key to the screen",
        Sample("funnel", "funnel"),
        0.15,
        unit="s",
    ),
    Aim(
        "check",
        "glossary check of 10,000 terms / yaml.load with libyaml of the same file",
        Sample("check", "run"),
        3.0,
        Sample("yaml load", "run"),
    ),
    Aim(
        "edit",
        "one edit in that glossary / yaml.load with libyaml of it",
        Sample("edit", "run"),
        3.0,
        Sample("yaml load", "run"),
    ),
    Aim(
        "glossary",
        "the glossary screen with 10,000 terms / with 30",
        Sample("many terms", "open"),
        1.2,
        Sample("few terms", "open"),
    ),
    Aim("filter", "a key of a filter on 10,000 terms, p95", Sample("many terms", "filter"), 0.05, unit="s"),
    Aim("recognise", "10,000 terms found in 1 MB of text", Sample("recognise", "find"), 0.2, unit="s"),
    Aim("search", "a key of a search in 1,000,000 captures, p95", Sample("searches", "key"), 0.05, unit="s"),
    Aim("search-screen", "the same on the screen, p95", Sample("many issues", "search"), 0.05, unit="s"),
    Aim("list", "the slowest filter on 100,000 issues", Sample("filters", "issues"), 0.1, unit="s"),
    Aim(
        "other-lists",
        "the slowest filter on the other lists of 1,000,000 captures",
        Sample("filters", "others"),
        0.1,
        unit="s",
    ),
    Aim(
        "issues",
        "the screen of 100,000 issues / of 100",
        Sample("many issues", "open"),
        1.2,
        Sample("few issues", "open"),
    ),
    Aim(
        "large-capture",
        "a capture beside 1,000,000 others / in an empty database",
        Sample("capture in much", "capture"),
        1.1,
        Sample("capture in nothing", "capture"),
    ),
    Aim(
        "writers",
        "200 captures a second from four terminals: seconds they take / seconds they are typed in",
        Sample("four terminals", "asked by kept"),
        1.1,
    ),
    Aim("lost", "of those, lost or refused", Sample("four terminals", "missing"), 0.0),
    Aim("slowest", "of those, the slowest receipt", Sample("four terminals", "slowest"), 1.0, unit="s"),
    Aim(
        "pull",
        "a pull of 40 metrics from 5,000,000 leads in PostgreSQL / its queries alone",
        Sample("pull", "pull"),
        1.05,
        Sample("pull", "queries"),
    ),
)


def why_left_out(aim: Aim) -> str:
    """Why an aim can't be measured on this machine; empty where it can."""
    return postgres.why_absent() if aim.name == "pull" else ""


def scenes_on(places: Places) -> dict[str, Scene]:
    """The scenes by name, in the order they are run: what is compared comes one after the other."""
    program = str(Path(sys.executable).with_name("smeeting"))
    libraries = "import click, msgspec, yaml, sqlite_utils"
    return {
        "reference": scenes.reference,
        "home": lambda: scenes.home(places.demo),
        "ten years": lambda: scenes.home_start(places.ten_years),
        "meeting": lambda: scenes.meeting(copied(places.demo, places.demo.with_name("meeting"))),
        DISK: lambda: scenes.bare_commit(places.demo),
        "markdown": lambda: scenes.markdown_widget(places.long_minutes[1]),
        "long minutes": lambda: scenes.long_minutes(places.long_minutes[0]),
        "python": partial(scenes.command, [sys.executable, "-c", "pass"]),
        "version": partial(scenes.command, [program, "--version"]),
        "imports": partial(scenes.command, [sys.executable, "-c", libraries]),
        "status": lambda: scenes.command([program, "-C", str(places.demo), "status"]),
        "plain insert": lambda: scale.plainly_inserted(places.export),
        "lead import": lambda: scale.imported(places.export),
        "scorecard": lambda: scale.scorecard(places.forty_metrics),
        "funnel": lambda: scale.funnel(places.leads),
        "yaml load": lambda: terms.loaded(places.many_terms),
        "check": lambda: terms.checked(places.many_terms),
        "edit": lambda: terms.edited(places.many_terms),
        "few terms": lambda: terms.screen(places.few_terms),
        "many terms": lambda: terms.screen(places.many_terms),
        "recognise": lambda: terms.recognised(places.many_terms),
        "few issues": lambda: finding.screens(places.few_issues),
        "many issues": lambda: finding.screens(places.many_issues),
        "searches": lambda: finding.searched(places.many_issues),
        "filters": lambda: finding.filtered(places.many_issues),
        "capture in nothing": lambda: scenes.captures_in(places.meeting_in_nothing),
        "capture in much": lambda: scenes.captures_in(places.meeting_in_much),
        "four terminals": lambda: writers.four_terminals(places.demo),
        "pull": lambda: places.pulls.measure(),
    }
