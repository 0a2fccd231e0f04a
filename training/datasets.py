"""Reading the data sets, and the split: what is trained on, calibrated on, tested on.

The sets lie in a folder that is named on the command line; none of them is in this repository.
`README.md` says where each comes from and under which licence. Groups (articles, sites, stories)
are never torn apart, and the split is drawn once with `SPLIT_SEED`.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from training.questions import Question, Span
from training.split import Split
from training.statements import make_statements
from training.tables import make_tables

SPLIT_SEED = 20261
TABLES = 4000
STATEMENTS = 14_000


_NEVER_HELD_OUT = {"squad_train_misc"}  # pieces of many articles under one name
_HELD_OUT = {
    # source: (groups for calibration, groups for test); below 1: a share of the groups
    "squad2": (2, 4),
    "squad": (1, 2),
    "amazon": (0.04, 0.08),
    "reddit": (0.04, 0.08),
    "qamr": (0.02, 0.05),
    "policy": (2, 6),
    "fairytale": (0.03, 0.08),
    "tables": (0.02, 0.05),
    "statements": (0.01, 0.03),
}


def read_all(data: Path) -> Split:
    """Every set under ``data``, split by group. Always the same for the same files."""
    split = Split([], [], [])
    for source, questions in _sources(data).items():
        groups = sorted({question.group for question in questions} - _NEVER_HELD_OUT)
        random.Random(f"{SPLIT_SEED} {source}").shuffle(groups)
        some, others = (_count(share, len(groups)) for share in _HELD_OUT[source])
        calibration, test = set(groups[:some]), set(groups[some : some + others])
        for question in questions:
            if question.group in calibration:
                split.calibration.append(question)
            elif question.group in test:
                split.test.append(question)
            else:
                split.train.append(question)
    return split


def _count(share: float, total: int) -> int:
    return int(share) if share >= 1 else round(share * total)


def _sources(data: Path) -> dict[str, list[Question]]:
    qa = data / "qa"
    policies = [*read_squad(qa / "policyqa_dev.json", "policy")]
    policies += read_squad(qa / "policyqa_test.json", "policy")
    return {
        "squad2": [*read_squad(qa / "squad2_dev_developer_half.json", "squad2")],
        "squad": [*read_squad(qa / "squad_train_pieces.json", "squad")],
        "amazon": [*read_squad(qa / "squadshifts_amazon.json", "amazon")],
        "reddit": [*read_squad(qa / "squadshifts_reddit.json", "reddit")],
        "qamr": [*read_qamr(qa / "qamr_filtered")],
        "policy": policies,
        "fairytale": [*read_fairytales(data / "text" / "fairytaleqa")],
        "tables": make_tables(TABLES),
        "statements": make_statements(STATEMENTS),
    }


def read_squad(path: Path, source: str) -> Iterator[Question]:
    """A file in SQuAD's format, version 1 or 2. Groups are articles, or, in a file that has only
    one, its paragraphs."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    for article in articles:
        title = _title(article["title"], source)
        for number, paragraph in enumerate(article["paragraphs"]):
            passage = paragraph["context"]
            group = article["title"] if len(articles) > 1 else f"paragraph {number}"
            for entry in paragraph["qas"]:
                answers = [] if entry.get("is_impossible") else entry["answers"]
                spans = tuple(
                    Span(answer["answer_start"], answer["answer_start"] + len(answer["text"]))
                    for answer in answers
                )
                if any(passage[span.start : span.end].strip() for span in spans) or not answers:
                    yield Question(entry["question"].strip(), passage, title, spans, source, group)


def _title(title: str, source: str) -> str:
    """Titles that say something; "Amazon_Reviews_530" does not."""
    tells = source in ("squad", "squad2", "policy") and title not in _NEVER_HELD_OUT
    return title.replace("_", " ") if tells else ""


def read_qamr(folder: Path) -> Iterator[Question]:
    """Questions about single sentences of Wikipedia and Wikinews; a group is a document."""
    with (folder / "wiki-sentences.tsv").open(encoding="utf-8") as file:
        sentences = dict(line.rstrip("\n").split("\t", 1) for line in file)
    for name in ("dev.tsv", "test.tsv"):
        with (folder / name).open(encoding="utf-8") as file:
            for line in file:
                fields = line.rstrip("\n").split("\t")
                sentence = sentences.get(fields[0])
                if sentence is None:
                    continue
                text, places = join_tokens(sentence.split(" "))
                marked = [fields[6], *(field.partition(":")[2] for field in fields[7:9])]
                spans = [_marked_span(tokens, places) for tokens in marked]
                found = tuple(span for span in spans if span)
                if found:
                    group = fields[0].rsplit(":", 2)[0]
                    yield Question(fields[5].strip(), text, "", found, "qamr", group)


_BRACKETS = {
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
    "``": '"', "''": '"',
}  # fmt: skip
_NO_SPACE_BEFORE = {
    ")",
    "]",
    "}",
    ",",
    ".",
    ";",
    ":",
    "?",
    "!",
    "%",
    "'s",
    "n't",
    "'",
    "'re",
    "'ve",
}
_NO_SPACE_AFTER = {"(", "[", "{", "$", "£", "€", "#"}


def join_tokens(tokens: list[str]) -> tuple[str, list[Span]]:
    """A tokenised sentence as people write it, and where each token has come to lie."""
    text, places, inside_quotes, glue = "", [], False, True
    for token in tokens:
        word = _BRACKETS.get(token, token)
        closes = word == '"' and (token == "''" or (token != "``" and inside_quotes))
        if text and not glue and word not in _NO_SPACE_BEFORE and not closes:
            text += " "
        places.append(Span(len(text), len(text) + len(word)))
        text += word
        glue = word in _NO_SPACE_AFTER
        if word == '"':
            inside_quotes = not closes
            glue = inside_quotes
    return text, places


def _marked_span(tokens: str, places: list[Span]) -> Span | None:
    """The span of tokens like "3 4 5"; None where they do not stand side by side."""
    numbers = sorted(int(number) for number in tokens.split())
    if not numbers or any(after - before != 1 for before, after in pairwise(numbers)):
        return None
    return Span(places[numbers[0]].start, places[numbers[-1]].end)


def read_fairytales(folder: Path) -> Iterator[Question]:
    """Questions whose answer stands in the section word for word; a group is a story."""
    for path in sorted((folder / "questions").rglob("*-questions.csv")):
        part, name = path.parent.name, path.name.replace("-questions", "-story")
        story = folder / "section-stories" / part / name
        with story.open(encoding="utf-8", newline="") as file:
            sections = {row["section"]: row["text"] for row in csv.DictReader(file)}
        title = path.name.removesuffix("-questions.csv").replace("-", " ").capitalize()
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                numbers = [number.strip() for number in row["cor_section"].split(",")]
                passage = "\n".join(sections.get(number, "") for number in numbers)
                answers = {row["answer1"].strip(" ."), (row["answer4"] or "").strip(" .")}
                lower = passage.lower()
                spans = tuple(
                    Span(lower.index(answer.lower()), lower.index(answer.lower()) + len(answer))
                    for answer in sorted(answers - {""})
                    if lower.count(answer.lower()) == 1 and len(lower) == len(passage)
                )
                if spans:
                    group = path.name.removesuffix("-questions.csv")
                    text = row["question"].strip()
                    yield Question(text, passage, title, spans, "fairytale", group)
