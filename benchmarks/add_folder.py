"""How much of the time of `localdocs add` is embedding, and how it compares with a plain script.

    python benchmarks/add_folder.py FOLDER [--plain]

Prints, side by side from one run: the wall time of adding FOLDER into an empty library; the time
that embedding the same passages takes on its own; and, with --plain, the time of a script as people
write it (pypdf, 150-word windows, sentence-transformers in float32, FAISS). Peak memory is that of
all processes together, sampled ten times a second.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from index.database.catalog import embedded_text
from index.database.passage_texts import passage_texts
from localdocs.library import Library
from localdocs.types import Passage

PLAIN = """
import pathlib, sys, time
import faiss, pypdf
from sentence_transformers import SentenceTransformer

model_folder, folder = sys.argv[1:]
model = SentenceTransformer(model_folder, device="cpu", local_files_only=True)
started = time.monotonic()
pages, windows = 0, []
for path in sorted(pathlib.Path(folder).rglob("*.pdf")):
    for page in pypdf.PdfReader(path).pages:
        words = (page.extract_text() or "").split()
        pages += 1
        windows += [" ".join(words[at : at + 150]) for at in range(0, len(words), 150)]
vectors = model.encode(windows, normalize_embeddings=True)
index = faiss.IndexFlatIP(vectors.shape[1])
index.add(vectors)
print(pages, len(windows), time.monotonic() - started)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, Library(Path(scratch) / "home") as library:
        library.embedder.embed_passages(["warm up"] * 8)
        with PeakMemory() as memory:
            started = time.monotonic()
            report = library.add(options.folder)
            added = time.monotonic() - started
        pages = library._connection.execute("SELECT count(*) FROM pages").fetchone()[0]
        bare = embedding_seconds(library)
        again = timed(library.sync)
        model = library.embedder
        print(f"{report.added} files, {pages} pages, {report.passages} passages")
        print(f"localdocs add        {added:7.1f} s   {pages / added:6.1f} pages/s")
        print(f"embedding alone      {bare:7.1f} s   add / embedding = {added / bare:.2f}")
        print(f"second sync          {again:7.2f} s")
        print(f"peak memory          {memory.peak_bytes / 1e9:7.2f} GB in all processes")
        print(f"with {model.identity}")
    if options.plain:
        plain = plain_pages_a_second(options.folder)
        print(f"plain script         {plain:6.1f} pages/s")
        print(f"localdocs / plain    {pages / added / plain:6.2f} x")


def embedding_seconds(library: Library) -> float:
    """The time to embed every stored text once, in batches as the index does."""
    rows = library._connection.execute(
        """SELECT files.title, passages.* FROM passages JOIN files ON files.id = file_id
           GROUP BY vector_id ORDER BY passages.id"""
    ).fetchall()
    spans = passage_texts(library._connection, [row["id"] for row in rows])
    texts = [
        embedded_text(
            row["title"] or "",
            Passage(1, 0, 0, spans[row["id"]], row["heading"], row["columns"]),
        )
        for row in rows
    ]
    started = time.monotonic()
    for start in range(0, len(texts), 256):
        library.embedder.embed_passages(texts[start : start + 256])
    return time.monotonic() - started


def timed(action) -> float:
    started = time.monotonic()
    action()
    return time.monotonic() - started


def plain_pages_a_second(folder: Path) -> float:
    """How many the script does that people write."""
    from localdocs.home.places import places
    from localdocs.models.shelf.defaults import find_embedding_model

    model = find_embedding_model(places().cache).path
    run = subprocess.run(
        [sys.executable, "-c", PLAIN, str(model), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    pages, _, seconds = (float(number) for number in run.stdout.split()[-3:])
    return pages / seconds


class PeakMemory:
    """The most memory that this process and its children have held together, while in ``with``."""

    def __init__(self) -> None:
        self.peak_bytes = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            self.peak_bytes = max(self.peak_bytes, sum(map(resident, family())))


def family() -> list[str]:
    """This process and its direct children."""
    children = Path("/proc/self/task").glob("*/children")
    return ["self", *(pid for path in children for pid in path.read_text().split())]


def resident(pid: str) -> int:
    try:
        status = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    lines = dict(line.split(":", 1) for line in status.splitlines()[1:] if ":" in line)
    return int(lines.get("Pss", "0 kB").split()[0]) * 1024


if __name__ == "__main__":
    main()
