"""The JSON Schemas of the files that people write, made of the very forms that read them."""

from collections.abc import Mapping
from typing import Any

import msgspec

from smeeting.storage import agendas, glossary_form

AGENDA_FILE = ".smeeting/agenda.schema.json"
GLOSSARY_FILE = ".smeeting/glossary.schema.json"


def agenda_schema() -> dict[str, Any]:
    """The agenda file's JSON Schema (draft 7)."""
    return agendas.schema()


def glossary_schema() -> dict[str, Any]:
    """The glossary file's JSON Schema (draft 7)."""
    return glossary_form.schema()


def schema_files() -> Mapping[str, bytes]:
    """The schema files that the starter files name, by their path in the workspace."""
    return {
        name: msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
        for name, schema in ((AGENDA_FILE, agenda_schema()), (GLOSSARY_FILE, glossary_schema()))
    }
