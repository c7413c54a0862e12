"""What happens to a line typed in the meeting: taken, refused, offered another way, taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.services import anonymous, captures, conversions, phrasing, undoing
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.services.noticed_words import Noticed, notice
from smeeting.tui.owner_words import doubt_of
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
        self._key = "p"
        """The key that takes what is offered."""
        self._anonymous = ""
        self.about: tuple[RecordLink, ...] = ()
        """What the issue that is being typed is about, where the line was begun from a metric or a reason."""
        self.noticed = Noticed()
        """What the glossary has to say of the last line."""

    @property
    def has_offer(self) -> bool:
        """Whether the last line would be parked, or said otherwise, if somebody said so now."""
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
        self._anonymous = receipt.ref if receipt.ref.startswith(anonymous.PREFIX) else ""
        self._line.accept(_words(receipt), remember=not self._anonymous)
        self.noticed = notice(self._desk, receipt.words) if receipt.words else Noticed()
        key = "⏎" if in_line else "p"
        doubt = doubt_of(receipt, "↑" if in_line else "/ ↑")
        if doubt.line:
            self._line.suggest(doubt.line)
        if self._offer(receipt, f"{doubt.kept or f'{receipt.ref} is kept'}.", key):
            return receipt
        if doubt.words:
            self._line.offer(doubt.words)
        elif remark := _remark(self.noticed, "⏎" if in_line else "+"):
            self._line.offer(f"{receipt.ref} is kept. {remark}")
        return receipt

    def take_lacking(self) -> str:
        """The next word that the last line used and the glossary lacks, once; empty where there is none."""
        word, *rest = self.noticed.lacking or ("",)
        self.noticed = replace(self.noticed, lacking=tuple(rest))
        return word

    def _offer(self, receipt: Receipt, kept: str, key: str) -> bool:
        """Offer to park a fix, else to say otherwise what blames; whether there is anything to offer."""
        if not receipt.offer and not receipt.rephrasing:
            return False
        self._offered, self._key = receipt, key
        if receipt.offer:
            self._line.offer(f"{kept} It sounds like a fix: {key} parks it instead")
        elif receipt.rephrasing:
            self._line.offer(f"{kept} {key} says it without blame: {receipt.rephrasing.text}")
        return True

    def take_offered(self) -> bool:
        """Do what was offered for the last line; whether that was done."""
        offered, self._offered = self._offered, None
        if offered is None:
            return False
        try:
            if offered.offer:
                self._park(offered)
            else:
                self._say_otherwise(offered)
        except SmeetingError as error:
            self._line.refuse(str(error))
            return False
        return True

    def _park(self, offered: Receipt) -> None:
        """Park a fix instead; one that blames is offered to be said otherwise then."""
        parked = conversions.park(self._desk, offered.ref, self._now())
        done = f"{parked.ref} parked instead of {offered.ref}"
        if not self._offer(parked, f"{done}.", self._key):
            self._line.say_good(done)

    def _say_otherwise(self, offered: Receipt) -> None:
        assert offered.rephrasing is not None
        now = self._now()
        meeting = the_live(self._desk, now)
        said = phrasing.rephrase(
            self._desk, meeting, offered.ref, offered.words, offered.rephrasing.text, now
        )
        self._line.say_good(f"{said.ref}  {said.text}")

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
            if isinstance(error, NotFoundError):
                # The room has opened it: the next time something else is taken back.
                self._anonymous = ""
            self._line.refuse(str(error))
            return False
        self._anonymous = ""
        self._line.say_good(receipt.text)
        return True

    def redo(self) -> bool:
        """Do again what was just taken back from here; whether that was done."""
        self._offered = None
        try:
            receipt = undoing.redo(self._desk, self._now(), the_live(self._desk, self._now()))
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
    has_number = receipt.ref and not receipt.ref.startswith(anonymous.PREFIX)
    return f"{receipt.ref}  {receipt.text}" if has_number else receipt.text
