"""Faults as GitHub Actions shows them beside the lines of a pull request."""

from smeeting.domain.errors import Fault
from smeeting.domain.text import visible


def annotation(fault: Fault) -> str:
    """The workflow command that has GitHub show a fault at its place."""
    place = {
        "file": fault.file,
        "line": str(max(fault.line, 1)),
        "col": str(max(fault.column, 1)),
        "title": f"smeeting {fault.rule}".rstrip(),
    }
    properties = ",".join(f"{key}={_property(text)}" for key, text in place.items())
    message = f"{fault.message}; {fault.fix}" if fault.fix else fault.message
    return f"::{fault.level} {properties}::{_data(visible(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
