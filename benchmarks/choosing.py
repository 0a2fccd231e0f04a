"""Whether the passage that answers is put first, and whether any does is told.

    python benchmarks/choosing.py PEOPLE_FOLDER PDFQA_FOLDER --home FOLDER [--reader FOLDER …]
        [--everyday ROWS --texts FOLDER]

The questions of `benchmarks/people.py`, over the indexes that it left at --home. Of the ten
passages that search gives, those are right that stand in a right place and have most words of a
quote that the answer rests on. Printed are, for the questions of which a right one is among the
ten, how often it is first: as search has them, by the ranker, by what each reader thinks of the
passages, and by the likelihood that `prompts.evidence.finding` makes of all; and the area under the
ROC curve of the highest such value between the answerable questions and those that nothing answers.
--reader names folders of other readers, measured beside the one that ships.

--everyday: what `training.everyday.choose` wrote about the texts of the library at --texts. Of
files that were not trained on, it is printed how often the right passage is first for each weight
of the reader beside the search.
"""

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from people_set import Half, PeopleQuestion, read_people_questions

from index.database import lookup
from index.index_store import IndexStore
from index.words import query as words
from localdocs.library import Library
from localdocs.models.reader.openvino_reader import READER_FOLDER, OpenVinoReader
from localdocs.types import Hit
from prompts.evidence.finding import find_evidence, log_odds, rarity_of
from prompts.evidence.ranking import ranked
from prompts.question.question import read_question
from training.everyday.rows import everyday_questions
from training.metrics import auroc

PASSAGES = 10
MOST_WORDS = 0.6
"""Of a quote; its words may be spread over two passages."""

UNREAD = -4.0
"""Log-odds of a passage in which the reader points to nothing that could be quoted."""

SEARCH, RANKER, READER, LIKELIHOOD = "search", "ranker", "reader", "likelihood"


@dataclass(frozen=True, slots=True)
class Chosen:
    """For one question, by way of choosing: whether the first passage is right, and the value of
    the first. ``found``: whether any of the passages is right."""

    question: PeopleQuestion
    found: bool
    first_is_right: Mapping[str, bool]
    value: Mapping[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("people", type=Path, help="the folder of questions.jsonl and notes/")
    parser.add_argument("pdfqa", type=Path, help="the folder of the PDFs")
    parser.add_argument("--home", type=Path, required=True, help="of benchmarks/people.py")
    parser.add_argument("--reader", type=Path, nargs="*", default=[], help="other readers")
    parser.add_argument("--everyday", type=Path, help="made-up questions")
    parser.add_argument("--texts", type=Path, help="the library that they are about")
    options = parser.parse_args()
    questions = read_people_questions(options.people.resolve(), options.pdfqa.resolve())
    for folder in (READER_FOLDER, *options.reader):
        reader = OpenVinoReader(options.home / "cache", folder)
        chosen: list[Chosen] = []
        for half in Half:
            with Library((options.home / half / "library").resolve()) as library:
                of_half = [question for question in questions if question.half is half]
                chosen += [choose(library, reader, question) for question in of_half]
        print(f"\n{folder}")
        for half in (*Half, None):
            report(half, [one for one in chosen if half in (None, one.question.half)])
        if options.everyday:
            with Library(options.texts.resolve()) as library:
                report_weights(library._store, reader, options.everyday)


def choose(library: Library, reader: OpenVinoReader, asked: PeopleQuestion) -> Chosen:
    """Order the passages of one question in each way."""
    store = library._store
    question = read_question(asked.text)
    found = store.search(question.wanted, PASSAGES)
    hits = ranked(question, found, library.ranker)
    right = {hit.passage_id for hit in hits if asked.answerable and is_right(asked, hit)}
    passages = lookup.counts(store.connection).passages
    rarity = rarity_of(
        question, lambda word: words.document_frequency(store.connection, word), passages
    )
    evidence = find_evidence(question, hits, reader, rarity)
    by_reader = sorted(evidence, key=lambda item: -item.features[0])
    orders: dict[str, Sequence[tuple[int, float]]] = {
        SEARCH: [(hit.passage_id, log_odds(hit.score)) for hit in found],
        RANKER: [(hit.passage_id, log_odds(hit.score)) for hit in hits],
        READER: [(item.quote.hit.passage_id, item.features[0]) for item in by_reader],
        LIKELIHOOD: [(item.quote.hit.passage_id, item.likelihood) for item in evidence],
    }
    return Chosen(
        asked,
        bool(right),
        {way: bool(order) and order[0][0] in right for way, order in orders.items()},
        {way: order[0][1] if order else -20.0 for way, order in orders.items()},
    )


def is_right(asked: PeopleQuestion, hit: Hit) -> bool:
    """Whether a passage has most words of a quote, in a place where the answer is."""
    if not asked.is_right_place(hit.path, hit.page_number):
        return False
    said = words_of(f"{hit.heading} {hit.columns} {hit.text}")
    return any(
        len(words_of(quote) & said) >= MOST_WORDS * len(words_of(quote)) for quote in asked.quotes
    )


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))


def report(half: Half | None, chosen: Sequence[Chosen]) -> None:
    found = [one for one in chosen if one.found]
    answerable = [one for one in chosen if one.question.answerable]
    print(f"{half or 'all'}: a right passage among {PASSAGES} {len(found)}/{len(answerable)}")
    for way in (SEARCH, RANKER, READER, LIKELIHOOD):
        first = np.mean([one.first_is_right[way] for one in found])
        values = [
            np.array([one.value[way] for one in chosen if one.question.answerable is there])
            for there in (True, False)
        ]
        print(f"  by {way:<11} first {first:5.1%}   AUROC {auroc(*values):.3f}")


def report_weights(store: IndexStore, reader: OpenVinoReader, path: Path) -> None:
    """How often the right passage is first, by the weight of the reader's log-odds beside those of
    the search."""
    split = everyday_questions(path, whole=True)
    asked = [one for one in [*split.calibration, *split.test] if one.is_answerable]
    found: list[tuple[list[bool], list[float], list[float]]] = []
    for one in asked:
        question = read_question(one.text)
        hits = store.search(question.wanted, PASSAGES)
        right = [hit.text == one.passage and str(hit.path).endswith(one.group) for hit in hits]
        if any(right):
            evidence = find_evidence(question, hits, reader, {})
            answers = {item.quote.hit.passage_id: item.features[0] for item in evidence}
            scores = [answers.get(hit.passage_id, UNREAD) for hit in hits]
            found.append((right, [log_odds(hit.score) for hit in hits], scores))
    print(f"made-up questions: {len(found)}")
    for weight in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 1.5, 3.0):
        first = [
            right[int(np.argmax(np.array(search) + weight * np.array(scores)))]
            for right, search, scores in found
        ]
        print(f"  reader {weight:.1f}: first {np.mean(first):5.1%}")


if __name__ == "__main__":
    main()
