"""The view of `issues`: the room listens; what is aired is heard now and answered afterwards."""

from functools import partial

from textual.app import ComposeResult
from textual.content import Content

from smeeting.domain.anonymity import PROTECTION
from smeeting.domain.captures import Issue
from smeeting.domain.text import counted
from smeeting.services import issues
from smeeting.tui.dialogs.choose import Choice, choose, numbered
from smeeting.tui.inks import ACCENT, GOOD, MUTED, STRONG, WARN
from smeeting.tui.kinds.report_back import report_on_issue
from smeeting.tui.kinds.rows_view import Row, RowsView, blank, heading, words
from smeeting.tui.kinds.view import asking
from smeeting.tui.revealing import reveal
from smeeting.tui.rows import issue_sign
from smeeting.tui.text import cropped, joined, plain, plain_lines, spread, wrapped
from smeeting.tui.widgets.lines import Lines

_LONGEST = 1000
_DETAIL_LINES = 4


class IssuesView(RowsView):
    """What was aired in this meeting, what is carried over, and the whole text of the one at hand."""

    PLACE = "meeting.issues"

    def compose(self) -> ComposeResult:
        """The mode the room is in, the list, and the issue at hand."""
        yield Lines(id="mode")
        yield from super().compose()
        yield Lines(id="about")

    @property
    def words_at_hand(self) -> str:
        """What was said of the issue at hand."""
        found = self.at_hand
        return f"{found.capture.text} \n{found.heard}" if isinstance(found, Issue) else ""

    @property
    def subject(self) -> str:
        """The issue at hand."""
        return self.at_hand.capture.ref if isinstance(self.at_hand, Issue) else ""

    def read(self) -> None:
        """Read the issues, and how many wait unread."""
        waiting = issues.waiting(self.room.desk)
        super().read()
        self.query_one("#mode", Lines).show(partial(_mode, waiting))
        self._show_about()

    def rows(self) -> list[Row]:
        """Those of this meeting, then those carried over with their age."""
        name, today = self.room.meeting().name, self.room.today()
        found = issues.listed(self.room.desk)
        here = [one for one in found if one.capture.meeting == name]
        carried = [one for one in found if one.capture.meeting != name]
        rows = [heading("Aired in this meeting", _heard_note(here))]
        rows += [Row(partial(_here_row, one), one.capture.ref, one) for one in here]
        if not here:
            rows.append(words("Nothing is aired yet. i airs one, s for a side or anonymously."))
        rows += [blank(), heading("Carried over", ("waiting", MUTED))]
        rows += [
            Row(partial(_carried_row, one, issue_sign(one, today)), one.capture.ref, one) for one in carried
        ]
        if not carried:
            rows.append(words("Nothing is carried over."))
        return rows

    def choose(self, value: object) -> None:
        """Say what became of an issue."""
        if isinstance(value, Issue):
            self._report(value)

    @asking
    async def _report(self, issue: Issue) -> None:
        await report_on_issue(self.app, self.room, issue)

    def on_row_list_highlighted(self) -> None:
        """Show the whole of the issue at hand."""
        self._show_about()

    def _show_about(self) -> None:
        issue = self.at_hand
        self.query_one("#about", Lines).show(partial(_detail, issue if isinstance(issue, Issue) else None))

    @asking
    async def action_issue_side(self) -> None:
        """Air an issue for a side, or anonymously."""
        teams = self.room.meeting().teams
        sides = numbered([(team.name, team.side) for team in teams])
        anonymously = Choice("a", "anonymously", "anon")
        side = await choose(self.app, "Whose issue is it?", [*sides, anonymously], PROTECTION)
        if side is not None:
            self.room.begin_line(f"#issue {side} ")

    @asking
    async def action_issue_reveal(self) -> None:
        """Open the anonymous issues that wait, all at once, after somebody has read them alone if wanted."""
        await reveal(self.app, self.room)


def _mode(waiting: int, width: int) -> list[Content]:
    lines = [
        joined((" The room listens.", ACCENT), (" Say it, hear it; p parks a fix.", MUTED)),
    ]
    if waiting:
        found = f" ? {counted(waiting, 'anonymous issue')} unread; y opens them"
        lines.append(joined((found, WARN)))
    return [cropped(line, width) for line in lines]


def _heard_note(here: list[Issue]) -> tuple[str, str]:
    unheard = sum(issue.state == "aired" for issue in here)
    if not here:
        return "", ""
    return (f"{unheard} not heard yet", WARN) if unheard else ("✓ all heard", GOOD)


def _here_row(issue: Issue, width: int) -> Content:
    sign = ("○", WARN) if issue.state == "aired" else ("✓", GOOD)
    side = "anonymous" if issue.anonymous else issue.capture.side or ""
    text = joined((f"{side}: ", MUTED) if side else "", issue.capture.text)
    state = ("to be heard", WARN) if issue.state == "aired" else (issue.state, GOOD)
    return joined(
        sign, " ", (f"{issue.capture.ref} ", ACCENT), spread(text, state, width - 3 - len(issue.capture.ref))
    )


def _carried_row(issue: Issue, sign: tuple[str, str], width: int) -> Content:
    side = "anonymous" if issue.anonymous else issue.capture.side or ""
    text = joined((f"{side}: ", MUTED) if side else "", issue.capture.text)
    age = (counted(issue.age, "meeting"), WARN if issue.age > 1 else MUTED)
    return joined(
        sign, " ", (f"{issue.capture.ref} ", MUTED), spread(text, age, width - 3 - len(issue.capture.ref))
    )


def _detail(issue: Issue | None, width: int) -> list[Content]:
    if issue is None:
        return []
    lines = wrapped(joined((plain_lines(issue.capture.text[:_LONGEST])), ""), width - 2)[: _DETAIL_LINES - 2]
    if issue.heard:
        lines.append(joined(("✓ heard: ", GOOD), plain(issue.heard[:_LONGEST])))
    else:
        lines.append(joined(("not said back yet; ", MUTED), ("h", STRONG), (" says it back", MUTED)))
    if issue.owner:
        by = f" by {issue.answer_by.isoformat()}" if issue.answer_by else ""
        lines.append(joined(("answers: ", MUTED), plain(issue.owner), (by, MUTED)))
    return [plain(" " + "─" * (width - 2), MUTED), *(joined(" ", cropped(line, width - 2)) for line in lines)]
