"""A service that was started for others ends with the last of them, however it ends."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from service_support import Home, processes_of, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are found in /proc")

HOLDING = """
import sys
from localdocs.home.places import places
from localdocs.service.caller import control
line = control.hold(places())
print("held", control.is_held(line), flush=True)
sys.stdin.readline()
print("held", control.is_held(line), flush=True)
sys.stdin.readline()
"""


class Holder:
    """Another program that holds the service of a home."""

    def __init__(self, home: Home) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLDING],
            env=home.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "held True\n"

    def is_held(self) -> bool:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._process.stdout.readline() == "held True\n"

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


def test_it_ends_with_the_last_who_holds_it_even_killed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first, second = Holder(home), Holder(home)
    first.kill()
    time.sleep(1.5)
    assert home.status()["pid"]
    second.kill()
    until(lambda: not processes_of(home.path), 5)
    assert not (home.path / "service.json").exists()


def test_what_a_person_starts_stays(tmp_path: Path) -> None:
    home = Home(tmp_path)
    holder = Holder(home)
    home.run("service", "start")
    holder.kill()
    time.sleep(1.5)
    assert home.status()["pid"]
    holder = Holder(home)
    home.run("service", "stop")
    assert not holder.is_held()
    holder.kill()
    until(lambda: not processes_of(home.path), 5)


def test_whoever_comes_while_it_ends_gets_another(tmp_path: Path) -> None:
    home = Home(tmp_path)
    holder = Holder(home)
    for _ in range(3):
        stopping = home.popen("service", "stop")
        following = Holder(home)
        stopping.communicate(timeout=30)
        holder.kill()
        holder = following
    holder.kill()
    until(lambda: not processes_of(home.path), 5)
