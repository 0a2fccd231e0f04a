"""Whether somebody is writing: the lock tells, whatever was left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from localdocs.computer.child_process import module_environment
from localdocs.errors import LibraryBusyError
from localdocs.home.places import Places
from localdocs.home.writer_lock import hold_lock, is_held


@pytest.fixture
def where(tmp_path: Path) -> Places:
    found = Places(tmp_path / "home", tmp_path / "cache")
    found.create()
    return found


def test_nobody_writes(where: Places) -> None:
    assert not is_held(where)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(str(os.getpid()), id="own"),
        "1",
        pytest.param(str(os.getppid()), id="parent"),
        "nonsense",
        "",
    ],
)
def test_a_number_that_was_left_behind_does_not_count(where: Places, number: str) -> None:
    where.lock.with_suffix(".pid").write_text(number)
    assert not is_held(where)
    with hold_lock(where):
        assert is_held(where)
    assert not is_held(where)


def test_one_who_was_killed_does_not_write(where: Places) -> None:
    code = (
        "import os, sys; from pathlib import Path; from localdocs.home.places import Places;"
        "from localdocs.home.writer_lock import hold_lock;"
        "where = Places(Path(sys.argv[1]), Path(sys.argv[2]));"
        "held = hold_lock(where); held.__enter__(); os._exit(9)"
    )
    words = [sys.executable, "-c", code, str(where.home), str(where.cache)]
    assert subprocess.run(words, env=module_environment(), check=False).returncode == 9
    left = where.lock.with_suffix(".pid")
    assert left.exists()
    left.write_text(str(os.getpid()))  # another process goes by its number now
    assert not is_held(where)


def test_who_only_looks_stands_in_nobodys_way(where: Places) -> None:
    where.lock.with_suffix(".pid").write_text(str(os.getpid()))
    for _ in range(50):
        is_held(where)
        with hold_lock(where):
            with pytest.raises(LibraryBusyError), hold_lock(where):
                pass
            break
