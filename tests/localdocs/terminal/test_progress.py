"""The line that says how far a download is: bytes, rate and time left, where a person looks."""

import io
import sys
import time

import pytest

from localdocs.models.fetching.arriving import Transfer
from localdocs.reports import Progress
from localdocs.terminal import progress
from localdocs.terminal.progress import reading_progress, transfer_progress


class Screen(io.StringIO):
    """Standard error on a terminal, or not on one."""

    def __init__(self, looked_at: bool) -> None:
        super().__init__()
        self._looked_at = looked_at

    def isatty(self) -> bool:
        return self._looked_at


def test_a_name_is_neither_markup_nor_steers_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(looked_at=True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    with reading_progress("[/]notes\x1b]0;gone\x07") as listener:
        listener(Progress(1, 2, 10, 20, 0, 0, 0, None))
    assert "[/]notes\\x1b]0;gone\\x07" in screen.getvalue().replace("\x1b[", "")
    assert "\x07" not in screen.getvalue()


def shown(monkeypatch: pytest.MonkeyPatch, *, looked_at: bool, quiet: bool = False) -> str:
    screen = Screen(looked_at)
    for name, value in (("TERM", "xterm"), ("NO_COLOR", "1"), ("COLUMNS", "120")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stderr", screen)
    with transfer_progress("Tiny Chat", quiet=quiet) as listener:
        for done in (400_000, 500_000, 600_000):
            listener(Transfer("downloading", done, 1_000_000))
            time.sleep(0.01)
    return screen.getvalue()


def test_bytes_rate_and_remaining_time_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    line = shown(monkeypatch, looked_at=True)
    assert "downloading Tiny Chat" in line and "0.6/1.0 MB" in line
    assert "B/s" in line and "0:00:0" in line


@pytest.mark.parametrize(("looked_at", "quiet"), [(False, False), (True, True)])
def test_nothing_is_shown_where_nobody_looks(
    monkeypatch: pytest.MonkeyPatch, looked_at: bool, quiet: bool
) -> None:
    assert shown(monkeypatch, looked_at=looked_at, quiet=quiet) == ""


def test_a_log_is_told_from_time_to_time_and_of_all_trouble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Screen(looked_at=False)
    monkeypatch.setattr(sys, "stderr", screen)
    with transfer_progress("Tiny Chat", quiet=False) as listener:
        listener(Transfer("downloading", 1_000_000, 4_000_000))
        assert screen.getvalue() == ""
        listener(Transfer("downloading", 1_000_000, 4_000_000, "nothing came for a while"))
        monkeypatch.setattr(progress, "LINE_SECONDS", 0.0)
        listener(Transfer("downloading", 2_000_000, 4_000_000))
    assert screen.getvalue().splitlines() == [
        "Tiny Chat: nothing came for a while; it is tried again.",
        "Tiny Chat: downloading, 2.0 MB of 4.0 MB.",
    ]


def test_trouble_stays_on_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(looked_at=True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    with transfer_progress("Tiny Chat", quiet=False) as listener:
        listener(Transfer("downloading", 1_000_000, 4_000_000, "nothing came for a while"))
    assert "Tiny Chat: nothing came for a while; it is tried again.\n" in screen.getvalue()
