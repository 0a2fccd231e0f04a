"""How quick generating is, beside llama-cpp-python called directly with its own defaults.

    python benchmarks/generation.py --cache FOLDER [--model FILE] [--rounds 2] [--sizes 100 500]

Both are given the same file; ours may run it in the way that it found quickest. Prompts of about
100, 500 and 1,500 tokens, each seen for the first time; a reply of 32 tokens at temperature 0.
"First token" is the time until the reply begins, in seconds. Both take turns, and of each the
quicker round counts, so that a busy moment of the computer does not. Then: the same 1,500 tokens
with another question at their end, and the memory of our process beside the estimate. Each side
runs in a process of its
own, which is told one prompt at a time.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from index.embedding.check_texts import LONG_TEXT
from localdocs.models.gguf.header import read_facts
from localdocs.models.gguf.memory import memory_need
from localdocs.models.running.language_model import LlamaLanguageModel, LlamaOptions
from localdocs.models.running.quantize import fastest_version
from localdocs.models.running.tuning import tuned
from localdocs.models.shelf.defaults import find_language_model
from localdocs.types import Sampling

SIZES = (100, 500, 1500)
REPLY_TOKENS = 32
CONTEXT_TOKENS = 2048
THEIRS = """
import json, sys, time
from llama_cpp import Llama
llama = Llama(sys.argv[1], n_ctx=int(sys.argv[2]), verbose=False)
print("ready", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    start = time.perf_counter()
    first, count = 0.0, 0
    for piece in llama.create_completion(
        asked["prompt"], max_tokens=asked["reply"], temperature=0.0, stream=True
    ):
        first = first or time.perf_counter() - start
        count += 1
    rest = time.perf_counter() - start - first
    print(json.dumps({"first": first, "rest": rest, "count": count}), flush=True)
"""


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--model", type=Path)
    arguments.add_argument("--rounds", type=int, default=2)
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    given = arguments.parse_args()
    stock = given.model or find_language_model(given.cache).path
    file = given.model or fastest_version(stock, given.cache)
    options = tuned(LlamaOptions(context_tokens=CONTEXT_TOKENS), file, given.cache)
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, {stock.name}"
    )
    print(f"ours: {file.name}, {options}")
    with closing(LlamaLanguageModel(file, file.stem, options)) as ours, directly(stock) as direct:
        compare(ours, direct, given.rounds, given.sizes)
        repeated(ours)
        memory(ours, file)


def compare(ours: LlamaLanguageModel, direct: "Direct", rounds: int, sizes: Sequence[int]) -> None:
    print("\n| prompt | ours: first token s | theirs | × | ours: reply tok/s | theirs | × |")
    print("|---|---|---|---|---|---|---|")
    run(ours, "warm up")
    direct.run("warm up")
    for size in sizes:
        mine, other = [], []
        for number in range(rounds):
            prompt = text_of(size, f"{size} {number}", ours)
            mine.append(run(ours, prompt))
            other.append(direct.run(prompt))
        first, their_first = min(r[0] for r in mine), min(r[0] for r in other)
        speed, their_speed = max(r[1] for r in mine), max(r[1] for r in other)
        print(
            f"| {size} | {first:.2f} | {their_first:.2f} | {their_first / first:.2f} "
            f"| {speed:.1f} | {their_speed:.1f} | {speed / their_speed:.2f} |",
            flush=True,
        )


def repeated(ours: LlamaLanguageModel) -> None:
    prefix = text_of(1500, "again", ours)
    first, _ = run(ours, prefix + " What is it about?")
    second, _ = run(ours, prefix + " Who is speaking here, and to whom?")
    print(
        f"\nthe same 1,500 tokens again: {second:.3f} s after {first:.3f} s, {second / first:.1%}"
    )


def memory(ours: LlamaLanguageModel, file: Path) -> None:
    need = memory_need(read_facts(file), CONTEXT_TOKENS).total
    assert ours._child is not None
    status = Path(f"/proc/{ours._child.pid}/status")
    if status.exists():
        lines = status.read_text().splitlines()
        used = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))
        print(f"memory: {used / 1e6:.0f} MB, estimate {need / 1e6:.0f} MB, {need / used:.2f} ×")


def text_of(size: int, beginning: str, model: LlamaLanguageModel) -> str:
    """About ``size`` tokens that no other prompt begins with."""
    words = f"{beginning} {LONG_TEXT * 40}".split()
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if model.count_tokens([" ".join(words[:middle])])[0] <= size:
            low = middle
        else:
            high = middle - 1
    return " ".join(words[:low])


def run(model: LlamaLanguageModel, prompt: str) -> tuple[float, float]:
    """Seconds until the first piece, and tokens a second after it."""
    sampling = Sampling(max_tokens=REPLY_TOKENS, repeat_penalty=1.0)
    start = time.perf_counter()
    first, count = 0.0, 0
    for _ in model.pieces(prompt, sampling):
        first = first or time.perf_counter() - start
        count += 1
    return first, (count - 1) / (time.perf_counter() - start - first)


class Direct:
    """llama-cpp-python in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, prompt: str) -> tuple[float, float]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"prompt": prompt, "reply": REPLY_TOKENS}) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told["first"], (told["count"] - 1) / told["rest"]


@contextmanager
def directly(file: Path) -> Iterator[Direct]:
    """The other side, for the length of a with block."""
    command = [sys.executable, "-c", THEIRS, str(file), str(CONTEXT_TOKENS)]
    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=null, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield Direct(process)
        process.kill()


if __name__ == "__main__":
    main()
