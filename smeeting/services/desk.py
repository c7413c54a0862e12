"""The desk: an open workspace, which every service works on."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import msgspec

from smeeting.domain.agenda import Agenda
from smeeting.domain.errors import FaultsError, NotFoundError, SmeetingError, StorageError
from smeeting.domain.glossary import Glossary
from smeeting.domain.instants import Instant
from smeeting.domain.recognition import Recogniser
from smeeting.domain.text import nearest
from smeeting.storage import settings, term_versions
from smeeting.storage.agendas import list_agendas, read_agenda
from smeeting.storage.database import Change, Database, open_database, unmade_database
from smeeting.storage.file_times import FileTimes
from smeeting.storage.glossaries import GlossaryFile, read_glossary
from smeeting.storage.instants import read_instant
from smeeting.storage.workspace import Workspace, find_workspace

SHELL = "shell"
"""Begins the `via` of changes made by commands; each terminal and each screen has one of its own."""


STORY_DAY = "story-day"
"""The setting that keeps a demo workspace on the day its story ends, whenever it is opened."""


class Desk:
    """A workspace with its database and its glossary, read when first asked for."""

    def __init__(self, workspace: Workspace, *, via: str = SHELL, patience: float = 2.0) -> None:
        """Sit down at a workspace; `patience` is how long a write waits for another program, in seconds."""
        self.workspace = workspace
        self.via = via
        self._patience = patience
        self._db: Database | None = None
        self._is_stand_in = False
        self._story_day: str | None = None
        self._glossary: GlossaryFile | None = None
        self._glossary_seen: tuple[int, int, int] | None = None
        self._terms: Glossary | None = None
        self._recogniser: tuple[Glossary, Recogniser] | None = None
        self._terms_of: GlossaryFile | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def db(self) -> Database:
        """The workspace's database; reading makes no file, so without one it is an empty stand-in."""
        if self._db is None or self._is_stand_in:
            self._open(create=False)
        assert self._db is not None
        return self._db

    def _open(self, *, create: bool) -> None:
        path = self.workspace.database_file
        exists = os.path.lexists(path)
        if self._db is not None and not exists and not create:
            return
        self.close()
        self._is_stand_in = not exists and not create
        self._db = (
            unmade_database(path)
            if self._is_stand_in
            else open_database(path, create=create, patience=self._patience)
        )

    @contextmanager
    def change(self, now: Instant, verb: str, label: str, *, meeting: str | None = None) -> Iterator[int]:
        """A transaction that is one step of undo; yields the change's id.

        Raises BusyError or StorageError, with nothing written, where the database can't be written.
        """
        change = Change(at=now.at, verb=verb, label=label, via=self.via, meeting=meeting)
        with self.writable().write(change) as change_id:
            yield change_id

    @contextmanager
    def traceless(self) -> Iterator[None]:
        """A transaction without history: for the clock and for settings."""
        with self.writable().write(None):
            yield

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """A traceless transaction of which no file tells when it was: for whoever airs something anonymously.

        Raises what `traceless` does.
        """
        # Looked at before the database is made, where there is none yet.
        times = FileTimes(self.workspace.database_file)
        db = self.writable()
        with times.kept(), db.write(None):
            yield

    @contextmanager
    def trial(self, now: Instant, verb: str, label: str) -> Iterator[None]:
        """A transaction like that of `change`, of which nothing is kept; nor is a database made for it."""
        try:
            with self.db.write(Change(at=now.at, verb=verb, label=label, via=self.via)):
                yield
                raise _NotKeptError
        except _NotKeptError:
            pass

    def writable(self) -> Database:
        """The database, made now when there is none yet."""
        if self._db is None or self._is_stand_in:
            self._open(create=True)
        assert self._db is not None
        return self._db

    def now(self) -> Instant:
        """What the clocks say; in a demo workspace the day is always that of its story."""
        read = read_instant()
        if self._story_day is None:
            # Only a demo workspace has a story, and it has a database from the start.
            exists = self.workspace.database_file.exists()
            self._story_day = settings.read(self.db, STORY_DAY) if exists else ""
        if not self._story_day:
            return read
        day = dt.date.fromisoformat(self._story_day)
        return msgspec.structs.replace(read, at=dt.datetime.combine(day, read.at.timetz()))

    def today(self) -> dt.date:
        """The day it is, in UTC; also where the database can't be read, which may know of a demo's day."""
        try:
            return self.now().at.date()
        except SmeetingError:
            return read_instant().at.date()

    def glossary_file(self) -> GlossaryFile:
        """The glossary as it is on disk now, parsed again only when the file changed.

        Raises FaultsError when it can't be read, NotFoundError when there is none.
        """
        path = self.workspace.glossary_file
        try:
            facts = path.stat()
        except FileNotFoundError:
            raise NotFoundError("this workspace has no glossary.yaml", "smeeting init makes one") from None
        seen = (facts.st_mtime_ns, facts.st_size, facts.st_ino)
        if self._glossary is None or seen != self._glossary_seen:
            self._glossary = read_glossary(path, self.shown(path))
            self._glossary_seen = seen
        return self._glossary

    def glossary_facts(self) -> tuple[int, int, int] | None:
        """What differs once the glossary file was written; None where there is none."""
        return _facts_or_none(self.workspace.glossary_file)

    def unread_glossary_bytes(self) -> int:
        """How much of the glossary is to be parsed by whoever asks for it next; 0 where it is known."""
        facts = _facts_or_none(self.workspace.glossary_file)
        return 0 if facts is None or facts == self._glossary_seen else facts[1]

    def glossary_written_at(self, now: Instant) -> dt.datetime:
        """When the glossary file was written, as far as its time can be believed: never after `now`."""
        facts = _facts_or_none(self.workspace.glossary_file)
        try:
            written = dt.datetime.fromtimestamp(facts[0] / 1e9, dt.UTC) if facts else now.at
        except (ValueError, OverflowError, OSError):
            # A time that no calendar has.
            return now.at
        return min(written, now.at)

    @property
    def glossary(self) -> Glossary:
        """The terms as the file has them now, with what the history knows of them; none without a file.

        Raises FaultsError where the file can't be read.
        """
        try:
            file = self.glossary_file()
        except NotFoundError:
            return _NO_TERMS
        return self._with_history(file)

    def _with_history(self, file: GlossaryFile) -> Glossary:
        if self._terms is not None and self._terms_of is file:
            return self._terms
        terms = file.glossary
        if self.workspace.database_file.exists():
            try:
                terms = term_versions.with_history(self.db, file)
            except StorageError:
                # Without the history the words are still there: the glossary is read whatever became of it.
                return file.glossary
        self._terms, self._terms_of = terms, file
        return terms

    @property
    def known_terms(self) -> Glossary:
        """The terms as they were last read without a fault: a meeting goes on while somebody mends the file.

        Raises FaultsError where the file was never without one.
        """
        try:
            return self.glossary
        except FaultsError:
            if self._glossary is None:
                raise
            return self._with_history(self._glossary)

    @property
    def recogniser(self) -> Recogniser:
        """What finds the glossary's words in texts; made anew only when the file has changed.

        Raises FaultsError as `known_terms` does.
        """
        terms = self.known_terms
        if self._recogniser is None or self._recogniser[0] is not terms:
            self._recogniser = (terms, Recogniser(terms))
        return self._recogniser[1]

    def shown(self, path: Path) -> str:
        """A path as messages name it: relative to where the person is, if it is below."""
        return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)

    def agenda_paths(self) -> dict[str, Path]:
        """Every agenda file by its name, sorted."""
        return {path.stem: path for path in list_agendas(self.workspace)}

    def agenda(self, name: str | None = None) -> Agenda:
        """The agenda with this name; without one, `monthly` or else the first.

        Raises NotFoundError when there is none, FaultsError when it can't be read.
        """
        paths = self.agenda_paths()
        if not paths:
            raise NotFoundError("this workspace has no agenda", "smeeting init makes starter agendas")
        chosen = name or ("monthly" if "monthly" in paths else next(iter(paths)))
        if chosen not in paths:
            near = nearest(chosen, paths)
            hint = f"did you mean {near}?" if near else "there are: " + ", ".join(paths)
            raise NotFoundError(f"there is no agenda {chosen!r}", hint)
        agenda, _ = read_agenda(paths[chosen], self.shown(paths[chosen]))
        return agenda

    def mark(self) -> tuple[object, ...]:
        """What differs once anybody has changed the workspace: cheap enough to compare every second.

        Raises StorageError or BusyError where the database can't be looked at.
        """
        files = (self.workspace.glossary_file, *self.agenda_paths().values())
        made = self.workspace.database_file.exists()
        return (made, self.db.data_version(), self.db.conn.total_changes, *map(_facts_or_none, files))

    def close(self) -> None:
        """Close the database, if it was opened."""
        if self._db is not None:
            self._db.close()
            self._db = None


_NO_TERMS = Glossary()


class _NotKeptError(Exception):
    """Ends the transaction of a trial."""


def open_desk(given: str | None, *, via: str = SHELL, patience: float = 2.0, anywhere: bool = False) -> Desk:
    """Find the workspace from here and sit down at it; with `anywhere`, right here where there is none.

    Raises NotFoundError when there is none from here upwards.
    """
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise NotFoundError("the folder you are in is gone", "go to another one") from None
    try:
        workspace = find_workspace(given, os.environ, here)
    except NotFoundError:
        if given is not None or not anywhere:
            raise
        workspace = Workspace(here)
    return Desk(workspace, via=via, patience=patience)


def _facts_or_none(path: Path) -> tuple[int, int, int] | None:
    """What differs once a file was written; None where there is none to look at."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino
