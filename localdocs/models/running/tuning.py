"""How to run a model on this computer: measured once when asked for, and kept in the cache folder.

Starting from the defaults, one thing at a time is changed, and kept where that is clearly quicker.
What is compared is the time of a typical answer: a prompt of 500 tokens and a reply of 60. Weights
are not locked in memory: that makes nothing quicker while there is enough of it, and takes it from
others when there is not.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from localdocs.computer.processor import is_quiet, physical_cores
from localdocs.models.running.language_model import LlamaLanguageModel, LlamaOptions
from localdocs.models.running.tuning_note import read_note, write_note
from localdocs.types import Sampling

logger = logging.getLogger("localdocs")

_KEPT = ("threads", "flash_attention", "batch_tokens", "key_value_type", "memory_map")
_CLEARLY = 0.95
"""Another way must take less than this share of the time: below that it may be chance."""
_WORDS = 250
_REPLY_TOKENS = 24
_ROUNDS = 2
_TYPICAL_PROMPT, _TYPICAL_REPLY = 500, 60


@dataclass(frozen=True, slots=True)
class Trial:
    """One way to run a model. Speeds in tokens a second; ``load_seconds`` until it was ready."""

    label: str
    options: LlamaOptions
    prompt_speed: float
    reply_speed: float
    load_seconds: float
    chosen: bool = False

    @property
    def seconds(self) -> float:
        """What a typical answer takes."""
        return _TYPICAL_PROMPT / self.prompt_speed + _TYPICAL_REPLY / self.reply_speed


def tuned(options: LlamaOptions, model: Path, cache_folder: Path) -> LlamaOptions:
    """``options`` with what was measured for this model here, if anything was.

    A number of threads that the caller names stays.
    """
    kept = read_note(model, cache_folder)
    if not kept.keys() >= set(_KEPT):
        return options
    measured = replace(options, **{name: kept[name] for name in _KEPT})
    return replace(measured, threads=options.threads) if options.threads else measured


def measure(model: Path, cache_folder: Path, options: LlamaOptions) -> Iterator[Trial]:
    """Each way that is tried, as soon as it was; then the best one, ``chosen``, which is kept.

    On a computer that is busy with other work none is chosen: figures say little then. Raises
    ModelError for a model that cannot be run at all.
    """
    quiet = is_quiet()
    best = _trial("as it comes", model, options)
    yield best
    for label, change in _changes():
        trial = _trial(label, model, replace(best.options, **change))
        yield trial
        if trial.seconds < best.seconds * _CLEARLY:
            best = trial
    if quiet:
        _keep(best, model, cache_folder)
        yield replace(best, chosen=True)


def _changes() -> Iterator[tuple[str, dict[str, Any]]]:
    cores = physical_cores()
    for threads in sorted({cores - 1, os.cpu_count() or cores} - {0, cores}):
        yield f"threads {threads}", {"threads": threads}
    yield "keys and values in 8 bits", {"key_value_type": "q8_0"}
    yield "no flash attention", {"flash_attention": False, "key_value_type": "f16"}
    yield "batch 256", {"batch_tokens": 256}
    yield "batch 1024", {"batch_tokens": 1024}
    yield "no memory map", {"memory_map": False}


def _trial(label: str, model: Path, options: LlamaOptions) -> Trial:
    prompt_speed = reply_speed = 0.0
    with closing(LlamaLanguageModel(model, model.stem, options)) as running:
        started = time.perf_counter()
        running.describe()
        load_seconds = time.perf_counter() - started
        for number in range(_ROUNDS):
            prompt = f"{number} " + " ".join(f"word{place}" for place in range(_WORDS // 3))
            tokens = running.count_tokens([prompt])[0]
            started = time.perf_counter()
            pieces = running.pieces(prompt, Sampling(max_tokens=_REPLY_TOKENS))
            answered = 0
            for answered, _ in enumerate(pieces):
                if answered == 0:
                    prompt_speed = max(prompt_speed, tokens / (time.perf_counter() - started))
                    started = time.perf_counter()
            reply_speed = max(reply_speed, answered / (time.perf_counter() - started))
    least = 1e-9  # where a model said nothing
    return Trial(label, options, max(prompt_speed, least), max(reply_speed, least), load_seconds)


def _keep(best: Trial, model: Path, cache_folder: Path) -> None:
    values = {name: value for name, value in asdict(best.options).items() if name in _KEPT}
    values |= {"prompt_speed": best.prompt_speed, "reply_speed": best.reply_speed}
    try:
        write_note(model, cache_folder, values)
    except OSError as error:
        logger.warning("what was measured cannot be kept: %s", error)
