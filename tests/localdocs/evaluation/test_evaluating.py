"""Own questions against a real index: which passage is the right one, and what the totals say."""

from pathlib import Path

import pytest

from fakes import put
from index.database import lookup
from index.index_store import IndexStore
from localdocs.evaluation.evaluating import EvaluatedQuestion, Evaluation, evaluate
from localdocs.evaluation.questions import OwnQuestion
from localdocs.types import Hit
from localdocs.views.evaluation import evaluation_lines, evaluation_shape

LEASE = Path("/docs/2025/lease.pdf")
OLD_LEASE = Path("/docs/2019/lease.pdf")
STOVE = Path("/docs/Öfen/stove.pdf")


class Stored:
    """An index as ``evaluate`` sees a library."""

    def __init__(self, store: IndexStore) -> None:
        self._store = store

    def search(self, question: str, k: int = 10) -> list[Hit]:
        return self._store.search(question, k)

    def files(self) -> list[Path]:
        return lookup.indexed_files(self._store.connection)

    def page_texts(self, path: Path) -> dict[int, str]:
        return lookup.page_texts(self._store.connection, path)


@pytest.fixture
def library(store: IndexStore) -> Stored:
    put(store, LEASE, "rent is due on the third", "the deposit is four hundred crowns")
    put(store, OLD_LEASE, "rent was due on the first", "no deposit")
    put(store, STOVE, "empty the ash pan", "warranty of three years", "ash pan and warranty dates")
    return Stored(store)


def one(library: Stored, k: int = 10, **asked: object) -> EvaluatedQuestion:
    (found,) = evaluate(library, [OwnQuestion(2, **asked)], k).questions  # type: ignore[arg-type]
    return found


def test_without_pages_any_page_of_the_file_is_right(library: Stored) -> None:
    found = one(library, question="the ash pan", file="stove.pdf")
    assert (found.rank, found.file_rank) == (1, 1)
    assert found.first is not None and found.first.page_number == 1


def test_a_page_has_to_be_the_right_one(library: Stored) -> None:
    found = one(library, question="empty the ash pan", file="stove.pdf", pages=(3,))
    assert (found.rank, found.file_rank) == (2, 1)
    assert one(library, question="empty the ash pan", file="stove.pdf", pages=(1, 3)).rank == 1


def test_the_answer_says_which_page_is_right(library: Stored) -> None:
    asked = {"question": "empty the ash pan", "file": "stove.pdf", "answer": "Warranty  dates"}
    assert one(library, **asked).rank == 2
    assert one(library, **asked, pages=(3,)).rank == 2
    assert "does not stand in the pages named" in one(library, **asked, pages=(1,)).problem


def test_what_is_not_among_the_first_is_missed(library: Stored) -> None:
    found = one(library, question="empty the ash pan", file="stove.pdf", pages=(3,), k=1)
    assert (found.rank, found.file_rank, found.problem) == (None, 1, "")


@pytest.mark.parametrize("name", ["2025/lease.pdf", "2025\\Lease.PDF", str(LEASE)])
def test_the_end_of_a_path_tells_files_of_one_name_apart(library: Stored, name: str) -> None:
    assert one(library, question="rent was due on the first", file=name).file_rank == 2
    assert one(library, question="rent was due on the first", file="lease.pdf").file_rank == 1


def test_accents_may_be_written_either_way(library: Stored) -> None:
    assert one(library, question="the ash pan", file="O\u0308fen/stove.pdf").rank == 1


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"question": "Why?", "file": "ease.pdf"}, "ease.pdf is not in the index"),
        ({"question": "Why?", "file": "stove.pdf", "pages": (4, 5)}, "stove.pdf has no page 4, 5"),
        ({"question": "Why?", "file": "stove.pdf", "pages": None}, "page is neither a number"),
        ({"question": "", "file": "stove.pdf"}, "question or file is empty"),
        ({"question": "Why?", "file": ""}, "question or file is empty"),
        ({"question": "Why?", "file": "stove.pdf", "answer": "x y"}, "does not stand in stove.pdf"),
    ],
)
def test_what_cannot_be_judged_is_not_asked(
    library: Stored, asked: dict[str, object], problem: str
) -> None:
    found = one(library, **asked)
    assert problem in found.problem
    assert found.rank is found.file_rank is found.first is None


@pytest.fixture
def evaluation() -> Evaluation:
    """Right pages at ranks 1, 2 and 6, one missed, one that could not be judged."""
    asked = OwnQuestion(3, "How much is the deposit?", "lease.pdf", (2,))
    ranks = ((1, 1, 0.01), (2, 1, 0.02), (6, 3, 0.03), (None, None, 0.09))
    questions = [EvaluatedQuestion(asked, *numbers) for numbers in ranks]
    return Evaluation(10, (*questions, EvaluatedQuestion(asked, problem="no such file")))


def test_totals_are_means_over_what_could_be_judged(evaluation: Evaluation) -> None:
    assert [evaluation.page_in_first(k) for k in evaluation.cutoffs] == [0.25, 0.5, 0.75]
    assert evaluation.file_first == 0.5
    assert evaluation.mean_reciprocal_rank == pytest.approx((1 + 1 / 2 + 1 / 6) / 4)
    assert evaluation.median_seconds == 0.025


def test_no_total_is_told_for_more_passages_than_were_asked_for(evaluation: Evaluation) -> None:
    assert Evaluation(5, evaluation.questions).cutoffs == [1, 5]
    assert Evaluation(5, evaluation.questions).mean_reciprocal_rank == (1 + 1 / 2) / 4


def test_nothing_that_could_be_judged() -> None:
    evaluation = Evaluation(10, (EvaluatedQuestion(OwnQuestion(2, "", ""), problem="empty"),))
    assert evaluation.mean_reciprocal_rank == evaluation.median_seconds == 0.0
    assert list(evaluation_lines(evaluation))[-1].startswith("0 of 1 questions evaluated")


def test_each_question_has_its_line_and_what_missed_has_more(evaluation: Evaluation) -> None:
    lines = list(evaluation_lines(evaluation))
    assert lines[3] == "   6     3  How much is the deposit?"
    assert lines[5].strip() == "missed: lease.pdf, page 2; nothing was found"
    assert lines[7].strip() == "line 3: no such file"
    assert "4 of 5 questions evaluated, 10 passages each." in lines
    assert any(line.split() == "right page in the first 5 50%".split() for line in lines)


def test_the_shape_for_programs(evaluation: Evaluation) -> None:
    shape = evaluation_shape(evaluation)
    assert (shape["evaluated"], shape["not_evaluated"], shape["k"]) == (4, 1, 10)
    assert shape["page_in_first"] == {"1": 0.25, "5": 0.5, "10": 0.75}
    assert shape["questions"][2]["rank"] == 6 and shape["questions"][2]["pages"] == [2]
    assert shape["questions"][4]["problem"] == "no such file"
    assert shape["timings"] == {"median_search_seconds": 0.025}
