"""The README says what the code says."""

import re
from pathlib import Path

import pytest

from smeeting.cli.program import COMMANDS
from smeeting.domain.line import OTHER_FORMS, WORDS
from smeeting.tui.commands import key_table
from tests.documents import README, filled

ROOT = Path(__file__).parents[1]
TEXT = README.read_text("utf-8")


def part(name: str) -> str:
    """What stands between two marks of the README."""
    (found,) = re.findall(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", TEXT, re.DOTALL)
    return str(found)


def test_its_generated_parts_are_those_of_the_code() -> None:
    assert filled(TEXT) == TEXT, "run: python -m tests.documents"


def test_it_lists_every_command_in_order() -> None:
    assert re.findall(r"^\| `smeeting (\w+)` \|", part("commands"), re.MULTILINE) == list(COMMANDS)


def test_it_lists_every_capture_word() -> None:
    table = part("words").replace("\\|", "|")
    for word in WORDS.values():
        assert word.usage in table
        assert word.stores in table
        assert all(f"#{alias}" in table for alias in word.aliases)
    for form, stores in OTHER_FORMS:
        assert f"| `{form}` | {stores} |" in table


def test_its_keys_are_those_of_the_program() -> None:
    assert part("keys") == key_table().strip()


@pytest.mark.parametrize("target", ["demo", "test"])
def test_its_two_commands_are_in_the_first_screen_and_in_the_makefile(target: str) -> None:
    first_screen = "\n".join(TEXT.splitlines()[:24])
    assert re.search(rf"^make {target}\b", first_screen, re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target}: .*##", makefile, re.MULTILINE)


def test_every_make_target_and_smeeting_command_it_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"`make (\w+)", TEXT)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for name in set(re.findall(r"`smeeting ([a-z]+)", TEXT)):
        assert name in COMMANDS, name


def test_the_files_it_links_to_are_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT):
        assert (ROOT / target).exists(), target
