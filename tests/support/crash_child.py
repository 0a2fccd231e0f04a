"""What `test_crashes` kills: one run over a folder, with fake vectors and everything else real.

    python crash_child.py LOCATION FOLDER EMBEDDED_LOG

Prints "ready" once imports are done, and "done" at the end.
"""

import sys
import time
from functools import partial
from pathlib import Path

from fakes import FakeEmbedder
from index.index_store import IndexStore
from index.opening import open_index
from ingest.passages.splitting import split
from ingest.readers import READERS, read
from ingest.scan.folder_scan import scan
from localdocs.errors import ReadError
from localdocs.indexing import sync_folder
from localdocs.types import Document, Skipped


class LoggingEmbedder(FakeEmbedder):
    """Writes down what it embeds, and takes its time, so that kills find it at work."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log

    def embed_passages(self, texts):  # type: ignore[no-untyped-def]
        with self._log.open("a") as log:
            log.writelines(repr(text) + "\n" for text in texts)
        time.sleep(0.002 * len(texts))
        return super().embed_passages(texts)


class ReadingHere:
    """Reads in this process: the real one's child is killed in tests of its own."""

    def read(self, path: Path, root: Path | None = None) -> Document | Skipped:
        try:
            return read(path)
        except ReadError as error:
            return Skipped(path, error.message)


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def main(location: str, folder: Path, log: Path) -> None:
    import index.index_store

    index.index_store.EMBEDDING_BATCH = 3
    embedder = LoggingEmbedder(log)
    connection = open_index(location)
    store = IndexStore(connection, lambda: embedder, "1")
    say("ready")
    if folder.exists():
        scanned = scan(folder, suffixes=READERS, size_limit_bytes=1 << 20)
        splitter = partial(split, tokenizer=embedder)
        sync_folder(store, scanned, folder, ReadingHere(), splitter, lambda _: None)
    connection.close()
    say("done")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
