from smeeting.domain.agenda import Agenda, Item, Team, team_name
from smeeting.domain.kinds import DEFAULT_KIND, KINDS


def test_a_side_is_the_teams_name_as_an_id() -> None:
    assert Team("Customer Success").side == "customer-success"
    assert Team("営業").side == "営業"


def test_an_agenda_has_two_teams_and_an_hour_unless_it_says_otherwise() -> None:
    agenda = Agenda("monthly", "Monthly", (Item("notes", "Notes", 5),))
    assert (agenda.sides, agenda.minutes) == (("marketing", "sales"), 60)


def test_a_side_no_team_has_is_shown_as_it_is() -> None:
    teams = (Team("Sales"),)
    assert team_name(teams, "sales") == "Sales"
    assert team_name(teams, "legal") == "legal"


def test_every_kind_is_described_and_one_is_the_fallback() -> None:
    assert all(kind.name == name and kind.title and kind.purpose for name, kind in KINDS.items())
    assert DEFAULT_KIND in KINDS
    assert [name for name, kind in KINDS.items() if kind.listens] == ["issues"]
