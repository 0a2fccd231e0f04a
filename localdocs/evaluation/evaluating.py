"""How well the library finds what a person's own questions are about: ``localdocs eval``.

    evaluation = evaluate(library, read_questions(Path("questions.csv")), k=10)
    print(evaluation.mean_reciprocal_rank)

A question names the file that answers it, and may name the pages, or text that stands on them. What
is right is thereby a set of pages; ``rank`` is that of the first passage from one of them.
"""

import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from statistics import fmean, median
from typing import Protocol

from localdocs.evaluation.measures import first_rank, reciprocal_rank, success
from localdocs.evaluation.questions import OwnQuestion
from localdocs.types import Hit


@dataclass(frozen=True, slots=True)
class EvaluatedQuestion:
    """How a question fared. Ranks count from 1 and are None where nothing right was found.

    ``rank`` is that of the first passage from a right page (of the right file, where the question
    gives neither page nor answer), ``file_rank`` from the right file, ``first`` the first passage
    at all. ``problem`` says why a question could not be evaluated; "" if it was.
    """

    asked: OwnQuestion
    rank: int | None = None
    file_rank: int | None = None
    seconds: float = 0.0
    first: Hit | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All questions of a file, each asked for ``k`` passages.

    The figures are means over the questions that could be evaluated; 0 where none could.
    """

    k: int
    questions: tuple[EvaluatedQuestion, ...]

    @property
    def evaluated(self) -> list[EvaluatedQuestion]:
        return [question for question in self.questions if not question.problem]

    @property
    def cutoffs(self) -> list[int]:
        """The first so many passages that ``page_in_first`` is told for."""
        return [k for k in (1, 5, 10) if k <= self.k]

    def page_in_first(self, k: int) -> float:
        """The share of questions with a right page among the first ``k`` passages."""
        return _mean([success(question.rank, k) for question in self.evaluated])

    @property
    def file_first(self) -> float:
        """The share of questions whose first passage is from the right file."""
        return _mean([success(question.file_rank, 1) for question in self.evaluated])

    @property
    def mean_reciprocal_rank(self) -> float:
        """MRR of the right page, within the passages asked for."""
        return _mean([reciprocal_rank(question.rank, self.k) for question in self.evaluated])

    @property
    def median_seconds(self) -> float:
        """What a search took."""
        return median([question.seconds for question in self.evaluated] or [0.0])


class Searchable(Protocol):
    """What is evaluated: ``localdocs.library.Library``, or whatever finds and knows its files."""

    def search(self, question: str, k: int = 10) -> list[Hit]: ...
    def files(self) -> list[Path]: ...
    def page_texts(self, path: Path) -> dict[int, str]: ...


def evaluate(library: Searchable, questions: Iterable[OwnQuestion], k: int) -> Evaluation:
    """Ask the library each question for ``k`` passages, and see where the right one came.

    A question that cannot be judged is not asked; its ``problem`` says why.
    """
    files = library.files()
    library.search("warm up", 1)  # models are loaded before the first search is timed
    return Evaluation(k, tuple(_evaluate_one(library, files, one, k) for one in questions))


class _NotToBeJudgedError(Exception):
    """Why a question cannot be evaluated."""


def _evaluate_one(
    library: Searchable, files: Sequence[Path], question: OwnQuestion, k: int
) -> EvaluatedQuestion:
    try:
        right = _right_pages(library, files, question)
    except _NotToBeJudgedError as error:
        return EvaluatedQuestion(question, problem=str(error))
    started = time.monotonic()
    hits = library.search(question.question, k)
    seconds = time.monotonic() - started
    return EvaluatedQuestion(
        question,
        rank=first_rank([(hit.path, hit.page_number) for hit in hits], right),
        file_rank=first_rank([hit.path for hit in hits], {path for path, _ in right}),
        seconds=seconds,
        first=hits[0] if hits else None,
    )


def _right_pages(
    library: Searchable, files: Sequence[Path], question: OwnQuestion
) -> set[tuple[Path, int]]:
    """The pages that would be right. Raises _NotToBeJudgedError where there are none."""
    if not question.question or not question.file:
        raise _NotToBeJudgedError("question or file is empty")
    if question.pages is None:
        raise _NotToBeJudgedError("page is neither a number nor several, like 3, 5-7")
    named = [path for path in files if _ends_in(path, question.file)]
    if not named:
        raise _NotToBeJudgedError(f"{question.file} is not in the index")
    texts = {
        (path, page): text for path in named for page, text in library.page_texts(path).items()
    }
    if question.pages:
        texts = {place: text for place, text in texts.items() if place[1] in question.pages}
    if not texts:
        pages = ", ".join(map(str, question.pages)) or "at all"
        raise _NotToBeJudgedError(f"{question.file} has no page {pages}")
    wanted = _plain(question.answer)
    right = {place for place, text in texts.items() if wanted in _plain(text)}
    if not right:
        where = "the pages named of " if question.pages else ""
        raise _NotToBeJudgedError(f"the answer does not stand in {where}{question.file}")
    return right


def _ends_in(path: Path, end: str) -> bool:
    """Whether a path has this name, or ends in this path; capitals and accents' form aside."""
    wanted = PurePath(_plain(end.replace("\\", "/"))).parts
    return PurePath(_plain(path.as_posix())).parts[-len(wanted) :] == wanted


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
