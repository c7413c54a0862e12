"""Leads and deals from the exports of CRMs: all files of an import are taken, or none."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from smeeting.domain.instants import Instant
from smeeting.domain.leads import Answers, FileImport, Lead, Progress
from smeeting.domain.profiles import Profile, profile_named
from smeeting.domain.starter_profiles import STARTER_PROFILES
from smeeting.render.csv_text import csv_text
from smeeting.services import counts
from smeeting.services.counts import CountReport
from smeeting.services.desk import Desk
from smeeting.services.exports import write_export
from smeeting.storage import lead_writing, profiles
from smeeting.storage import leads as store
from smeeting.storage.lead_files import Export, look_through

VERB = "lead.import"
REFUSED = "the rows not taken"
_NO_ANSWERS = Answers()


class LeadReport(msgspec.Struct, frozen=True):
    """What an import did, or with `dry_run` would do."""

    files: tuple[FileImport, ...]
    counts: CountReport
    """What was counted of all leads afterwards."""
    leads: int
    """How many there are now; a deal that belongs to one is not counted beside it."""
    dry_run: bool = False


def known_profiles(desk: Desk) -> tuple[Profile, ...]:
    """The workspace's own profiles, then those that are there from the start, less those it has anew.

    Raises FaultsError for a file of a profile that can't be read.
    """
    own = profiles.listed_profiles(desk.workspace, desk.shown)
    names = {profile.name for profile in own}
    return (*own, *(profile for profile in STARTER_PROFILES if profile.name not in names))


def import_files(
    desk: Desk,
    paths: Sequence[Path],
    now: Instant,
    *,
    answers: Mapping[Path, Answers] | None = None,
    profile: str | None = None,
    dry_run: bool = False,
    on_progress: Callable[[Progress], object] = lambda _: None,
) -> LeadReport:
    """Take the leads and deals of some exports, and count all leads anew.

    `answers` say of a file what it does not say itself, `profile` names one instead of finding it. Raises
    FaultsError for a file that can't be taken and AmbiguousError for one with a question; nothing is taken
    then. A dry run does all of it and keeps nothing.
    """
    known = known_profiles(desk)
    exports = [
        look_through(
            path,
            desk.shown(path),
            known,
            (answers or {}).get(path, _NO_ANSWERS),
            desk.known_terms,
            profile=profile,
            on_progress=on_progress,
        )
        for path in paths
    ]
    label = "import of " + ", ".join(export.path.name for export in exports)
    db = desk.db if dry_run else desk.writable()
    kept = desk.trial(now, VERB, label) if dry_run else desk.change(now, VERB, label)
    with lead_writing.aside(db), kept:
        files = [_take(desk, export, now, on_progress) for export in exports]
        on_progress(Progress(exports[-1].shown, "counting", 1, 1))
        return LeadReport(tuple(files), counts.store(desk), store.count(desk.db), dry_run)


def _take(desk: Desk, export: Export, now: Instant, on_progress: Callable[[Progress], object]) -> FileImport:
    merged = lead_writing.take(desk.db, export.batches(on_progress))
    made = FileImport(
        file=export.shown,
        profile=export.profile.name,
        encoding=export.encoding,
        delimiter=export.delimiter,
        dates=export.dates,
        decimal=export.decimal,
        rows=export.rows,
        new=merged.new,
        changed=merged.changed,
        same=merged.same,
        repeated=merged.repeated,
        refused=tuple(export.refused),
        unknown=dict(export.unknown.most_common()),
        unused=export.columns.absent,
    )
    if merged.new or merged.changed:
        store.note_import(desk.db, made, now.at)
    return made


def write_refused(desk: Desk, path: Path, report: LeadReport) -> None:
    """Write every row that was not taken, with its reason and nothing of what stands in it, as CSV.

    Raises SmeetingError where the target is one of the workspace's own files, StorageError where it can't be
    written.
    """
    rows = ((made.file, str(row.line), row.reason) for made in report.files for row in made.refused)
    write_export(desk, path, csv_text([("file", "line", "reason"), *rows]), REFUSED)


def newest(desk: Desk, how_many: int) -> tuple[Lead, ...]:
    """The leads that came last, newest first."""
    return store.sample(desk.db, "newest", how_many)


def save_profile(desk: Desk, name: str) -> Path:
    """Write a profile into the workspace, to be edited and shared; the file's path.

    Raises NotFoundError for an unknown name, StorageError where its file is there already.
    """
    return profiles.save(desk.workspace, find_profile(desk, name), desk.shown)


def profile_text(profile: Profile) -> str:
    """A profile as its file would have it."""
    return profiles.text_of(profile)


def find_profile(desk: Desk, name: str) -> Profile:
    """The profile with this name. Raises NotFoundError."""
    return profile_named(known_profiles(desk), name)
