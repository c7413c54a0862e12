"""What happens when the room opens the anonymous issues: asked, read alone if wanted, opened in one batch."""

from collections.abc import Callable

from textual.app import App

from smeeting.domain.anonymity import HELD
from smeeting.domain.text import counted
from smeeting.services import anonymous
from smeeting.services.anonymous import Opened
from smeeting.tui.dialogs.reveal import ask_how_to_open, read_alone
from smeeting.tui.room import Room


async def reveal(app: App[object], room: Room) -> None:
    """Open those that wait, as the room wants it. To be awaited in a worker."""
    standing = room.attempt(lambda: (anonymous.waiting(room.desk), anonymous.held(room.desk)))
    if standing is None:
        return
    waiting, held = standing
    if not waiting:
        also = f"; {counted(held, 'issue')} {HELD}: smeeting issue held" if held else ""
        room.refuse(f"no anonymous issue waits{also or '; #issue anon TEXT keeps one'}")
        return
    way = await ask_how_to_open(app, waiting, held)
    if way == "open":
        _open(room, lambda: anonymous.open_all(room.desk, room.meeting(), room.now()))
    elif way == "read":
        await _open_read(app, room)


async def _open_read(app: App[object], room: Room) -> None:
    unread = room.attempt(lambda: anonymous.to_read(room.desk))
    if unread is None:
        return
    held = await read_alone(app, unread)
    if held is None:
        room.say("nothing was opened or held back")
        return
    read = [one.key for one in unread]
    _open(room, lambda: anonymous.open_read(room.desk, room.meeting(), room.now(), read, held))


def _open(room: Room, service: Callable[[], Opened]) -> None:
    opened = room.attempt(service)
    if opened is not None:
        room.changed()
        room.say(opened.words)
