"""`python -m bench.pulls`: a pull of many metrics from PostgreSQL beside the queries themselves."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

from bench.postgres import Server, running, why_absent
from bench.scenes import Samples, smeeting

LEADS = 5_000_000
RUNS = 3
MOST = 1.05
"""A pull may take so many times as long as its queries."""

_STAGES = ("touched", "lead", "mql", "sal", "sql", "opportunity", "won", "lost")
_SOURCES = 5
_ENTERED = "TIMESTAMP '2024-01-01' + ((id + {later}) % 1000) * INTERVAL '1 day' AS {stage}_at"
_TABLE = (
    "CREATE UNLOGGED TABLE leads AS SELECT id, id % {sources} AS source, {entered}"
    " FROM generate_series(1, {leads}) AS id"
)
_QUERY = (
    "SELECT to_char({stage}_at, 'YYYY-MM') AS period, count(*) AS value"
    " FROM leads WHERE source = {source} GROUP BY 1"
)
QUERIES = tuple(_QUERY.format(stage=stage, source=source) for stage in _STAGES for source in range(_SOURCES))
"""How many leads of each source entered each stage, a query each: 40 metrics."""


class Pulls(NamedTuple):
    """A server full of leads, and a workspace whose metrics are asked from it."""

    server: Server
    workspace: Path

    def measure(self) -> Samples:
        """Seconds that the queries take alone, and that `smeeting metric pull` takes from start to end."""
        began = time.perf_counter()
        with psycopg.connect(self.server.url()) as connection:
            for query in QUERIES:
                connection.execute(query).fetchall()
        asked = time.perf_counter()
        environ = {**os.environ, "CRM_URL": self.server.url()}
        command = smeeting(self.workspace, "metric", "pull")
        subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=True)
        return {"queries": asked - began, "pull": time.perf_counter() - asked}


@contextmanager
def prepared(folder: Path, leads: int = LEADS) -> Iterator[Pulls]:
    """Start a server, fill it, and write a glossary of metrics that are asked from it."""
    terms = (
        f"- term: Metric {number}\n  metric: {{unit: leads, source: {{url_env: CRM_URL, sql: {query!r}}}}}\n"
        for number, query in enumerate(QUERIES)
    )
    (folder / "glossary.yaml").write_text("".join(terms), "utf-8")
    entered = ", ".join(_ENTERED.format(later=7 * place, stage=stage) for place, stage in enumerate(_STAGES))
    with running("-c shared_buffers=1GB") as server:
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute(_TABLE.format(sources=_SOURCES, entered=entered, leads=leads))
            connection.execute("VACUUM ANALYZE leads")
        yield Pulls(server, folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure both in turn and print the ratio; 1 where it is over the aim."""
    parser = argparse.ArgumentParser(prog="python -m bench.pulls", description=__doc__)
    parser.add_argument("--leads", type=int, default=LEADS)
    parser.add_argument("-n", "--runs", type=int, default=RUNS)
    asked = parser.parse_args(arguments)
    if reason := why_absent():
        print(f"not measured: {reason}")
        return 0
    with (
        tempfile.TemporaryDirectory(prefix="smeeting-bench-") as folder,
        prepared(Path(folder), asked.leads) as pulls,
    ):
        pulls.measure()  # what is cached at the first run is not measured
        runs = [pulls.measure() for _ in range(asked.runs)]
    ratio = statistics.median(run["pull"] / run["queries"] for run in runs)
    queries = statistics.median(run["queries"] for run in runs)
    print(f"{len(QUERIES)} queries of {asked.leads:,} leads: {queries:.2f} s")
    print(f"a pull of them takes {ratio:.3f} times that (aim {MOST})" + ("" if ratio <= MOST else "  MISSED"))
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
