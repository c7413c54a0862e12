"""Targets set together: a yes from every side, kept with who and when, and undone like anything else."""

import pytest

from smeeting.domain.errors import NotFoundError
from smeeting.domain.meeting import Meeting
from smeeting.domain.periods import Period
from smeeting.services import metrics, targets, undoing
from smeeting.services.desk import Desk
from tests.services.conftest import at

MARCH = Period.parse("2026-03")
SIDES = ("marketing", "sales")


def test_a_target_holds_once_every_side_has_said_yes(desk: Desk) -> None:
    mql = metrics.measured(desk, "mql")
    proposed = targets.set_together(desk, mql, MARCH, 140, ["sales"], SIDES, at(0))
    assert not proposed.agreed
    assert proposed.yes == ("sales",)
    assert proposed.before == 120
    assert targets.set_for(desk, MARCH) == {}
    assert targets.waiting(desk, MARCH)["mql"].target == 140

    agreed = targets.say_yes(desk, mql, MARCH, "marketing", SIDES, at(1))
    assert agreed.agreed
    assert agreed.yes == SIDES
    assert targets.set_for(desk, MARCH) == {"mql": 140}
    assert targets.waiting(desk, MARCH) == {}
    assert [change.at for change in targets.history(desk, "mql")] == [at(1).at, at(0).at]


def test_a_newer_proposal_takes_the_place_of_an_older_one(desk: Desk) -> None:
    mql = metrics.measured(desk, "mql")
    targets.set_together(desk, mql, MARCH, 140, SIDES, SIDES, at(0))
    targets.set_together(desk, mql, MARCH, 150, ["sales"], SIDES, at(1))
    assert targets.set_for(desk, MARCH) == {"mql": 140}
    assert targets.waiting(desk, MARCH)["mql"].target == 150
    assert targets.waiting(desk, MARCH)["mql"].before == 140


def test_undo_takes_target_and_change_back(desk: Desk) -> None:
    mql = metrics.measured(desk, "mql")
    targets.set_together(desk, mql, MARCH, 140, SIDES, SIDES, at(0))
    undoing.undo(desk, at(1))
    assert targets.set_for(desk, MARCH) == {}
    assert targets.history(desk, "mql") == ()


def test_a_yes_to_nothing_is_refused(desk: Desk) -> None:
    mql = metrics.measured(desk, "mql")
    with pytest.raises(NotFoundError, match="no target of MQL for 2026-03 waits"):
        targets.say_yes(desk, mql, MARCH, "sales", SIDES, at(0))


def test_a_target_set_alone_is_kept_without_a_yes(desk: Desk) -> None:
    targets.set_alone(desk, metrics.measured(desk, "mql"), MARCH, 7, at(0))
    (change,) = targets.history(desk, "mql")
    assert (change.agreed, change.yes, change.meeting) == (True, (), None)


def test_a_meeting_knows_the_last_word_on_each_target(desk: Desk, meeting: Meeting) -> None:
    mql = metrics.measured(desk, "mql")
    targets.set_together(desk, mql, MARCH, 140, ["sales"], SIDES, at(1), meeting=meeting)
    targets.set_together(desk, mql, MARCH, 130, SIDES, SIDES, at(2), meeting=meeting)
    (change,) = targets.changes_of(desk, meeting)
    assert (change.target, change.meeting) == (130, meeting.name)
