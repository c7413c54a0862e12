"""Readings of the clocks are aware, never go back, and name the start of the machine."""

import datetime as dt
import time
import zoneinfo
from pathlib import Path

import pytest

from smeeting.domain.instants import between
from smeeting.storage import instants
from smeeting.storage.instants import read_instant


def test_a_reading_is_aware_in_the_zone_asked_for_and_whole_milliseconds() -> None:
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    assert read_instant().at.tzinfo is dt.UTC
    now = read_instant(berlin)
    assert now.at.tzinfo is berlin
    assert now.at.microsecond % 1000 == 0


def test_later_readings_are_not_earlier() -> None:
    first, second = read_instant(), read_instant()
    assert second.awake_ms >= first.awake_ms
    assert second.up_ms >= first.up_ms
    assert first.up_ms >= first.awake_ms
    assert first.boot == second.boot != ""
    assert between(first, second).ran_ms >= 0


def test_without_a_clock_that_counts_sleep_none_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    now = read_instant()
    assert now.up_ms == now.awake_ms


def test_without_a_boot_id_the_start_has_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instants, "_BOOT_ID", tmp_path / "none")
    instants._boot_id.cache_clear()
    name = instants._boot_id()
    instants._boot_id.cache_clear()
    assert name == instants._boot_id()
    assert name.startswith("started-")
    instants._boot_id.cache_clear()
