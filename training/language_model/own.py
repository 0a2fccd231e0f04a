"""Rows of a person's own questions and answers: ``python -m training.language_model.own``.

The file is JSON Lines, a question a line:

    {"question": "How long is the notice period?", "answer": "It is three months. [1]",
     "sources": ["The notice period is three months.", {"name": "lease.pdf", "page": 4, "text": …}]}

An ``answer`` of "" or null says that the sources do not hold it. Without ``sources`` they are found
in the library of ``--home``, as localdocs finds them when it is asked. A number in brackets, [1],
says which source a sentence is from; where an answer has none, each of its sentences gets the
number of the source that has most of its words. A question whose answer is in no source of its
prompt is left out, and told.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localdocs.errors import UsageError
from localdocs.types import Hit, Prompt
from prompts.answer.model import LanguageModel
from prompts.evidence.citations import finished_sentences
from prompts.source_list import Budget, ChatFormat, build_prompt, system_text
from prompts.text.support import telling_stems
from prompts.texts import REFUSAL
from training.everyday.rows import part_of
from training.language_model.asking import Asker, opened_library, opened_model
from training.language_model.commands import run
from training.language_model.rows import ANSWERED, PARTS, REFUSED, Row, read_lines, write_rows

SEED = 20268
MOST_OF_IT = 0.6
"""The share of a sentence's telling words that a source has if the sentence is from it."""
BUDGET = Budget(context=4096, answer=160, sources=400)
"""localdocs' own, where a person has set none; of sources that are given more may be wanted."""
_FIELDS = {"question", "answer", "sources"}
_NUMBER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """``answer`` "" where nothing answers; ``sources`` None: to be found in the library."""

    text: str
    answer: str
    sources: tuple[Hit, ...] | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--questions", type=Path, required=True, help="a file of JSON Lines")
    parser.add_argument("--home", type=Path, help="the library that has the sources")
    parser.add_argument("--model", type=Path, required=True, help="the GGUF file to be trained")
    parser.add_argument("--source-tokens", type=int, default=BUDGET.sources)
    parser.add_argument("--to", type=Path, required=True, help="a file, one row a line")
    options = parser.parse_args()
    questions = read_questions(options.questions, has_library=options.home is not None)
    budget = Budget(BUDGET.context, BUDGET.answer, options.source_tokens)
    library = opened_library(options.home) if options.home else nullcontext()
    with library as opened, opened_model(options.model) as model:
        asker = Asker(opened, model) if opened else None
        count = write_rows(options.to, own_rows(questions, model, asker, budget))
    print(f"{count} of {len(questions)} questions kept")


def read_questions(path: Path, *, has_library: bool) -> list[OwnQuestion]:
    """Every question of the file. Raises PathError, and UsageError with the number of the line that
    is not as it should be."""
    found = [_question(path, *line, has_library=has_library) for line in read_lines(path)]
    if not found:
        raise UsageError(f"{path} has no question.", "Write one a line, as JSON.")
    return found


def own_rows(
    questions: Sequence[OwnQuestion],
    model: LanguageModel,
    asker: Asker | None,
    budget: Budget = BUDGET,
) -> Iterator[Row]:
    """A row for each question whose answer is in the sources of its prompt. Half of the answered
    ones tell the model how to refuse, as all do that nothing answers."""
    for question in questions:
        dice = random.Random(f"{SEED} {question.text}")
        may_refuse = not question.answer or dice.random() < 0.5
        prompt, asked = _prompt(question, model, asker, budget, may_refuse)
        answer = cited(question.answer, prompt.sources) if prompt and question.answer else REFUSAL
        if not prompt or not answer:
            print(f"left out, its answer is in no source of the prompt: {question.text}")
            continue
        kind = ANSWERED if question.answer else REFUSED
        part = PARTS[part_of(question.text)]
        yield Row(question.text, prompt.text, answer, kind, asked, part, question.text)


def cited(answer: str, sources: Sequence[Hit]) -> str:
    """The answer with the numbers of its sources; "" where one of its sentences is from none.

    Numbers that it has stay; each has to be that of a source.
    """
    numbers = [int(number) for number in _NUMBER.findall(answer)]
    if numbers:
        return answer if max(numbers) <= len(sources) and min(numbers) else ""
    done, rest = finished_sentences(answer.strip() + "\n\n")
    marked = []
    for sentence in filter(None, (*done, rest.strip())):
        shares = [_share(sentence, source.text) for source in sources]
        best = max(shares, default=0.0)
        if best < MOST_OF_IT:
            return ""
        marked.append(f"{sentence} [{shares.index(best) + 1}]")
    return " ".join(marked)


def _share(sentence: str, source: str) -> float:
    wanted = telling_stems(sentence).keys()
    return len(wanted & telling_stems(source).keys()) / len(wanted) if wanted else 0.0


def _prompt(
    question: OwnQuestion,
    model: LanguageModel,
    asker: Asker | None,
    budget: Budget,
    may_refuse: bool,
) -> tuple[Prompt | None, bool]:
    """The prompt, and whether localdocs would ask it: not known of sources that are given."""
    if question.sources is None:
        assert asker is not None  # read_questions has seen to it
        asked = asker.ask(question.text, may_refuse=may_refuse)
        return (asked.prompt, asked.by_product) if asked else (None, False)
    told = model.describe()
    chat = ChatFormat(told.chat_template, told.bos_token, told.eos_token, told.control_tokens)
    system = system_text("form_sentences", may_refuse=may_refuse)
    sources = question.sources
    return build_prompt(question.text, sources, chat, budget, model.count_tokens, system), False


def _question(path: Path, number: int, found: dict[str, Any], *, has_library: bool) -> OwnQuestion:
    def wrong(what: str) -> UsageError:
        return UsageError(
            f"{path}, line {number}: {what}.", "See training/language_model/README.md."
        )

    if unknown := found.keys() - _FIELDS:
        raise wrong(f"there is no field {', '.join(sorted(unknown))}")
    text, answer = found.get("question"), found.get("answer", "") or ""
    if not isinstance(text, str) or not text.strip():
        raise wrong("the question is missing")
    if "answer" not in found or not isinstance(answer, str):
        raise wrong("the answer is missing (where nothing answers, write null)")
    sources = found.get("sources")
    if sources is None:
        if not has_library:
            raise wrong("it has no sources, and no library is named (--home)")
        return OwnQuestion(text.strip(), answer.strip(), None)
    if not isinstance(sources, list) or not sources:
        raise wrong("sources are a list of texts")
    hits = [_hit(place, source) for place, source in enumerate(sources, start=1)]
    if None in hits:
        raise wrong('a source is a text, or {"text": …, "name": …, "page": …, "heading": …}')
    return OwnQuestion(text.strip(), answer.strip(), tuple(filter(None, hits)))


def _hit(number: int, source: object) -> Hit | None:
    """A source as search would give it; None where it is none."""
    given = {"text": source} if isinstance(source, str) else source
    if not isinstance(given, dict) or given.keys() - {"text", "name", "page", "heading"}:
        return None
    text, name = given.get("text"), given.get("name", f"source {number}")
    page, heading = given.get("page", 1), given.get("heading", "")
    if not isinstance(text, str) or not isinstance(name, str) or not isinstance(heading, str):
        return None
    if not isinstance(page, int) or not text.strip():
        return None
    return Hit(
        passage_id=number,
        path=Path(name),
        title="",
        page_number=page,
        page_label="",
        start=0,
        end=len(text),
        heading=heading,
        columns="",
        text=text,
        score=1.0,
        found_by="both",
    )


if __name__ == "__main__":
    run(main)
