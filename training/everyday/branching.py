"""A language model that reads a text once and goes on from it in many ways at the same time.

Reading a passage costs seconds on two cores, and so does every word that is written alone; eight
branches written together take hardly longer than one. What they have in common is read once and
shared (`llama_memory_seq_cp` of llama.cpp).
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from pathlib import Path

import llama_cpp
import numpy as np
import numpy.typing as npt

CONTEXT_TOKENS = 6144
BATCH_TOKENS = 512
MOST_BRANCHES = 12
_COMMON = 0

Logits = npt.NDArray[np.float32]


class BranchingModel:
    """One GGUF file in memory. ``dice`` draws the words; nothing else is random."""

    def __init__(self, path: Path, threads: int, dice: np.random.Generator) -> None:
        self._dice = dice
        model = llama_cpp.llama_model_default_params()
        self._model = llama_cpp.llama_model_load_from_file(str(path).encode(), model)
        settings = llama_cpp.llama_context_default_params()
        settings.n_ctx, settings.n_batch = CONTEXT_TOKENS, BATCH_TOKENS
        settings.n_seq_max, settings.kv_unified = MOST_BRANCHES + 1, True
        settings.n_threads = settings.n_threads_batch = threads
        self._context = llama_cpp.llama_init_from_model(self._model, settings)
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self._size = llama_cpp.llama_vocab_n_tokens(self._vocabulary)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._batch = llama_cpp.llama_batch_init(BATCH_TOKENS, 0, 1)
        self._read: list[int] = []

    def tokens(self, text: str, *, special: bool = False) -> list[int]:
        """Control tokens are such only with ``special``: never in a document's text."""
        data = text.encode()
        room = (llama_cpp.llama_token * (len(data) + 8))()
        count = llama_cpp.llama_tokenize(
            self._vocabulary, data, len(data), room, len(room), False, special
        )
        return [*room[:count]]

    def text(self, tokens: Sequence[int]) -> str:
        room = ctypes.create_string_buffer(256)
        pieces = b""
        for token in tokens:
            length = llama_cpp.llama_token_to_piece(self._vocabulary, token, room, 256, 0, False)
            pieces += room.raw[:length]
        return pieces.decode("utf-8", "replace")

    def read(self, tokens: Sequence[int]) -> None:
        """What all branches begin with; what it shares with the last one is not read again."""
        shared = 0
        for old, new in zip(self._read, tokens, strict=False):
            if old != new:
                break
            shared += 1
        llama_cpp.llama_memory_seq_rm(self._memory, _COMMON, shared, -1)
        rest = [(token, shared + n, _COMMON) for n, token in enumerate(tokens[shared:])]
        self._decode(rest, set())
        self._read = [*tokens]

    def judge(self, branches: Sequence[Sequence[int]], words: Sequence[int]) -> Logits:
        """[branches, words]: the logits of the next token after each branch."""
        last = self._branch_off(branches)
        return last[:, list(words)]

    def write_lines(
        self, branches: Sequence[Sequence[int]], most: int, end: int, heat: float
    ) -> list[str]:
        """Each branch continued to the end of its line, or of all, or for ``most`` tokens; "" for
        one that was not at its end by then."""
        last = self._branch_off(branches)
        written: list[list[int]] = [[] for _ in branches]
        lines = [""] * len(branches)
        going = [*range(len(branches))]
        lengths = [len(self._read) + len(branch) for branch in branches]
        rows = {number: last[number] for number in going}
        for _ in range(most):
            drawn = {number: self._draw(rows[number], heat) for number in going}
            for number in going:
                written[number].append(drawn[number])
                if drawn[number] == end or "\n" in self.text([drawn[number]]):
                    lines[number] = self.text(written[number]).strip()
            going = [number for number in going if not lines[number]]
            if not going:
                break
            step = [(drawn[n], lengths[n] + len(written[n]) - 1, n + 1) for n in going]
            logits = self._decode(step, {*range(len(step))})
            rows = {number: logits[place] for place, number in enumerate(going)}
        return lines

    def _branch_off(self, branches: Sequence[Sequence[int]]) -> Logits:
        """Read each branch behind what is common; the logits after its last token."""
        entries, wanted = [], []
        for number, branch in enumerate(branches, start=1):
            llama_cpp.llama_memory_seq_rm(self._memory, number, -1, -1)
            llama_cpp.llama_memory_seq_cp(self._memory, _COMMON, number, -1, -1)
            entries += [(token, len(self._read) + n, number) for n, token in enumerate(branch)]
            wanted.append(len(entries) - 1)
        logits = self._decode(entries, set(wanted))
        return np.stack([logits[place] for place in wanted])

    def _decode(
        self, entries: Sequence[tuple[int, int, int]], wanted: set[int]
    ) -> dict[int, Logits]:
        """Feed (token, position, sequence); the logits after those that are wanted."""
        logits = {}
        for begin in range(0, len(entries), BATCH_TOKENS):
            part = entries[begin : begin + BATCH_TOKENS]
            self._batch.n_tokens = len(part)
            for place, (token, position, sequence) in enumerate(part):
                self._batch.token[place] = token
                self._batch.pos[place] = position
                self._batch.n_seq_id[place] = 1
                self._batch.seq_id[place][0] = sequence
                self._batch.logits[place] = begin + place in wanted
            if code := llama_cpp.llama_decode(self._context, self._batch):
                raise RuntimeError(f"llama.cpp could not read on (code {code})")
            for place in range(len(part)):
                if begin + place in wanted:
                    row = llama_cpp.llama_get_logits_ith(self._context, place)
                    logits[begin + place] = np.ctypeslib.as_array(row, (self._size,)).copy()
        return logits

    def _draw(self, logits: Logits, heat: float) -> int:
        """One of the forty likeliest tokens; the likeliest where there is no heat."""
        if heat <= 0:
            return int(logits.argmax())
        likeliest = np.argpartition(-logits, 40)[:40]
        weights = np.exp((logits[likeliest] - logits[likeliest].max()) / heat)
        return int(self._dice.choice(likeliest, p=weights / weights.sum()))
