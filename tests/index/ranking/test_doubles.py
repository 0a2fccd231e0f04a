"""Hits that say the same stand behind those that say something else."""

from pathlib import Path

from index.ranking.doubles import doubles_last
from localdocs.types import Hit

CLAUSE = (
    "The tenant gives notice in writing three months before the end of a quarter, and leaves the "
    "rooms swept and painted as he found them, unless the parties have agreed otherwise in writing."
)


def hit(number: int, text: str) -> Hit:
    path = Path(f"/docs/{number}.txt")
    return Hit(number, path, "", 1, "1", 0, len(text), "", "", text, 1 - number / 10, "both")


def test_a_copy_comes_last_and_its_score_still_falls() -> None:
    hits = [hit(1, CLAUSE), hit(2, CLAUSE), hit(3, "Dogs are allowed.")]
    ordered = doubles_last(hits)
    assert [item.passage_id for item in ordered] == [1, 3, 2]
    assert [item.score for item in ordered] == sorted((h.score for h in ordered), reverse=True)


def test_a_few_other_words_make_no_other_text() -> None:
    hits = [hit(1, CLAUSE), hit(2, CLAUSE + " Amen."), hit(3, "Dogs are allowed.")]
    assert [item.passage_id for item in doubles_last(hits)] == [1, 3, 2]


def test_another_figure_makes_another_text() -> None:
    first, second = CLAUSE + " Rent: 900 crowns.", CLAUSE + " Rent: 950 crowns."
    assert [item.passage_id for item in doubles_last([hit(1, first), hit(2, second)])] == [1, 2]


def test_short_and_empty_texts_do_no_harm() -> None:
    hits = [hit(1, ""), hit(2, "a"), hit(3, "b"), hit(4, "")]
    assert [item.passage_id for item in doubles_last(hits)] == [1, 2, 3, 4]
