"""Finding at scale: searches, filters and the list of issues, among a million captures."""

import statistics
import time
from pathlib import Path

from bench.scenes import Samples, p95, smeeting
from bench.terminal import Terminal
from smeeting.domain.filter_keys import Which
from smeeting.services import filters, search
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace

QUERIES = (
    "leads late",
    "the agency forgot the follow-up",
    "Norkagate phone",
    "hand-off sla",
    "a customer counted MQLs twice in the first week",
    "O'Brien 50%",
    '"AND" OR NOT *',
    "sales sales sales",
    "zzz nothing has this",
    "zoë ünal",
    "t",
    "because nobody owned it; Alan",
    "漢字 ☃ leads",
)
"""What is typed, key by key: words that stand in most captures, in few, in none, and what is no word."""

FILTERS: dict[Which, tuple[str, ...]] = {
    "issues": (
        "is:open side:sales age:>2 term:mql owner:anna late text",
        "is:open",
        "",
        "side:sales",
        "-side:sales",
        "age:>2",
        "age:<=60 is:closed",
        "owner:anna",
        "owner:?",
        "term:mql",
        "term:icp",
        "term:meeting",
        "-term:mql is:closed",
        "is:late",
        "is:withdrawn albedorf",
        "the",
        "t",
        "-the",
        "leads late -sales",
        "by:<2020-01-01",
        "aired:2019-03",
        "since:2025-01-01 side:marketing",
        "meeting:last",
        "meeting:2018",
        "metoo:>0",
        "raised:>1",
        "is:unheard sort:side",
        "sort:owner",
        "sort:by is:open",
        "sort:-side",
        "sort:metoo",
        "sort:raised",
        "zzznothing",
        "side:sales side:marketing",
    ),
    "actions": ("is:open", "", "owner:zoë is:late", "is:done leads", "side:sales", "sort:owner", "term:mql"),
    "voices": ("", "side:sales", "term:mql", "customer late", "sort:side", "zzznothing"),
    "notes": ("", "kind:idea", "term:mql", "leads -late", "aired:2019-03", "zzznothing"),
}
"""Each key there is, alone and with others, with what most records have, and with what none has."""
_REPEATS = 3
_OPENINGS = 5


def searched(workspace: Path) -> Samples:
    """Each key of the queries as the service answers it."""
    took = []
    with Desk(Workspace(workspace)) as desk:
        for query in QUERIES:
            for end in range(1, len(query) + 1):
                begun = time.perf_counter()
                search.find(desk, query[:end])
                took.append(time.perf_counter() - begun)
    return {"key": p95(took)}


def filtered(workspace: Path) -> Samples:
    """The slowest of the filters of issues, and of the others, as the service answers them with a page."""
    each = each_filter(workspace)
    issues = [took for line, took in each.items() if line.startswith("issues ")]
    others = [took for line, took in each.items() if not line.startswith("issues ")]
    return {"issues": max(issues), "others": max(others)}


def each_filter(workspace: Path) -> dict[str, float]:
    """Seconds that each filter takes, the median of a few times."""
    with Desk(Workspace(workspace)) as desk:
        return {
            f"{which} {text}": statistics.median(_filter(desk, which, text) for _ in range(_REPEATS))
            for which, texts in FILTERS.items()
            for text in texts
        }


def _filter(desk: Desk, which: Which, text: str) -> float:
    begun = time.perf_counter()
    filters.page(desk, filters.read(desk, text, which, desk.now()))
    return time.perf_counter() - begun


def screens(workspace: Path) -> Samples:
    """The list of issues from its key on, and each key of a search from its press to what it finds."""
    with Terminal(smeeting(workspace)) as terminal:
        terminal.shows("Open issues", 60)
        terminal.settle(1.0)
        for key in ("i", "escape"):
            terminal.press(key)  # the first time it is imported
        opened = []
        for _ in range(_OPENINGS):
            opened.append(terminal.press("i").settled)
            terminal.press("escape")
        terminal.send("\x06")
        terminal.shows("Type words")
        for key in ("x", "backspace"):
            terminal.press(key)  # the first time it is laid out
        keys = [terminal.press(key).settled for key in "customer budget norkagate"]
    return {"open": statistics.median(opened), "search": p95(keys)}
