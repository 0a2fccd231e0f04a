"""Everything that has to be quick, in one table: adding, searching, answering, starting, memory.

    python benchmarks/speed.py FOLDER [--questions FILE] [--passages 50000]

FOLDER holds PDFs; FILE has a question about them on each line. Adding is put beside the script of
`add_folder.py` that people write, and beside embedding alone; searching is done over a made-up
library (`start.py`), whose words are as common as those of a language. Under ten minutes for two
hundred pages. The goals are those of two cores; other programs make everything slower but ratios.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from add_folder import PeakMemory, embedding_seconds, plain_pages_a_second, timed
from start import WORDS, as_common_as_in_language, fill, run

from ingest.passages.splitting import split
from ingest.process.reading_process import ReadingProcess
from localdocs.library import Library
from localdocs.types import Document

QUESTIONS = ("What were the net sales?", "Who audited the accounts?", "How much debt is there?")
SEARCHES, LONG_LINE_CHARACTERS = 200, 20_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--passages", type=int, default=50_000)
    options = parser.parse_args()
    lines = options.questions.read_text("utf-8").splitlines() if options.questions else QUESTIONS
    print("| what | measured | goal |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        with Library(Path(scratch) / "pdfs") as library:
            adding(library, options.folder)
            answering(library, [line for line in lines if line.strip()])
        made_up = Path(scratch) / "made-up"
        fill(made_up, options.passages)
        searching(made_up, options.passages)
        starting(made_up)
        one_long_line(Path(scratch))


def adding(library: Library, folder: Path) -> None:
    library.embedder.embed_passages(["warm up"] * 8)
    with PeakMemory() as memory:
        seconds = timed(lambda: library.add(folder))
    pages = library._connection.execute("SELECT count(*) FROM pages").fetchone()[0]
    embedding, plain = embedding_seconds(library), plain_pages_a_second(folder)
    told("add, pages a second", f"{pages / seconds:.1f}")
    told("add beside the plain script", f"{pages / seconds / plain:.2f} x", "3 x; 4 x with AMX")
    told("add beside embedding alone", f"{seconds / embedding:.2f} x", "1.15 x")
    told("memory of all processes", f"{memory.peak_bytes / 1e9:.2f} GB", "1 GB")


def answering(library: Library, questions: Sequence[str]) -> None:
    def answer(question: str) -> None:
        for _ in library.stream(question, language_model=False):
            pass

    answer(questions[0])
    told("answer without a model", spread(answer, questions), "p50 250 ms")


def searching(home: Path, passages: int) -> None:
    dice = random.Random(2)
    questions = [
        " ".join(as_common_as_in_language(dice, dice.randint(4, 12))) for _ in range(SEARCHES)
    ]
    with Library(home) as library:
        library.search(questions[0])
        told(f"search, {passages} passages", spread(library.search, questions), "p50 25, p95 50 ms")


def starting(home: Path) -> None:
    for words in (["--help"], ["search", WORDS[3]]):
        seconds = statistics.median(run(["-m", "localdocs", *words], home) for _ in range(5))
        told(f"localdocs {words[0]}, nothing warm", f"{1000 * seconds:.0f} ms")


def one_long_line(scratch: Path) -> None:
    """Read and split; embedding it takes as much as any text of that length."""
    path, dice = scratch / "long.txt", random.Random(3)
    text = " ".join(dice.choices(WORDS, k=LONG_LINE_CHARACTERS // 6))
    path.write_text(text[:LONG_LINE_CHARACTERS], encoding="utf-8")
    del text
    with (
        Library(scratch / "empty") as library,
        ReadingProcess() as reading,
        PeakMemory() as memory,
    ):
        document = reading.read(path)
        assert isinstance(document, Document), document
        split(document, library.embedder)
    told("memory for a line of 20 MB", f"{memory.peak_bytes / 1e9:.2f} GB", "1 GB")


def spread(work: Callable[[str], object], questions: Sequence[str]) -> str:
    taken = []
    for question in questions:
        started = time.perf_counter()
        work(question)
        taken.append(1000 * (time.perf_counter() - started))
    taken.sort()
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    return f"p50 {middle:.0f} ms, p95 {late:.0f} ms"


def told(what: str, measured: str, goal: str = "") -> None:
    print(f"| {what} | {measured} | {goal} |", flush=True)


if __name__ == "__main__":
    main()
