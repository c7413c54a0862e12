"""What is measured on, made in one folder when it is first asked for."""

from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from bench import exports, ledgers, pulls, scale, terms, workspaces


class Places:
    """Workspaces, files and a server; use it as a context manager, which stops the server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @cached_property
    def demo(self) -> Path:
        """The demo workspace."""
        return workspaces.make_demo(self._folder / "demo")

    @cached_property
    def ten_years(self) -> Path:
        """The demo with ten years before it."""
        return workspaces.make_ten_years(self.demo, self._folder / "years")

    @cached_property
    def long_minutes(self) -> tuple[Path, Path]:
        """The demo with long minutes, and those minutes."""
        return workspaces.make_long_minutes(self.demo, self._folder / "long")

    @cached_property
    def forty_metrics(self) -> Path:
        """A workspace with forty metrics over ten years."""
        return scale.make_forty_metrics(self._folder / "metrics")

    @cached_property
    def many_terms(self) -> Path:
        """A workspace with ten thousand terms."""
        return terms.make_glossary(self._folder / "many", terms.TERMS)

    @cached_property
    def few_terms(self) -> Path:
        """A workspace with thirty terms of the same form."""
        return terms.make_glossary(self._folder / "few", terms.FEW)

    @cached_property
    def export(self) -> Path:
        """An export of a million contacts."""
        return exports.write_contacts(self._folder / "contacts.csv")

    @cached_property
    def leads(self) -> Path:
        """A workspace with those contacts imported."""
        return scale.make_leads(self._folder / "leads", self.export)

    @cached_property
    def few_issues(self) -> Path:
        """A workspace with a hundred issues."""
        return ledgers.make_ledger(self._folder / "little", ledgers.SMALL)

    @cached_property
    def many_issues(self) -> Path:
        """A workspace with 100,000 issues among 1,000,000 captures."""
        return ledgers.make_ledger(self._folder / "much", ledgers.LARGE)

    @cached_property
    def meeting_in_nothing(self) -> Path:
        """A workspace whose database is empty, to hold a meeting in, the same one in each run."""
        return ledgers.make_empty(self._folder / "nothing")

    @cached_property
    def meeting_in_much(self) -> Path:
        """A copy of the one with 1,000,000 captures, to hold a meeting in, the same one in each run."""
        return ledgers.with_meeting(workspaces.copied(self.many_issues, self._folder / "meeting-in-much"))

    @cached_property
    def pulls(self) -> pulls.Pulls:
        """A PostgreSQL server full of leads, and a workspace that asks it."""
        folder = self._folder / "pulls"
        folder.mkdir()
        return self._open.enter_context(pulls.prepared(folder))
