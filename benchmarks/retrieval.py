"""How often the right document, and the right page, is among the first passages found.

    python benchmarks/retrieval.py FOLDER… [--home FOLDER] [--cache FOLDER] [--json FILE]

A FOLDER is a BEIR set or holds PDFs with questions (see `retrieval_sets.py`). Each BEIR set has an
index of its own; all PDFs go into one, and only the PDFs: a file of questions would answer itself.
Prints for each set, side by side from one run, what the ways of searching find (see
`retrieval_systems.py`) in per cent with 95 % bootstrap intervals, what a search takes in
milliseconds, and by how much "now" is better than the better one of words and vectors, question by
question. --home keeps the indexes for the next run, --cache the vectors of the plain pipeline.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median

import numpy as np
from retrieval_sets import (
    GradedQuestion,
    PageQuestion,
    is_beir,
    naming,
    read_graded,
    read_page_questions,
    write_corpus,
)
from retrieval_systems import Place, Plain, Rank, Stored

from localdocs.errors import IndexMismatchError
from localdocs.evaluation.measures import (
    Interval,
    first_rank,
    interval,
    ndcg,
    paired_difference,
    recall,
    reciprocal_rank,
    success,
)
from localdocs.library import Library

TIMED_HITS = 10
"""What `localdocs search` asks for; a search for that many is timed."""
DEEP_HITS = 300
"""Passages enough for a hundred documents."""
PAGE_RANKS = (1, 3, 5, 10)
ALL = "all with pages"

Scores = dict[str, dict[str, list[float]]]
"""Measure to system to one number a question."""
Group = dict[str, object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--home", type=Path, help="keep the indexes here")
    parser.add_argument("--cache", type=Path, help="keep the plain pipeline's vectors here")
    parser.add_argument("--json", type=Path, help="write all figures into this file")
    parser.add_argument("--limit", type=int, help="only the first questions of each set")
    options = parser.parse_args()
    folders = [folder.resolve() for folder in options.folders]
    with tempfile.TemporaryDirectory() as scratch:
        home = (options.home or Path(scratch) / "home").resolve()
        cache = options.cache or Path(scratch) / "cache"
        groups = []
        for folder in filter(is_beir, folders):
            groups.append(measure_beir(folder, home / folder.name, options.limit))
        with_pdfs = [folder for folder in folders if not is_beir(folder)]
        if with_pdfs:
            groups += measure_pdfs(with_pdfs, home / "pdfs", cache, options.limit)
    if options.json:
        options.json.write_text(json.dumps(groups, indent=1) + "\n", encoding="utf-8")


def measure_beir(folder: Path, home: Path, limit: int | None) -> Group:
    documents = write_corpus(folder, home / "documents")
    questions = read_graded(folder)[:limit]
    with indexed([home / "documents"], home, "txt") as library, closing(Stored(library)) as stored:
        found, times = search_all(stored.systems(), questions, DEEP_HITS)
    scores: Scores = {}
    for system, rankings in found.items():
        for question, places in zip(questions, rankings, strict=True):
            ranked = list(dict.fromkeys(documents[file] for file, _ in places))
            for measure, value in graded_scores(question, ranked).items():
                scores.setdefault(measure, {}).setdefault(system, []).append(value)
    return report(folder.name, scores, times)


def graded_scores(question: GradedQuestion, ranked: Sequence[str]) -> dict[str, float]:
    return {
        "nDCG@10": ndcg(ranked, question.grades, 10),
        "recall@10": recall(ranked, question.grades, 10),
        "recall@100": recall(ranked, question.grades, 100),
        "MRR@10": reciprocal_rank(first_rank(ranked, question.grades), 10),
    }


def measure_pdfs(
    folders: Sequence[Path], home: Path, cache: Path, limit: int | None
) -> list[Group]:
    questions = [q for folder in folders for q in read_page_questions(folder)[:limit]]
    with indexed(folders, home, "pdf") as library, closing(Stored(library)) as stored:
        plain = Plain(folders, library.embedder, cache)
        found, times = search_all(stored.systems() | plain.systems(), questions, TIMED_HITS)
        titles = stored.titles
    members: dict[str, list[int]] = {}
    for number, question in enumerate(questions):
        for name in groups_of(question, titles):
            members.setdefault(name, []).append(number)
    reports = []
    for name, chosen in sorted(members.items(), key=lambda item: item[0].startswith(ALL)):
        scores: Scores = {}
        for number in chosen:
            for system in found:
                for measure, value in page_scores(questions[number], found[system][number]).items():
                    scores.setdefault(measure, {}).setdefault(system, []).append(value)
        of_these = {system: [times[system][number] for number in chosen] for system in times}
        reports.append(report(name, scores, of_these))
    return reports


def groups_of(question: PageQuestion, titles: Mapping[str, str]) -> list[str]:
    """The tables that a question counts in: its set's, and with known pages two over all sets."""
    if not question.pages:
        return [question.group]
    which = "naming their document" if naming(question, titles) else "not naming it"
    return [question.group, ALL, f"{ALL}, {which}"]


def page_scores(question: PageQuestion, places: Sequence[Place]) -> dict[str, float]:
    scores = {}
    if question.pages:
        rank = first_rank(places, question.places)
        scores = {f"page in first {k}": success(rank, k) for k in PAGE_RANKS}
    rank = first_rank([file for file, _ in places], question.files)
    return scores | {f"document in first {k}": success(rank, k) for k in (1, 5)}


@contextmanager
def indexed(folders: Sequence[Path], home: Path, suffix: str) -> Iterator[Library]:
    """A library of exactly these folders, and of one type of file; what it knows is used again."""
    with Library(home / "library") as library:
        library.settings.override("include_suffixes", suffix)
        try:
            added = [library.add(folder) for folder in folders]
        except IndexMismatchError as error:
            print(error.message, "It is built again.")
            library.sync(rebuild=True)
            added = [library.add(folder) for folder in folders]
        for folder in set(library.folders()) - set(folders):
            library.remove(folder)
        seconds = sum(report.seconds for report in added)
        status = library.status()
        print(
            f"{status.documents:,} documents, {status.passages:,} passages, "
            f"indexed in {seconds:.1f} s with {library.embedder.identity}"
        )
        yield library


def search_all(
    systems: Mapping[str, Rank], questions: Sequence[GradedQuestion | PageQuestion], count: int
) -> tuple[dict[str, list[list[Place]]], dict[str, list[float]]]:
    """What each system finds for each question, and the milliseconds that it takes for ten hits."""
    found: dict[str, list[list[Place]]] = {}
    times: dict[str, list[float]] = {}
    for name, rank in systems.items():
        rank("warm up", TIMED_HITS, frozenset())
        for question in questions:
            files = question.files if isinstance(question, PageQuestion) else frozenset()
            started = time.perf_counter()
            places = rank(question.text, TIMED_HITS, files)
            times.setdefault(name, []).append((time.perf_counter() - started) * 1000)
            if count > TIMED_HITS:
                places = rank(question.text, count, files)
            found.setdefault(name, []).append(places)
    return found, times


def report(name: str, scores: Scores, times: Mapping[str, Sequence[float]]) -> Group:
    """Print a set's table; the same as a value."""
    questions = len(next(iter(times.values())))
    order = ["words", "vectors", "fused", "now", *[s for s in times if s.startswith("plain")]]
    print(f"\n{name}: {questions} questions; per cent [95 % interval]")
    head = "".join(f"{system:>17}" for system in order)
    print(f"{'':22}{head}  now - the better of words and vectors")
    measures = {}
    for measure, values in scores.items():
        columns = {system: interval(values[system]) for system in order}
        better = max(("words", "vectors"), key=lambda system: columns[system].mean)
        gain = paired_difference(values["now"], values[better])
        cells = "".join(f"{cell(columns[system]):>17}" for system in order)
        print(f"{measure:22}{cells}  {cell(gain, sign='+')} ({better})", flush=True)
        measures[measure] = {
            **{system: asdict(column) for system, column in columns.items()},
            "gain": {"over": better, **asdict(gain)},
        }
    spent = {
        system: {"median": median(times[system]), "p95": float(np.quantile(times[system], 0.95))}
        for system in order
    }
    cells = "".join(f"{t['median']:.1f} / {t['p95']:.1f}".rjust(17) for t in spent.values())
    print(f"{'ms, median / p95':22}{cells}\n", flush=True)
    return {"set": name, "questions": questions, "measures": measures, "milliseconds": spent}


def cell(found: Interval, sign: str = "") -> str:
    mean, low, high = (100 * number for number in (found.mean, found.low, found.high))
    return f"{mean:{sign}.1f} [{low:{sign}.0f}, {high:{sign}.0f}]"


if __name__ == "__main__":
    main()
