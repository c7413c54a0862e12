"""What happens to a line typed in the meeting: taken, refused, offered another way, taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.services import captures
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.services.noticed_words import Noticed, notice
from smeeting.tui.widgets.capture_line import CaptureLine

if TYPE_CHECKING:
    from smeeting.domain.record_links import RecordLink


class LineTaker:
    """Takes the lines of the capture line to the services, and says there what came of each."""

    def __init__(self, desk: Desk, now: Callable[[], Instant], line: CaptureLine) -> None:
        """Take the lines typed in `line`."""
        self._desk = desk
        self._now = now
        self._line = line
        self._offered: Receipt | None = None
        self._anonymous = ""
        self.about: tuple[RecordLink, ...] = ()
        """What the issue that is being typed is about, where the line was begun from a metric or a reason."""
        self.noticed = Noticed()
        """What the glossary has to say of the last line."""

    @property
    def has_offer(self) -> bool:
        """Whether the last line would be parked instead if somebody said so now."""
        return self._offered is not None

    def take(self, text: str, *, in_line: bool) -> Receipt | None:
        """Store a line; its receipt, or None where it was refused and stays in the line.

        `in_line` is whether line after line is typed, so that an offer is taken with Enter.
        """
        self._offered = None
        try:
            receipt = captures.take(self._desk, text, self._now(), about=self.about)
        except SmeetingError as error:
            self._line.refuse(str(error))
            return None
        self.about = ()
        # What an anonymous author wrote must not come back with the key for older lines.
        self._anonymous = receipt.ref if receipt.ref.startswith(captures.ANONYMOUS) else ""
        self._line.accept(_words(receipt), remember=not self._anonymous)
        self.noticed = notice(self._desk, receipt.words) if receipt.words else Noticed()
        if receipt.offer:
            self._offered = receipt
            key = "⏎" if in_line else "p"
            self._line.offer(f"{receipt.ref} is kept. It sounds like a fix: {key} parks it instead")
        elif remark := _remark(self.noticed, "⏎" if in_line else "+"):
            self._line.offer(f"{receipt.ref} is kept. {remark}")
        return receipt

    def take_lacking(self) -> str:
        """The next word that the last line used and the glossary lacks, once; empty where there is none."""
        word, *rest = self.noticed.lacking or ("",)
        self.noticed = replace(self.noticed, lacking=tuple(rest))
        return word

    def park_offered(self) -> bool:
        """Park what was offered, and take the line itself back; whether that was done."""
        offered, self._offered = self._offered, None
        if offered is None:
            return False
        try:
            parked = captures.take(self._desk, offered.offer, self._now())
            captures.undo(self._desk, self._now(), ref=offered.ref)
        except SmeetingError as error:
            self._line.refuse(str(error))
            return False
        self._line.say_good(f"{parked.ref} parked instead of {offered.ref}")
        return True

    def forget_offer(self) -> None:
        """The room went on."""
        self._offered = None
        self.noticed = replace(self.noticed, lacking=())

    def undo(self, ref: str = "") -> bool:
        """Take a capture back, or without an id the last thing done from here; whether that was done."""
        self._offered = None
        line = f"#undo {ref or self._anonymous}".strip()
        try:
            receipt = captures.take(self._desk, line, self._now())
        except SmeetingError as error:
            self._line.refuse(str(error))
            return False
        self._anonymous = ""
        self._line.say_good(receipt.text)
        return True

    def redo(self) -> bool:
        """Do again what was just taken back from here; whether that was done."""
        self._offered = None
        try:
            receipt = captures.redo(self._desk, self._now(), the_live(self._desk, self._now()))
        except SmeetingError as error:
            self._line.refuse(str(error))
            return False
        self._line.say_good(receipt.text)
        return True


def _remark(noticed: Noticed, key: str) -> str:
    if noticed.lacking:
        return f"{noticed.lacking[0]} is not in the glossary: {key} drafts it"
    if noticed.instead:
        written, better = noticed.instead[0]
        return f"“{written}” is not used any more: say {better.term}"
    return ""


def _words(receipt: Receipt) -> str:
    has_number = receipt.ref and not receipt.ref.startswith(captures.ANONYMOUS)
    return f"{receipt.ref}  {receipt.text}" if has_number else receipt.text
