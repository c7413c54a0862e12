"""Texts as people, pasted screens and attackers write them."""

from hypothesis import strategies as st

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
PIECES = (
    *PUNCTUATION,
    *"abwZ09é漢🙂 ",
    "\n",
    "\r\n",
    "\t",
    "\x1b[31m",
    "\u202e",
    "\u200b",
    "\u00a0",
    "http://",
    "https://an.example/x",
    "www.",
    "example.com",
    "//localhost",
    "mailto:",
    "a@b.co",
    "&amp;",
    "&#35;",
    "<!--",
    "<b>",
    "![x](y)",
    "[x]: y",
    "```",
    "~~~",
    "---",
    "===",
    "1. ",
    "12) ",
    "    ",
    "|-|",
    "**",
    "__",
    "snake_case",
)

hostile_texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=40)
"""Mostly Markdown's own signs in every order; sometimes anything Unicode has."""
