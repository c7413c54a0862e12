"""The view of `leads`: real leads one at a time, a verdict on each, and what the verdicts come to."""

from smeeting.domain.leads import Lead
from smeeting.domain.record_links import RecordLink
from smeeting.domain.verdicts import VERDICT_SIGNS, Verdict, VerdictWord
from smeeting.services import lead_reviews
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import choose, numbered
from smeeting.tui.kinds.rows_view import Row, RowsView, blank, words
from smeeting.tui.kinds.view import asking
from smeeting.tui.lead_rows import Reason, Sides, lead_rows, summary_rows
from smeeting.tui.text import plain

WORKED, DID_NOT = "worked", "did not"


class LeadsView(RowsView):
    """One lead and its verdict, or, after the last one, the summary."""

    PLACE = "meeting.leads"
    EMPTY = "No leads."

    def on_mount(self) -> None:
        """Begin with the first lead on which there is no verdict."""
        super().on_mount()
        self._leads: tuple[Lead, ...] = ()
        self._place: int | None = None
        """Which lead is shown; one after the last is the summary."""

    def rows(self) -> list[Row]:
        """The lead at hand, or the summary after the last."""
        room, meeting = self.room, self.room.meeting()
        self._leads = lead_reviews.sample(room.desk, meeting, room.position)
        found = lead_reviews.summary(room.desk, meeting)
        if not self._leads:
            return _nothing()
        judged = {verdict.lead_id: verdict for verdict in found.verdicts}
        if self._place is None:
            waiting = (at for at, lead in enumerate(self._leads) if lead.id not in judged)
            self._place = next(waiting, len(self._leads))
        self._place = min(self._place, len(self._leads))
        if self._place == len(self._leads):
            return summary_rows(found, lead_reviews.speed(room.desk, meeting), len(self._leads))
        lead = self._leads[self._place]
        signs = [VERDICT_SIGNS[judged[one.id].verdict] if one.id in judged else "·" for one in self._leads]
        return lead_rows(lead, judged.get(lead.id), self._sides(), room.desk.known_terms, self._place, signs)

    def _sides(self) -> Sides:
        """Who brought the leads and who judges them: the owner of the funnel's first stage, and the other."""
        meeting, glossary = self.room.meeting(), self.room.desk.known_terms
        owners = [term.stage.owner for term in glossary.stages if term.stage]
        brings = next((owner for owner in owners if owner in meeting.sides), meeting.sides[0])
        judges = next((side for side in meeting.sides if side != brings), brings)
        return Sides(meeting.team_name(brings), meeting.team_name(judges))

    @property
    def _lead(self) -> Lead | None:
        """The lead at hand; where there is none the screen says why."""
        if self._place is not None and self._place < len(self._leads):
            return self._leads[self._place]
        self.room.refuse(
            "no lead is at hand; ← shows the one before" if self._leads else "there are no leads"
        )
        return None

    def choose(self, value: object) -> None:
        """Give the verdict of a row, say what worked, or carry a reason on."""
        match value:
            case "accepted" | "recycled" | "rejected":
                self._judge(value)
            case Reason():
                self._carry_on(value)
            case "worked" | "did not":
                self._remark(value)

    # The verdict.

    def action_verdict_accept(self) -> None:
        """Accept the lead."""
        self._judge("accepted")

    def action_verdict_recycle(self) -> None:
        """Send the lead back for later, with a reason."""
        self._judge("recycled")

    def action_verdict_reject(self) -> None:
        """Reject the lead, with a reason."""
        self._judge("rejected")

    @asking
    async def _judge(self, verdict: VerdictWord) -> None:
        room, meeting, lead, place = self.room, self.room.meeting(), self._lead, self._place
        if lead is None:
            return
        reason: str | None = ""
        if verdict != "accepted":
            reasons = lead_reviews.review_of(meeting, room.position).reasons
            title = f"Why is it {verdict}?"
            reason = await choose(self.app, title, numbered([(one, one) for one in reasons]), _name(lead))
        if reason is None:
            return
        # What is shown next is read anew by the storing below.
        self._place = (place or 0) + 1
        said = f"{_name(lead)}: {verdict}" + (f", {reason}" if reason else "")
        if not room.store(
            lambda: lead_reviews.judge(
                room.desk, meeting, room.position, lead, verdict, room.now(), reason=reason
            ),
            said,
        ):
            self._place = place

    def action_remark_worked(self) -> None:
        """Say what of marketing's work helped."""
        self._remark(WORKED)

    def action_remark_failed(self) -> None:
        """Say what did not help."""
        self._remark(DID_NOT)

    @asking
    async def _remark(self, what: str) -> None:
        room, meeting, lead = self.room, self.room.meeting(), self._lead
        if lead is None:
            return
        known = room.attempt(lambda: lead_reviews.verdict_on(room.desk, meeting, lead))
        if known is None:
            room.refuse("there is no verdict on this lead yet; 1, 2 or 3 gives it")
            return
        text = await ask_text(
            self.app, f"What {what}?", _name(lead), default=_said(known, what), hint="in a few words"
        )
        if text is None:
            return
        given = {"worked": text} if what == WORKED else {"did_not": text}
        room.store(
            lambda: lead_reviews.remark(room.desk, meeting, room.position, lead, room.now(), **given),
            f"{_name(lead)}, what {what}: {text}",
        )

    # From lead to lead.

    def action_lead_next(self) -> None:
        """Show the next lead, after the last one the summary."""
        self._go(1)

    def action_lead_before(self) -> None:
        """Show the lead before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if not self._leads:
            self.room.refuse("there are no leads")
            return
        self._place = max(0, min((self._place or 0) + step, len(self._leads)))
        self.read()

    # What a reason becomes.

    def action_reason_raise(self) -> None:
        """Air an issue about the reason at hand, or the most frequent one."""
        if reason := self._reason():
            self._raise_issue(reason)

    @asking
    async def action_reason_ask(self) -> None:
        """Ask what a term means, about the reason at hand or the most frequent one."""
        if reason := self._reason():
            await self._ask_term(reason)

    def _reason(self) -> Reason | None:
        if isinstance(self.at_hand, Reason):
            return self.at_hand
        found = self.room.attempt(lambda: lead_reviews.summary(self.room.desk, self.room.meeting()))
        if found is None or not found.frequent():
            self.room.refuse("no lead was sent back yet, so there is no reason")
            return None
        return Reason(*found.frequent()[0], found.overall.judged)

    @asking
    async def _carry_on(self, reason: Reason) -> None:
        what = await choose(
            self.app,
            "What becomes of this reason?",
            numbered([("an issue", "issue"), ("a question to a term", "term")]),
            plain(reason.words),
        )
        if what == "issue":
            self._raise_issue(reason)
        elif what == "term":
            await self._ask_term(reason)

    def _raise_issue(self, reason: Reason) -> None:
        meeting = self.room.meeting()
        keys = self.room.attempt(lambda: lead_reviews.sent_back(self.room.desk, meeting, reason.text))
        about = [RecordLink("lead", key) for key in keys or ()]
        self.room.begin_line(f"#issue {meeting.sides[-1]} {reason.words}", about=about)

    async def _ask_term(self, reason: Reason) -> None:
        stages = numbered([(term.term, term.id) for term in self.room.desk.known_terms.stages])
        term_id = await choose(self.app, "Which term is in question?", stages, plain(reason.words))
        if term_id is not None:
            self.room.begin_line(f"#dispute {term_id} {reason.words}")


def _name(lead: Lead) -> str:
    return lead.label or lead.key


def _said(verdict: Verdict, what: str) -> str:
    return verdict.worked if what == WORKED else verdict.did_not


def _nothing() -> list[Row]:
    return [
        words("There are no leads to look at."),
        blank(),
        words("smeeting lead import FILE brings them from what your CRM exports,"),
        words("and those that were judged before are not shown again."),
    ]
