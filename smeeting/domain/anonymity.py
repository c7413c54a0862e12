"""What an anonymous issue is protected from and what not: said wherever one can be aired or opened."""

PROTECTION = (
    "No name, time or order is stored with an anonymous issue, and all that wait are opened at once, "
    "shuffled; but in a small team the wording may tell who wrote it, the count that is shown grows as they "
    "come, and whoever owns this machine can read the file and see when it last changed."
)
"""The whole truth in one sentence."""

KEPT = "kept unread, without name, time or order; the wording may still tell"
"""The receipt, in one line of a narrow screen."""

KEY = (
    "The key in the receipt alone takes it back until it is opened. It is also the one thing that ties the "
    "issue to you, so clear the screen; `smeeting undo -` reads it from standard input, where no history "
    "keeps it."
)
"""What to know of the key that a shell prints."""

HELD = "held back from the room"
"""What became of one that the room does not hear."""
