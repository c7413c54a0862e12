"""Profiles: what the columns of an export mean, and which profile a file's headings ask for."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.leads import LeadObject
from smeeting.domain.text import nearest, shortened

_BETWEEN = re.compile(r"[\s_\-\u2010-\u2015./]+")
PLACEHOLDERS = ("select", "-", "--", "n/a", "na", "none", "(none)", "null", "unknown", "not set", "(not set)")
"""What programs write where nobody has chosen anything, as `loose` has it."""


def loose(text: str) -> str:
    """`text` for comparing headings and sources: case, width, spaces, hyphens, dots and underscores aside."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text).casefold())


Headings = tuple[str, ...]
"""Names that a column may have; the first that a file has is taken, or the first that is filled."""


class Profile(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way in which a program writes its leads, contacts or deals into a table."""

    name: str
    object: LeadObject
    key: Headings
    """The record's id: without one a row can't be found again."""
    tells: Headings = ()
    """A file is of this profile only if it has one of these; any file with a key where there are none."""
    link: Headings = ()
    """The id of the record that this one belongs to."""
    link_to: LeadObject = "contact"
    """What that record is."""
    source: Headings = ()
    stage: Headings = ()
    """Where it stands now."""
    amount: Headings = ()
    label: Headings = ()
    """A company or a deal to recognise it by, never a person."""
    dates: Mapping[str, Headings] = {}
    """Stage, `lost` or `touch`: when it was entered. Of several filled columns the first counts."""
    closed: Headings = ()
    """When it was won or lost, whichever its stage says."""
    flags: Mapping[str, Headings] = {}
    """Stage or `lost`: a column that says true or false."""
    stages: Mapping[str, str] = {}
    """What the stage's column says to the stage's id, `won` or `lost`; empty for what is no stage of ours."""
    sources: Mapping[str, str] = {}
    """Other names of sources."""
    placeholders: tuple[str, ...] = PLACEHOLDERS
    keep: tuple[str, ...] = ()
    """Columns that are kept besides, by name."""

    @property
    def headings(self) -> frozenset[str]:
        """Every heading it looks for, as `loose` has it."""
        named = (self.key, self.tells, self.link, self.source, self.stage, self.amount, self.label)
        dated = (self.closed, *self.dates.values(), *self.flags.values(), self.keep)
        return frozenset(loose(name) for names in (*named, *dated) for name in names)


def choose_profile(
    profiles: Sequence[Profile], headings: Iterable[str], wanted: str | None = None
) -> Profile:
    """The profile that fits a file's headings best, or the one that is `wanted` by name.

    Where two fit equally well, the earlier in the list is taken if it is the workspace's own, which come
    first; that is why the order counts. Raises SmeetingError where none fits.
    """
    known = {loose(heading) for heading in headings}
    if wanted is not None:
        named = profile_named(profiles, wanted)
        if not _has(named.key, known):
            raise SmeetingError(
                f"no column holds an id, as {named.name} has it", f"export it with {' or '.join(named.key)}"
            )
        return named
    fitting = [one for one in profiles if _has(one.key, known) and (not one.tells or _has(one.tells, known))]
    if not fitting:
        raise _none_fits(profiles, known)
    return max(fitting, key=lambda one: len(one.headings & known))


def profile_named(profiles: Sequence[Profile], name: str) -> Profile:
    """The profile with this name, case, spaces and hyphens aside. Raises NotFoundError."""
    known = {loose(profile.name): profile for profile in reversed(profiles)}
    found = known.get(loose(name))
    if found is None:
        near = nearest(loose(name), known)
        hint = f"did you mean {known[near].name}?" if near else "smeeting lead profile list names them all"
        raise NotFoundError(f"there is no profile {shortened(name, 40)!r}", hint)
    return found


def _has(names: Headings, known: Iterable[str]) -> bool:
    return any(loose(name) in known for name in names)


def _none_fits(profiles: Sequence[Profile], known: set[str]) -> SmeetingError:
    told = [one for one in profiles if one.tells and _has(one.tells, known)]
    if told:
        best = max(told, key=lambda one: len(one.headings & known))
        return SmeetingError(
            f"this looks like {best.name}, but no column holds its id",
            f"export it again with the column {best.key[0]!r}",
        )
    return SmeetingError(
        "the headings are those of no profile",
        "smeeting lead profile list shows which there are, and save makes one of your own",
    )
