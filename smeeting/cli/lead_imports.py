"""`smeeting lead import`: leads and deals from what a CRM exports."""

from pathlib import Path
from typing import TypeVar

import click
from msgspec.structs import replace

from smeeting.cli.desks import desk_and_now
from smeeting.cli.output import can_ask, json_option, say, say_json, tell
from smeeting.cli.progress import progress_line
from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.leads import (
    DATE_ORDERS,
    DECIMAL_SIGNS,
    AmbiguousError,
    Answers,
    FileImport,
    Progress,
)
from smeeting.domain.metrics import number_text
from smeeting.domain.text import counted, shortened
from smeeting.services import leads
from smeeting.services.counts import CountReport
from smeeting.services.desk import Desk
from smeeting.services.exports import refuse_own_files
from smeeting.services.leads import LeadReport

_Word = TypeVar("_Word", bound=str)
_MOST_SHOWN = 20
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_QUESTIONS = {
    "dates": ("Does the day or the month stand first?", DATE_ORDERS),
    "decimal": ("Is the decimal sign a point or a comma?", DECIMAL_SIGNS),
}


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--profile", metavar="NAME", help="The profile to read by; else the headings choose it.")
@click.option("--dates", type=click.Choice(DATE_ORDERS), help="How dates such as 06-04-2018 are meant.")
@click.option("--decimal", type=click.Choice(DECIMAL_SIGNS), help="How amounts such as 1,234 are meant.")
@click.option("--encoding", metavar="NAME", help="Such as cp1252, where the file is no UTF-8.")
@click.option("--delimiter", metavar="SIGN", help="Where it is none of comma, semicolon, tab and bar.")
@click.option("--refused", metavar="FILE", type=click.Path(path_type=Path), help="Write the rows not taken.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@json_option
def import_leads(
    files: tuple[Path, ...],
    profile: str | None,
    dates: str | None,
    decimal: str | None,
    encoding: str | None,
    delimiter: str | None,
    refused: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take leads, contacts and deals from the exports of a CRM, and count them.

    Known are the exports of HubSpot, Salesforce and Pipedrive; `smeeting lead profile` shows them all, and
    makes others. Encoding, delimiter, date order and decimal sign are found, and asked for where a file
    could mean either. All files are taken or none; a blank cell clears nothing, a file taken twice changes
    nothing, and every row that is not taken is told with its reason. Ctrl+C stops it and leaves all as it
    was.

    Example: smeeting lead import contacts.csv deals.csv --dry-run
    """
    if delimiter is not None and len(delimiter) != 1:
        raise SmeetingError("a delimiter is one character", "leave it out and it is found")
    given = Answers(_one_of(DATE_ORDERS, dates), _one_of(DECIMAL_SIGNS, decimal), encoding, delimiter)
    answers = dict.fromkeys(files, given)
    with desk_and_now() as (desk, now):
        if refused is not None:
            # Before anything is taken.
            refuse_own_files(desk, refused, leads.REFUSED)
            if refused.resolve() in [file.resolve() for file in files]:
                raise SmeetingError(
                    f"{refused} is what is imported", f"name another file for {leads.REFUSED}"
                )
        report = _imported(desk, files, now, answers, profile, dry_run=dry_run)
        if refused is not None:
            leads.write_refused(desk, refused, report)
    if as_json:
        say_json(report)
    else:
        _say_report(report)


def _one_of(known: tuple[_Word, ...], given: str | None) -> _Word | None:
    return next((word for word in known if word == given), None)


def _imported(
    desk: Desk,
    files: tuple[Path, ...],
    now: Instant,
    answers: dict[Path, Answers],
    profile: str | None,
    *,
    dry_run: bool,
) -> LeadReport:
    """Import, and ask a person what the files leave open, where there is one to ask."""
    while True:
        try:
            with progress_line() as show:
                return leads.import_files(
                    desk,
                    files,
                    now,
                    answers=answers,
                    profile=profile,
                    dry_run=dry_run,
                    on_progress=lambda progress: show(_progress(progress)),
                )
        except AmbiguousError as error:
            if not can_ask():
                raise
            tell(error.message, prefix="")
            _ask(error, answers)


def _ask(error: AmbiguousError, answers: dict[Path, Answers]) -> None:
    words, choices = _QUESTIONS[error.question]
    said = click.prompt(words, type=click.Choice(choices), err=True)
    answers[error.file] = replace(answers[error.file], **{error.question: said})


def _progress(progress: Progress) -> str:
    share = f"{progress.done / progress.total:.0%} " if progress.total else ""
    bar = "█" * round(20 * progress.done / progress.total) if progress.total else ""
    return f"{progress.phase} {share}{bar:·<20} {progress.file}"


def _say_report(report: LeadReport) -> None:
    for made in report.files:
        _say_file(made)
    verb = "would be" if report.dry_run else "is" if report.leads == 1 else "are"
    say(f"there {verb} {report.leads:,} lead{'' if report.leads == 1 else 's'}")
    _say_counts(report.counts)


def _say_file(made: FileImport) -> None:
    found = [
        made.profile,
        made.encoding.upper().removesuffix("-SIG"),
        _DELIMITERS.get(made.delimiter, repr(made.delimiter)),
    ]
    found += [made.dates.replace("-", " ")] if made.dates else []
    found += ["decimal comma"] if made.decimal == "comma" else []
    say(f"{made.file}: {', '.join(found)}")
    parts = [f"{made.new:,} new", f"{made.changed:,} changed", f"{made.same:,} the same"]
    if made.repeated:
        parts.append(f"{counted(made.repeated, 'row')} whose id comes again: the last one counts")
    if made.refused:
        parts.append(f"{counted(len(made.refused), 'row')} not taken")
    say(f"  {', '.join(parts)}")
    if made.unused:
        say(f"  no column tells {', '.join(made.unused)}")
    for said, rows in list(made.unknown.items())[:_MOST_SHOWN]:
        say(f"  the stage {shortened(said, 40)!r} of {counted(rows, 'row')} is no stage we know")
    for row in made.refused[:_MOST_SHOWN]:
        tell(f"{made.file}:{row.line}:1: not taken: {row.reason}", prefix="")
    if len(made.refused) > _MOST_SHOWN:
        more = len(made.refused) - _MOST_SHOWN
        tell(f"{made.file}: and {counted(more, 'row')} more; --refused FILE lists every one", prefix="")


def _say_counts(report: CountReport) -> None:
    if report.terms:
        say(f"counted: {', '.join(report.terms)}; {counted(report.written, 'value')} written")
    for stage, number in report.undated.items():
        say(f"  {counted(number, 'lead')} reached {stage} nobody knows when, and no month counts them")
    if report.unstaged:
        names = ", ".join(map(repr, report.unstaged))
        tell(
            f"no stage of glossary.yaml is called {names}: "
            "give a term this id and a `stage:`, or see the profile"
        )
    for kept in report.kept[:_MOST_SHOWN]:
        value = kept.value
        tell(
            f"{value.term_id} in {value.period} stays {number_text(value.actual)} ({value.source});"
            f" the leads make it {number_text(kept.counted)}"
        )
    if len(report.kept) > _MOST_SHOWN:
        tell(f"and {counted(len(report.kept) - _MOST_SHOWN, 'value')} more differ from the leads")
