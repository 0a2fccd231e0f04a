"""Have a language model make questions up: ``python -m training.everyday.write``.

For each passage it writes up to `PER_PASSAGE` lines, each for one sentence and in one way of asking
(`wordings.py`), and is then asked, for each line, whether the text answers it. Everything is
written down, also what `choose.py` leaves out later. The same command goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from training.everyday.branching import BranchingModel
from training.everyday.passages import Passage, read_passages
from training.everyday.wordings import EXAMPLES, SYSTEM, draw_styles, numbered

SEED = 20264
PER_PASSAGE = 5
LONGEST_QUESTION = 28
"""Tokens. What is not at its end by then is no question that somebody types."""
HEAT = 0.8


@dataclass(frozen=True, slots=True)
class Made:
    """A line for a sentence of a passage. ``judged`` is the log-odds, by the model that wrote it,
    that the passage answers it."""

    place: str
    sentence: int
    style: str
    text: str
    judged: float


class Writer:
    def __init__(self, model: BranchingModel) -> None:
        self._model = model
        self._end = model.tokens("<|im_end|>", special=True)
        self._answers = [model.tokens("Yes")[0], model.tokens("No")[0]]
        self._beginning = self._turn("system", SYSTEM)
        for text, lines in EXAMPLES:
            self._beginning += self._turn("user", text) + self._turn("assistant", lines)

    def ask_about(self, passage: Passage, dice: random.Random) -> list[Made]:
        """Lines for sentences of one passage, in the order of the sentences."""
        sentences = [passage.text[start:end] for start, end in passage.sentences]
        count = min(PER_PASSAGE, 2 * len(sentences))
        chosen = sorted(dice.choice(range(len(sentences))) for _ in range(count))
        styles = draw_styles(dice, count)
        shown = self._turn("user", numbered(passage.title, passage.heading, sentences))
        self._model.read(self._beginning + shown)
        head = self._head("assistant")
        branches = [
            head + self._model.tokens(f"[{number + 1}] {style}:")
            for number, style in zip(chosen, styles, strict=True)
        ]
        texts = self._model.write_lines(branches, LONGEST_QUESTION, self._end[0], HEAT)
        verdicts = self._model.judge([self._doubt(text) for text in texts], self._answers)
        return [
            Made(passage.place, number, style, text, round(float(yes - no), 2))
            for number, style, text, (yes, no) in zip(chosen, styles, texts, verdicts, strict=True)
            if text
        ]

    def _doubt(self, question: str) -> list[int]:
        """Behind the text: does it answer this?"""
        asked = (
            f"Somebody asks: {question}\nDoes the text above tell them what they want to know? "
            "Answer Yes or No."
        )
        return self._turn("user", asked) + self._head("assistant")

    def _turn(self, role: str, text: str) -> list[int]:
        return self._head(role) + self._model.tokens(text) + self._end + self._model.tokens("\n")

    def _head(self, role: str) -> list[int]:
        return self._model.tokens("<|im_start|>", special=True) + self._model.tokens(f"{role}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--passages", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="a GGUF file in ChatML")
    parser.add_argument("--to", type=Path, required=True, help="a file, one question a line")
    parser.add_argument("--most", type=int, default=1_000_000, help="passages")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    passages = read_passages(options.passages)[: options.most]
    done = _places_done(options.to)
    writer = Writer(BranchingModel(options.model, options.threads, np.random.default_rng(SEED)))
    begun, count = time.monotonic(), 0
    with options.to.open("a", encoding="utf-8") as file:
        for passage in passages:
            if passage.place in done:
                continue
            made = writer.ask_about(passage, random.Random(f"{SEED} {passage.place}"))
            for one in made:
                file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
            file.flush()
            count += 1
            if count % 20 == 0:
                seconds = (time.monotonic() - begun) / count
                print(f"{count} passages  {seconds:.1f} s each", flush=True)


def _places_done(path: Path) -> set[str]:
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8") as file:
        return {json.loads(line)["place"] for line in file}


if __name__ == "__main__":
    main()
