"""Many workers on one library: real processes on a real server, killed at random."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.connection import Connection
from index.database import catalog, lookup
from index.opening import open_index
from index.postgres.work_status import team_status
from localdocs.library import Library
from localdocs.models.shelf import chosen
from localdocs.team.jobs import ENDED_WORKERS
from paths import EXAMPLES
from postgres_server import emptied

SUPPORT = Path(__file__).parents[2] / "support"


class Team:
    """A library on a server, the folder in it, and whoever works on them."""

    def __init__(self, place: Path, address: str) -> None:
        self.address = address
        self.home, self.folder = place / "home", place / "docs"
        self.home.mkdir()
        self.folder.mkdir()
        (self.home / "config.toml").write_text(f'database = "{address}"\n')
        self.connection: Connection = open_index(address)

    def add(self, folder: Path | None = None, *, mounted: bool = False) -> None:
        """Have a folder in the library of which nothing is read yet."""
        there = folder or self.folder
        catalog.add_folder(self.connection, catalog.Folder(there, there.name, mounted))

    def write(self, number: int) -> None:
        for one in range(number):
            text = f"# Boat {one}\n\nBoat {one} lies at berth {one * 7 % 100}.\n"
            more = f"\nIts mast is {one % 9} metres high, as all of row {one % 4}.\n"
            (self.folder / f"boat-{one:03}.md").write_text(text + more * (1 + one % 3))

    def start(self, *words: str, **environment: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, str(SUPPORT / "worker_child.py"), "worker", *words],
            env={
                **os.environ,
                "LOCALDOCS_HOME": str(self.home),
                "PYTHONPATH": f"{EXAMPLES.parent}{os.pathsep}{SUPPORT}",
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def works(self, *words: str, **environment: str) -> str:
        """What one worker says that is left to come to its end."""
        worker = self.start("--once", *words, **environment)
        said, wrong = worker.communicate(timeout=100)
        assert worker.returncode == 0, wrong
        return said

    def one(self, statement: str) -> int:
        return int(self.connection.execute(statement).fetchone()[0])

    def busy(self, doing: str) -> list[int]:
        """The processes of living workers that do this."""
        shown = team_status(self.connection).workers
        return [one.pid for one in shown if one.alive and fnmatch(one.doing, doing)]

    def jobs(self) -> int:
        return self.one("SELECT count(*) FROM jobs")

    def vectors_missing(self) -> int:
        return self.one("SELECT count(*) FROM vectors WHERE vector IS NULL")

    def files(self) -> list[str]:
        return sorted(path.name for path in lookup.indexed_files(self.connection))

    def skipped(self) -> dict[str, str]:
        found = lookup.skipped_files(self.connection, self.folder)
        return {path.name: reason for path, reason in found}

    def content(self) -> list[tuple[object, ...]]:
        """All that is indexed, as it does not depend on who was first."""
        rows = self.connection.execute(
            """SELECT files.path, files.size, files.content_hash, files.skipped, page_number, start,
            "end", heading, CAST(vector AS text), CAST(terms AS text)
            FROM files LEFT JOIN passages ON file_id = files.id
            LEFT JOIN vectors ON vectors.id = vector_id LEFT JOIN words ON passage_id = passages.id
            ORDER BY files.path, page_number, start"""
        ).fetchall()
        return [tuple(row) for row in rows]


@pytest.fixture
def team(tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    monkeypatch.setattr(chosen, "open_embedder", lambda *_: FakeEmbedder())
    team = Team(tmp_path, emptied(postgres))
    yield team
    team.connection.close()


@contextmanager
def killed_in_the_end(*workers: "subprocess.Popen[str]") -> Iterator[None]:
    try:
        yield
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def until(what, seconds: float = 60) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_killed_at_random_they_make_what_a_sync_makes(team: Team) -> None:
    team.write(60)
    team.add()
    slowly = {"EMBED_SECONDS": "0.03", "READ_SECONDS": "0.1"}
    workers = {worker.pid: worker for worker in (team.start(**slowly) for _ in range(3))}

    def kill_one_that_is(doing: str) -> None:
        """Within that work, at some moment; another one comes for it."""
        until(lambda: team.busy(doing))
        time.sleep(chance.uniform(0, 0.1))
        victim = workers.pop(chance.choice(team.busy(doing) or list(workers)))
        victim.kill()
        victim.communicate()
        new = team.start(**slowly)
        workers[new.pid] = new

    chance = random.Random(1)
    for _ in range(5):
        kill_one_that_is("reading *")
    assert team.jobs() > 10
    for _ in range(3):
        kill_one_that_is("embedding")
    with killed_in_the_end(*workers.values()):
        until(lambda: not team.jobs() and len(team.files()) == 60 and not team.vectors_missing())
    team.works()
    made = team.content()
    assert len({row[0] for row in made}) == 60
    emptied(team.address)
    with Library(team.home) as library:
        assert library.add(team.folder).added == 60
    assert made == team.content()


def test_a_dead_workers_job_and_batch_are_free_at_once(team: Team) -> None:
    team.write(3)
    team.add()
    first = team.start(EMBED_SECONDS="60")
    with killed_in_the_end(first):
        until(lambda: team.one("SELECT count(*) FROM workers WHERE doing = 'embedding'"))
    began = time.monotonic()
    team.works()
    assert not team.vectors_missing()
    assert time.monotonic() - began < 20


def test_a_file_that_ends_three_workers_is_set_aside(team: Team) -> None:
    team.write(4)
    (team.folder / "poison.md").write_text("Do not read me.")
    team.add()
    ends = []
    for _ in range(4):
        worker = team.start("--once", DIES_AT="poison.md")
        said, wrong = worker.communicate(timeout=60)
        ends.append(worker.returncode)
    assert ends == [-signal.SIGKILL] * 3 + [0], wrong
    assert "1 set aside" in said
    assert team.skipped() == {"poison.md": ENDED_WORKERS}
    assert len(team.files()) == 4
    assert "0 files read" in team.works(DIES_AT="poison.md")
    (team.folder / "poison.md").write_text("Another text, that harms nobody.")
    team.works()
    assert len(team.files()) == 5 and not team.skipped()


def test_once_ends_when_nothing_is_left_and_follows_the_folder(team: Team) -> None:
    team.write(5)
    team.add()
    assert "1 folder scanned, 5 files read" in team.works()
    vector_ids = team.one("SELECT max(id) FROM vectors")
    (team.folder / "boat-001.md").rename(team.folder / "ship.md")
    (team.folder / "boat-002.md").unlink()
    (team.folder / "boat-003.md").write_text("It was sold.")
    assert "1 file read, 1 passage embedded" in team.works()
    assert team.files() == ["boat-000.md", "boat-003.md", "boat-004.md", "ship.md"]
    assert team.one(f"SELECT count(*) FROM vectors WHERE id <= {vector_ids}") > 2
    assert team.one("SELECT count(*) FROM workers") == 0


def test_a_folder_out_of_sight_is_not_emptied(team: Team) -> None:
    team.write(3)
    team.add()
    team.works()
    hidden = team.folder.rename(team.folder.with_name("elsewhere"))
    team.works()
    assert len(team.files()) == 3
    team.folder.mkdir()
    team.add(mounted=True)  # an empty place where a share is mounted on other computers
    team.connection.execute(
        "INSERT INTO jobs (kind, folder, path) SELECT 'scan', path, path FROM folders"
    )
    team.works()
    assert (len(team.files()), team.jobs()) == (3, 1)
    assert hidden.exists()


def test_ctrl_c_ends_it_after_the_job(team: Team) -> None:
    team.write(40)
    team.add()
    worker = team.start(EMBED_SECONDS="0.05")
    until(lambda: team.one("SELECT count(*) FROM files") > 2)
    worker.send_signal(signal.SIGINT)
    said, wrong = worker.communicate(timeout=30)
    assert worker.returncode == 0
    assert "files read" in said and "after the current job" in wrong
    assert team.one("SELECT count(*) FROM jobs WHERE tries > 0 OR worker_id IS NOT NULL") == 0
    assert team.one("SELECT count(*) FROM workers") == 0


def test_status_shows_them(team: Team) -> None:
    team.write(40)
    team.add()
    with Library(team.home) as library:
        worker = team.start(EMBED_SECONDS="0.2")
        with killed_in_the_end(worker):
            until(lambda: team.one("SELECT count(*) FROM workers WHERE doing = 'embedding'"))
            shown = library.team()
            assert shown is not None
            (at_it,) = shown.workers
            assert (at_it.pid, at_it.doing, at_it.alive) == (worker.pid, "embedding", True)
            assert shown.files_a_minute == 40 / 5
        until(lambda: not library.team().workers[0].alive)  # type: ignore[union-attr]


def test_a_library_in_a_file_has_none(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "localdocs", "worker", "--once"],
        env={**os.environ, "LOCALDOCS_HOME": str(tmp_path), "PYTHONPATH": str(EXAMPLES.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
    assert "postgresql://" in run.stderr
    with Library(tmp_path) as library:
        assert library.team() is None
