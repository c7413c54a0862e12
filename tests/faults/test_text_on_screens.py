"""Hostile text on every screen: shown as text, and nothing of it obeyed by the terminal or by Textual."""

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from bench.terminal import Terminal
from smeeting.domain.errors import SmeetingError
from smeeting.domain.text import visible, why_unstorable
from smeeting.services import captures, meetings
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace
from tests.faults.screens import on_screen

TEXTS = (
    "A\x1b[31;7mB",
    "A\x1b[2J\x1b[HB",
    "A\x1b]0;PWNED\x07B",
    "A\x1b]52;c;cm0gLXJmIH4K\x07B",
    "A\x1b]8;;http://evil.example\x1b\\B\x1b]8;;\x1b\\",
    "A\x9b31mB",
    "A\x9d52;c;UFdO\x9cB",
    "A\x1bcB\x1b[?1049l",
    "A\x08\x08\x08B\x7f",
    "safe\u202etxt.exe",
    "a\u2066b\u2069c",
    "M\u200bQL",
    "\ufeffx\u2028y",
    "[bold]B[/bold]",
    "[/]",
    "[@click=app.quit]x[/]",
    "[link=https://evil.example]x[/link]",
    "[x] done $name :bomb:",
    "\\[bold] trailing \\",
    "<script>alert(1)</script>|`x`",
    "word " * 20_000,
)
OBEYED = re.compile(
    rb"\x1b\](?!22;[a-z]*\x07)"  # titles, links, the clipboard; Textual itself sets the pointer's shape
    rb"|\x1b[PX^_ckN]"  # other strings, resets
    rb"|\xc2[\x80-\x9f]"  # C1 controls
    rb"|\xe2\x80[\x8b\x8c\x8e\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf"  # invisible, turning around
    rb"|[\x00-\x06\x08\x0b\x0c\x0e-\x1a\x7f]"  # other controls
)
LITERAL = (
    "[bold]B[/bold]",
    "[@click=app.quit]x[/]",
    "[x] done $name :bomb:",
    "safe<U+202E>txt.exe",
    "A␛[31;7mB",
)
"""What has to be read somewhere, letter by letter."""
TITLES = (
    "Issues and actions",
    "Glossary",
    "Minutes  Monthly",
    "Who is here?",
    "Shared vocabulary",
    "Read back",
    "T1 ",
)
"""What shows that the screens were there."""


def _stored(texts: tuple[str, ...], workspace: Path) -> Path:
    """A workspace with the texts wherever people may write: captures, names, terms."""
    _write_glossary(texts, workspace / "glossary.yaml")
    with Desk(Workspace(workspace)) as desk:
        meetings.start(desk, None, desk.now())
        for text in texts:
            plain = text.replace("\n", " ")
            for line in (f"#issue sales {plain}", f"#note {plain}", f'#here "{plain[:200]}"'):
                _taken(desk, line)
        meetings.move(desk, "close", desk.now())
        meetings.start(desk, None, desk.now())
        for text in texts:
            _taken(desk, f"#note {text[:500]}")
            _taken(desk, f'#action "{text[:50]}" {text[:500]}')
    return workspace


def _taken(desk: Desk, line: str) -> None:
    # Not every text makes a line; those that do are what is looked at.
    with contextlib.suppress(SmeetingError):
        captures.take(desk, line, desk.now())


def _write_glossary(texts: tuple[str, ...], path: Path) -> None:
    terms = [
        {"id": f"t{number}", "term": _as_name(number, text), "definitions": {"sales": text[:3000]}}
        for number, text in enumerate(texts)
    ]
    path.write_text(json.dumps({"version": 1, "terms": terms}))


def _as_name(number: int, text: str) -> str:
    # A name with anything invisible in it is refused.
    return f"T{number} {text[:60]}".strip() if visible(text) == text else f"T{number}"


AT_HOME = "i", "enter", "escape", "t", "escape", "g", "enter", "escape", "escape", "m", "enter", "escape"
IN_MEETING = "w", "escape", "n", "n", "n", "right", "right", "n", "/", "#term T1", "enter", "escape", "ctrl+p"
"""Ways through the screens, a key at a time."""


def _visited(workspace: Path) -> Iterator[Terminal]:
    """Every screen, scrolled through; yields the terminal whenever there is something to see."""
    for arguments, keys in ((), AT_HOME), (("run",), IN_MEETING):
        with on_screen(workspace, *arguments) as terminal:
            for key in keys:
                terminal.send(key)
                yield from _scrolled(terminal)


def _scrolled(terminal: Terminal) -> Iterator[Terminal]:
    terminal.settle()
    yield terminal
    for _ in range(3):
        terminal.send(*["down"] * 7)
        terminal.settle(0.05)
        yield terminal


def _assert_only_text(texts: tuple[str, ...], workspace: Path) -> str:
    seen = []
    terminal = None
    for terminal in _visited(_stored(texts, workspace)):
        assert not terminal.has_ended()
        found = OBEYED.search(terminal.written)
        assert found is None, terminal.written[max(0, found.start() - 200) : found.end() + 50]
        seen.append(terminal.text)
    assert terminal is not None
    return "\n".join(seen)


def test_hostile_text_is_text_on_every_screen(workspace: Path) -> None:
    seen = _assert_only_text(TEXTS, workspace)
    for words in (*LITERAL, *TITLES):
        assert words in seen, words


def test_text_of_the_hostile_corpus_is_text_on_every_screen(shared: Path, workspace: Path) -> None:
    files = sorted((shared / "badinput" / "text").glob("*.json"))
    texts = [text for file in files for text in json.loads(file.read_text())]
    assert len(texts) > 100
    _assert_only_text(tuple(text for text in texts if text and not why_unstorable(text)), workspace)
