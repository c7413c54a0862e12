"""Agendas: how the teams meet, checked before they are used."""

from pathlib import Path

from smeeting.domain.agenda import Agenda
from smeeting.domain.errors import Fault, FaultsError
from smeeting.services.desk import Desk
from smeeting.storage.agendas import read_agenda


def listed(desk: Desk) -> tuple[Agenda, ...]:
    """Every agenda that can be read, by name; `check` tells of the others."""
    found = []
    for path in desk.agenda_paths().values():
        try:
            agenda, _ = read_agenda(path, desk.shown(path))
        except FaultsError:
            continue
        found.append(agenda)
    return tuple(found)


def check(desk: Desk, paths: tuple[Path, ...] = ()) -> tuple[Fault, ...]:
    """Every fault and warning of the given agenda files, or of all in the workspace."""
    faults: list[Fault] = []
    for path in paths or tuple(desk.agenda_paths().values()):
        try:
            _, warnings = read_agenda(path, desk.shown(path))
            faults += warnings
        except FaultsError as error:
            faults += error.faults
    return tuple(faults)
