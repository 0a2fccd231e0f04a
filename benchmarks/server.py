"""The HTTP server against the service behind it: what it adds, many callers at once, at rest.

    python benchmarks/server.py FOLDER [--questions FILE] [--runs 40]

FOLDER is added to a library of its own. FILE has a question a line; without it a few about anything
are asked. Each pair is asked in turn, the service alone and through the server. Linux only, for its
/proc.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from localdocs.service.caller.call import call, read_record
from server_support import Served, open_files, serving
from service_support import Home, processes_of

CALLERS = 32
DROPPED = 200
REST_SECONDS = 10.0
QUESTIONS = ("What is the notice period?", "How do I clean it?", "What does it cost?", "Who pays?")
NO_FILTER = [[], [], "", ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args()
    questions = _lines(options.questions) if options.questions else list(QUESTIONS)
    with tempfile.TemporaryDirectory() as scratch:
        home = Home(Path(scratch))
        home.run("add", str(options.folder.absolute()), alone=True)
        home.run("service", "start")
        try:
            with serving(home) as served:
                overhead(served, questions, options.runs)
                many_callers(served, questions)
                dropped_streams(served, questions)
                at_rest(served)
        finally:
            home.run("service", "stop")


def overhead(served: Served, questions: Sequence[str], runs: int) -> None:
    """What the server adds to a search, and to the first event of an answer, in milliseconds."""
    record = read_record(str(served.home.path))
    common = {"filters": NO_FILTER, "directory": "/", "settings": {}}

    def search_alone(question: str) -> None:
        list(call(record, "/search", common | {"question": question, "k": 10, "show": ""}))

    def search_served(question: str) -> None:
        assert served.post("/api/search", {"question": question}).status == 200

    def ask_alone(question: str) -> float:
        asked = {"question": question, "language_model": False, "k": None, "previous": []}
        started = time.perf_counter()
        answers = call(record, "/ask", common | asked | {"model": None})
        next(answers)
        seconds = time.perf_counter() - started
        list(answers)
        return seconds

    def ask_served(question: str) -> float:
        started = time.perf_counter()
        line, reply = served.opened("POST", "/api/ask", {"question": question, "model": "none"})
        reply.readline()
        seconds = time.perf_counter() - started
        reply.read()
        line.close()
        return seconds

    for name, alone, through in (
        ("a search", _timed(search_alone), _timed(search_served)),
        ("the first event of an answer", ask_alone, ask_served),
    ):
        pairs = [
            (alone(question), through(question))
            for question in (list(questions) * runs)[: runs + 3]
        ][3:]  # the first load models
        a, b = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
        print(f"{name}: the service {a:.1f} ms, through the server {b:.1f} ms (+{b - a:.1f})")


def many_callers(served: Served, questions: Sequence[str]) -> None:
    """Searches of many callers at once against one alone."""

    def search(question: str) -> float:
        started = time.perf_counter()
        failed = served.post("/api/search", {"question": question}).status != 200
        return float("inf") if failed else time.perf_counter() - started

    wanted = (list(questions) * CALLERS)[:CALLERS]
    single = statistics.median(search(question) for question in wanted)
    with ThreadPoolExecutor(CALLERS) as callers:
        for _ in range(3):  # the second worker starts in the first round
            seconds = sorted(callers.map(search, wanted))
    p95 = seconds[int(0.95 * len(seconds))]
    failed = sum(one == float("inf") for one in seconds)
    print(
        f"{CALLERS} callers at once: {failed} failed, p95 {1000 * p95:.0f} ms, "
        f"{p95 / single:.1f} times one alone ({1000 * single:.1f} ms)"
    )


def dropped_streams(served: Served, questions: Sequence[str]) -> None:
    """What is left after streams that were opened and dropped."""
    files, processes = open_files(served.pid), len(processes_of(served.home.path))
    before = _resident_mb(served.pid)
    for number in range(DROPPED):
        asked = {"question": questions[number % len(questions)], "model": "none"}
        line, reply = served.opened("POST", "/api/ask", asked)
        reply.close()
        line.close()
    time.sleep(3)
    print(
        f"{DROPPED} streams opened and dropped: files {files} -> {open_files(served.pid)}, "
        f"processes {processes} -> {len(processes_of(served.home.path))}, "
        f"memory {before:.0f} -> {_resident_mb(served.pid):.0f} MB"
    )


def at_rest(served: Served) -> None:
    """Memory and wake-ups of a server that nobody asks."""
    time.sleep(1)
    before = _switches(served.pid)
    time.sleep(REST_SECONDS)
    woken = _switches(served.pid) - before
    print(f"at rest: {_resident_mb(served.pid):.0f} MB, woken {woken} times in {REST_SECONDS:g} s")


def _timed(ask: Callable[[str], None]) -> Callable[[str], float]:
    def timed(question: str) -> float:
        started = time.perf_counter()
        ask(question)
        return time.perf_counter() - started

    return timed


def _lines(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] if line.startswith("{") else line for line in lines]


def _resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _switches(pid: int) -> int:
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                total += int(line.split()[1])
    return total


if __name__ == "__main__":
    main()
