import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.meeting import Meeting
from smeeting.domain.people import Person
from smeeting.domain.rota import propose_roles

SIDES = ("marketing", "sales")
ANNA, CLEO = Person("Anna", "marketing"), Person("Cleo", "marketing")
BEN, DORA = Person("Ben", "sales"), Person("Dora", "sales")
ALL = (DORA, CLEO, BEN, ANNA)


def held(facilitator: str, scribe: str = "") -> Meeting:
    return Meeting("m", "monthly", "Monthly", dt.date(2026, 1, 7), (), (), "final",
                   facilitator=facilitator, scribe=scribe)  # fmt: skip


def test_the_first_meeting_takes_the_first_side_and_the_first_name() -> None:
    assert propose_roles(ALL, [], SIDES) == ("Anna", "Ben")


def test_the_roles_change_sides() -> None:
    assert propose_roles(ALL, [held("Anna", "Ben")], SIDES) == ("Ben", "Anna")


def test_within_a_side_fewest_turns_come_first() -> None:
    past = [held("Anna", "Ben"), held("Ben", "Anna"), held("Cleo", "Dora")]
    assert propose_roles(ALL, past, SIDES) == ("Dora", "Cleo")


def test_a_side_without_people_does_not_stop_the_rota() -> None:
    assert propose_roles([ANNA, CLEO], [held("Anna", "Cleo")], SIDES) == ("Cleo", "Anna")


def test_people_of_no_known_side_come_last() -> None:
    guest = Person("Aaron", None)
    assert propose_roles([guest, ANNA, BEN], [], SIDES) == ("Anna", "Ben")
    assert propose_roles([guest, Person("Abel", "support")], [], SIDES) == ("Aaron", "Abel")


def test_nobody_and_one_person_are_enough() -> None:
    assert propose_roles([], [held("Anna")], SIDES) == ("", "")
    assert propose_roles([BEN], [held("Ben")], SIDES) == ("Ben", "")


def test_a_facilitator_who_left_counts_for_no_side() -> None:
    assert propose_roles(ALL, [held("Zoe"), held("Anna")], SIDES)[0] == "Ben"


def test_of_three_sides_the_one_that_waits_longest_is_next() -> None:
    people = (*ALL, Person("Eve", "support"))
    past = [held("Anna", "Ben"), held("Eve", "Anna"), held("Ben", "Eve")]
    assert propose_roles(people, past, (*SIDES, "support")) == ("Dora", "Eve")


PEOPLE = st.lists(
    st.builds(Person, st.sampled_from("ABCDEF"), st.sampled_from([*SIDES, None])),
    unique_by=lambda one: one.name,
)


@given(PEOPLE, st.lists(st.builds(held, st.sampled_from("ABCX"), st.sampled_from("ABCX"))))
def test_roles_go_to_two_different_people_who_are_there(people: list[Person], past: list[Meeting]) -> None:
    roles = propose_roles(people, past, SIDES)
    given_out = [name for name in roles if name]
    assert len(given_out) == min(2, len(people))
    assert len(set(given_out)) == len(given_out)
    assert set(given_out) <= {person.name for person in people}
    assert propose_roles(people[::-1], past, SIDES) == roles


@given(PEOPLE, st.sampled_from(SIDES))
def test_the_facilitator_is_of_the_other_side_than_last_time(people: list[Person], side: str) -> None:
    last = Person("Last", side)
    facilitator = propose_roles([*people, last], [held("Last")], SIDES)[0]
    if any(person.side in SIDES and person.side != side for person in people):
        assert next(p for p in [*people, last] if p.name == facilitator).side not in (side, None)
