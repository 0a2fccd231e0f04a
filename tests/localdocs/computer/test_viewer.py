"""Opening a source: with a program of the system, and nothing else."""

import os
import sys
from pathlib import Path

import pytest

from localdocs.computer import viewer as opening
from localdocs.computer.viewer import open_source, opening_command
from localdocs.errors import PathError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="programs are scripts here")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs, alone on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys, "platform", "linux")
    return folder


def program(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


@pytest.fixture
def lease(tmp_path: Path) -> Path:
    path = tmp_path / "a lease; $(rm -rf x).pdf"
    path.write_text("x")
    return path


def test_a_file_is_handed_over_as_one_word(programs: Path, lease: Path, tmp_path: Path) -> None:
    program(programs, "xdg-open", f'printf "%s|" "$@" > "{tmp_path}/words"')
    open_source(lease, 3)
    assert (tmp_path / "words").read_text() == f"{lease}|"


def test_a_reader_that_knows_pages_is_told_the_page(programs: Path, lease: Path) -> None:
    program(programs, "xdg-mime", "echo org.gnome.Evince.desktop")
    assert opening_command(lease, 3) == ["xdg-open", str(lease)]  # it is not installed
    program(programs, "evince", "")
    assert opening_command(lease, 3) == ["evince", "--page-index=3", str(lease)]
    assert opening_command(lease.with_suffix(".txt"), 1)[0] == "xdg-open"


def test_a_failure_is_said_plainly(programs: Path, lease: Path) -> None:
    with pytest.raises(PathError, match="no 'xdg-open'"):
        open_source(lease, 1)
    program(programs, "xdg-open", "exit 3")
    with pytest.raises(PathError, match="xdg-open ended with code 3"):
        open_source(lease, 1)


def test_a_program_that_stays_open_is_not_waited_for(
    programs: Path, lease: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE_SECONDS", 0.05)
    program(programs, "xdg-open", "exec /bin/sleep 0.3")
    open_source(lease, 1)


@pytest.mark.parametrize("name", ["gone.pdf", "."])
def test_only_files_that_are_there_are_opened(programs: Path, tmp_path: Path, name: str) -> None:
    program(programs, "xdg-open", f'touch "{tmp_path}/called"')
    with pytest.raises(PathError, match="not there"):
        open_source(tmp_path / name, 1)
    with pytest.raises(PathError, match="not there"):
        open_source(Path("relative.pdf"), 1)
    assert not (tmp_path / "called").exists()


@pytest.mark.parametrize(
    ("system", "name", "words"),
    [
        ("darwin", "a.pdf", ["open"]),
        ("darwin", "run.sh", ["open", "-t"]),
        ("win32", "a.docx", ["explorer.exe"]),
        ("win32", "run.bat", ["notepad.exe"]),
    ],
)
def test_scripts_are_shown_not_run(
    monkeypatch: pytest.MonkeyPatch, system: str, name: str, words: list[str]
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert opening_command(Path("/d") / name, 1) == [*words, str(Path("/d") / name)]
