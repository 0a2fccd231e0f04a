"""Which number format runs the default language model fastest on this computer.

    python benchmarks/quantization.py --cache FOLDER

Every variant reads the same 500-token prompt and writes 64 tokens, in turn, for several rounds;
each one's fastest round counts, so that a busy moment of the computer does not. Quality: the mean
log-likelihood of a text of our own ("ln p"), and how often the likeliest next token is the one of
the stock file ("same").
"""

import argparse
import math
import os
import platform
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

os.environ.setdefault("GOMP_SPINCOUNT", "1000")  # as the worker does
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from index.embedding.check_texts import LONG_TEXT
from localdocs.computer.processor import physical_cores
from localdocs.models.running.quantize import WeightFormat, requantize
from localdocs.models.shelf.defaults import find_language_model

PROMPT_TOKENS, ANSWER_TOKENS = 500, 64


@dataclass
class Variant:
    """One format, with or without flash attention, and the seconds that it took."""

    weights: str
    flash: bool
    llama: Any
    prompt_seconds: list[float] = field(default_factory=list)
    answer_seconds: list[float] = field(default_factory=list)

    def run(self, tokens: list[int]) -> None:
        self.llama.reset()
        start = time.perf_counter()
        self.llama.eval(tokens)
        self.prompt_seconds.append(time.perf_counter() - start)
        start = time.perf_counter()
        for _ in range(ANSWER_TOKENS):
            self.llama.eval([self.llama.sample(temp=0.0, repeat_penalty=1.0)])
        self.answer_seconds.append(time.perf_counter() - start)

    def forget(self) -> None:
        """Leave the warm-up out."""
        self.prompt_seconds.clear()
        self.answer_seconds.clear()

    @property
    def prompt_speed(self) -> float:
        return PROMPT_TOKENS / min(self.prompt_seconds)

    @property
    def answer_speed(self) -> float:
        return ANSWER_TOKENS / min(self.answer_seconds)

    @property
    def whole_seconds(self) -> float:
        """Seconds for 500 tokens of prompt and 60 of reply."""
        return 500 / self.prompt_speed + 60 / self.answer_speed


def open_llama(path: Path, flash: bool, threads: int, **more: Any) -> Any:
    from llama_cpp import Llama

    return Llama(
        str(path), n_ctx=1024, n_threads=threads, n_threads_batch=threads, flash_attn=flash,
        verbose=False, **more,
    )  # fmt: skip


def log_likelihood(path: Path, threads: int) -> tuple[float, "np.ndarray[Any, Any]"]:
    """Mean log-likelihood of a token of our own text, and every distribution's best token."""
    llama = open_llama(path, True, threads, logits_all=True)
    tokens = llama.tokenize(LONG_TEXT.encode(), add_bos=False)
    llama.eval(tokens)
    scores = np.asarray(llama.scores[: len(tokens)], dtype=np.float64)
    llama.close()
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    following = np.array(tokens[1:])
    return float(scores[np.arange(len(following)), following].mean()), scores.argmax(axis=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True, help="folder for the variants")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=physical_cores())
    options = parser.parse_args()
    stock = find_language_model(options.cache).path
    paths = {"Q4_1 (stock)": stock}
    for weights in (WeightFormat.Q4_0, WeightFormat.Q8_0, WeightFormat.Q4_K_M):
        paths[weights] = requantize(stock, weights, options.cache)
    variants = [
        Variant(weights, flash, open_llama(path, flash, options.threads))
        for weights, path in paths.items()
        for flash in (False, True)
    ]
    tokens = (variants[0].llama.tokenize(LONG_TEXT.encode(), add_bos=False) * 3)[:PROMPT_TOKENS]
    for variant in variants:
        variant.run(tokens)  # a warm-up that does not count
        variant.forget()
    for _ in range(options.rounds):
        for variant in variants:
            variant.run(tokens)
    report(variants, paths, options.threads)


def report(variants: list[Variant], paths: dict[str, Path], threads: int) -> None:
    """A table in Markdown: absolute figures, and ratios to the first row."""
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {threads} threads\n")
    print("| weights | flash | prompt tok/s | × | reply tok/s | × | 500+60 s | MB | ln p | same |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    reference, (_, best) = variants[0], log_likelihood(next(iter(paths.values())), threads)
    quality = {name: log_likelihood(path, threads) for name, path in paths.items()}
    for variant in variants:
        likelihood, own_best = quality[variant.weights]
        agreement = float((own_best == best).mean())
        print(
            f"| {variant.weights} | {'yes' if variant.flash else 'no'} "
            f"| {variant.prompt_speed:.0f} | {variant.prompt_speed / reference.prompt_speed:.2f} "
            f"| {variant.answer_speed:.1f} | {variant.answer_speed / reference.answer_speed:.2f} "
            f"| {variant.whole_seconds:.2f} | {paths[variant.weights].stat().st_size / 1e6:.0f} "
            f"| {likelihood:.4f} | {math.floor(agreement * 1000) / 10:.1f} % |"
        )


if __name__ == "__main__":
    main()
