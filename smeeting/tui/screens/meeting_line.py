"""What happens to a line typed in the meeting: taken, refused, offered another way, taken back."""

from collections.abc import Callable

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.services import captures
from smeeting.services.desk import Desk
from smeeting.tui.widgets.capture_line import CaptureLine


class LineTaker:
    """Takes the lines of the capture line to the services, and says there what came of each."""

    def __init__(self, desk: Desk, now: Callable[[], Instant], line: CaptureLine) -> None:
        """Take the lines typed in `line`."""
        self._desk = desk
        self._now = now
        self._line = line
        self._offered: Receipt | None = None
        self._anonymous = ""

    @property
    def has_offer(self) -> bool:
        """Whether the last line would be parked instead if somebody said so now."""
        return self._offered is not None

    def take(self, text: str, *, parking_key: str) -> Receipt | None:
        """Store a line; its receipt, or None where it was refused and stays in the line.

        `parking_key` is the key that an offer to park names.
        """
        self._offered = None
        try:
            receipt = captures.take(self._desk, text, self._now())
        except SmeetingError as error:
            self._line.refuse(str(error))
            return None
        # What an anonymous author wrote must not come back with the key for older lines.
        self._anonymous = receipt.ref if receipt.ref.startswith(captures.ANONYMOUS) else ""
        self._line.accept(_words(receipt), remember=not self._anonymous)
        if receipt.offer:
            self._offered = receipt
            self._line.offer(f"{receipt.ref} is kept. It sounds like a fix: {parking_key} parks it instead")
        return receipt

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


def _words(receipt: Receipt) -> str:
    has_number = receipt.ref and not receipt.ref.startswith(captures.ANONYMOUS)
    return f"{receipt.ref}  {receipt.text}" if has_number else receipt.text
