"""Questions to the room, as typed, awaited functions."""
