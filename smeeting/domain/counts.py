"""Which metrics count things: there are never fewer than none of them."""

from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Term
from smeeting.domain.text import folded

_COUNTED = frozenset(
    {
        *("lead", "leads", "contact", "contacts", "deal", "deals", "opportunity", "opportunities"),
        *("account", "accounts", "company", "companies", "customer", "customers", "person", "people"),
        *("call", "calls", "meeting", "meetings", "demo", "demos", "visit", "visits", "visitor", "visitors"),
        *("mail", "mails", "email", "emails", "answer", "answers", "asset", "assets", "page", "pages"),
        *("event", "events", "campaign", "campaigns", "download", "downloads", "signup", "signups"),
    }
)
"""Units, folded. Money, hours, days and percent are not here: refunds and shrinking are below 0."""


def counts_things(term: Term) -> bool:
    """Whether a term's metric is a number of things: a stage's, one counted from leads, or by its unit."""
    if term.metric is None:
        return False
    unit, source = folded(term.metric.unit), term.metric.source
    if unit in _COUNTED or (source is not None and source.count is not None):
        return True
    return not unit and term.stage is not None


def refuse_negative(term: Term, number: float) -> None:
    """Raises SmeetingError where a metric that counts things would be below 0."""
    if number < 0 and counts_things(term):
        unit = term.metric.unit if term.metric and term.metric.unit else "things"
        raise SmeetingError(
            f"{term.term} counts {unit}, and {number:g} is below 0", "see the sign, or what was subtracted"
        )
