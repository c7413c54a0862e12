"""The glossary for other tools and from them: nothing is taken before it was told what would change."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from smeeting.domain.errors import Fault, SmeetingError, StorageError
from smeeting.domain.foreign import ForeignGlossary, Tool, shown_elsewhere
from smeeting.domain.glossary import Glossary
from smeeting.domain.instants import Instant
from smeeting.domain.interchange import Plan, plan_import
from smeeting.domain.term_history import with_words_as_agreed
from smeeting.render.term_changes import change_lines
from smeeting.services import term_history
from smeeting.services.desk import Desk
from smeeting.services.exports import refuse_own_files, write_export
from smeeting.storage.datahub import datahub_yaml, read_datahub
from smeeting.storage.glossary_edit import ChangedError, change_glossary, edited_glossary
from smeeting.storage.glossary_extra import holds_extra, with_extra
from smeeting.storage.openmetadata import read_openmetadata

if TYPE_CHECKING:
    from smeeting.storage.glossaries import GlossaryFile

Format = Literal["openmetadata", "datahub", "markdown", "json", "skos", "vale"]
FORMATS: tuple[Format, ...] = get_args(Format)
WHAT = "the glossary"
_BY_SUFFIX: dict[str, Tool] = {".csv": "openmetadata", ".yml": "datahub", ".yaml": "datahub"}


class Import(msgspec.Struct, frozen=True):
    """A file of another tool's, and what its import would do."""

    file: str
    foreign: ForeignGlossary
    plan: Plan
    warnings: tuple[Fault, ...] = ()
    left_out: str = ""
    """What of the whole has no place in glossary.yaml, and what would make one."""


def tool_of(path: Path) -> Tool:
    """The tool whose files end so. Raises SmeetingError where none does."""
    tool = _BY_SUFFIX.get(path.suffix.lower())
    if tool is None:
        raise SmeetingError(f"{path.name} does not end as a known form does", "say --format")
    return tool


def plan(desk: Desk, path: Path, tool: Tool) -> Import:
    """Read a file and say what its import would do; nothing is written.

    Raises FaultsError with every fault of the file, or of glossary.yaml.
    """
    shown = desk.shown(path)
    warnings: tuple[Fault, ...] = ()
    if tool == "openmetadata":
        foreign = read_openmetadata(path, shown)
    else:
        read = read_datahub(path, shown)
        foreign, warnings = read.glossary, read.warnings
    file = desk.glossary_file()
    made = plan_import(_known(desk, file.glossary), foreign)
    left_out = ""
    if made.extra and not holds_extra(file):
        made = msgspec.structs.replace(made, extra={}, whole=())
        left_out = (
            "what the file says of the whole is left out: glossary.yaml has no `terms:` to put it beside"
        )
    return Import(shown, foreign, made, warnings, left_out)


def _known(desk: Desk, glossary: Glossary) -> Glossary:
    """The terms with what the history knows of them: agreed words that were changed since are a proposal."""
    was = {term.id: term.agreed.was for term in desk.glossary if term.agreed and term.agreed.was}
    terms = tuple(with_words_as_agreed(term, was.get(term.id, "")) for term in glossary)
    return Glossary(terms, glossary.extra)


def take(desk: Desk, told: Import, now: Instant) -> None:
    """Do what was told, all of it or nothing, and keep it in the history.

    Raises StorageError where the glossary is another than when it was told, or can't be written; UnsafeError
    where an entry can't be edited safely.
    """
    path = desk.workspace.glossary_file

    def edit(before: "GlossaryFile") -> "GlossaryFile":
        made = plan_import(_known(desk, before.glossary), told.foreign)
        if told.left_out:
            made = msgspec.structs.replace(made, extra={}, whole=())
        if made != told.plan:
            raise ChangedError("the glossary was changed meanwhile", "import again, and see what it would do")
        after = edited_glossary(before, made.patches, made.new)
        return with_extra(after, made.extra) if made.extra else after

    if told.plan.changes:
        term_history.record(desk, now)
        change_glossary(path, desk.shown(path), edit)
        # What can't be kept of it here is found in the file later.
        with suppress(StorageError):
            term_history.record(desk, now, source="program")


def _notes(desk: Desk) -> dict[str, list[str]]:
    """What was changed about each term, a line a change, oldest first."""
    notes: dict[str, list[str]] = {}
    for term in desk.glossary:
        for change in term_history.timeline(desk, term.id):
            if change.kind != "known":
                notes.setdefault(term.id, []).append("; ".join(change_lines(change)))
    return notes


def export_text(desk: Desk, format_name: Format) -> str:
    """The glossary in a format of one text, with what was changed about each term where it can tell that.

    Raises SmeetingError for one that is several files.
    """
    if format_name == "vale":
        raise SmeetingError("a vocabulary for Vale is two files", "name a folder for them")
    file = desk.glossary_file()
    return _writers(_notes(desk) if format_name == "skos" else {})[format_name](_known(desk, file.glossary))


def export(desk: Desk, format_name: Format, path: Path) -> tuple[Path, ...]:
    """Write the glossary to a file, or for Vale into a folder, and say which files were written.

    Raises SmeetingError where a target is one of the workspace's own files, StorageError where it can't be
    written.
    """
    if format_name != "vale":
        write_export(desk, path, export_text(desk, format_name), WHAT)
        return (path,)
    # Rendering is imported when it is wanted: no other command needs it.
    from smeeting.render.vale import vale_vocabulary

    texts = vale_vocabulary(desk.glossary_file().glossary)
    files = (path / "accept.txt", path / "reject.txt")
    for file in files:
        refuse_own_files(desk, file, WHAT)
    for file, text in zip(files, texts, strict=True):
        write_export(desk, file, text, WHAT)
    return files


def _writers(changes: Mapping[str, Sequence[str]]) -> dict[str, Callable[[Glossary], str]]:
    from smeeting.render.glossary_json import glossary_json
    from smeeting.render.handbook import handbook_markdown
    from smeeting.render.openmetadata import openmetadata_csv
    from smeeting.render.turtle import skos_turtle

    return {
        "openmetadata": lambda glossary: openmetadata_csv(shown_elsewhere(glossary, "openmetadata")),
        "datahub": lambda glossary: datahub_yaml(shown_elsewhere(glossary, "datahub")),
        "markdown": handbook_markdown,
        "json": glossary_json,
        "skos": lambda glossary: skos_turtle(glossary, changes),
    }
