from typing import Any

import msgspec

from smeeting.domain.glossary import Term
from smeeting.domain.kinds import KINDS
from smeeting.storage.agendas import agenda_of
from smeeting.storage.glossary_form import TERM
from smeeting.storage.schemas import agenda_schema, glossary_schema, schema_files


def test_the_agenda_schema_offers_each_kind_with_its_purpose() -> None:
    kind = agenda_schema()["properties"]["items"]["items"]["properties"]["kind"]
    assert kind["enum"] == list(KINDS)
    assert kind["enumDescriptions"] == [row.purpose for row in KINDS.values()]


def test_the_schemas_require_what_the_reading_requires() -> None:
    agenda, item = agenda_schema(), agenda_schema()["properties"]["items"]["items"]
    assert agenda["required"] == ["items"]
    assert item["required"] == ["minutes"]
    minimal: dict[str, Any] = {"items": [{"kind": "notes", "minutes": 5}]}
    assert agenda_of(msgspec.json.encode(minimal).decode(), "x", "f")[1] == ()
    terms = glossary_schema()["properties"]["terms"]["anyOf"]
    assert {"required": ["term"]} in terms[0]["items"]["anyOf"]
    assert "anyOf" not in terms[1]["additionalProperties"]["anyOf"][1]


def test_every_key_is_described_and_other_keys_are_allowed() -> None:
    def walk(schema: Any) -> None:
        if isinstance(schema, dict):
            if schema.get("type") == "object" and "properties" in schema:
                assert schema["additionalProperties"] is True
                assert all(inner["description"] for inner in schema["properties"].values())
            for inner in schema.values():
                walk(inner)

    walk(agenda_schema())
    walk(glossary_schema())


def test_the_form_of_a_term_has_the_fields_of_the_value() -> None:
    assert set(TERM.keys) == {field.name for field in msgspec.structs.fields(Term)}


def test_the_schema_files_are_json_for_people_too() -> None:
    files = schema_files()
    assert list(files) == [".smeeting/agenda.schema.json", ".smeeting/glossary.schema.json"]
    assert msgspec.json.decode(files[".smeeting/agenda.schema.json"]) == agenda_schema()
    assert files[".smeeting/glossary.schema.json"].count(b"\n") > 50
