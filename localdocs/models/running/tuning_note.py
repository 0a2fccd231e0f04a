"""What was measured of a model on this computer, in a small file of the cache folder.

Apart from the measuring, so that a list of models can say it without loading what runs them.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localdocs.computer.files import write_atomically
from localdocs.computer.processor import physical_cores
from localdocs.models.running.runner import runner_version

_LEAST = 0.01
"""Tokens a second of a model that said something at all."""


@dataclass(frozen=True, slots=True)
class Speeds:
    """Tokens a second that a model was measured to read and to write."""

    read: float
    written: float


def read_note(model: Path, cache_folder: Path) -> dict[str, Any]:
    """What was measured for this file, this computer and this llama.cpp; nothing where nothing was,
    or where it cannot be read."""
    try:
        kept = json.loads(_file(model, cache_folder).read_text(encoding="utf-8"))
        return kept if isinstance(kept, dict) else {}
    except (OSError, ValueError):
        return {}


def write_note(model: Path, cache_folder: Path, values: dict[str, Any]) -> None:
    """Raises OSError."""
    write_atomically(_file(model, cache_folder), json.dumps(values))


def measured_speeds(model: Path, cache_folder: Path) -> Speeds | None:
    """How fast the model ran here the way it runs best; None where that was not measured."""
    kept = read_note(model, cache_folder)
    try:
        speeds = Speeds(float(kept["prompt_speed"]), float(kept["reply_speed"]))
    except (KeyError, TypeError, ValueError):
        return None
    return speeds if min(speeds.read, speeds.written) > _LEAST else None


def _file(model: Path, cache_folder: Path) -> Path:
    """Where the result for this file, this computer and this llama.cpp lies."""
    facts = model.stat()
    told = [model.name, facts.st_size, facts.st_mtime_ns, physical_cores(), os.cpu_count()]
    told.append(runner_version())
    digest = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
    return cache_folder / "tuning" / f"{model.stem}-{digest}.json"
