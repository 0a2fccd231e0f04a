"""The words with which ``generate`` is told how to pick tokens: GPT4All's, and a few more."""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from localdocs.errors import UsageError
from localdocs.types import Sampling


class SamplingWords(TypedDict, total=False):
    """What ``generate`` takes beside the prompt. The defaults, GPT4All's own, are in ``DEFAULTS``.

    ``n_predict`` is another name for ``max_tokens`` and wins. ``n_batch`` is taken and not used:
    the batch is chosen for the computer. ``seed`` None: another reply each time. ``json_schema``:
    a schema as a mapping, or as JSON.
    """

    max_tokens: int
    temp: float
    top_k: int
    top_p: float
    min_p: float
    repeat_penalty: float
    repeat_last_n: int
    n_batch: int
    n_predict: int | None
    frequency_penalty: float
    presence_penalty: float
    seed: int | None
    stop: str | Sequence[str]
    grammar: str
    json_schema: Mapping[str, Any] | str | None


DEFAULTS = SamplingWords(
    max_tokens=200,
    temp=0.7,
    top_k=40,
    top_p=0.4,
    min_p=0.0,
    repeat_penalty=1.18,
    repeat_last_n=64,
    n_batch=8,
    n_predict=None,
    frequency_penalty=0.0,
    presence_penalty=0.0,
    seed=None,
    stop=(),
    grammar="",
    json_schema=None,
)

_BOUNDS = {
    "max_tokens": (1, None),
    "temp": (0, None),
    "top_k": (0, None),
    "top_p": (0, 1),
    "min_p": (0, 1),
    "repeat_penalty": (0, None),
    "repeat_last_n": (-1, None),
}
_MOST_SEED = 0xFFFF_FFFE
"""The number above stands for "any" in llama.cpp."""


def sampling_of(words: SamplingWords, top_logprobs: int | None = None) -> Sampling:
    """The sampling that ``words`` ask for.

    Raises TypeError for a word that there is not, UsageError (a ValueError) for a number out of
    bounds.
    """
    if unknown := words.keys() - DEFAULTS.keys():
        raise TypeError(f"generate() got an unexpected keyword argument {min(unknown)!r}")
    chosen: SamplingWords = {**DEFAULTS, **words}
    if chosen["n_predict"] is not None:
        chosen["max_tokens"] = chosen["n_predict"]
    _check_bounds(chosen)
    stop, schema, seed = chosen["stop"], chosen["json_schema"], chosen["seed"]
    return Sampling(
        max_tokens=chosen["max_tokens"],
        temperature=chosen["temp"],
        top_k=chosen["top_k"],
        top_p=chosen["top_p"],
        min_p=chosen["min_p"],
        repeat_penalty=chosen["repeat_penalty"],
        repeat_last_n=chosen["repeat_last_n"],
        frequency_penalty=chosen["frequency_penalty"],
        presence_penalty=chosen["presence_penalty"],
        seed=secrets.randbelow(_MOST_SEED) if seed is None else seed % _MOST_SEED,
        stop=(stop,) if isinstance(stop, str) else tuple(stop),
        grammar=chosen["grammar"],
        json_schema=schema if isinstance(schema, str) else json.dumps(schema) if schema else "",
        top_logprobs=top_logprobs,
    )


def _check_bounds(words: Mapping[str, Any]) -> None:
    for name, (least, most) in _BOUNDS.items():
        value = words[name]
        if not value >= least:
            raise UsageError(f"{value} is less than the minimum of {least} - {name!r}")
        if most is not None and value > most:
            raise UsageError(f"{value} is greater than the maximum of {most} - {name!r}")
