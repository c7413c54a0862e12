"""`smeeting note`, `undo` and `redo`: capture lines from the shell, taking them back, doing that again."""

import codecs
import io
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.output import explain, tell
from smeeting.cli.people import tell_doubt
from smeeting.domain.anonymity import PROTECTION
from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadLineError
from smeeting.domain.text import visible
from smeeting.services import anonymous, capture_batches, captures, undoing
from smeeting.services.desk import Desk
from smeeting.services.live import the_live

_READ_BYTES = 65536


@click.command("note", context_settings={"ignore_unknown_options": True})
@click.argument("line", nargs=-1, required=True, type=click.UNPROCESSED)
def note_command(line: tuple[str, ...]) -> int:
    """Add a capture line to the running meeting.

    LINE may be - for standard input, a capture a line. Each gets a receipt once it is on disk; lines that
    are refused are told and the rest is kept. Quote LINE, as # begins a comment in a shell.

    Example: smeeting note '#action Ben by friday bring the list of lost leads'
    """
    with desk_and_now() as (desk, now):
        # Said once here, and not again for each line of a file.
        the_live(desk, now)
        if line == ("-",):
            return _take_all(desk, sys.stdin or io.StringIO())
        _say_receipt(captures.take(desk, " ".join(line), now, overheard=True))
    return 0


def _take_all(desk: Desk, stream: TextIO) -> int:
    refused = read = 0
    for lines in _arriving(stream):
        numbered = [(read + place, line) for place, line in enumerate(lines, start=1) if line.strip()]
        read += len(lines)
        taken = capture_batches.take_all(desk, [line for _, line in numbered], desk.now)
        for (number, _), one in zip(numbered, taken, strict=True):
            if isinstance(one, Receipt):
                _say_receipt(one)
            else:
                tell(f"line {number}: {one}")
                refused += 1
    return 2 if refused else 0


def _arriving(stream: TextIO) -> Iterator[list[str]]:
    """The lines of a stream, as many at a time as are there; none is waited for while another is held."""
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        yield from ([line.rstrip("\n")] for line in stream)
        return
    decoder = codecs.getincrementaldecoder(stream.encoding)(stream.errors or "strict")
    newlines = io.IncrementalNewlineDecoder(decoder, translate=True)
    begun: list[str] = []
    while data := buffer.read1(_READ_BYTES):
        *lines, rest = newlines.decode(data).split("\n")
        if lines:
            yield ["".join([*begun, lines[0]]), *lines[1:]]
            begun.clear()
        begun.append(rest)
    last = "".join(begun) + newlines.decode(b"", final=True)
    yield from ([line] for line in last.split("\n") if line)


def _say_receipt(receipt: Receipt) -> None:
    # A receipt that sits in a buffer is no receipt; click.echo flushes.
    click.echo(visible(f"{receipt.ref}  {receipt.text}" if receipt.ref else receipt.text))
    if receipt.ref.startswith(anonymous.PREFIX):
        explain(PROTECTION)
    if receipt.owner:
        noun = "issue own" if receipt.ref.startswith("I") else "action assign"
        tell_doubt(receipt.owner, f"smeeting {noun} {receipt.ref}")
    if receipt.offer:
        tell(f"that sounds like a fix; to park it instead: #undo, then {receipt.offer}")
    if receipt.rephrasing:
        tell(f"that sounds like blame; to say how it goes instead: #undo, then {receipt.rephrasing.line}")


@click.command("undo")
@click.argument("ref", metavar="[ID]", required=False)
def undo_command(ref: str | None) -> None:
    """Take back the last thing done from the shell, or the one with this id.

    With - the id is read from standard input, where no history keeps the key of an anonymous issue. Works
    between meetings too. What an older meeting captured stays; an issue is withdrawn with a word, an
    action dropped with one.

    Example: smeeting undo I14
    """
    if ref == "-":
        ref = sys.stdin.readline().strip() if sys.stdin is not None else ""
        if not ref:
            raise BadLineError("standard input has no id", "such as I14, or the key of an anonymous issue")
    with desk_and_now() as (desk, now):
        _say_receipt(undoing.undo(desk, now, ref=ref))


@click.command("redo")
def redo_command() -> None:
    """Do again what was taken back last from the shell.

    That is, as long as nothing new was done from there since. Each further one does the next again.

    Example: smeeting redo
    """
    with desk_and_now() as (desk, now):
        _say_receipt(undoing.redo(desk, now))
