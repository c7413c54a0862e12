"""The form of the glossary file: what each key of an entry may hold, and the JSON Schema of it all."""

from typing import Any

from smeeting.domain.glossary import STATUSES, VOICE_WORDS
from smeeting.storage.form import (
    DATE,
    LINE,
    NAME,
    NUMBER,
    SIDE,
    TEXT,
    Field,
    Findings,
    Form,
    Type,
    by_side,
    described,
    listed,
    nested,
    one_of,
    whole,
)
from smeeting.storage.kept import KEPT
from smeeting.storage.yaml_tree import Solid

_STATUS_MEANINGS = (
    "nobody has given words for it",
    "words wait for the teams' voices",
    "the teams mean different things",
    "both teams mean the same",
    "no longer used",
)

AGREED = Form(
    "agreement",
    (
        Field("definition", TEXT, "the words both teams agreed on", required=True),
        Field("on", DATE, "the day of the agreement"),
        Field("meeting", LINE, "the meeting of the agreement, such as 2026-03-04-monthly"),
        Field("voices", by_side(one_of(VOICE_WORDS)), "what each team said of it"),
    ),
)
STAGE = Form(
    "stage",
    (
        Field("order", whole(0, 1000), "its place in the funnel, from the first to the last", required=True),
        Field(
            "owner", SIDE, "the team that owns it; where the owner changes there is a hand-off", required=True
        ),
    ),
)
SOURCE = Form(
    "source",
    (
        Field("count", LINE, "a stage: how many leads entered it in a period"),
        Field("amount", LINE, "a stage: what the leads that entered it in a period are worth together"),
        Field("from", LINE, "a stage: the median time from there `to` another, in the metric's unit"),
        Field("to", LINE, "a stage, or touch for the first touch"),
        Field("within", NUMBER, "hours: the share in % that went `from` there `to` here in so many"),
        Field("answered", SIDE, "a team: the share in % of its issues that it answered by their date"),
        Field("url_env", NAME, "the environment variable with the address of your own database"),
        Field("sql", TEXT, "a query for rows of period and value, run in that database"),
        Field("timeout", whole(1, 3600), "seconds the query may take; 60 if left out"),
    ),
)
METRIC = Form(
    "metric",
    (
        Field("promised_by", SIDE, "the team that owes it"),
        Field("promised_to", SIDE, "the team it is owed to"),
        Field("unit", LINE, "what is counted, such as leads or €"),
        Field("better", one_of(("higher", "lower")), "which way is better; higher if left out"),
        Field("target", NUMBER, "what is promised for a period"),
        Field("formula", LINE, "how it follows from other terms' ids, such as marketing-spend / mql"),
        Field("basis", one_of(("period", "cohort")), "what is divided: a period's events, or its new leads"),
        Field("window", whole(1, 3660), "days that a cohort has to go on; no end if left out"),
        Field("source", nested(SOURCE), "where its values come from when nobody types them"),
    ),
)
TERM = Form(
    "term",
    (
        Field(
            "id",
            NAME,
            "never changes, while the term may be renamed; made from the term if left out",
            also=("slug",),
        ),
        Field("term", NAME, "the word as both teams use it", required=True, also=("name", "title", "word")),
        Field("long", LINE, "the long form of an abbreviation", also=("long_form", "full_name")),
        Field("status", one_of(STATUSES, _STATUS_MEANINGS), "where the word stands"),
        Field("owner", LINE, "who looks after the entry"),
        Field(
            "definition",
            TEXT,
            "a wording that no team has spoken for yet",
            also=("description", "meaning", "def"),
        ),
        Field("definitions", by_side(TEXT), "each team's own words"),
        Field("agreed", nested(AGREED), "the words both teams agreed on, and when"),
        Field("counts", listed(TEXT), "examples that count", also=("examples",)),
        Field("does_not_count", listed(TEXT), "examples that do not count"),
        Field("synonyms", listed(NAME), "other names of the same thing", also=("aliases",)),
        Field("avoid", listed(NAME), "names that should not be used for it"),
        Field("related", listed(NAME), "ids of terms to read with it", also=("see_also", "ref")),
        Field("stage", nested(STAGE), "its place in the funnel"),
        Field("metric", nested(METRIC), "how it is measured, and who owes it to whom"),
        Field("replaced_by", LINE, "the id of the term to use instead"),
        Field("review_by", DATE, "the day to look at it again"),
        Field("extra", KEPT, "what other tools keep of it, by the tool's name"),
    ),
)

KEYED_TERM = Form("term", tuple(field._replace(required=False) for field in TERM.fields))
"""An entry whose key is the term."""


def _terms_schema() -> dict[str, Any]:
    entry = {"anyOf": [{"type": "string"}, KEYED_TERM.schema()]}
    return {
        "anyOf": [
            {"type": "array", "items": TERM.schema()},
            {"type": "object", "additionalProperties": entry},
        ]
    }


def schema() -> dict[str, Any]:
    """The glossary file's JSON Schema."""

    def unread(node: Solid, name: str, found: Findings) -> None:
        raise NotImplementedError

    form = Form(
        "glossary",
        (
            Field("version", Type(unread, {"enum": [1]}), "the version of this form of file"),
            Field("terms", Type(unread, _terms_schema()), "the words both teams use"),
            Field("extra", KEPT, "what other tools keep of the whole, by the tool's name"),
        ),
    )
    return dict(described(form.schema(), "smeeting glossary", "What the teams mean by the words they use."))
