"""Real services for tests: each in a home of its own, and none left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from paths import EXAMPLES

ROOT = str(EXAMPLES.parent)
Run = subprocess.CompletedProcess[str]


class Home:
    """A home folder, the folder that its library follows, and the commands run there."""

    def __init__(self, place: Path, **environment: str) -> None:
        self.path = place / "home"
        self.folder = place / "docs"
        ours = {name: value for name, value in os.environ.items() if name != "LOCALDOCS_OCR"}
        self.environment = {**ours, "LOCALDOCS_HOME": str(self.path), **environment}
        self.environment.setdefault("PYTHONPATH", ROOT)

    def run(self, *words: str, code: int = 0, alone: bool = False, stdin: str | None = None) -> Run:
        """A command of ours; ``alone`` keeps it away from the service."""
        run = subprocess.run(
            [sys.executable, "-m", "localdocs", *words],
            env=self.environment | ({"LOCALDOCS_USE_SERVICE": "0"} if alone else {}),
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert run.returncode == code, (words, run.stdout, run.stderr)
        return run

    def json(self, *words: str, code: int = 0, alone: bool = False) -> Any:
        return json.loads(self.run(*words, "--json", code=code, alone=alone).stdout)

    def popen(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "localdocs", *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def status(self) -> dict[str, Any]:
        run = self.run("service", "status", "--json", code=0)
        status: dict[str, Any] = json.loads(run.stdout)
        return status

    def worker(self, role: str) -> dict[str, Any]:
        return next(worker for worker in self.status()["workers"] if worker["role"] == role)

    def settle(self) -> None:
        """Wait until the service has nothing to do."""
        until(lambda: self.status()["doing"] == "resting" and not self.is_indexing())

    def is_indexing(self) -> bool:
        status = self.status()
        return any(folder["state"] == "indexing" for folder in status["folders"])

    def finds(self, word: str) -> bool:
        shown = self.run_any("search", word, "--json")
        return any(word in hit["text"] for hit in json.loads(shown.stdout).get("hits", []))

    def run_any(self, *words: str) -> Run:
        return subprocess.run(
            [sys.executable, "-m", "localdocs", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )


@contextmanager
def running_service(place: Path, *, examples: bool = True, **environment: str) -> Iterator[Home]:
    """A started service; afterwards none of its processes is left."""
    home = Home(place, **environment)
    home.folder.mkdir(parents=True)
    if examples:
        for path in EXAMPLES.glob("*.*"):
            shutil.copy2(path, home.folder)
        home.run("add", str(home.folder), alone=True)
    home.run("service", "start")
    try:
        yield home
    finally:
        home.run("service", "stop")
        until(lambda: not processes_of(home.path), 10)


def processes_of(home: Path) -> list[int]:
    """The processes that belong to a home, as their environment says. Linux only; else none."""
    mark = os.fsencode(f"LOCALDOCS_HOME={home}")
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return [pid for pid in found if pid != os.getpid() and not _is_zombie(pid)]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for a condition, and fail if it does not come about."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def _is_zombie(pid: int) -> bool:
    try:
        return ") Z" in Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return True
