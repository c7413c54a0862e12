"""Agendas: how the teams meet, checked before they are used."""

from pathlib import Path

from smeeting.domain.agenda import Agenda
from smeeting.domain.errors import Fault, FaultsError
from smeeting.services.desk import Desk
from smeeting.storage.agendas import line_with, read_agenda


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
            agenda, warnings = read_agenda(path, desk.shown(path))
            faults += [*warnings, *_unknown_names(desk, agenda, path)]
        except FaultsError as error:
            faults += error.faults
    return tuple(faults)


def _unknown_names(desk: Desk, agenda: Agenda, path: Path) -> list[Fault]:
    """A warning for each name an item shows that the glossary lacks; none where it can't be read."""
    try:
        glossary = desk.glossary
    except FaultsError:
        return []
    shown = {name: item for item in agenda.items if isinstance(item.show, tuple) for name in item.show}
    return [
        Fault(
            desk.shown(path),
            line_with(path, name),
            1,
            f"{item.title} shows {name!r}, which the glossary lacks",
            "name a term by its id or its name; smeeting glossary list tells them",
            "warning",
        )
        for name, item in shown.items()
        if glossary.terms and glossary.find(name) is None
    ]
