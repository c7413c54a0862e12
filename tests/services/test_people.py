"""People: known, added, called otherwise; and owners who are nobody known."""

import datetime as dt
from collections.abc import Callable

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadLineError, BadMoveError, NotFoundError
from smeeting.domain.people import Person
from smeeting.services import actions, issues, meetings, people, undoing
from smeeting.services.desk import Desk
from tests.services.conftest import at

Take = Callable[..., Receipt]


def names(*people: Person) -> list[str]:
    return [person.name for person in people]


def test_somebody_is_added_once_and_taken_back_in_one_step(desk: Desk) -> None:
    assert people.add(desk, Person(" Zoe  Lind ", "sales"), at(0)) == Person("Zoe Lind", "sales")
    people.add(desk, Person("zoe lind", "marketing"), at(1))
    assert people.known(desk) == (Person("Zoe Lind", "marketing"),)
    undoing.undo(desk, at(2))
    undoing.undo(desk, at(3))
    assert people.known(desk) == ()
    with pytest.raises(BadLineError, match="name is missing"):
        people.add(desk, Person(" "), at(4))


def test_a_new_name_goes_to_owners_and_roles_and_comes_back_in_one_step(desk: Desk, take: Take) -> None:
    take("#here Anna (Sales), Ben (Marketing)")
    take("#issue leads are cold")
    take("#own I1 anna by friday")
    take("#action ANNA by friday bring the list")
    take("#action Ben send it")
    meetings.set_role(desk, "facilitator", "Anna", at(2))
    person, records = people.rename(desk, "anna", "Anna Lee", at(3))
    assert (person, records) == (Person("Anna Lee", "sales"), 2)
    assert issues.get(desk, 1).owner == actions.get(desk, 2).owner == "Anna Lee"
    assert actions.get(desk, 3).owner == "Ben"
    assert meetings.get(desk, None).facilitator == "Anna Lee"
    undoing.undo(desk, at(4))
    assert issues.get(desk, 1).owner == "Anna"
    assert meetings.get(desk, None).facilitator == "Anna"
    assert names(*people.known(desk)) == ["Anna", "Ben"]


def test_a_name_changes_its_case_alone(desk: Desk) -> None:
    people.add(desk, Person("anna", "sales"), at(0))
    people.rename(desk, "Anna", "Anna", at(1))
    assert names(*people.known(desk)) == ["Anna"]


def test_nobody_gets_the_name_of_somebody_else(desk: Desk) -> None:
    people.add(desk, Person("Anna", "sales"), at(0))
    people.add(desk, Person("Ben", "sales"), at(0))
    with pytest.raises(BadMoveError, match="Ben is somebody known"):
        people.rename(desk, "Anna", "BEN", at(1))
    with pytest.raises(NotFoundError, match=r"nobody is called Ana; do you mean Anna\?"):
        people.rename(desk, "Ana", "Zoe", at(1))
    with pytest.raises(NotFoundError, match="smeeting person list"):
        people.rename(desk, "Mo", "Zoe", at(1))
    assert names(*people.known(desk)) == ["Anna", "Ben"]


def test_an_owner_nobody_has_is_kept_as_written_and_told(desk: Desk, take: Take) -> None:
    take("#here Anna Lee (Sales), Anna Berg (Sales), Ben")
    near = take("#action Benn by friday send it")
    assert near.owner is not None
    assert (actions.get(desk, 1).owner, names(*near.owner.maybe)) == ("Benn", ["Ben"])
    one_of_two = take("#action Anna send it")
    assert one_of_two.owner is not None
    assert names(*one_of_two.owner.maybe) == ["Anna Berg", "Anna Lee"]
    new = take("#action Zoe send it")
    assert new.owner is not None
    assert (new.owner.is_new, new.owner.maybe) == (True, ())
    known = take("#action anna lee send it")
    assert known.owner is not None
    assert (known.owner.is_new, actions.get(desk, 4).owner) == (False, "Anna Lee")


def test_own_gives_an_issue_or_an_action_and_keeps_a_date_that_is_not_named(desk: Desk, take: Take) -> None:
    take("#here Anna (Sales)")
    take("#issue leads are cold")
    take("#action Ana by 2026-04-01 send it")
    assert take("#own I1 Anna by friday").text == "Anna answers it by Fri 6 Mar 2026"
    assert take("#own A2 Anna").text == "Anna does it by Wed 1 Apr 2026"
    assert take("#own I1 Zoe").text == "Zoe answers it by Fri 6 Mar 2026"
    take("#undo")
    take("#undo")
    assert (issues.get(desk, 1).owner, actions.get(desk, 2).owner) == ("Anna", "Ana")
    with pytest.raises(NotFoundError):
        take("#own I9 Anna")


def test_a_date_that_is_not_read_stays_in_the_text_and_is_told(desk: Desk, take: Take) -> None:
    receipt = take("#action Ben by 12/3 send it")
    assert receipt.text == "Ben: by 12/3 send it (no date was read: 12/3 could be 12 March or 3 December)"
    assert actions.get(desk, 1).due is None
    receipt = take("#action Ben by eom send it")
    assert receipt.due == dt.date(2026, 3, 31)
    assert receipt.text == "Ben by Tue 31 Mar 2026: send it"


def test_the_next_meeting_is_no_date_without_an_agenda(desk: Desk, take: Take) -> None:
    for file in desk.workspace.agendas_dir.iterdir():
        file.unlink()
    assert "(no date was read: no next meeting is set)" in take("#action Ben by  next  meeting send it").text
