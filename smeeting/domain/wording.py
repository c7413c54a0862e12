"""Wording: what a text sounds like. It only ever leads to an offer, never to a refusal."""

import re

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
