"""The background service: a warm search, a new file until it is found, and what it costs at rest.

    python benchmarks/service.py [--passages 20000] [--runs 30]

The index is the synthetic one of ``benchmarks/start.py``, and a folder is followed beside it. A
search is timed as a whole process, as a call from a process that runs already, and within the
library. Linux only, for its /proc.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from start import fill

from localdocs.service.caller.call import call, read_record

IDLE_MINUTES = "0.05"
REST_SECONDS = 10.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home, folder = Path(scratch) / "home", Path(scratch) / "docs"
        folder.mkdir()
        fill(home, options.passages)
        os.environ["LOCALDOCS_HOME"] = str(home)
        localdocs("add", str(folder))
        localdocs("service", "start")
        try:
            warm_search(home, options.runs)
            new_file(home, folder, options.runs // 5)
        finally:
            localdocs("service", "stop")
        os.environ["LOCALDOCS_IDLE_MINUTES"] = IDLE_MINUTES
        localdocs("service", "start")
        try:
            at_rest()
        finally:
            localdocs("service", "stop")


def localdocs(*words: str) -> str:
    command = [sys.executable, "-m", "localdocs", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def warm_search(home: Path, runs: int) -> None:
    """The middle of many searches, once the models are loaded."""
    record = read_record(str(home))
    request = {"k": 10, "filters": [[], [], ""], "show": "json"}
    request |= {"directory": "/", "settings": {}}
    whole, called, within, bare = [], [], [], []
    for number in range(runs + 3):
        question = f"river bank {number}"
        started = time.perf_counter()
        localdocs("search", question)
        between = time.perf_counter()
        (answer,) = call(record, "/search", request | {"question": question + "x"})
        ended = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        if number >= 3:
            whole.append(between - started)
            called.append(ended - between)
            within.append(json.loads(answer["shown"])["timings"]["search_seconds"])
            bare.append(time.perf_counter() - ended)
    say("warm search, as a process", whole)
    say("  of which a bare python -c pass", bare)
    say("  of which in the service", called)
    say("  of which in the library", within)


def new_file(home: Path, folder: Path, runs: int) -> None:
    """From the writing of a small file until it can be found."""
    words, vectors = [], []
    database = sqlite3.connect(f"file:{home / 'index' / 'localdocs.db'}?mode=ro", uri=True)
    for number in range(runs):
        started = time.perf_counter()
        (folder / f"{number}.txt").write_text(f"The file of number{number}z is small. " * 20)
        by_words = f"SELECT 1 FROM words WHERE words MATCH 'number{number}z'"
        wait_for(database, by_words)
        words.append(time.perf_counter() - started)
        wait_for(
            database,
            "SELECT 1 FROM passages JOIN vectors ON vectors.id = vector_id JOIN files ON "
            f"files.id = file_id WHERE path = '{folder}/{number}.txt' AND vector IS NOT NULL",
        )
        vectors.append(time.perf_counter() - started)
        time.sleep(2)
    database.close()
    say("new file, found by words", words)
    say("new file, found by meaning", vectors)


def wait_for(database: sqlite3.Connection, query: str) -> None:
    while database.execute(query).fetchone() is None:
        time.sleep(0.01)


def at_rest() -> None:
    """Memory and processor time of the service, once its workers have ended."""
    localdocs("search", "anything")
    status: dict[str, Any] = {}
    while not status or any(worker["pid"] for worker in status["workers"]):
        time.sleep(1)
        status = json.loads(localdocs("service", "status", "--json"))
    before = processor_seconds(status["pid"])
    time.sleep(REST_SECONDS)
    used = processor_seconds(status["pid"]) - before
    print(f"at rest: {status['memory_bytes'] / 2**20:.0f} MiB, ", end="")
    print(f"{used * 1000:.0f} ms of processor time in {REST_SECONDS:.0f} s")


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def say(what: str, seconds: list[float]) -> None:
    middle = statistics.median(seconds) * 1000
    print(f"{what:34s} {middle:6.0f} ms  ({min(seconds) * 1000:.0f} to {max(seconds) * 1000:.0f})")


if __name__ == "__main__":
    main()
