"""A worker of the service and the indexing that goes through it, without a front around them."""

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.library import Library
from localdocs.reports import Progress
from localdocs.service.mirror import Mirror, Run
from localdocs.service.wire import to_wire
from localdocs.service.work.worker import Job, Worker, WorkerOptions
from service_support import kill, until

pytestmark = [pytest.mark.models, pytest.mark.skipif(sys.platform == "win32", reason="signals")]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"Letter {number} is about topic{number}. " * 20)
    return tmp_path / "home"


@pytest.fixture
def worker(home: Path) -> Iterator[Worker]:
    places(home).create()
    worker = Worker(WorkerOptions(home, "indexing", rest_seconds=60, cores=1))
    yield worker
    worker.close()


def request(do: str, **rest: Any) -> dict[str, Any]:
    return {"do": do, "directory": os.sep, "settings": {}, **rest}


def add(worker: Worker, home: Path) -> tuple[Thread, list[dict[str, Any]]]:
    answers: list[dict[str, Any]] = []
    wanted = request("add", path=str(home.parent / "docs"), name=None)
    thread = Thread(target=worker.converse, args=(Job(wanted, answers.append),))
    thread.start()
    return thread, answers


def test_an_emptied_worker_refuses_what_it_was_at_and_goes_on(worker: Worker, home: Path) -> None:
    first, answers = add(worker, home)
    until(lambda: bool(answers))
    second, waiting = add(worker, home)
    until(lambda: worker.waiting == 2)
    with worker.emptied():
        first.join(20)
        second.join(20)
        third, later = add(worker, home)
        time.sleep(0.2)
        assert worker.status().pid is None and later == []
    for ended in (answers, waiting):
        assert ended[-1] == {"end": True} and ended[-2]["error"]["kind"] == "ServiceError"
    third.join(60)
    assert "report" in later[-2] and worker.status().crashes == 0


def test_a_paused_worker_waits_and_goes_on(worker: Worker, home: Path) -> None:
    worker.pause(True)
    thread, answers = add(worker, home)
    until(lambda: bool(answers))
    time.sleep(0.5)
    assert len(answers) == 1 and worker.status().state == "paused"
    worker.pause(False)
    thread.join(60)
    assert "report" in answers[-2] and answers[-1] == {"end": True}


def test_a_suspended_worker_does_nothing_until_the_last_one_lets_go(
    worker: Worker, home: Path
) -> None:
    thread, answers = add(worker, home)
    until(lambda: bool(answers))
    with worker.suspended():
        with worker.suspended():
            pass
        time.sleep(0.2)
        so_far = len(answers)
        time.sleep(0.5)
        assert len(answers) == so_far or not thread.is_alive()
    thread.join(60)
    assert "report" in answers[-2]


def test_a_worker_killed_while_it_indexes_goes_on_from_there(worker: Worker, home: Path) -> None:
    thread, answers = add(worker, home)
    until(lambda: len(answers) > 5)
    kill(worker.status().pid or 0)
    thread.join(60)
    assert "report" in answers[-2] and worker.status().crashes == 1
    with Library(home) as library:
        assert library.status().documents == 30
        assert library.integrity() == []


def test_a_worker_that_has_nothing_to_do_makes_summaries(worker: Worker, home: Path) -> None:
    thread, _ = add(worker, home)
    thread.join(60)
    with Library(home) as library:
        until(lambda: _summaries(home) == 30)
        assert library.summarise_some(5) == 0
        assert library.ask("summarise 7.txt", False).citations[0].path.name == "7.txt"


def test_a_worker_that_has_nothing_to_do_draws_the_map(worker: Worker, home: Path) -> None:
    thread, _ = add(worker, home)
    thread.join(60)
    until(lambda: _rows(home, "map_documents WHERE x IS NOT NULL") == 30)


def test_a_map_is_drawn_when_it_is_asked_for(home: Path) -> None:
    with Library(home) as library:
        library.add(home.parent / "docs")
    answering = Worker(WorkerOptions(home, "answering", rest_seconds=60))
    answers: list[dict[str, Any]] = []
    answering.converse(Job(request("map"), answers.append))
    answering.close()
    assert answers == [{"drawn": True}, {"end": True}]
    assert _rows(home, "map_documents WHERE x IS NOT NULL") == 30


def _summaries(home: Path) -> int:
    return _rows(home, "summaries")


def _rows(home: Path, of: str) -> int:
    with closing(sqlite3.connect(home / "index" / "localdocs.db")) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {of}").fetchone()[0])


def test_a_closed_worker_ends_whoever_waits(worker: Worker, home: Path) -> None:
    worker.pause(True)
    thread, answers = add(worker, home)
    until(lambda: bool(answers))
    worker.close()
    thread.join(10)
    assert answers[-2]["error"]["kind"] == "ServiceError"


def test_what_nobody_can_do_is_an_error(worker: Worker) -> None:
    answers: list[dict[str, Any]] = []
    worker.converse(Job(request("dance"), answers.append))
    assert "dance" in answers[0]["error"]["message"]


def test_what_was_said_is_not_said_again_after_a_crash(tmp_path: Path) -> None:
    """Half a reply and then a whole one would be one text to whoever reads along."""
    places(tmp_path).create()
    worker = Worker(WorkerOptions(tmp_path, "answering", rest_seconds=60))
    answers: list[dict[str, Any]] = []

    def listen(answer: dict[str, Any]) -> None:
        answers.append(answer)
        if len(answers) == 1:
            kill(worker.status().pid or 0)

    words = {"max_tokens": 500, "repeat_penalty": 1, "seed": 1}
    asked = request("generate", prompt="1, 2, 3,", messages=[], words=words, logprobs=None)
    with closing(worker):
        worker.converse(Job(asked, listen))
    *_, error, end = answers
    assert "error" in error and end == {"end": True}


def test_on_battery_indexing_waits_for_the_mains(worker: Worker, home: Path) -> None:
    supply = {"battery": True}
    settings = Settings(home / "none", {"LOCALDOCS_PAUSE_ON_BATTERY": "true"})
    mirror = Mirror(home, worker, lambda: settings, lambda: supply["battery"], 0.05)
    answers: list[dict[str, Any]] = []
    wanted = request("add", path=str(home.parent / "docs"), name=None)
    thread = Thread(target=mirror.converse, args=(Job(wanted, answers.append),))
    thread.start()
    until(lambda: bool(answers))
    time.sleep(0.5)
    assert len(answers) == 1 and mirror.doing() == "adding, paused on battery"
    supply["battery"] = False
    thread.join(60)
    assert "report" in answers[-2] and mirror.doing() == "resting"


def test_a_run_that_stands_still_for_questions_is_not_called_a_rest(
    worker: Worker, home: Path
) -> None:
    mirror = Mirror(home, worker, lambda: Settings(home / "none", {}))
    assert mirror.doing() == "resting"
    with worker.suspended():
        assert mirror.doing() == "resting"
        wanted = request("add", path=str(home.parent / "docs"), name=None)
        thread = Thread(target=mirror.converse, args=(Job(wanted, lambda answer: None),))
        thread.start()
        until(lambda: worker.is_at_work)
        assert "paused while questions are answered" in mirror.doing()
    thread.join(60)
    assert mirror.doing() == "resting"


def test_how_long_ocr_will_take() -> None:
    run = Run({"do": "read_scans"}, lambda answer: None)
    for done in (10, 12):
        time.sleep(0.05)
        run.hear({"progress": to_wire(Progress(0, 0, 0, 0, 0, 0, scans_done=done, scans_total=52))})
    left = run.seconds_left()
    assert left is not None and 0.5 < left < 20


def test_how_long_a_run_will_take() -> None:
    run = Run({"do": "sync"}, lambda answer: None)
    assert run.seconds_left() is None
    run.hear({"progress": to_wire(Progress(0, 4, 0, 400, 0, 0))})
    assert run.seconds_left() is None
    time.sleep(0.05)
    run.hear({"progress": to_wire(Progress(1, 4, 100, 400, 5, 0))})
    assert 0.1 < (run.seconds_left() or 0) < 2
    run.hear({"progress": to_wire(Progress(4, 4, 400, 400, 20, 5, pending=15))})
    assert run.passages_a_second() is None
    time.sleep(0.05)
    run.hear({"progress": to_wire(Progress(4, 4, 400, 400, 20, 10, pending=10))})
    assert 0 < (run.passages_a_second() or 0) <= 100
    assert (run.seconds_left() or 0) >= 0.1
