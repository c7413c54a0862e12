"""Glossaries in the form of the Carpentries' Glosario: a list of slugs, each with a map a language."""

from collections.abc import Iterator

from smeeting.domain.errors import Fault
from smeeting.domain.text import MOST_HINTS, nearest
from smeeting.storage.form import Findings, quoted
from smeeting.storage.yaml_text import Parsed
from smeeting.storage.yaml_tree import Mapping, Node, Scalar, Sequence, Solid, solid


def is_glosario(root: Solid) -> bool:
    """Whether a file has this form: a list whose first entry has a slug, which no term of ours has."""
    if not isinstance(root, Sequence) or not root.items:
        return False
    first = solid(root.items[0])
    return isinstance(first, Mapping) and first.get("slug") is not None and first.get("term") is None


def faults_of(parsed: Parsed) -> tuple[Fault, ...]:
    """Entries without a slug, slugs that are there twice, and references that lead to no entry."""
    found = Findings(parsed)
    entries = list(_entries(parsed.root, found))
    slugs = _slugs(entries, found)
    hints = 0
    for slug, entry in entries:
        for node in _references(entry, found):
            if node.text in slugs:
                continue
            hints += 1
            near = nearest(node.text, slugs - {slug.text}) if hints <= MOST_HINTS else None
            fix = f"did you mean {near}?" if near else "write the slug of an entry, or remove it"
            message = f"{slug.text} refers to {node.text!r}, which is no entry's slug"
            found.warn(node, message, fix, "dangling-ref")
    return found.all()


def _entries(root: Solid, found: Findings) -> Iterator[tuple[Scalar, Mapping]]:
    """The slug of each entry, with the entry."""
    for item in root.items if isinstance(root, Sequence) else ():
        entry = solid(item)
        written = entry.get("slug") if isinstance(entry, Mapping) else None
        slug = solid(written.value) if written else None
        if not isinstance(entry, Mapping) or not isinstance(slug, Scalar) or slug.is_null:
            found.error(item, "this entry has no slug", "write `slug: ...`, a name of its own")
            continue
        assert written is not None
        # An alias stands where it is written, and is read where it leads.
        yield Scalar(slug.text, slug.style, written.value.start, written.value.end), entry


def _slugs(entries: list[tuple[Scalar, Mapping]], found: Findings) -> set[str]:
    first: dict[str, Scalar] = {}
    for slug, _ in entries:
        if (known := first.setdefault(slug.text, slug)) is not slug:
            message = f"the slug {quoted(slug.text)} is here a second time (first on line "
            found.error(slug, f"{message}{found.line_of(known)})", "keep one", "duplicate-slug")
    return set(first)


def _references(entry: Mapping, found: Findings) -> Iterator[Scalar]:
    written = entry.get("ref")
    listed = solid(written.value) if written else None
    if isinstance(listed, Scalar) and listed.is_null:
        return
    if listed is not None and not isinstance(listed, Sequence):
        found.error(listed, "ref is not a list", "write a line with - for each slug")
        return
    for item in listed.items if listed else ():
        yield from _reference(item, found)


def _reference(item: Node, found: Findings) -> Iterator[Scalar]:
    inner = solid(item)
    if isinstance(inner, Scalar):
        yield Scalar(inner.text, inner.style, item.start, item.end)
    else:
        found.error(item, "an entry of ref is no text", "write a slug")
