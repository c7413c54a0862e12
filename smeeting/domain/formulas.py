"""Formulas of metrics: arithmetic over other terms' ids, read by a small parser of our own and never by eval.

    formula  = sum of products, such as  100 * won / (won + lost)
    value    = a number | an id | -value | (formula) | median(id, 3) | sum(id, 3) | last(id, 3)

A minus needs a space before it where an id comes first, since ids hold hyphens: `won - lost`. In an id `_`
and `-` are the same. The words before parentheses look at the last so many periods, 12 if left out.
"""

import math
import re
import statistics
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import msgspec

from smeeting.domain.errors import SmeetingError
from smeeting.domain.periods import Period
from smeeting.domain.text import shortened

LONGEST = 500
"""Characters of a formula."""
MOST_PERIODS = 60
_PERIODS = 12
_DEEPEST = 20
_MOST_DIGITS = 30

Function = Literal["median", "sum", "last"]
_FUNCTIONS: dict[str, Function] = {"median": "median", "sum": "sum", "last": "last"}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[^\W\d_]\w*(?:-\w+)*)|(?P<sign>[-+*/(),]))"
)


class Amount(NamedTuple):
    """A number, or why there is none."""

    value: float | None
    reason: str = ""
    """Why it is n/a, in words; empty where nothing is known of that either."""


class Number(msgspec.Struct, frozen=True, tag=True):
    """A number as written."""

    value: float


class Name(msgspec.Struct, frozen=True, tag=True):
    """A term's value in the period."""

    id: str


class Over(msgspec.Struct, frozen=True, tag=True):
    """What a term's values of the last periods come to, the period itself among them."""

    function: Function
    id: str
    periods: int


class Negative(msgspec.Struct, frozen=True, tag=True):
    """A value with a minus before it."""

    of: "Node"


class Binary(msgspec.Struct, frozen=True, tag=True):
    """Two values and a sign."""

    sign: str
    left: "Node"
    right: "Node"


Node = Number | Name | Over | Negative | Binary


class Formula(msgspec.Struct, frozen=True):
    """A formula that was read."""

    root: Node
    ids: tuple[str, ...]
    """The ids it names as they are written there, each once, in the order met."""

    @property
    def reach(self) -> int:
        """How many periods before its own one it looks at."""
        return max((node.periods - 1 for node in _nodes(self.root) if isinstance(node, Over)), default=0)


Lookup = Callable[[str, Period], Amount]
"""What an id, as the formula writes it, is worth in a period."""


class FormulaError(SmeetingError):
    """A formula that can't be read."""


def parse_formula(text: str) -> Formula:
    """Read a formula. Raises FormulaError, which says at which character what is wrong and what is right."""
    if len(text) > LONGEST:
        raise FormulaError(f"a formula of {len(text)} characters is too long", f"{LONGEST} is the most")
    root = _Parser(text).whole()
    ids = (node.id for node in _nodes(root) if isinstance(node, Name | Over))
    return Formula(root, tuple(dict.fromkeys(ids)))


def evaluate(formula: Formula, period: Period, lookup: Lookup) -> Amount:
    """What a formula comes to in a period; n/a with a reason where a value is missing or it divides by 0."""
    return _worth(formula.root, period, lookup)


class _Token(NamedTuple):
    kind: str
    """`number`, `name`, `sign`, or `end`."""
    text: str
    column: int
    """From 1."""


class _Parser:
    """Reads one formula, a token at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._token = next(self._tokens)
        self._depth = 0

    def whole(self) -> Node:
        """The formula, and nothing after it."""
        root = self._sum()
        if self._token.kind != "end":
            raise self._wrong("write + - * or / between two values")
        return root

    def _sum(self) -> Node:
        node = self._product()
        while self._token.text in ("+", "-"):
            node = Binary(self._take(), node, self._product())
        return node

    def _product(self) -> Node:
        node = self._value()
        while self._token.text in ("*", "/"):
            node = Binary(self._take(), node, self._value())
        return node

    def _value(self) -> Node:
        kind, text, _ = self._token
        if kind == "number":
            if len(text) > _MOST_DIGITS:
                raise self._wrong(f"write a number of at most {_MOST_DIGITS} digits")
            return Number(float(self._take()))
        if kind == "name":
            self._take()
            return self._over(text) if self._token.text == "(" else Name(text)
        if text in ("-", "("):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise self._wrong(f"put at most {_DEEPEST} parentheses into each other")
            self._take()
            node = Negative(self._value()) if text == "-" else self._sum()
            if text == "(":
                self._expect(")")
            self._depth -= 1
            return node
        raise self._wrong("write a number, a term's id, or a ( here")

    def _over(self, word: str) -> Node:
        if word not in _FUNCTIONS:
            raise self._wrong(f"{word} is no function; known are {', '.join(_FUNCTIONS)}")
        self._expect("(")
        if self._token.kind != "name":
            raise self._wrong(f"write a term's id, such as {word}(mql, 3)")
        name, periods = self._take(), _PERIODS
        if self._token.text == ",":
            self._take()
            number = self._token
            if (
                number.kind != "number"
                or not number.text.isdigit()
                or not 1 <= int(number.text) <= MOST_PERIODS
            ):
                raise self._wrong(f"write a number of periods from 1 to {MOST_PERIODS}")
            periods = int(self._take())
        self._expect(")")
        return Over(_FUNCTIONS[word], name, periods)

    def _take(self) -> str:
        taken, self._token = self._token.text, next(self._tokens)
        return taken

    def _expect(self, sign: str) -> None:
        if self._token.text != sign:
            raise self._wrong(f"write {sign} here")
        self._take()

    def _wrong(self, fix: str) -> FormulaError:
        kind, text, column = self._token
        found = "the formula ends" if kind == "end" else f"{shortened(text, 20)!r} stands"
        return FormulaError(f"{found} at character {column} of {shortened(self._text, 60)!r}", fix)


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    end = len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            # Left to the parser, which knows what would be right in its place.
            yield _Token("unknown", text[at], at + 1)
            at += 1
            continue
        kind = str(found.lastgroup)
        yield _Token(kind, found[kind], found.start(kind) + 1)
        at = found.end()
    while True:
        yield _Token("end", "", end + 1)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Negative(of=inner):
            yield from _nodes(inner)
        case Binary(left=left, right=right):
            yield from _nodes(left)
            yield from _nodes(right)
        case _:
            pass


def _worth(node: Node, period: Period, lookup: Lookup) -> Amount:
    match node:
        case Number(value=value):
            return Amount(value)
        case Name(id=name):
            return lookup(name, period)
        case Over():
            return _over(node, period, lookup)
        case Negative(of=inner):
            amount = _worth(inner, period, lookup)
            return amount if amount.value is None else Amount(-amount.value)
        case Binary():
            return _calculated(node, _worth(node.left, period, lookup), _worth(node.right, period, lookup))


def _calculated(node: Binary, left: Amount, right: Amount) -> Amount:
    if left.value is None or right.value is None:
        reasons = dict.fromkeys(one.reason for one in (left, right) if one.value is None and one.reason)
        return Amount(None, "; ".join(reasons))
    if node.sign == "/" and right.value == 0:
        return Amount(None, f"{_written(node.right)} is 0, and nothing is divided by 0")
    a, b = left.value, right.value
    match node.sign:
        case "+":
            value = a + b
        case "-":
            value = a - b
        case "*":
            value = a * b
        case _:
            value = a / b
    return Amount(value) if math.isfinite(value) else Amount(None, "the number is too large")


def _over(node: Over, period: Period, lookup: Lookup) -> Amount:
    amounts = [lookup(node.id, period.shifted(-back)) for back in range(node.periods)]
    known = [amount.value for amount in amounts if amount.value is not None]
    if not known:
        return Amount(None, f"{node.id} has no value in {node.periods} periods")
    if node.function == "median":
        return Amount(statistics.median(known))
    if node.function == "last":
        return Amount(known[0])
    if len(known) < len(amounts):
        # A sum with a gap in it would pass for a small sum.
        return Amount(None, f"{len(amounts) - len(known)} of {node.periods} values of {node.id} are missing")
    return Amount(math.fsum(known))


def _written(node: Node) -> str:
    """A part of a formula as messages name it."""
    match node:
        case Name(id=name):
            return name
        case Over(function=function, id=name):
            return f"{function}({name})"
        case _:
            return "what it divides by"
