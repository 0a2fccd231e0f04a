"""Rows of the made-up questions: ``python -m training.language_model.made_up``.

The answer to a question is the sentence that it was written for, word for word, and the number of
the source that holds it. A question is left out where its sentence is not among the sources, or is
none that the reader points to: two opinions of what answers are better than one. Half of those that
are kept are asked once more with their file left out: the answer is then that the sources do not
hold it, unless the reader thinks that another file answers.

Half of the answered prompts that are trained on tell the model how to refuse, as all of the refused
ones do: else it would learn to refuse by that line alone. Those that are kept aside tell it where
localdocs does.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from prompts.texts import REFUSAL
from training.everyday.choose import Asked as Question
from training.everyday.choose import made_questions
from training.everyday.passages import all_passages
from training.everyday.rows import part_of
from training.language_model.asking import Asked, Asker, opened_library, opened_model
from training.language_model.commands import run
from training.language_model.rows import ANSWERED, PARTS, REFUSED, Row, write_rows

SEED = 20267
CONVINCED = 0.0
"""Log-odds: where the reader thinks more of a passage of another file, it may answer after all."""
FEWEST, MOST = 20, 400
"""Letters of a sentence that is an answer."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--home", type=Path, required=True, help="of the library of the texts")
    parser.add_argument("--texts", type=Path, required=True, help="the folder that was added")
    parser.add_argument(
        "--made", type=Path, required=True, help="training/everyday/questions.jsonl"
    )
    parser.add_argument("--model", type=Path, required=True, help="the GGUF file to be trained")
    parser.add_argument("--to", type=Path, required=True, help="a file, one row a line")
    parser.add_argument("--parts", choices=PARTS, nargs="+", default=PARTS)
    parser.add_argument("--most", type=int, default=1_000_000, help="questions")
    options = parser.parse_args()
    with opened_library(options.home) as library, opened_model(options.model) as model:
        passages = all_passages(library._connection, options.texts)
        by_place = {passage.place: passage for passage in passages}
        questions = [
            question
            for question in made_questions(options.made, by_place)
            if _part(question) in options.parts
        ]
        questions = random.Random(SEED).sample(questions, len(questions))[: options.most]
        rows = made_up_rows(Asker(library, model), questions, options.texts)
        counts: Counter[tuple[str, str]] = Counter()
        write_rows(options.to, _counted(rows, counts))
    for (part, kind), count in sorted(counts.items()):
        print(f"{part:12} {kind:9} {count}")


def made_up_rows(asker: Asker, questions: Sequence[Question], texts: Path) -> Iterator[Row]:
    """One or two rows for each question whose sentence is found; ``texts`` is their folder."""
    for question in questions:
        file = question.passage.file
        dice = random.Random(f"{SEED} {question.text}")
        told = dice.random() < 0.5 if _part(question) == PARTS[0] else None
        asked = asker.ask(question.text, may_refuse=told)
        answer = asked and verbatim_answer(question, asked, texts)
        if not asked or not answer:
            continue
        yield _row(question, asked, answer, ANSWERED)
        if dice.random() < 0.5:
            continue
        without = asker.ask(question.text, without=texts / file, may_refuse=True)
        if without and without.answerable < CONVINCED:
            yield _row(question, without, REFUSAL, REFUSED)


def verbatim_answer(question: Question, asked: Asked, texts: Path) -> str:
    """The sentence that was asked about and the number of the source that holds all of it; "" where
    none does, the reader points elsewhere, or the sentence is no answer by its length."""
    passage = question.passage
    page = (texts / passage.file, passage.page)
    start, end = (passage.start + place for place in question.sentence)
    sentence = " ".join(passage.text[slice(*question.sentence)].split())
    pointed_to = any(
        (quote.hit.path, quote.hit.page_number) == page and quote.start < end and start < quote.end
        for quote in asked.evidence
    )
    if not pointed_to or not FEWEST <= len(sentence) <= MOST:
        return ""
    for number, source in enumerate(asked.prompt.sources, start=1):
        same_page = (source.path, source.page_number) == page
        if same_page and source.start <= start and end <= source.end:
            return f"{sentence} [{number}]"
    return ""


def _row(question: Question, asked: Asked, answer: str, kind: str) -> Row:
    part, file = _part(question), question.passage.file
    return Row(question.text, asked.prompt.text, answer, kind, asked.by_product, part, file)


def _part(question: Question) -> str:
    return PARTS[part_of(question.passage.file)]


def _counted(rows: Iterable[Row], counts: Counter[tuple[str, str]]) -> Iterator[Row]:
    for row in rows:
        counts[row.part, row.kind] += 1
        if counts.total() % 100 == 0:
            print(f"{counts.total()} rows", flush=True)
        yield row


if __name__ == "__main__":
    run(main)
