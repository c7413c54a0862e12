"""Circles: things that lead back to themselves."""

from collections.abc import Iterator, Mapping, Sequence


def circles(follows: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Circles among things that follow each other, of which no two share a member; the shortest first.

    Each is its members in order, without the first one again at its end. Once these are mended, there may be
    others. Takes time in proportion to what follows what.
    """
    told: set[str] = set()
    found: list[list[str]] = []
    for circle in (*_of_one_or_two(follows), *_longer(follows)):
        if told.isdisjoint(circle):
            found.append(circle)
            told.update(circle)
    return found


def on_the_way_to_circles(follows: Mapping[str, Sequence[str]]) -> set[str]:
    """Those that are on a circle or lead to one."""
    users: dict[str, list[str]] = {}
    left = {name: len(others) for name, others in follows.items()}
    for name, others in follows.items():
        for other in others:
            users.setdefault(other, []).append(name)
    ends = [name for name in {*users, *left} if not left.get(name)]
    for end in ends:
        left.pop(end, None)
        for user in users.get(end, ()):
            left[user] -= 1
            if not left[user]:
                ends.append(user)
    return set(left)


def _of_one_or_two(follows: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    edges = {name: set(others) for name, others in follows.items()}
    for name, others in follows.items():
        if name in edges[name]:
            yield [name]
        for other in others:
            if other != name and name in edges.get(other, ()):
                yield [name, other]


def _longer(follows: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The circles that walks along `follows` close, each walk begun at what no walk has met yet."""
    met: set[str] = set()
    closed: set[str] = set()
    for start in follows:
        if start in met:
            continue
        met.add(start)
        way, places = [start], {start: 0}
        open_ends = [iter(follows[start])]
        while way:
            name = next(open_ends[-1], None)
            if name is None:
                del places[way.pop()]
                open_ends.pop()
            elif name in places and name not in closed:
                circle = way[places[name] :]
                closed.update(circle)
                yield circle
            elif name not in met:
                met.add(name)
                places[name] = len(way)
                way.append(name)
                open_ends.append(iter(follows.get(name, ())))
