"""Glossaries as people write them: generated in all the styles of YAML, each entry in one of its own."""

from typing import NamedTuple

import hypothesis.strategies as st

WORDS = st.text(st.sampled_from("abé漢 :-#'\"\\,{}[]&*!|>%@`?😀"), min_size=1, max_size=24).filter(str.strip)
PLAIN = st.text(st.sampled_from("abc dé漢"), min_size=1, max_size=20).map(str.strip).filter(bool)
NAMES = {
    "term": ("term", "name", "title", "word"),
    "id": ("id", "slug"),
    "long": ("long", "long_form", "full_name"),
    "definition": ("definition", "description", "meaning", "def"),
    "counts": ("counts", "examples"),
    "synonyms": ("synonyms", "aliases"),
    "related": ("related", "see_also", "ref"),
}
HEADERS = tuple(sign + rest for sign in "|>" for rest in ("", "-", "+", "2", "2-", "+2"))
COMMENTS = ("", "", "", "  # why: 'so'", "\t# tab", "   ", "\t")
Lines = list[str]


class Styled(NamedTuple):
    """A glossary in three parts, and which term the one in the middle is."""

    before: str
    entry: str
    after: str
    term_id: str

    @property
    def text(self) -> str:
        return self.before + self.entry + self.after


@st.composite
def keys(draw: st.DrawFn, key: str) -> str:
    """A key with its colon."""
    name = draw(st.sampled_from(NAMES.get(key, (key,))))
    return draw(st.sampled_from([f"{name}:", f"{name}:", f"{name}:", f'"{name}":', f"'{name}' :"]))


@st.composite
def one_line(draw: st.DrawFn) -> str:
    """A text on one line, or a number of lines' worth of words."""
    text = draw(PLAIN)
    written = draw(st.sampled_from(["{}", "{}", "'{}'", '"{}"', '"{} \\u00e9\\t\\"x\\""', "'it''s {}'"]))
    return written.format(text + draw(st.sampled_from(["", "", " #no", " " + "word " * 40 + "end"])))


@st.composite
def texts(draw: st.DrawFn, key: str) -> Lines:
    """A key with a text, in any style; its lines begin in the column of the key."""
    head, comment = draw(keys(key)), draw(st.sampled_from(COMMENTS))
    a, b = draw(PLAIN), draw(PLAIN)
    kind = draw(st.sampled_from(["line", "line", "block", "plain", "single", "double", "below", "explicit"]))
    if kind == "block":
        header = draw(st.sampled_from(HEADERS))
        lead = "  " if "2" in header or draw(st.booleans()) else "     "
        note = draw(st.sampled_from(["", "  # why"]))
        blank = draw(st.sampled_from([[], [""], ["", ""]]))
        return [
            f"{head} {header}{note}",
            lead + a,
            *blank,
            lead + draw(st.sampled_from(["", "  "])) + b,
            *blank,
        ]
    if kind == "plain":
        return [f"{head} {a}", f"    {b}", *draw(st.sampled_from([[], ["", f"   {a}"]]))]
    if kind == "single":
        return [f"{head} '{a}", "", f"   {b}'{comment}"]
    if kind == "double":
        return [f'{head} "{a}\\', f"    \\  {b}", f'  \\n{a}"{comment}']
    if kind == "below":
        return [f"{head}{comment}", f"  {draw(one_line())}"]
    if kind == "explicit":
        return [f"? {head.rstrip(':').rstrip()}", f": {a}{comment}"]
    gap = draw(st.sampled_from([" ", " ", "   ", "\t"]))
    return [f"{head}{gap}{draw(one_line())}{comment}"]


@st.composite
def lists(draw: st.DrawFn, key: str) -> Lines:
    """A key with a list, in any style."""
    head = draw(keys(key))
    items = draw(st.lists(one_line(), min_size=1, max_size=3, unique=True))
    kind = draw(st.sampled_from(["block", "block", "flow", "flow lines", "empty", "none", "texts"]))
    if kind == "empty":
        return [f"{head} []{draw(st.sampled_from(COMMENTS))}"]
    if kind == "none":
        return [f"{head}{draw(st.sampled_from(['', ' ~', ' null  # none']))}"]
    if kind == "flow":
        last = draw(st.sampled_from(["", ",", " , "]))
        return [f"{head} [{', '.join(items)}{last}]{draw(st.sampled_from(COMMENTS))}"]
    if kind == "flow lines":
        note = draw(st.sampled_from(["", "  # about it"]))
        rest = [f"    {item},{note}" for item in items[:-1]]
        return [f"{head} [", *rest, f"    {items[-1]}{draw(st.sampled_from(['', ',']))}", "  ]"]
    indent, gap = draw(st.sampled_from(["", "  ", "    "])), draw(st.sampled_from([" ", "   "]))
    lines = [f"{head}{draw(st.sampled_from(COMMENTS))}"]
    for item in items:
        lines += draw(st.sampled_from([[], [], [f"{indent}# about the next"], [""], ["# far left"]]))
        lines.append(f"{indent}-{gap}{item}{draw(st.sampled_from(COMMENTS))}")
    if kind == "texts":
        lines += [f"{indent}- >-", f"{indent}    {draw(PLAIN)}", f"{indent}    folded"]
    return lines


@st.composite
def maps(draw: st.DrawFn) -> Lines:
    """One of the maps inside an entry."""
    a, b = draw(one_line()), draw(PLAIN)
    note = draw(st.sampled_from(COMMENTS))
    return draw(
        st.sampled_from(
            [
                [f"definitions:{note}", f"  sales: {a}", "  # between", f"  Marketing:  '{b}'"],
                ["definitions:", "    sales: |", f"      {b}", "", f"      {b}"],
                [f"definitions: {{sales: '{b}', Marketing: {b}}}{note}"],
                ["definitions: {", f"  sales: '{b}',  # theirs", f'  "marketing": "{b}"', "}"],
                [f"definitions: {{}}{note}"],
                [f"agreed:{note}", f"    definition: {a}", "    on: 2026-01-02", "    voices: {sales: like}"],
                ["metric: {promised_by: sales, promised_to: marketing, unit: x, target: 4}" + note],
                ["metric:", "  target: 4_0 # odd".replace("_", ""), "  unit: 'leads'"],
                ["stage:", "  order: 3", f"  owner: sales{note}"],
                ["stage: {order: 3, owner: sales}"],
            ]
        )
    )


@st.composite
def fields(draw: st.DrawFn) -> list[Lines]:
    """Some fields of an entry, each at most once."""
    parts = [
        draw(texts(key)) if key in ("definition", "long") else draw(lists(key))
        for key in draw(
            st.lists(st.sampled_from(["definition", "counts", "synonyms"]), max_size=2, unique=True)
        )
    ]
    parts += [draw(maps())] if draw(st.booleans()) else []
    parts += [[f"{draw(keys('owner'))} {draw(one_line())}"]] if draw(st.booleans()) else []
    parts += [["besides: [kept, {x: 'y'}]  # not ours"]] if draw(st.booleans()) else []
    return list(draw(st.permutations(parts)))


NOTES = st.sampled_from([[], [], [], [""], ["# a comment"], ["      # set in", ""], ["#  - term: old"]])


@st.composite
def entries(draw: st.DrawFn, number: int, keyed: bool) -> Lines:
    """One term's lines, which begin in column 0 with the dash or the key."""
    name = f"Widget{number}"
    if draw(st.integers(0, 3)) == 0:
        return draw(_flow_entries(name, keyed))
    if keyed and draw(st.integers(0, 2)) == 0:
        head, *rest = draw(texts("definition"))
        if not head.startswith("? "):
            return [f"{name}:{head.partition(':')[2]}", *rest]
    parts = draw(fields())
    if keyed:
        parts = parts or [["besides: kept"]]
        head, step = f"{name}:{draw(st.sampled_from(COMMENTS))}", draw(st.sampled_from(["  ", "    "]))
    else:
        at = draw(st.integers(0, len(parts)))
        parts.insert(at, [f"{draw(keys('term'))} {name}{draw(st.sampled_from(COMMENTS))}"])
        head, step = draw(
            st.sampled_from([("-", "  "), ("-", "  "), ("-", "    "), ("-  # why", "  "), ("-", "   ")])
        )
    lines: Lines = []
    for at, part in enumerate(parts):
        lines += (draw(NOTES) if at else []) + part
    lines = [step + line if line else "" for line in lines]
    if not keyed and head == "-" and draw(st.integers(0, 4)):
        return ["-" + lines[0][1:], *lines[1:]]
    return [head, *lines]


@st.composite
def _flow_entries(draw: st.DrawFn, name: str, keyed: bool) -> Lines:
    text = draw(PLAIN)
    lead = f"{name}: " if keyed else "- "
    own = [] if keyed else [f"term: {name}"]
    parts = [*own, f"owner: '{text}'", 'counts: [a, "b, c"]', f"definition: {text}"]
    if draw(st.booleans()):
        return [f"{lead}{{{', '.join(parts)}}}{draw(st.sampled_from(COMMENTS))}"]
    note = draw(st.sampled_from(["", "  # why"]))
    last = draw(st.sampled_from(["", ","]))
    return [f"{lead}{{", *(f"    {part},{note}" for part in parts[:-1]), f"    {parts[-1]}{last}", "  }"]


def _json_entries(names: list[str], keyed: bool, lines: bool) -> list[Lines]:
    parts = []
    for at, name in enumerate(names):
        comma = "," if at + 1 < len(names) else ""
        own = [] if keyed else [f'"term": "{name}"']
        inner = [*own, '"definition": "it"', '"counts": ["a", "b"]']
        lead = f'"{name}": ' if keyed else ""
        if lines:
            body = ",\n".join("    " + one for one in inner).split("\n")
            parts.append([f"  {lead}{{", *body, "  }" + comma])
        else:
            parts.append([f"  {lead}{{{', '.join(inner)}}}{comma}"])
    return parts


@st.composite
def glossaries(draw: st.DrawFn) -> Styled:
    """A glossary, one of its entries set apart."""
    form = draw(st.sampled_from(["list", "list", "map", "map", "json list", "json map"]))
    count = draw(st.integers(1, 4))
    chosen = draw(st.integers(0, count - 1))
    names = [f"Widget{number}" for number in range(count)]
    head = draw(st.sampled_from([[], ["# top", ""], ["---"], ["%YAML 1.2", "---  # begin"]]))
    tail = draw(st.sampled_from([[], [], ["..."], ["", "# the end", ""], ["      # far in"]]))
    if form.startswith("json"):
        parts = _json_entries(names, form == "json map", draw(st.booleans()))
        opening, closing = ("{", "}") if form == "json map" else ("[", "]")
        return _pieces(draw, [*head, opening], parts, [closing, *tail], chosen)
    keyed = form == "map"
    parts = []
    for number in range(count):
        lines = draw(entries(number, keyed))
        between = draw(NOTES)
        parts.append([*lines, *([] if _is_risky(lines) else between)])
    place = draw(st.sampled_from(["file", "terms", "terms", "version", "group", "group"]))
    lead = "  " if place != "file" and (keyed or draw(st.booleans())) else ""
    if place == "terms":
        head += [draw(st.sampled_from(["terms:", "terms:   # ours", '"terms":']))]
    elif place == "version":
        head += ["version: 1", "extra: {tool: {x: 1}}", "terms:"]
    elif place == "group" and not keyed:
        head += [
            "- group: First",
            "  terms:",
            "    - term: Other",
            "- name: Second",
            "  description: x",
            "  terms:",
        ]
        lead = "  "
    elif place == "group":
        head += [
            "terms:",
            "  First:",
            "    Webinar: words",
            "    Pipeline: more",
            "  Second:",
            "    Opportunity: words",
        ]
        lead = "    "
    parts = [[lead + line if line else "" for line in lines] for lines in parts]
    tail = [] if _is_risky(parts[-1]) else tail
    return _pieces(draw, head, parts, tail, chosen)


def _is_risky(lines: Lines) -> bool:
    """Whether blank lines or comments after the entry could belong to a block at its end."""
    return any(line.rstrip().endswith(HEADERS) or "|" in line or ">" in line for line in lines[-5:])


def _pieces(draw: st.DrawFn, head: Lines, parts: list[Lines], tail: Lines, chosen: int) -> Styled:
    breaks = draw(st.sampled_from(["\n", "\n", "\r\n", "mixed"]))
    chance = draw(st.randoms(use_true_random=False))

    def joined(lines: Lines) -> str:
        ends = ["\n", "\r\n"] if breaks == "mixed" else [breaks]
        return "".join(line + chance.choice(ends) for line in lines)

    before = draw(st.sampled_from(["", "", "\ufeff"])) + joined(head) + "".join(map(joined, parts[:chosen]))
    entry = joined(parts[chosen])
    after = "".join(map(joined, parts[chosen + 1 :])) + joined(tail)
    if draw(st.integers(0, 3)) == 0:
        if after:
            after = after.removesuffix("\n").removesuffix("\r")
        else:
            entry = entry.removesuffix("\n").removesuffix("\r")
    return Styled(before, entry, after, f"widget{chosen}")
