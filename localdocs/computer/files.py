"""Which bytes a model is made of: SHA-256 of its files, remembered so that a start stays quick.

A digest is computed once per (path, size, modification time) and kept as a small JSON file in the
cache folder; hashing the 90 MB of a small embedding model takes longer than loading it.
"""

import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path

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


def write_atomically(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


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
