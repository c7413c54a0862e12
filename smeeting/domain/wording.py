"""Wording: what a text sounds like. It only ever leads to an offer, never to a refusal."""

import re
import unicodedata
from collections.abc import Mapping

_PAST = r"(?! (?:not )?have (?:been|had|known|seen|done|got|gotten|told|heard|gone|[a-z]+ed)\b)"
"""`we should have known` looks back: a complaint, and no fix."""

_FIXES = (
    r"we (?:should|ought to)" + _PAST,
    r"you (?:should|ought to|need to|must)" + _PAST,
    r"they (?:should|need to) just",
    r"(?:we|you) (?:could|can) just",
    r"(?:could|can|couldn't|can't) (?:we|you|they) just",
    r"let's",
    r"why (?:don't|can't|couldn't) (?:we|you|they)",
    r"why not (?:just|simply)",
    r"how about",
    r"what if (?:we|you|they)",
    r"all (?:we|you|they) (?:have|need) to do",
    r"(?:the|my|one) (?:easy |simple |obvious )?(?:solution|fix|answer) (?:is|would be)",
    r"(?:i|we|i'd) (?:suggest|propose|recommend)",
    r"my (?:suggestion|proposal|recommendation) (?:is|would be)",
)
"""Phrases that a fix begins with. `we could not ...` tells what happened, `we could just ...` is a fix."""

_SOUNDS_LIKE_FIX = re.compile(
    r"\b(?:" + "|".join(_FIXES).replace(" ", r"\s+").replace("'", "['’ʼ]") + r")\b", re.IGNORECASE
)


def sounds_like_fix(text: str) -> bool:
    """Whether a text proposes what to do, rather than telling what happened."""
    return _SOUNDS_LIKE_FIX.search(text) is not None


SOMEBODY = "somebody"
"""Who is meant in a phrasing about the process where no team is known."""

_ABSOLUTES = (
    (r"every (?:single )?time(?=\s+[^\W\d_])(?!\s+(?:and|but|or)\b)", "often when"),
    (r"every (?:single )?time", "often"),
    (r"(?:nobody|no one|noone) ever", "hardly anybody"),
    (r"all the time", "often"),
    (r"never ever|not once|not ever|never", "rarely"),
    (r"always|constantly", "often"),
)
"""What is said of all times, and what can be said instead; the first that fits counts."""

_NOT_SOFTENED = "".join(
    f"(?<!{word} )" for word in ("almost", "nearly", "hardly", "not", "n't", "n’t", "n\u02bct")
)
"""`almost never` blames nobody, and `not always` would become `not often`, which is something else."""

_BEGINS, _ENDS = r"(?<![\w@-])(?<!\w['’ʼ])", r"(?![\w@]|[-'’ʼ]\w)"
"""A whole word: no part of a longer one, with a hyphen or an apostrophe in it, nor of an address."""

_CALMER = tuple(
    (
        re.compile(_NOT_SOFTENED + _BEGINS + f"(?:{phrase})".replace(" ", r"\s+") + _ENDS, re.IGNORECASE),
        calmer,
    )
    for phrase, calmer in _ABSOLUTES
)

_WORDS_THAT_NAME = """
an april art august bill bob chase chip dawn dean do don drew faith frank grace grant guy hope in
iris ivy jack jay joy june king long major mark max may miles my nick olive pat penny price ray rich
rob rose ruby rusty sky so sue sunny the van victor violet will young
"""
_ALSO_WORDS = frozenset(_WORDS_THAT_NAME.split())
"""Given names that are words, too: names only with a capital, and not where any word would have one."""

_LONGEST_NAME = 80


def about_process(text: str, people: Mapping[str, str]) -> str:
    """A text that blames, said about how the teams work together; empty where it blames nobody.

    `people` are the known names, each with the name of its team, or "" where none is known. A full or a given
    name becomes the team, or somebody; `always` becomes `often`, `never` becomes `rarely` and so on; the rest
    stays as it is.
    """
    said = text
    for phrase, calmer in _CALMER:
        said = phrase.sub(lambda found, calmer=calmer: _in_case_of(found[0], calmer), said)  # type: ignore[misc]
    said = _without_names(said, people)
    return "" if said == text else said


def _in_case_of(written: str, word: str) -> str:
    if written.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if written[0].isupper() else word


def _without_names(text: str, people: Mapping[str, str]) -> str:
    teams = _teams_by_name(people)
    if not teams:
        return text
    spellings = {form for name in teams for form in (name, unicodedata.normalize("NFD", name))}
    # The longest first, so that a full name is not taken for the given name it begins with.
    either = "|".join(
        r"\s+".join(map(re.escape, name.split())) for name in sorted(spellings, key=len, reverse=True)
    )
    named = re.compile(rf"{_BEGINS}(?P<name>{either})(?P<whose>['’ʼ]s?(?!\w))?{_ENDS}", re.IGNORECASE)

    def team_of(found: re.Match[str]) -> str:
        team = teams.get(_key(found["name"]), "")
        begins_sentence = _ends_sentence(text[max(found.start() - 40, 0) : found.start()])
        if not team or not _is_name(found["name"], begins_sentence=begins_sentence):
            return found[0]
        whose = found["whose"] or ""
        if team == SOMEBODY and begins_sentence:
            team = SOMEBODY.capitalize()
        # Marketing's list, and Sales' list.
        return team + (whose[:1] if team.endswith("s") else whose)

    return named.sub(team_of, text)


def _teams_by_name(people: Mapping[str, str]) -> dict[str, str]:
    """Full and given names, as keys, with what stands for them; a given name of two teams is somebody's."""
    known_teams = {_key(team) for team in people.values()}
    found: dict[str, str] = {}
    for name, team in people.items():
        full, instead = _key(name), team or SOMEBODY
        for one in {full, full.split(" ")[0]}:
            if any(map(str.isalpha, one)) and len(one) <= _LONGEST_NAME and one not in known_teams:
                found[one] = instead if found.get(one, instead) == instead else SOMEBODY
    return found


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _is_name(written: str, *, begins_sentence: bool) -> bool:
    """Whether a word that may be a name is one."""
    return written.casefold() not in _ALSO_WORDS or (written[0].isupper() and not begins_sentence)


def _ends_sentence(text: str) -> bool:
    """Whether a sentence begins after this text."""
    return text.rstrip(" \t")[-1:] in ("", *".!?:;\n")
