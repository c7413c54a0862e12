"""Issues: aired, heard, owned, answered, closed; never lost."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from smeeting.domain.answers import promise
from smeeting.domain.captures import OPEN_ISSUE_STATES, Issue, IssueState
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant
from smeeting.domain.issue_moves import IssueMove, IssueVerb
from smeeting.domain.meeting import Meeting
from smeeting.services import anonymous, people
from smeeting.services.desk import Desk
from smeeting.services.live import during, live_name
from smeeting.storage import issue_moves, likeness
from smeeting.storage import issues as store
from smeeting.storage import me_too as me_too_store


def listed(desk: Desk, *, only_open: bool = True, limit: int = 200, offset: int = 0) -> tuple[Issue, ...]:
    """The open issues, oldest first; or all of them, newest first."""
    return store.listed(
        desk.db,
        states=OPEN_ISSUE_STATES if only_open else (),
        limit=limit,
        offset=offset,
        newest_first=not only_open,
    )


def get(desk: Desk, number: int) -> Issue:
    """One issue.

    Raises NotFoundError when there is none of that number.
    """
    return store.get(desk.db, number)


def waiting(desk: Desk) -> int:
    """How many anonymous issues wait unread."""
    return anonymous.waiting(desk)


def own(desk: Desk, number: int, owner: str, answer_by: dt.date | None, now: Instant) -> Issue:
    """Give an issue somebody who answers it, by a date, or by none."""
    return own_all(desk, (number,), owner, answer_by, now)[0]


def own_all(
    desk: Desk,
    numbers: Sequence[int],
    owner: str,
    answer_by: dt.date | None,
    now: Instant,
    *,
    keeps_date: bool = False,
) -> tuple[Issue, ...]:
    """Like `own` for some issues; with `keeps_date`, each keeps its date where none is given."""
    if not owner.strip():
        raise BadMoveError("an issue is owned by somebody", "say who answers it")
    known = people.resolve(desk, owner).name

    def owned(issue: Issue) -> Issue:
        by = answer_by or (issue.answer_by if keeps_date else None)
        return msgspec.structs.replace(issue, state="owned", owner=known, answer_by=by)

    # A date that stays is promised anew, by whoever owns the issue from now on.
    return _move_all(desk, numbers, "owned", now, owned, known, lambda issue: promise(issue.answer_by))


def answer(desk: Desk, number: int, text: str, today: dt.date, now: Instant) -> Issue:
    """Say what was done about an issue."""
    return answer_all(desk, (number,), text, today, now)[0]


def answer_all(
    desk: Desk, numbers: Sequence[int], text: str, today: dt.date, now: Instant
) -> tuple[Issue, ...]:
    """Like `answer` for some issues, in one step of undo."""
    if not text.strip():
        raise BadMoveError("an answer says what was done", "write it in a few words")
    return _moved(
        desk,
        numbers,
        "answered",
        now,
        who=None,
        text=text,
        state="answered",
        answer=text,
        answered_on=today,
        helps="",
    )


def helps(desk: Desk, number: int, now: Instant, word: str = "") -> Issue:
    """The one who raised an issue says that the answer helps: it is closed with that.

    Raises BadMoveError for one that is not answered.
    """
    return _moved(desk, (number,), "helps", now, text=word, state="closed", helps="yes")[0]


def does_not_help(desk: Desk, number: int, word: str, now: Instant) -> Issue:
    """The one who raised an issue says that the answer does not help, and why: it is open again.

    The answer stays in the ledger, and the issue wants a new date. Raises BadMoveError for one that is not
    answered, or without a word.
    """
    if not word.strip():
        raise BadMoveError("what does not help takes a word", "say what is still difficult")
    return _moved(
        desk,
        (number,),
        "does not help",
        now,
        text=word,
        state=_open_again,
        helps="no",
        answer_by=None,
        answered_on=None,
    )[0]


def close(desk: Desk, number: int, now: Instant) -> Issue:
    """Close an answered issue.

    Raises BadMoveError while it has no answer.
    """
    return close_all(desk, (number,), now)[0]


def close_all(desk: Desk, numbers: Sequence[int], now: Instant) -> tuple[Issue, ...]:
    """Like `close` for some issues, in one step of undo."""
    return _moved(desk, numbers, "closed", now, state="closed")


def reopen(desk: Desk, number: int, word: str, now: Instant) -> Issue:
    """Take up again an issue that is answered, closed, withdrawn or merged, with a word why.

    Raises BadMoveError for one that is open.
    """
    if not word.strip():
        raise BadMoveError("to open an issue again takes a word", "say why")
    return _moved(
        desk,
        (number,),
        "reopened",
        now,
        text=word,
        state=_open_again,
        answered_on=None,
        answer_by=None,
        helps="",
        merged_into=None,
    )[0]


def _open_again(issue: Issue) -> IssueState:
    """The state of an issue that is taken up again, or whose answer does not help."""
    return "heard" if issue.heard else "aired"


def hear(desk: Desk, number: int, words: str, now: Instant, *, meeting: str | None = None) -> Issue:
    """Keep how the other side said an issue back, inside a transaction that is already open.

    Whether that is it is for the one who raised it to say. Raises BadMoveError for an issue that is
    answered, closed or withdrawn.
    """
    issue = get(desk, number)
    _refuse_move(issue, "heard")
    heard = msgspec.structs.replace(
        issue, heard=words, understood="", state="heard" if issue.state == "aired" else issue.state
    )
    return _keep(desk, heard, IssueMove(number, "heard", now.at, text=words, meeting=meeting))


def understood(desk: Desk, number: int, now: Instant, *, word: str = "", meeting: str | None = None) -> Issue:
    """The one who raised an issue says "yes, that is it", inside a transaction that is already open.

    Raises BadMoveError for one that was not said back, or is over.
    """
    issue = _said_back(desk, number, "yes")
    move = IssueMove(number, "yes", now.at, issue.capture.side or "", word, meeting)
    # A "not quite" made it aired again.
    state: IssueState = "heard" if issue.state == "aired" else issue.state
    return _keep(desk, msgspec.structs.replace(issue, understood="yes", state=state), move)


def not_quite(desk: Desk, number: int, word: str, now: Instant, *, meeting: str | None = None) -> Issue:
    """The one who raised an issue says "not quite": it is to be said back again; in an open transaction.

    The paraphrase stays in the ledger. Raises BadMoveError for one that was not said back, or is over.
    """
    issue = _said_back(desk, number, "not quite")
    state: IssueState = "aired" if issue.state == "heard" else issue.state
    move = IssueMove(number, "not quite", now.at, issue.capture.side or "", word, meeting)
    return _keep(desk, msgspec.structs.replace(issue, understood="not quite", state=state), move)


def me_too(desk: Desk, meeting: Meeting, number: int, side: str, now: Instant) -> Issue:
    """A side says in the running meeting that it has this difficulty too.

    Raises BadMoveError for an issue that is over.
    """
    with during(desk, meeting, now, "issue.me-too", f"I{number} me too: {meeting.team_name(side)}") as (
        _,
        here,
    ):
        _refuse_move(get(desk, number), "me too")
        me_too_store.add(desk.db, number, side, here.name, now.at)
    return get(desk, number)


def merge(desk: Desk, duplicate: int, into: int, now: Instant) -> Issue:
    """Let one issue go on for two that say the same; both texts stay. The one that goes on.

    What was merged into the duplicate before goes along, and so does its me-too. Raises BadMoveError where
    either is over, or where both are the same.
    """
    if duplicate == into:
        raise BadMoveError(f"I{into} can't be merged with itself", "name the other one")
    here = live_name(desk, now)
    belongs_to = here or get(desk, into).capture.meeting
    with desk.change(now, "issue.merged", f"I{duplicate} merged into I{into}", meeting=belongs_to):
        twin, kept = get(desk, duplicate), get(desk, into)
        _refuse_move(twin, "merged")
        _refuse_move(kept, "took in")
        for one in (twin, *store.merged_into(desk.db, duplicate)):
            gone = msgspec.structs.replace(one, state="closed", merged_into=into)
            move = IssueMove(one.capture.number, "merged", now.at, text=f"into I{into}", meeting=here)
            _keep(desk, gone, move)
            issue_moves.add(desk.db, IssueMove(into, "took in", now.at, text=_told(one), meeting=here))
    return get(desk, into)


def _told(twin: Issue) -> str:
    """A duplicate in the moves of the one that goes on; of an anonymous text the history has no copy."""
    ref = twin.capture.ref
    return ref if twin.anonymous else f"{ref}: {twin.capture.text}"


def merged_into(desk: Desk, number: int) -> tuple[Issue, ...]:
    """The duplicates for which this issue goes on, by number."""
    return store.merged_into(desk.db, number)


def like(desk: Desk, number: int, limit: int = 5) -> tuple[Issue, ...]:
    """Other issues that say much the same, by the rare words they share; the likeliest duplicate first."""
    text = get(desk, number).capture.text
    return tuple(store.get(desk.db, other) for other in likeness.like(desk.db, number, text, limit))


def withdraw(desk: Desk, number: int, reason: str, today: dt.date, now: Instant) -> Issue:
    """Drop an issue with a word why; the word is kept."""
    return withdraw_all(desk, (number,), reason, today, now)[0]


def withdraw_all(
    desk: Desk, numbers: Sequence[int], reason: str, today: dt.date, now: Instant
) -> tuple[Issue, ...]:
    """Like `withdraw` for some issues, in one step of undo."""
    if not reason.strip():
        raise BadMoveError("to drop an issue takes a word", "say why it is withdrawn")
    return _moved(
        desk, numbers, "withdrawn", now, text=reason, state="withdrawn", answer=reason, answered_on=today
    )


def moves_of(desk: Desk, number: int) -> tuple[IssueMove, ...]:
    """Who did what with an issue when, and the word they said; oldest first."""
    return issue_moves.of_issue(desk.db, number)


def _said_back(desk: Desk, number: int, verb: IssueVerb) -> Issue:
    issue = get(desk, number)
    _refuse_move(issue, verb)
    if issue.anonymous:
        raise BadMoveError(
            f"nobody is asked to own up to {issue.capture.ref}", "to say an anonymous issue back is enough"
        )
    if not issue.heard:
        raise BadMoveError(f"{issue.capture.ref} was not said back yet", f"#heard {issue.capture.ref} TEXT")
    return issue


def _keep(desk: Desk, issue: Issue, move: IssueMove) -> Issue:
    store.save(desk.db, issue)
    issue_moves.add(desk.db, move)
    return issue


def _moved(
    desk: Desk,
    numbers: Sequence[int],
    verb: IssueVerb,
    now: Instant,
    *,
    state: IssueState | Callable[[Issue], IssueState],
    who: str | None = "",
    text: str = "",
    **facts: object,
) -> tuple[Issue, ...]:
    def moved(issue: Issue) -> Issue:
        then = state(issue) if callable(state) else state
        return msgspec.structs.replace(issue, state=then, **facts)

    return _move_all(desk, numbers, verb, now, moved, who, text)


def _move_all(
    desk: Desk,
    numbers: Sequence[int],
    verb: IssueVerb,
    now: Instant,
    moved: Callable[[Issue], Issue],
    who: str | None = "",
    text: str | Callable[[Issue], str] = "",
) -> tuple[Issue, ...]:
    """Do the same with some issues, in one step of undo; `who` is None where it is each one's owner.

    `text` is the word for all of them, or gives that of each from what it became.
    Raises BadMoveError, with none of them changed, where one of them can't be moved so.
    """
    here = live_name(desk, now)
    homes = {here or get(desk, number).capture.meeting for number in numbers}
    label = f"{', '.join(f'I{number}' for number in numbers[:MOST_NAMED])}"
    more = f" and {len(numbers) - MOST_NAMED} more" if len(numbers) > MOST_NAMED else ""
    home = homes.pop() if len(homes) == 1 else here
    with desk.change(now, f"issue.{verb}", f"{label}{more} {verb}", meeting=home):
        kept = []
        for number in numbers:
            # Read under the lock: another terminal may have moved it since it was shown.
            issue = get(desk, number)
            _refuse_move(issue, verb)
            by = issue.owner if who is None else who
            then = moved(issue)
            word = text(then) if callable(text) else text
            kept.append(_keep(desk, then, IssueMove(number, verb, now.at, by, word, here)))
    return tuple(kept)


MOST_NAMED = 5
"""How many of several records a step of undo names."""


def _refuse_move(issue: Issue, verb: IssueVerb | Literal["me too"]) -> None:
    ref = issue.capture.ref
    if verb == "reopened":
        if issue.is_open:
            raise BadMoveError(f"{ref} is open", "it needs no opening")
        return
    if issue.merged_into is not None:
        raise BadMoveError(
            f"{ref} goes on as I{issue.merged_into}", f"name that one, or open {ref} again with a word"
        )
    if verb in ("closed", "helps", "does not help") and issue.is_open:
        raise BadMoveError(f"{ref} has no answer yet", "answer it, or withdraw it with a reason")
    if not issue.is_open and not (issue.state == "answered" and verb in _OF_ANSWERED):
        raise BadMoveError(
            f"{ref} is {issue.state} already", "undo or `smeeting issue reopen` brings it back"
        )


_OF_ANSWERED: tuple[IssueVerb, ...] = ("closed", "helps", "does not help")
