"""The clock of the meeting on the screen: ticked in memory, kept on disk, read anew when others wrote."""

from collections.abc import Callable

from smeeting.domain import moves
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.moves import Notice
from smeeting.services import meetings
from smeeting.services.desk import Desk
from smeeting.services.live import the_live


class MeetingClock:
    """One meeting as it stands this second, and what its clock has to say."""

    def __init__(self, desk: Desk, now: Callable[[], Instant]) -> None:
        """Take up the live meeting. Raises NotFoundError where there is none."""
        self._desk = desk
        self._now = now
        instant = now()
        self.unattended_s = meetings.unattended_s(desk, instant)
        """Seconds the clock ran with nobody there before this screen was opened."""
        self.meeting: Meeting = the_live(desk, instant)
        self._seen = self._state()

    def tick(self) -> tuple[Notice, ...]:
        """Book the time until now in memory; what was crossed since."""
        return self._adopt(self.meeting)

    def reload(self) -> tuple[Notice, ...]:
        """Read the meeting from disk; what was crossed since. Raises SmeetingError where that fails."""
        return self._adopt(meetings.get(self._desk, self.meeting.name))

    def change(self, service: Callable[[Instant], Meeting]) -> tuple[Notice, ...]:
        """Let a service change the meeting on disk; what was crossed. Raises what the service raises."""
        return self._adopt(service(self._now()))

    def has_news(self) -> bool:
        """Whether somebody else wrote to the database or the glossary since this was asked last."""
        news = self._state()
        seen, self._seen = self._seen, news
        return news != seen

    def _state(self) -> tuple[object, ...]:
        return self._desk.db.data_version(), self._desk.glossary_facts()

    def keep(self) -> None:
        """Book the time until now on disk. Raises StorageError where that fails."""
        if self.meeting.is_live:
            meetings.keep(self._desk, self._now())

    def _adopt(self, meeting: Meeting) -> tuple[Notice, ...]:
        before, self.meeting = self.meeting, moves.tick(meeting, self._now())
        return moves.notices(before, self.meeting)
