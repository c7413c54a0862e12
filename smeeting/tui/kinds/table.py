"""Which view shows which kind of item. A view's module is imported when its item comes up."""

import importlib

from smeeting.tui.kinds.view import KindView
from smeeting.tui.room import Room

VIEWS: dict[str, str] = {
    "opening": "opening:OpeningView",
    "metrics": "metrics:MetricsView",
    "leads": "leads:LeadsView",
    "issues": "issues:IssuesView",
    "vocabulary": "vocabulary:VocabularyView",
    "closing": "closing:ClosingView",
}
"""Kind to `module:class` below this package; every other kind is shown like notes."""
NOTES = "notes:NotesView"


def make_view(kind: str, room: Room) -> KindView:
    """The view for an item of this kind."""
    module, _, name = VIEWS.get(kind, NOTES).partition(":")
    made = getattr(importlib.import_module(f"smeeting.tui.kinds.{module}"), name)(room)
    assert isinstance(made, KindView)
    return made
