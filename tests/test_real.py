"""Real exports give the figures they are known to give."""

from pathlib import Path

from bench.real import figures


def test_real_files_give_their_known_figures(shared: Path, tmp_path: Path) -> None:
    found = list(figures(shared / "data", tmp_path))
    assert len(found) == 13
    assert [one for one in found if one.ours != one.known] == []
