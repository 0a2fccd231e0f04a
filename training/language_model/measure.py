"""Before and after: ``python -m training.language_model.measure --rows … --models A.gguf B.gguf``.

Every model answers the prompts of the rows that were kept aside, run and sampled as localdocs does.
With ``--home``, questions that localdocs itself would put to the model are asked once more through
all of its checks, and what it takes of the model's words is counted.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

from localdocs.types import Sampling
from prompts.answer.model import LanguageModel
from prompts.evidence.citations import finished_sentences, is_refusal, plain_sentence
from prompts.texts import REFUSAL
from training.language_model.asking import Asker, opened_library, opened_model
from training.language_model.commands import run
from training.language_model.rows import ANSWERED, PARTS, REFUSED, Row, read_rows
from training.metrics import f1

SAMPLING = Sampling(max_tokens=160)
"""localdocs' own settings where a person has set none."""
_NUMBER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Said:
    """What a model answered to a row. ``taken`` and ``dropped`` are sentences that localdocs passed
    on and did not; None where that was not looked at."""

    row: Row
    reply: str
    seconds: float
    taken: int | None = None
    dropped: int | None = None

    @property
    def refused(self) -> bool:
        return is_refusal(self.reply)

    @property
    def f1(self) -> float:
        """Of the words beside the sentence that was asked about, 0..1."""
        return f1(plain_sentence(self.reply), [plain_sentence(self.row.answer)])

    @property
    def is_verbatim(self) -> bool:
        """Whether it answers, and every sentence stands in the prompt, word for word."""
        shown = " ".join(self.row.prompt.split())
        sentences = list(filter(None, map(plain_sentence, _sentences(self.reply))))
        return (
            not self.refused
            and bool(sentences)
            and all(sentence in shown for sentence in sentences)
        )

    @property
    def names_the_source(self) -> bool:
        """Whether the numbers in the reply are that of the right source."""
        return {*_NUMBER.findall(self.reply)} == {*_NUMBER.findall(self.row.answer)}


def main() -> None:
    options = _parse()
    rows = read_rows(options.rows, lambda row: row.part in options.parts)[: options.most]
    with opened_library(options.home) if options.home else nullcontext() as library:
        for path in options.models:
            with opened_model(path) as model:
                asker = Asker(library, model) if library else None
                said = [answered(model, row, asker) for row in rows]
            print(f"{path.name}\n{table(said)}\n", flush=True)
            if options.to:
                _write(options.to / f"{path.stem}.answers.jsonl", said)


def answered(model: LanguageModel, row: Row, asker: Asker | None = None) -> Said:
    """A row put to a model, and if localdocs would ask it, put to localdocs."""
    started = time.perf_counter()
    reply = "".join(model.stream(row.prompt, SAMPLING)).strip()
    seconds = time.perf_counter() - started
    if asker is None or not (row.asked and row.kind == ANSWERED):
        return Said(row, reply, seconds)
    worded = asker.worded(row.question)
    return Said(row, reply, seconds, len(worded.supported), len(worded.unsupported))


def table(said: Sequence[Said]) -> str:
    """A line for each kind of row, with means over its rows. Whether the prompt tells how to refuse
    is told apart: a model may learn to refuse by that alone."""
    groups: dict[str, list[Said]] = {}
    for one in said:
        if one.row.kind == REFUSED:
            name = "not in the sources"
        elif REFUSAL in one.row.prompt:
            name = "answered, told how to refuse"
        else:
            name = "answered, localdocs would ask" if one.row.asked else "answered, it would not"
        groups.setdefault(name, []).append(one)
    return "\n".join(f"  {name}: {_line(group)}" for name, group in sorted(groups.items()))


def _line(group: Sequence[Said]) -> str:
    figures = {
        "refused": _mean(one.refused for one in group),
        "F1": _mean(one.f1 for one in group),
        "verbatim": _mean(one.is_verbatim for one in group),
        "right number": _mean(one.names_the_source for one in group),
        "seconds": _mean(one.seconds for one in group),
        "words": _mean(len(one.reply.split()) for one in group),
    }
    if group[0].row.kind == REFUSED:
        figures = {name: figures[name] for name in ("refused", "seconds")}
    looked_at = [one for one in group if one.taken is not None]
    if looked_at:
        figures["answers taken by localdocs"] = _mean(bool(one.taken) for one in looked_at)
    told = "  ".join(f"{name} {value:.2f}" for name, value in figures.items())
    return f"{len(group)} rows  {told}"


def _mean(values: Iterable[float]) -> float:
    every = [*values]
    return sum(every) / len(every)


def _sentences(reply: str) -> list[str]:
    done, rest = finished_sentences(reply + "\n\n")
    return [*done, rest]


def _write(path: Path, said: Sequence[Said]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(asdict(one), ensure_ascii=False) for one in said)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--models", type=Path, nargs="+", required=True, help="GGUF files")
    parser.add_argument("--parts", choices=PARTS, nargs="+", default=["test"])
    parser.add_argument("--most", type=int, help="only so many rows")
    parser.add_argument("--home", type=Path, help="the library that the rows were made of")
    parser.add_argument("--to", type=Path, help="a folder for what was said, row by row")
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
