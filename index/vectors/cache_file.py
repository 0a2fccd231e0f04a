"""The cache file: a FAISS index, and behind it what it was made from.

Whole or absent: it is written under another name and renamed when it is complete, and its last
bytes say how long the rest has to be. It is read by mapping it into memory, so that opening costs
nothing and a search reads what it looks at.
"""

import json
import logging
import os
import secrets
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.database.vector_rows import Seen
from localdocs.computer.files import make_private

logger = logging.getLogger("localdocs.index")

_LENGTH_BYTES = 8
_ABANDONED_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Base:
    """An index of all rows that were ``seen``; FAISS ids are vector ids.

    ``approximate``: an inverted file (see ``index.vectors.approximate``) rather than an exact
    index.
    """

    index: Any
    rows: int
    seen: Seen
    approximate: bool


def path_of(folder: Path, mark: str) -> Path:
    """Where the cache of this mark is, or would be."""
    return folder / f"vectors-{mark}.faiss"


def read(path: Path, dimension: int) -> Base | None:
    """The base that is stored there, or None where there is none that can be used."""
    if not path.exists():
        return None
    try:
        return _read(path, dimension)
    except Exception as error:  # FAISS raises plain RuntimeError, and damage what it likes
        logger.warning("%s cannot be read (%s); it is made again", path, error)
        return None


def write(base: Base, folder: Path) -> Path:
    """Write a temporary file, to be renamed once its mark is known. Raises whatever FAISS does."""
    import faiss

    make_private(folder)
    temporary = folder / f"vectors-{secrets.token_hex(8)}.tmp"
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        faiss.write_index(base.index, str(temporary))
        facts = {"bytes": temporary.stat().st_size, "rows": base.rows}
        facts |= asdict(base.seen) | {"approximate": base.approximate}
        trailer = json.dumps(facts).encode()
        with temporary.open("ab") as file:
            file.write(trailer + len(trailer).to_bytes(_LENGTH_BYTES, "little"))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def others(folder: Path, kept: Path) -> list[Path]:
    """Cache files that nobody will ask for again, and what crashes have left half written."""
    abandoned = time.time() - _ABANDONED_SECONDS
    files = [path for path in folder.glob("vectors-*.faiss") if path != kept]
    halves = [path for path in folder.glob("vectors-*.tmp") if path.stat().st_mtime < abandoned]
    return files + halves


def remove(files: list[Path]) -> None:
    """Delete these, or leave them to the next who tries: on Windows a mapped file cannot go."""
    for file in files:
        with suppress(OSError):
            file.unlink()


def _read(path: Path, dimension: int) -> Base:
    import faiss

    with path.open("rb") as file:
        end = file.seek(-_LENGTH_BYTES, os.SEEK_END)
        length = int.from_bytes(file.read(), "little")
        file.seek(end - length)
        facts = json.loads(file.read(length))
    if facts["bytes"] != end - length:
        raise ValueError("it is not as long as it was")
    index: Any = faiss.read_index(str(path), getattr(faiss, "IO_FLAG_MMAP_IFC", 0))
    rows = index.ntotal
    if facts["approximate"]:
        rows = index.invlists.compute_ntotal()
    if index.d != dimension or not rows == index.ntotal == facts["rows"]:
        raise ValueError("it is of another kind")
    seen = Seen(facts["last_id"], tuple(facts["missing"]))
    return Base(index, rows, seen, facts["approximate"])
