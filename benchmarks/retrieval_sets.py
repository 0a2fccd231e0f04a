"""The sets that `benchmarks/retrieval.py` measures on, read from folders as they are published.

A BEIR folder has corpus.jsonl, queries.jsonl and qrels.tsv. A folder of PDFs has, at any depth,
questions.json (a list of {question, doc, pages, answer}, pages from 1) or qna_data.csv (columns
Question, Source Docs, Question Type); one without questions only adds documents to choose from.
"""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from localdocs.languages.english import STOP_WORDS

FEW = 0.05
"""At most this share of the documents are few; five always are."""


@dataclass(frozen=True, slots=True)
class GradedQuestion:
    """A question with the documents that are right for it, each with its grade above 0."""

    text: str
    grades: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """A question of ``group`` with its right files, and their right pages where these are known."""

    text: str
    group: str
    files: frozenset[str]
    pages: frozenset[int]

    @property
    def places(self) -> frozenset[tuple[str, int]]:
        """The right pages, each with its file."""
        return frozenset((file, page) for file in self.files for page in self.pages)


def is_beir(folder: Path) -> bool:
    return (folder / "corpus.jsonl").is_file()


def write_corpus(folder: Path, target: Path) -> dict[str, str]:
    """Write each document of a BEIR corpus as a text file: title, blank line, text.

    Returns the id of the document of each path. Files that are as they should be are not touched,
    so that an index of them stays fresh.
    """
    target.mkdir(parents=True, exist_ok=True)
    documents = {}
    for number, document in enumerate(_json_lines(folder / "corpus.jsonl")):
        path = target / f"{number:07}.txt"  # no number that a question could name
        text = f"{document.get('title') or ''}\n\n{document['text']}".strip() + "\n"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        documents[str(path)] = str(document["_id"])
    for path in target.glob("*.txt"):
        if str(path) not in documents:
            path.unlink()
    return documents


def read_graded(folder: Path) -> list[GradedQuestion]:
    """The queries of a BEIR folder that some document is right for."""
    grades: dict[str, dict[str, float]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as lines:
        for query, document, grade in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if grade != "score" and float(grade) > 0:
                grades.setdefault(query, {})[document] = float(grade)
    queries = _json_lines(folder / "queries.jsonl")
    return [
        GradedQuestion(query["text"], grades[query["_id"]])
        for query in queries
        if query["_id"] in grades
    ]


def read_page_questions(folder: Path) -> list[PageQuestion]:
    """All questions at or below a folder of PDFs that its documents answer."""
    found = []
    for path in sorted(folder.rglob("questions.json")):
        found += _questions_json(path)
    for path in sorted(folder.rglob("qna_data.csv")):
        found += _qna_data(path)
    return found


def naming(question: PageQuestion, titles: Mapping[str, str]) -> bool:
    """Whether a question says which document it is about.

    It does when words or years of it stand in the name or the title of a right document, and only
    few documents have all of these in theirs. ``titles`` has every file of the index.
    """
    words = _telling(question.text)
    of_files = {file: _telling(f"{Path(file).stem} {title}") for file, title in titles.items()}
    few = max(5, int(FEW * len(titles)))
    return any(
        shared and sum(shared <= words for words in of_files.values()) <= few
        for shared in (words & of_files.get(file, set()) for file in question.files)
    )


def _telling(text: str) -> set[str]:
    """The years and the words of three letters and more that are not function words."""
    words = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)|[^\W\d_]{3,}", text.lower())
    return set(words) - STOP_WORDS


def _questions_json(path: Path) -> list[PageQuestion]:
    group = path.parent.name
    return [
        PageQuestion(
            item["question"],
            group,
            frozenset({str(path.parent.resolve() / item["doc"])}),
            frozenset(item["pages"]),
        )
        for item in json.loads(path.read_text(encoding="utf-8"))
        if item["pages"] and item["answer"] != "Not answerable"
    ]


def _qna_data(path: Path) -> list[PageQuestion]:
    """Gold documents only. "Source Docs" is a pattern of file names, as in ``*2023 Q3 AAPL*``."""
    pdfs = [str(pdf.resolve()) for pdf in sorted(path.parent.rglob("*.pdf"))]
    found = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            one = row["Question Type"].startswith("Single-Doc")
            wanted = row["Source Docs"].strip().strip("*")
            files = frozenset(pdf for pdf in pdfs if wanted in Path(pdf).name)
            group = f"{path.parent.name}, {'one document' if one else 'several documents'}"
            found.append(PageQuestion(row["Question"], group, files, frozenset()))
    return found


def _json_lines(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
