"""One view a kind of agenda item."""
