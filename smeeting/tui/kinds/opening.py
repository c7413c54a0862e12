"""The view of `opening`: who is here, who leads and writes, and what became of what was promised."""

from functools import partial

from textual.content import Content

from smeeting.domain.captures import Action, Issue
from smeeting.domain.people import Person, Presence
from smeeting.services import actions, answers, issues, meetings, report_back
from smeeting.services.meetings import Role
from smeeting.tui.answer_rows import answer_row
from smeeting.tui.dialogs.ask_person import ask_side, ask_who
from smeeting.tui.inks import ACCENT, GOOD, MUTED, STRONG, WARN
from smeeting.tui.kinds.report_back import report_on_action, report_on_issue, who_says
from smeeting.tui.kinds.rows_view import Row, RowsView, blank, heading, words
from smeeting.tui.kinds.view import asking
from smeeting.tui.rows import action_row, issue_row
from smeeting.tui.text import Part, fitted, joined, spread

_SIGNS: dict[Presence | None, tuple[str, str]] = {
    "here": ("✓", GOOD),
    "regrets": ("–", WARN),
    "left": ("←", ACCENT),
    None: ("·", MUTED),
}
_ROLES: dict[Role, str] = {"facilitator": "facilitates", "scribe": "writes"}


class OpeningView(RowsView):
    """Three groups of rows: the report-back, people by side, and roles.

    The report-back comes first on the agenda; where there is nothing to report on yet, the people do.
    """

    PLACE = "meeting.opening"

    def rows(self) -> list[Row]:
        """All three groups."""
        here = [*self._people(), blank(), *self._roles()]
        report = self._report_back()
        has_any = any(row.value is not None for row in report)
        return [*report, blank(), *here] if has_any else [*here, blank(), *report]

    def choose(self, value: object) -> None:
        """Toggle a person, change a role, or report on an action or an issue."""
        match value:
            case Person():
                self._toggle(value)
            case "facilitator" | "scribe":
                self._ask_role(value)
            case Action():
                self._report_action(value)
            case Issue():
                self._report_issue(value)

    # Who is here.

    def _people(self) -> list[Row]:
        meeting, desk = self.room.meeting(), self.room.desk
        presences = {one.person.name: one.presence for one in meetings.attendance(desk, meeting)}
        people = meetings.people(desk)
        here = sum(presence == "here" for presence in presences.values())
        rows = [heading("Who is here", (f"{here} of {len(people)}" if people else "", MUTED))]
        sides = [*meeting.sides, None]
        for side in sides:
            team = meeting.team_name(side) if side else "no team yet"
            rows += [
                Row(partial(_person_row, one, team, presences.get(one.name)), f"person {one.name}", one)
                for one in people
                if (one.side if one.side in sides else None) == side
            ]
        return rows if people else [*rows, words("Nobody is known yet; w adds somebody.")]

    def _toggle(self, person: Person) -> None:
        meeting = self.room.meeting()
        found = self.room.attempt(lambda: meetings.attendance(self.room.desk, meeting)) or ()
        is_here = any(one.person.name == person.name and one.presence == "here" for one in found)
        self._mark(person, "left" if is_here else "here")

    @asking
    async def _mark(self, person: Person, presence: Presence) -> None:
        room, meeting = self.room, self.room.meeting()
        if person.side not in meeting.sides:
            side = await ask_side(self.app, meeting.teams, person.name)
            if side is None:
                return
            person = Person(person.name, side)
        room.store(
            lambda: meetings.attend(room.desk, meeting, (person,), presence, room.now()),
            f"{presence}: {person.name}",
        )

    def _mark_at_hand(self, presence: Presence) -> None:
        if isinstance(self.at_hand, Person):
            self._mark(self.at_hand, presence)
            self.list.action_move(1)
        else:
            self.room.refuse("no person is chosen; ↑ and ↓ move, w adds a name")
            self._go_to_people()

    def _go_to_people(self) -> None:
        first = next((row.key for row in self._rows if isinstance(row.value, Person)), "")
        self.go_to(first)

    def action_person_here(self) -> None:
        """Mark the person as here."""
        self._mark_at_hand("here")

    def action_person_regrets(self) -> None:
        """Mark the person as not coming."""
        self._mark_at_hand("regrets")

    def action_person_left(self) -> None:
        """Mark the person as gone early."""
        self._mark_at_hand("left")

    # Roles.

    def _roles(self) -> list[Row]:
        meeting = self.room.meeting()
        held: dict[Role, str] = {"facilitator": meeting.facilitator, "scribe": meeting.scribe}
        return [
            heading("Roles", ("the rota's proposal; r changes it", MUTED)),
            *(Row(partial(_role_row, who, _ROLES[role]), f"role {role}", role) for role, who in held.items()),
        ]

    def action_role_set(self) -> None:
        """Set who facilitates, and then who writes."""
        self._ask_both_roles()

    @asking
    async def _ask_both_roles(self) -> None:
        for role in _ROLES:
            if not await self._set_role(role):
                return

    @asking
    async def _ask_role(self, role: Role) -> None:
        await self._set_role(role)

    async def _set_role(self, role: Role) -> bool:
        room, meeting = self.room, self.room.meeting()
        known = [person.name for person in self.room.attempt(lambda: meetings.people(room.desk)) or ()]
        held = meeting.facilitator if role == "facilitator" else meeting.scribe
        title = "Who facilitates?" if role == "facilitator" else "Who writes?"
        who = await ask_who(self.app, title, known, first=held)
        return who is not None and room.store(
            lambda: meetings.set_role(room.desk, role, who, room.now()), f"{who} {_ROLES[role]}"
        )

    # Report-back.

    def _report_back(self) -> list[Row]:
        meeting, desk, today = self.room.meeting(), self.room.desk, self.room.today()
        names = {team.side: team.name for team in meeting.teams}
        in_time = answers.words(answers.since_before(desk, meeting, today), names)
        return [
            heading("Report-back", (f"answered in time: {in_time}" if in_time else "", MUTED)),
            *self._answered(),
            *self._unanswered(),
            blank(),
            *self._promised(),
        ]

    def _answered(self) -> list[Row]:
        """The answers of which the room says whether they help; nothing where there are none."""
        found = report_back.waiting(self.room.desk)
        rows = [
            Row(partial(answer_row, one, asked=who_says(self.room, one)), one.capture.ref, one)
            for one in found
        ]
        if not rows:
            return []
        return [heading("Answered: does it help?", ("⏎ asks who raised it", MUTED)), *rows, blank()]

    def _unanswered(self) -> list[Row]:
        meeting, desk, today = self.room.meeting(), self.room.desk, self.room.today()
        found = [one for one in issues.listed(desk) if one.capture.meeting != meeting.name]
        late = sum(one.is_late(today) for one in found)
        rows = [heading("Issues without an answer", _late(late) or ("age in meetings", MUTED))]
        rows += [
            Row(partial(issue_row, one, today=today), one.capture.ref, one)
            for one in sorted(found, key=lambda one: (not one.is_late(today), one.answer_by is None))
        ]
        return rows if found else [*rows, words("Every issue has its answer.")]

    def _promised(self) -> list[Row]:
        meeting, desk, today = self.room.meeting(), self.room.desk, self.room.today()
        found = [one for one in actions.listed(desk) if one.capture.meeting != meeting.name]
        late = sum(one.is_late(today) for one in found)
        rows = [heading("Actions promised: done or not done", _late(late))]
        rows += [
            Row(partial(action_row, one, today=today), one.capture.ref, one)
            for one in sorted(found, key=lambda one: not one.is_late(today))
        ]
        return rows if found else [*rows, words("No action is open.")]

    @asking
    async def _report_action(self, action: Action) -> None:
        await report_on_action(self.app, self.room, action)

    @asking
    async def _report_issue(self, issue: Issue) -> None:
        await report_on_issue(self.app, self.room, issue)


def _late(number: int) -> Part:
    return (f"{number} late", WARN) if number else ""


def _person_row(person: Person, team: str, presence: Presence | None, width: int) -> Content:
    sign = _SIGNS[presence]
    said = joined((presence or "not said", sign[1]))
    name = (person.name, STRONG if presence == "here" else "")
    return joined(sign, " ", spread(joined(name, ("  " + team, MUTED)), said, width - 2))


def _role_row(who: str, does: str, width: int) -> Content:
    name = (who, STRONG) if who else ("nobody yet", WARN)
    return joined("  ", fitted((does, MUTED), 12), spread(name, "", width - 14))
