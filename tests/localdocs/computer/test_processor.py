"""How many processors there are for us, and how many of them nobody else wants."""

import os
from pathlib import Path

import pytest

from localdocs.computer import processor
from localdocs.computer.processor import idle_processors, physical_cores


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The kernel's word on how many threads want a processor; there are eight."""
    file = tmp_path / "loadavg"
    monkeypatch.setattr(processor, "_LOAD", file)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    return file


@pytest.mark.parametrize(("wanted", "idle"), [(1, 8), (3, 6), (8, 1), (20, -11)])
def test_who_looks_does_not_count(load: Path, wanted: int, idle: int) -> None:
    load.write_text(f"0.20 0.18 0.12 {wanted}/80 11206\n")
    assert idle_processors() == idle


def test_what_only_passes_by_does_not_count(load: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter([6, 5, 1, 7, 6])
    monkeypatch.setattr(processor, "_running", lambda: next(looks))
    assert idle_processors() == 8


@pytest.mark.parametrize("text", ["", "0.20 0.18 0.12", "0.20 0.18 0.12 many/80 1"])
def test_where_it_is_not_told_all_are_idle(load: Path, text: str) -> None:
    assert idle_processors() == 8, "there is no such file"
    load.write_text(text)
    assert idle_processors() == 8


def test_there_is_at_least_one_core() -> None:
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)
