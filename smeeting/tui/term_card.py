"""All there is to know of one term, at any width: the teams' words side by side where they fit."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from textual.content import Content

from smeeting.domain.agenda import Team, team_name
from smeeting.domain.glossary import Glossary, Metric, Term, status_of
from smeeting.domain.metrics import number_text
from smeeting.domain.term_history import TermChange
from smeeting.domain.text import counted
from smeeting.render.term_changes import field_name, telling, where_of
from smeeting.render.times import day
from smeeting.tui.differences import are_alike, changed, only_here
from smeeting.tui.inks import GOOD, MUTED, RULE, STRONG, TITLE, WARN
from smeeting.tui.rows import TERM_SIGNS
from smeeting.tui.text import Part, fitted, joined, plain_lines, spread, wrapped
from smeeting.tui.widgets.text_pane import Paragraph

_BLANK = Paragraph(Content(""))
_LABEL = 11
_NEWEST = 5
"""How many changes a card shows of a term's history."""
_LEAST_COLUMN = 22
"""Narrower than this, the teams' words stand one under the other."""
_GAP = " │ "


def term_card(
    term: Term,
    glossary: Glossary,
    teams: tuple[Team, ...],
    width: int,
    *,
    timeline: Sequence[TermChange] = (),
) -> list[Paragraph]:
    """The term's card in a width in cells; the timeline is what was changed about it, oldest first."""
    card = list(_head(term, glossary, width))
    card += _agreed(term, teams)
    card += _words(term, teams, width)
    if term.definition:
        card += [
            _BLANK,
            _heading("A wording nobody has spoken for yet"),
            Paragraph(plain_lines(term.definition)),
        ]
    card += _bullets("Counts", ("✓", GOOD), term.counts)
    card += _bullets("Does not count", ("✗", WARN), term.does_not_count)
    if facts := list(_facts(term, glossary, teams)):
        card += [_BLANK, *facts]
    if timeline:
        newest = list(reversed(timeline))
        card += [_BLANK, _heading("History"), *(_happened(one) for one in newest[:_NEWEST])]
        if len(newest) > _NEWEST:
            card.append(Paragraph(joined((f"and {counted(len(newest) - _NEWEST, 'change')} before", MUTED))))
    return card


def _happened(change: TermChange) -> Paragraph:
    """One change, on a line: when, where, and what it was about."""
    at = f"{change.version.at:%Y-%m-%d}  "
    fields = dict.fromkeys(field_name(one.field) for one in telling(change))
    what = ", ".join(fields) if change.kind == "changed" else change.kind
    return Paragraph(joined((at, MUTED), what, (f"  {where_of(change)}", MUTED)), hang=len(at))


def _head(term: Term, glossary: Glossary, width: int) -> Iterator[Paragraph]:
    status = status_of(term)
    sign, ink = TERM_SIGNS[status]
    yield Paragraph(spread((term.term, TITLE), (f"{sign} {status}", ink), width), keep=True)
    if term.long:
        yield Paragraph(joined((term.long, STRONG)))
    about = [f"owner {term.owner}" if term.owner else "", f"id {term.id}"]
    yield Paragraph(joined((" · ".join(filter(None, about)), MUTED)))
    if term.status is not None and term.status != status:
        words = f"glossary.yaml says {term.status}; the words show {status}"
        yield Paragraph(joined(("? ", WARN), (words, MUTED)), hang=2)
    if term.replaced_by:
        yield Paragraph(
            joined(("→ ", WARN), "use ", (_name_of(term.replaced_by, glossary), STRONG), " instead")
        )


def _agreed(term: Term, teams: tuple[Team, ...]) -> list[Paragraph]:
    agreed = term.agreed
    if agreed is None:
        return []
    when = [day(agreed.on)] if agreed.on else []
    when += [f"in {agreed.meeting}"] if agreed.meeting else []
    voices = [f"{team_name(teams, side)}: {voice}" for side, voice in agreed.voices.items()]
    about = [Paragraph(joined((", ".join(words), MUTED))) for words in (when, voices) if words]
    if not agreed.was:
        return [_BLANK, _heading("Agreed"), Paragraph(plain_lines(agreed.definition)), *about]
    return [
        _BLANK,
        _heading("Agreed, and changed since"),
        Paragraph(changed(agreed.was, agreed.definition)),
        Paragraph(
            joined(("proposed again: ", WARN), ("struck is what was agreed, underlined is new", MUTED))
        ),
        *about,
    ]


def _words(term: Term, teams: tuple[Team, ...], width: int) -> list[Paragraph]:
    """Each team's own words; a team of the agenda without any is shown as silent."""
    sides = dict.fromkeys([*(team.side for team in teams), *term.definitions])
    if not term.definitions:
        return []
    said = {team_name(teams, side): term.definitions.get(side, "") for side in sides}
    if term.agreed:
        return side_by_side(said, width, held=term.agreed.definition, as_what="agreed words")
    return side_by_side(said, width, held=term.definition, as_what="proposed words")


def side_by_side(
    said: Mapping[str, str], width: int, *, held: str = "", as_what: str = ""
) -> list[Paragraph]:
    """What each team says, in columns where they fit, with the words marked that are not in what is held.

    `held` are the words both are held against, and `as_what` is what these are; where there are none, two
    teams are held against each other.
    """
    contents, legend = _held(said, held, as_what)
    column = (width - len(_GAP) * (len(said) - 1)) // len(said)
    if column < _LEAST_COLUMN or len(said) < 2:
        lines = [line for name, one in contents.items() for line in (_BLANK, _says(name), Paragraph(one))]
    else:
        lines = [_BLANK, *_in_columns(contents, column)]
    return [*lines, *([Paragraph(joined((legend, MUTED)))] if legend else [])]


def _held(said: Mapping[str, str], held: str, as_what: str) -> tuple[dict[str, Content], str]:
    """Each team's words with what differs marked, and what the mark means."""
    spoken = {name: words for name, words in said.items() if words.strip()}
    contents = {name: _spoken(words) for name, words in said.items()}
    if held.strip():
        pairs = {name: (words, held) for name, words in spoken.items() if words != held}
        meaning, unlike = f"underlined: not in the {as_what}", f"hardly a word is in the {as_what}"
    elif len(spoken) == 2:
        (one, first), (other, second) = spoken.items()
        pairs = {one: (first, second), other: (second, first)} if first != second else {}
        meaning, unlike = "underlined: only this team says so", "the two have hardly a word in common"
    else:
        return contents, ""
    contents |= {name: only_here(*texts) for name, texts in pairs.items()}
    is_marked = any(are_alike(*texts) for texts in pairs.values())
    return contents, (meaning if is_marked else unlike) if pairs else ""


def _in_columns(said: Mapping[str, Content], column: int) -> Iterator[Paragraph]:
    folded = [[_says(name).content, *wrapped(words, column)] for name, words in said.items()]
    for cells in zip_longest(*folded, fillvalue=Content("")):
        line = joined((_GAP, RULE)).join([fitted(cell, column) for cell in cells])
        yield Paragraph(line, keep=True)


def _says(name: str) -> Paragraph:
    return _heading(f"{name} says")


def _spoken(words: str) -> Content:
    return plain_lines(words) if words.strip() else joined(("nothing yet", MUTED))


def _bullets(title: str, sign: tuple[str, str], texts: Sequence[str]) -> list[Paragraph]:
    if not texts:
        return []
    return [_BLANK, _heading(title), *(Paragraph(joined(sign, " ", text), hang=2) for text in texts)]


def _facts(term: Term, glossary: Glossary, teams: tuple[Team, ...]) -> Iterator[Paragraph]:
    if term.metric:
        yield _fact("Measured", _measured(term.metric, teams))
        if term.metric.formula:
            yield _fact("Formula", term.metric.formula)
    if term.stage:
        yield _fact("Stage", _stage(term, glossary, teams))
    if term.synonyms:
        yield _fact("Also", ", ".join(term.synonyms))
    if term.avoid:
        yield _fact("Avoid", joined(("✗ ", WARN), ", ".join(term.avoid)))
    if term.related:
        yield _fact("Related", ", ".join(_name_of(one, glossary) for one in term.related))
    if term.review_by:
        yield _fact("Review by", day(term.review_by))


def _measured(metric: Metric, teams: tuple[Team, ...]) -> str:
    owes = ""
    if metric.promised_by:
        to = f" to {team_name(teams, metric.promised_to)}" if metric.promised_to else ""
        owes = f"promised by {team_name(teams, metric.promised_by)}{to}"
    target = "" if metric.target is None else f"target {number_text(metric.target)} {metric.unit}".rstrip()
    return ", ".join(filter(None, [owes, target or metric.unit, f"{metric.better} is better"]))


def _stage(term: Term, glossary: Glossary, teams: tuple[Team, ...]) -> Content:
    """Its place in the funnel and whose it is; where the next stage is another team's, the hand-off."""
    stages = glossary.stages
    place = next(at for at, one in enumerate(stages) if one.id == term.id)
    assert term.stage is not None
    parts: list[Part] = [f"{place + 1} of {len(stages)}, {team_name(teams, term.stage.owner)}'s"]
    after = stages[place + 1] if place + 1 < len(stages) else None
    if after and after.stage and after.stage.owner != term.stage.owner:
        parts.append(("  ⇢ ", WARN))
        parts.append(f"handed to {team_name(teams, after.stage.owner)} for {after.term}")
    elif after:
        parts.append((f", then {after.term}", MUTED))
    return joined(*parts)


def _name_of(term_id: str, glossary: Glossary) -> str:
    found = glossary.find(term_id)
    return found.term if found else term_id


def _heading(title: str) -> Paragraph:
    return Paragraph(joined((title, TITLE)))


def _fact(label: str, words: Part) -> Paragraph:
    return Paragraph(joined((label.ljust(_LABEL), MUTED), words), hang=_LABEL)
