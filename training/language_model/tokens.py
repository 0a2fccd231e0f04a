"""Prompts and answers as token numbers, by llama.cpp itself: trained is what is answered with."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import llama_cpp
import torch
from torch import Tensor

from localdocs.errors import ModelDamagedError
from training.language_model.rows import Row

LONGEST = 1536
"""Tokens of a row. Prompts of localdocs are far shorter; a longer row is left out and counted."""


@dataclass(frozen=True, slots=True)
class Example:
    """A row in token numbers, int64 [n]: the first ``prompt_tokens`` are given, the rest learnt."""

    ids: Tensor
    prompt_tokens: int

    @property
    def answer(self) -> Tensor:
        """What is to be learnt, the token that ends a reply at last."""
        return self.ids[self.prompt_tokens :]


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
def _silent(level: int, text: bytes, data: Any) -> None:
    """llama.cpp tells a page about every file that it opens."""


class Tokenizer:
    """The vocabulary of a GGUF file; its weights are not loaded. Raises ModelDamagedError."""

    def __init__(self, path: Path) -> None:
        llama_cpp.llama_log_set(_silent, ctypes.c_void_p(0))
        settings = llama_cpp.llama_model_default_params()
        settings.vocab_only = True
        self._model = llama_cpp.llama_model_load_from_file(str(path).encode(), settings)
        if not self._model:
            raise ModelDamagedError(f"llama.cpp cannot read the vocabulary of {path}.")
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self._end = llama_cpp.llama_vocab_eos(self._vocabulary)

    def prompt(self, text: str) -> list[int]:
        """As `localdocs.models.running.worker` gives it to the model: control tokens are spelled
        out, and where the model wants it, the token for the beginning comes first."""
        tokens = self._tokens(text, special=True)
        begin = llama_cpp.llama_vocab_bos(self._vocabulary)
        if llama_cpp.llama_vocab_get_add_bos(self._vocabulary) and tokens[:1] != [begin]:
            tokens.insert(0, begin)
        return tokens

    def answer(self, text: str) -> list[int]:
        """The reply and the token that ends it; what looks like a control token is none."""
        return [*self._tokens(text, special=False), self._end]

    def _tokens(self, text: str, *, special: bool) -> list[int]:
        data = text.encode("utf-8", errors="replace")
        room = (llama_cpp.llama_token * (len(data) + 8))()
        count = llama_cpp.llama_tokenize(
            self._vocabulary, data, len(data), room, len(room), False, special
        )
        return [*room[:count]]

    def example(self, row: Row) -> Example:
        prompt = self.prompt(row.prompt)
        return Example(torch.tensor(prompt + self.answer(row.answer)), len(prompt))


def examples_of(tokenizer: Tokenizer, rows: Iterable[Row]) -> list[Example]:
    """The rows in token numbers, without those that are too long."""
    every = [tokenizer.example(row) for row in rows]
    kept = [example for example in every if len(example.ids) <= LONGEST]
    if len(kept) < len(every):
        print(f"{len(every) - len(kept)} of {len(every)} rows are longer than {LONGEST} tokens")
    return kept
