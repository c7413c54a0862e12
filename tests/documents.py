"""The parts of the README that are made from the code: `python -m tests.documents` writes them anew."""

import re
from pathlib import Path

from smeeting.cli.program import COMMANDS
from smeeting.domain.line import OTHER_FORMS, WORDS
from smeeting.tui.commands import key_table

README = Path(__file__).parents[1] / "README.md"


def parts() -> dict[str, str]:
    """Each generated part of the README by its name."""
    return {"words": _words(), "keys": key_table().strip(), "commands": _commands()}


def filled(text: str) -> str:
    """The README with its generated parts as the code says."""
    for name, part in parts().items():
        marks = f"<!-- {name} -->", f"<!-- /{name} -->"
        text = re.sub(
            rf"{re.escape(marks[0])}.*?{re.escape(marks[1])}",
            "\n".join((marks[0], part, marks[1])).replace("\\", r"\\"),
            text,
            flags=re.DOTALL,
        )
    return text


def _words() -> str:
    lines = ["| line | stores |", "|---|---|"]
    for word in WORDS.values():
        also = "".join(f", `#{alias}`" for alias in word.aliases)
        lines.append(f"| `{word.usage.replace('|', chr(92) + '|')}`{also} | {word.stores} |")
    lines += [f"| `{form}` | {stores} |" for form, stores in OTHER_FORMS]
    return "\n".join(lines)


def _commands() -> str:
    lines = ["| command | what |", "|---|---|"]
    lines += [f"| `smeeting {name}` | {row.help} |" for name, row in COMMANDS.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
