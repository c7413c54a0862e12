"""The ledger as plain dictionaries: what each record is, what became of it, and how undo turns that back."""

import copy
from dataclasses import dataclass, field


@dataclass
class Kept:
    """A record as the model knows it."""

    kind: str
    text: str
    state: str = ""
    """Of an issue or action; empty for the rest."""
    anonymous: bool = False
    heard: str = ""
    understood: str = ""
    owner: str = ""
    answer: str = ""
    helps: str = ""
    merged_into: int | None = None
    me_too: dict[str, int] = field(default_factory=dict)
    links: set[tuple[str, str]] = field(default_factory=set)
    moves: list[str] = field(default_factory=list)
    """The verbs, oldest first."""
    put_away: dict[str, dict[str, str]] = field(default_factory=dict)
    """What it knew as an issue or action, by that kind, when it was last one."""


Records = dict[int, Kept]
FACTS = ("state", "heard", "understood", "owner", "answer", "helps")


class Model:
    """The records, with the steps that stand and those that were taken back."""

    def __init__(self) -> None:
        self.records: Records = {}
        self.next = 1
        self.done: list[tuple[Records, Records]] = []
        """Before and after each step that stands."""
        self.undone: list[tuple[Records, Records]] = []
        self.ever: dict[int, set[str]] = {}
        """Every text that was ever aired under a number."""

    def begin(self) -> Records:
        """The records as they are before a step."""
        return copy.deepcopy(self.records)

    def end(self, before: Records) -> None:
        """A step was done; one that changed nothing is none."""
        self.remember()
        if before != self.records:
            self.done.append((before, copy.deepcopy(self.records)))
            self.undone.clear()

    def remember(self) -> None:
        for number, kept in self.records.items():
            self.ever.setdefault(number, set()).add(kept.text)

    def add(self, kind: str, text: str, *, anonymous: bool = False) -> int:
        number, self.next = self.next, self.next + 1
        state = {"issue": "aired", "action": "open"}.get(kind, "")
        self.records[number] = Kept(kind, text, state, anonymous)
        return number

    def reveal(self, texts: list[str]) -> None:
        """Opening is no step: it can't be taken back, so it stands before and after all others."""
        first = self.next
        for text in texts:
            self.add("issue", text, anonymous=True)
        opened = {number: self.records[number] for number in range(first, self.next)}
        for before, after in (*self.done, *self.undone):
            before.update(copy.deepcopy(opened))
            after.update(copy.deepcopy(opened))
        self.remember()

    def move(self, number: int, verb: str, **facts: object) -> None:
        kept = self.records[number]
        for name, value in facts.items():
            setattr(kept, name, value)
        kept.moves.append(verb)

    def twins(self, number: int) -> list[int]:
        return [other for other, kept in self.records.items() if kept.merged_into == number]

    def merge(self, duplicate: int, into: int) -> None:
        for one in [duplicate, *self.twins(duplicate)]:
            self.move(one, "merged", state="closed", merged_into=into)
            self.records[into].moves.append("took in")

    def convert(self, number: int, kind: str) -> None:
        kept = self.records[number]
        owner = kept.owner if kept.kind == "issue" else ""
        if kept.kind in ("issue", "action"):
            kept.put_away[kept.kind] = {name: getattr(kept, name) for name in FACTS}
        for name in FACTS:
            setattr(kept, name, "")
        kept.kind = kind
        if kind in ("issue", "action"):
            fresh = {"state": "aired" if kind == "issue" else "open"}
            if kind == "action":
                fresh["owner"] = owner
            for name, value in kept.put_away.get(kind, fresh).items():
                setattr(kept, name, value)
        kept.moves.append("converted")

    def undo(self) -> None:
        step = self.done.pop()
        self.undone.append(step)
        self.records = copy.deepcopy(step[0])

    def redo(self) -> None:
        step = self.undone.pop()
        self.done.append(step)
        self.records = copy.deepcopy(step[1])

    def me_too_of(self, number: int) -> dict[str, int]:
        """Of an issue and of what was merged into it."""
        total: dict[str, int] = {}
        for one in [number, *self.twins(number)]:
            for side, times in self.records[one].me_too.items():
                total[side] = total.get(side, 0) + times
        return total
