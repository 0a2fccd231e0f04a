"""Files: written whole and for their owner alone, read as text, and told apart by their SHA-256.

A digest is computed once per (path, size, modification time) and kept as a small JSON file in the
cache folder; hashing the 90 MB of a small embedding model takes longer than loading it.
"""

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from localdocs.errors import PathError, UsageError

logger = logging.getLogger("localdocs.index")

_READ_BYTES = 1 << 20


def file_sha256(path: Path, cache_folder: Path) -> str:
    """The SHA-256 of a file in hexadecimal; read from the cache while size and time are the same.

    Raises OSError when the file cannot be read. A cache that cannot be written is only logged.
    """
    path = path.resolve()
    state = path.stat()
    seen = [str(path), state.st_size, state.st_mtime_ns]
    note = (
        cache_folder / "digests" / (hashlib.sha256(str(path).encode()).hexdigest()[:24] + ".json")
    )
    remembered = _remembered(note, seen)
    if remembered:
        return remembered
    digest = _compute(path)
    try:
        write_atomically(note, json.dumps({"seen": seen, "sha256": digest}))
    except OSError as error:
        logger.info("cannot remember the checksum of %s: %s", path, error)
    return digest


def model_fingerprint(folder: Path, cache_folder: Path) -> str:
    """One SHA-256 for everything in a model folder that shapes its vectors.

    Weights, tokenizer, pooling and prompts all do; read-me files and training notes do not.
    """
    total = hashlib.sha256()
    for path in _shaping_files(folder):
        name = path.relative_to(folder).as_posix()
        total.update(f"{name}\0{file_sha256(path, cache_folder)}\n".encode())
    return total.hexdigest()


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, each for its owner alone."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(exist_ok=True)  # says so where a file stands in its place


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file, its owner's alone, to fill; in the end it takes the place of ``path``.

    So a reader sees the old file or the new one, never a part. After an error the old one stays.
    """
    make_private(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_atomically(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old one or the new one, never a part."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")


def open_private(path: Path) -> BinaryIO:
    """An empty file to write to, in the place of any other; what is made is its owner's alone."""
    make_private(path.parent)
    return os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb")


def text_of(path: Path) -> str:
    """The text, in UTF-8, of a file that a person named.

    Raises PathError where it cannot be read, UsageError where it is not text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PathError(f"{path} does not exist.", "Check the spelling of the path.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not text in UTF-8.", "Save it as UTF-8.") from None
    except OSError as error:
        raise PathError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from error


def _shaping_files(folder: Path) -> list[Path]:
    """Weights of every module, and the small files that say how they are used."""
    weights = [*folder.rglob("*.safetensors")] or [*folder.rglob("*.bin")]
    names = {"modules.json", "config_sentence_transformers.json", "sentence_bert_config.json"}
    names |= {"config.json", "tokenizer.json", "tokenizer_config.json"}
    settings = [path for path in folder.rglob("*.json") if path.name in names]
    return sorted({*weights, *settings})


def _remembered(note: Path, seen: list[object]) -> str:
    try:
        kept = json.loads(note.read_text(encoding="utf-8"))
        return str(kept["sha256"]) if kept["seen"] == seen else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _compute(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_READ_BYTES):
            digest.update(block)
    return digest.hexdigest()
