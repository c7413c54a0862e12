"""The blind check: each side says what a word means before it has seen what the other says."""

import msgspec


class BlindCheck(msgspec.Struct, frozen=True):
    """How far the check of one term is. Its texts stay unread until every side has given one."""

    term_id: str
    answered: tuple[str, ...]
    """The sides whose text is there."""
    waiting: tuple[str, ...]
    """The sides whose text is not."""
    texts: dict[str, str] = {}
    """Side to its text; empty until all are there."""
    is_over: bool = False
    """Whether a proposal was made of the texts."""

    @property
    def is_complete(self) -> bool:
        """Whether all texts can be read."""
        return not self.waiting
