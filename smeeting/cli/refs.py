"""Ids as people type them."""

from smeeting.domain.captures import parse_ref
from smeeting.domain.errors import NotFoundError


def number(ref: str) -> int:
    """The number in an id such as I14.

    Raises NotFoundError for anything that is no id.
    """
    found = parse_ref(ref)
    if found is None:
        raise NotFoundError(f"{ref!r} is no id", "ids look like I14")
    return found
