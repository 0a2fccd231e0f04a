"""The background service as a person has it: real processes, real models, real crashes."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scans import needs_ocr, picture_of
from service_support import Home, kill, processes_of, running_service, until

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc"),
]

QUESTION = "How long is the warranty of the stove?"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with running_service(tmp_path_factory.mktemp("service")) as home:
        home.settle()
        yield home


def without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: without_times(item)
            for key, item in value.items()
            if key not in {"timings", "seconds"}
        }
    return [without_times(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["search", "ferry"], 0),
        (["search", "-k", "3", "--in", "docs", "--type", "csv", "payments"], 0),
        (["search", "--in", "nowhere", "ferry"], 2),
        (["search", "--since", "never", "ferry"], 2),
        (["search", "--since=2999-01-01", "ferry"], 2),
        (["search", "--until", "1999-12-31", "ferry"], 2),
        (["search", "ferry in the csv files"], 0),
        (["ask", "--no-llm", "Who keeps the receipts?"], 0),
        (["ask", "--no-llm", "Who is the president of France?"], 3),
        (["ask", QUESTION], 0),
        (["ask", " "], 2),
        (["sync"], 0),
        (["remove", "nothing"], 1),
        (["add", "/no/such/folder"], 1),
        (["list"], 0),
    ],
)
def test_the_service_gives_what_one_gets_alone(service: Home, words: list[str], code: int) -> None:
    served = service.json(*words, code=code)
    assert without_times(served) == without_times(service.json(*words, code=code, alone=True))


def test_for_people_too_it_prints_the_same(service: Home) -> None:
    for words in (["search", "ferry"], ["ask", "--no-llm", "Who keeps the receipts?"]):
        served, alone = service.run(*words), service.run(*words, alone=True)
        assert (served.stdout, served.stderr) == (alone.stdout, alone.stderr)


def test_a_follow_up_takes_its_turns_to_the_service(service: Home) -> None:
    service.json("ask", "--no-llm", QUESTION)
    answer = service.json("ask", "--no-llm", "-f", "why is that?", code=0)
    assert answer["understood"] == "warranty stove: why is that?"
    assert answer["passages"][0]["path"].endswith("stove-handbook.pdf")


def test_a_folder_is_named_from_where_the_caller_stands(service: Home) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "localdocs", "search", "--in", "docs/../docs", "ferry"],
        env=service.environment,
        cwd=service.folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_the_callers_settings_count(service: Home) -> None:
    words = ["ask", "--no-llm", QUESTION, "--json"]
    environment = service.environment | {"LOCALDOCS_PASSAGES": "2"}
    command = [sys.executable, "-m", "localdocs", *words]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.count('"found_by"') == 2
    assert len(service.json("ask", "--no-llm", QUESTION)["passages"]) == 5


def test_status_names_the_service(service: Home) -> None:
    status = service.json("status")
    assert status["service"] == {"running": True, "pid": service.status()["pid"]}
    assert "The service runs" in service.run("status").stdout
    text = service.run("service", "status").stdout
    assert "answering worker" in text and "docs" in text


def test_a_second_service_is_refused_and_a_second_start_does_nothing(service: Home) -> None:
    pid = service.status()["pid"]
    assert "runs already" in service.run("service", "run", code=1).stderr
    service.run("service", "start")
    assert service.status()["pid"] == pid


def test_only_the_owner_can_reach_it(service: Home) -> None:
    for path in service.path.iterdir():
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o077 == 0, (path.name, oct(mode))
    assert stat.S_ISSOCK((service.path / "service.sock").stat().st_mode)


def test_the_front_holds_no_model_and_no_library_of_one(service: Home) -> None:
    pid = service.status()["pid"]
    maps = Path(f"/proc/{pid}/maps")
    if not maps.exists():
        pytest.skip("needs /proc")
    mapped = maps.read_text()
    assert "python" in mapped
    for heavy in ("numpy", "faiss", "openvino", "torch", "llama"):
        assert heavy not in mapped


def test_a_search_through_it_imports_next_to_nothing(service: Home) -> None:
    program = (
        "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "sys.argv = ['localdocs', 'search', 'ferry']; from localdocs.__main__ import main; main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=service.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "skerrin-trip.txt" in run.stdout
    assert not {"click", "dataclasses", "pathlib", "sqlite3", "numpy"} & set(run.stderr.split())


def test_a_file_that_comes_is_found_and_one_that_goes_is_not(service: Home) -> None:
    path = service.folder / "letter.txt"
    path.write_text("The quokkabird nests in the chimney of the old observatory.")
    until(lambda: service.finds("quokkabird"))
    path.rename(service.folder / "renamed.txt")
    until(lambda: "renamed.txt" in service.run_any("search", "quokkabird").stdout)
    (service.folder / "renamed.txt").unlink()
    until(lambda: not service.finds("quokkabird"))


def test_a_folder_that_is_added_is_followed(service: Home, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("A wombatfish swims at noon.")
    report = service.json("add", str(tmp_path), "--name", "more")
    assert report["added"] == 1
    (tmp_path / "two.txt").write_text("An axolotlcat sleeps until noon.")
    until(lambda: service.finds("axolotlcat"))
    assert service.json("remove", "more")["removed"] == 2
    assert not service.finds("wombatfish")


def test_a_killed_answering_worker_is_started_again(service: Home) -> None:
    service.run("search", "ferry")
    pid = service.worker("answering")["pid"]
    kill(pid)
    assert "skerrin-trip.txt" in service.run("search", "ferry").stdout
    worker = service.worker("answering")
    assert worker["pid"] != pid and worker["crashes"] == 1


def test_a_worker_killed_in_the_midst_of_an_answer(service: Home) -> None:
    """Asked again where nothing was shown, a clear error otherwise; never silence."""
    asking = service.popen("ask", QUESTION)
    until(lambda: service.worker("answering")["state"] == "busy")
    kill(service.worker("answering")["pid"])
    out, errors = asking.communicate(timeout=60)
    assert "Traceback" not in errors
    if asking.returncode:
        assert "stopped unexpectedly" in errors
    else:
        assert "three years" in out


def test_whoever_hangs_up_stops_the_model(service: Home) -> None:
    asking = service.popen("ask", "Tell me everything about the stove and its warranty.")
    until(lambda: service.worker("answering")["state"] == "busy")
    asking.send_signal(signal.SIGINT)
    asking.communicate(timeout=10)
    until(lambda: service.worker("answering")["state"] == "ready", 3)


def test_the_log_is_shown(service: Home) -> None:
    assert "worker started" in service.run("service", "logs").stdout
    assert len(service.run("service", "logs", "-n", "1").stdout.splitlines()) == 1


def test_it_writes_when_another_process_has_finished(service: Home) -> None:
    """The writer's lock is held by a process that is no part of the service."""
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, filelock\n"
            f"with filelock.FileLock({str(service.path / 'writer.lock')!r}):\n"
            "    print('held', flush=True); sys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None and holder.stdin is not None
    holder.stdout.readline()
    syncing = service.popen("sync", "--json")
    until(lambda: "another process" in service.status()["doing"])
    assert syncing.poll() is None
    holder.communicate()
    out, errors = syncing.communicate(timeout=30)
    assert syncing.returncode == 0 and '"unchanged": 6' in out, errors


# Each with a service of its own ------------------------------------------------------------------


def test_a_killed_service_leaves_nothing_and_is_taken_over(tmp_path: Path) -> None:
    with running_service(tmp_path) as home:
        home.run("search", "ferry")
        home.run("ask", QUESTION)
        assert len(processes_of(home.path)) >= 3
        kill(home.status()["pid"])
        until(lambda: not processes_of(home.path), 5)
        assert (home.path / "service.sock").exists()
        assert "skerrin-trip.txt" in home.run("search", "ferry").stdout  # alone, without a word
        assert home.json("status")["service"] == {"running": False, "pid": None}
        (home.folder / "late.txt").write_text("The quokkabird came while nobody looked.")
        home.run("service", "start")
        until(lambda: home.finds("quokkabird"))
        assert home.status()["pid"]


def test_a_service_killed_while_indexing_is_suspended_leaves_nothing(tmp_path: Path) -> None:
    with running_service(tmp_path) as home:
        home.settle()
        pid = home.worker("indexing")["pid"]
        os.kill(pid, signal.SIGSTOP)
        kill(home.status()["pid"])
        until(lambda: not processes_of(home.path), 5)
        home.run("service", "start")


def test_workers_rest_and_come_back(tmp_path: Path) -> None:
    with running_service(tmp_path, LOCALDOCS_IDLE_MINUTES="0.02") as home:
        home.run("search", "ferry")
        until(lambda: home.worker("answering")["state"] == "resting", 10)
        until(lambda: home.worker("indexing")["state"] == "resting", 10)
        until(lambda: len(processes_of(home.path)) == 1, 5)
        assert "skerrin-trip.txt" in home.run("search", "ferry").stdout


def test_a_worker_that_always_crashes_is_given_up(tmp_path: Path) -> None:
    """A module that every Python imports at its start ends every worker at once."""
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "sitecustomize.py").write_text(
        "import os, sys\n"
        "if 'localdocs.service.work.library_worker' in ' '.join(sys.orig_argv): os._exit(7)\n"
    )
    home = Home(tmp_path)
    home.folder.mkdir()
    home.run("add", str(home.folder))
    home.environment["PYTHONPATH"] = os.pathsep.join([str(trap), home.environment["PYTHONPATH"]])
    home.run("service", "start")
    try:
        for _ in range(3):
            error = home.run("search", "ferry", code=1).stderr
        assert "given up" in error and "exit code 7" in error
        assert home.worker("answering")["state"] == "given up"
    finally:
        home.run("service", "stop")
    until(lambda: not processes_of(home.path), 5)


@needs_ocr
def test_scans_are_read_when_everything_else_is_done(tmp_path: Path) -> None:
    with running_service(tmp_path, examples=False, LOCALDOCS_OCR="on") as home:
        (home.folder / "note.txt").write_text("The ferry leaves at nine.")
        picture_of().save(home.folder / "receipt.png")
        home.run("add", str(home.folder))
        until(lambda: home.finds("12.50"), 60)
        home.settle()
        assert home.json("status")["pages_waiting_for_ocr"] == 0


def test_a_home_with_a_long_path_has_its_socket_elsewhere(tmp_path: Path) -> None:
    place = tmp_path / ("long" * 30)
    with running_service(place, examples=False, XDG_RUNTIME_DIR=str(tmp_path)) as home:
        assert not (home.path / "service.sock").exists()
        sockets = list(tmp_path.glob("localdocs-*/*.sock"))
        assert len(sockets) == 1
        assert stat.S_IMODE(sockets[0].parent.stat().st_mode) == 0o700
        assert home.status()["pid"]
    assert not sockets[0].exists()


def test_a_service_that_hangs_is_done_without(tmp_path: Path) -> None:
    with running_service(tmp_path) as home:
        pid = home.status()["pid"]
        os.kill(pid, signal.SIGSTOP)
        try:
            started = time.monotonic()
            assert "skerrin-trip.txt" in home.run("search", "ferry").stdout
            assert time.monotonic() - started < 15
        finally:
            os.kill(pid, signal.SIGCONT)


def test_without_a_service_everything_says_so(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert "does not run" in home.run("service", "status", code=3).stdout
    assert home.json("service", "status", code=3)["running"] is False
    assert "was not running" in home.run("service", "stop").stdout
    assert home.run("service", "logs").stdout == ""


def test_a_service_that_cannot_start_says_why(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.path.mkdir()
    (home.path / "config.toml").write_text("nonsense = 1\n")
    run = home.run("service", "start", code=1)
    assert "does not start" in run.stderr and "nonsense" in run.stderr


def test_two_that_are_started_at_once_are_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    try:
        starters = [home.popen("service", "start") for _ in range(3)]
        said = [starter.communicate(timeout=60) for starter in starters]
        assert [starter.returncode for starter in starters] == [0, 0, 0], said
        assert len({words for words, _ in said}) == 1
    finally:
        home.run("service", "stop")


def test_a_search_does_not_wait_for_an_answer(service: Home) -> None:
    service.run("search", "ferry")
    asking = service.popen("ask", QUESTION)
    try:
        until(lambda: service.worker("answering")["state"] == "busy")
        service.run("search", "ferry")
        assert service.worker("searching")["pid"] is not None or asking.poll() is not None
    finally:
        asking.communicate(timeout=60)
