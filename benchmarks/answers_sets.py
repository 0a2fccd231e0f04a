"""The questions that `benchmarks/answers.py` puts, with what is right.

A folder holds PDFs, with questions.json at any depth (see `retrieval_sets.py`) or without: then it
only adds documents to choose from. A file is a SQuAD 2.0 set; every second article is indexed, each
of its paragraphs a text file named after the article, and the other articles supply questions that
nothing indexed answers.
"""

import ast
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from answer_matching import Gold

SEED = 7


class Kind(StrEnum):
    """What is right to do with a question."""

    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    """So says the set: the document is there and does not hold it."""
    LEFT_OUT = "left out"
    """The document that holds it is not searched, or not indexed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of ``group``. ``files`` are right, on ``pages`` where these are known.

    A question whose kind is LEFT_OUT is put to all files but ``files``.
    """

    text: str
    group: str
    kind: Kind
    gold: Gold
    files: frozenset[str]
    pages: frozenset[int] = frozenset()


def read_pdf_questions(folders: Sequence[Path], limit: int | None) -> list[Asked]:
    """A sample of the questions of these folders; each that can be answered is there twice, the
    second time with its document left out."""
    found = [asked for folder in folders for asked in _questions_of(folder)]
    chosen = _sample(found, limit)
    return [*chosen, *(_left_out(asked) for asked in chosen if asked.kind is Kind.ANSWERABLE)]


def read_squad(path: Path, folder: Path, limit: int | None) -> list[Asked]:
    """Write the articles to be indexed into ``folder``, and sample the questions.

    Half of ``limit`` can be answered; a quarter asks for what the article does not say, a quarter
    about articles that are not there.
    """
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    folder.mkdir(parents=True, exist_ok=True)
    pools: dict[Kind, list[Asked]] = {kind: [] for kind in Kind}
    for number, article in enumerate(articles):
        indexed = number % 2 == 0
        title = re.sub(r"[^\w-]+", " ", article["title"].replace("_", " ")).strip()
        for count, paragraph in enumerate(article["paragraphs"], start=1):
            file = folder / f"{title} {count:03}.txt"
            if indexed and not file.exists():
                file.write_text(paragraph["context"] + "\n", encoding="utf-8")
            for item in paragraph["qas"]:
                asked = _of_squad(item, path.stem, file, indexed)
                if asked is not None:
                    pools[asked.kind].append(asked)
    shares = {Kind.ANSWERABLE: 2, Kind.UNANSWERABLE: 4, Kind.LEFT_OUT: 4}
    return [
        asked
        for kind, pool in pools.items()
        for asked in _sample(pool, None if limit is None else limit // shares[kind])
    ]


def _questions_of(folder: Path) -> list[Asked]:
    found = []
    for path in sorted(folder.rglob("questions.json")):
        for item in json.loads(path.read_text(encoding="utf-8")):
            can_be = item["answer"] != "Not answerable"
            found.append(
                Asked(
                    item["question"],
                    path.parent.name,
                    Kind.ANSWERABLE if can_be else Kind.UNANSWERABLE,
                    _gold(item["answer"]) if can_be else (),
                    frozenset({str(path.parent.resolve() / item["doc"])}),
                    frozenset(item["pages"]),
                )
            )
    return found


def _of_squad(item: dict[str, Any], group: str, file: Path, indexed: bool) -> Asked | None:
    if item.get("is_impossible"):
        if not indexed:
            return None
        return Asked(item["question"], group, Kind.UNANSWERABLE, (), frozenset({str(file)}))
    gold = tuple(dict.fromkeys((answer["text"],) for answer in item["answers"]))
    if not indexed:
        return Asked(item["question"], group, Kind.LEFT_OUT, gold, frozenset())
    files = frozenset({str(file)})
    return Asked(item["question"], group, Kind.ANSWERABLE, gold, files, frozenset({1}))


def _gold(answer: str) -> Gold:
    """A list is written as Python writes it; all of it has to be there."""
    if answer.startswith("["):
        try:
            return (tuple(str(item) for item in ast.literal_eval(answer)),)
        except (ValueError, SyntaxError):
            pass
    return ((answer,),)


def _left_out(asked: Asked) -> Asked:
    return Asked(asked.text, asked.group, Kind.LEFT_OUT, asked.gold, asked.files)


def _sample(pool: list[Asked], count: int | None) -> list[Asked]:
    """``count`` of them, the same ones in each run; those of a smaller count first."""
    shuffled = list(pool)
    random.Random(SEED).shuffle(shuffled)
    return shuffled[:count]
