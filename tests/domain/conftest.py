"""What tests of the domain share."""

from pathlib import Path

import pytest

from smeeting.domain.glossary import Glossary
from smeeting.storage.glossaries import read_glossary


@pytest.fixture(scope="session")
def starter() -> Glossary:
    """The starter glossary."""
    return read_glossary(Path(__file__).parents[2] / "glossary.yaml", "glossary.yaml").glossary
