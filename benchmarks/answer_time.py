"""Whether the seconds that are promised of an answer are those that it takes.

    python benchmarks/answer_time.py MODEL.gguf … [--rounds 2]

Both are told of one thread and in seconds of the processor's own, so that other work on the
computer counts as little as it can: the answer (800 tokens read, 120 written) in the seconds that
the model's process used, and the two measures that the promise is made of in those of the thread
that measures. Everything of a round is measured within it.
"""

import argparse
import os
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np

from localdocs.computer.machine import Machine
from localdocs.models.gguf.header import read_facts
from localdocs.models.gguf.memory import memory_need
from localdocs.models.running.language_model import LlamaLanguageModel, LlamaOptions
from localdocs.models.shelf.speed import READ_TOKENS, WRITTEN_TOKENS, parameters_asked
from localdocs.models.shelf.suitability import suitability
from localdocs.types import Sampling

CONTEXT_TOKENS = 2048
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    print("| model | computing, 10⁹/s | memory, GB/s | reckoned s | taken s | |")
    print("|---|---|---|---|---|---|")
    for file in given.models:
        for number in range(given.rounds):
            machine = one_thread()
            taken = answer_seconds(file, number)
            reckoned = promised(file, machine)
            print(
                f"| {file.stem} | {machine.computing / 1e9:.0f} | {machine.bandwidth / 1e9:.1f} "
                f"| {reckoned:.1f} | {taken:.1f} | {reckoned / taken - 1:+.0%} |",
                flush=True,
            )


def promised(file: Path, machine: Machine) -> float:
    facts = read_facts(file)
    need = memory_need(facts, CONTEXT_TOKENS)
    return suitability(need, machine, parameters=parameters_asked(facts)).seconds or 0.0


def one_thread() -> Machine:
    """This computer as if it had one core."""
    matrices, matrix = np.ones((64, 96, 96), np.float32), np.ones((96, 96), np.float32)
    block = np.ones(8 << 20)
    computing = 2.0 * 64 * 96**3 / best(lambda: np.matmul(matrices, matrix))
    return Machine(64 << 30, 64 << 30, 1, block.nbytes / best(lambda: np.max(block)), computing)


def best(work: Callable[[], object]) -> float:
    """The least seconds of the processor that it takes."""
    least = float("inf")
    for _ in range(20):
        begun = time.thread_time()
        work()
        least = min(least, time.thread_time() - begun)
    return least


def answer_seconds(file: Path, number: int) -> float:
    """Seconds of the processor for ``READ_TOKENS`` and ``WRITTEN_TOKENS``, by what was read and
    written."""
    options = LlamaOptions(context_tokens=CONTEXT_TOKENS, threads=1)
    with closing(LlamaLanguageModel(file, file.stem, options)) as model:
        prompt = f"{number} Tell a long story. " + " ".join(f"word{place}" for place in range(230))
        tokens = model.count_tokens([prompt])[0]
        begun = first = used(model)
        written = 0
        for written, _ in enumerate(model.pieces(prompt, Sampling(max_tokens=WRITTEN_TOKENS))):
            if written == 0:
                first = used(model)
        reading, writing = first - begun, used(model) - first
        return reading * READ_TOKENS / tokens + writing * WRITTEN_TOKENS / max(1, written)


def used(model: LlamaLanguageModel) -> float:
    """Seconds of the processor that the model's process has used."""
    assert model._child is not None
    told = Path(f"/proc/{model._child.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1]
    return sum(int(word) for word in told.split()[11:13]) / _TICKS


if __name__ == "__main__":
    main()
