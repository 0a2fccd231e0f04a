"""The command line with FakeEmbedder, for `localdocs worker`, and ways to have it die at work.

EMBED_SECONDS   how long a passage takes to embed
DIES_AT         a file's name: reading it ends the worker as SIGKILL does
"""

import os
import signal
import sys
import time
from pathlib import Path

from fakes import FakeEmbedder
from localdocs.commands.root import main
from localdocs.models.shelf import chosen as chosen_models
from localdocs.team import jobs


class SlowEmbedder(FakeEmbedder):
    """Waits as long as computing would take."""

    def embed_passages(self, texts):  # type: ignore[no-untyped-def]
        time.sleep(float(os.environ.get("EMBED_SECONDS", "0")) * len(texts))
        return super().embed_passages(texts)


class SlowReader:
    """Reads as the real one does, slowly, but for one file."""

    def __init__(self, reading) -> None:  # type: ignore[no-untyped-def]
        self._reading = reading

    def read(self, path: Path, root: Path | None = None):  # type: ignore[no-untyped-def]
        if path.name == os.environ.get("DIES_AT"):
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(float(os.environ.get("READ_SECONDS", "0")))
        return self._reading.read(path, root)


if __name__ == "__main__":
    chosen_models.open_embedder = lambda *_: SlowEmbedder()
    prepare = jobs.prepare
    jobs.prepare = lambda source, folder, known, moved, reading, split: prepare(
        source, folder, known, moved, SlowReader(reading), split
    )
    sys.argv = ["localdocs", *sys.argv[1:]]
    main()
