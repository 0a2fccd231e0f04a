"""Ranking is arithmetic: numbers in, an order out."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking.fusion import SAME_PLACE, Candidate, rank


def candidate(passage_id: int, words: float = 0.0, meaning: float | None = 0.0) -> Candidate:
    """A candidate of a long document of its own, found by both searches."""
    return Candidate(
        passage_id, passage_id, (passage_id, 1, 0), words, meaning, 0.0, 50, True, True
    )


def order(*candidates: Candidate, limit: int = 10) -> list[int]:
    return [item.passage_id for item in rank(candidates, limit)]


def test_what_is_better_by_words_and_by_meaning_comes_first() -> None:
    assert order(candidate(1, 2, 0.2), candidate(2, 9, 0.8), candidate(3, 5, 0.5)) == [2, 3, 1]


def test_the_two_scales_count_alike_whatever_their_units() -> None:
    candidates = [candidate(1, 30, 0.10), candidate(2, 10, 0.12), candidate(3, 11, 0.11)]
    thousandfold = [replace(item, words=item.words * 1000) for item in candidates]
    assert order(*candidates) == order(*thousandfold)


def test_a_long_document_that_the_question_names_comes_first() -> None:
    others = [candidate(number, 2, 0.2) for number in range(3, 9)]
    named = replace(candidate(2, 3, 0.3), naming=6.0)
    assert order(candidate(1, 4, 0.4), named, *others)[:2] == [2, 1]


def test_the_names_of_a_short_document_are_in_its_passages_already() -> None:
    others = [candidate(number, 2, 0.2) for number in range(3, 9)]
    named = replace(candidate(2, 3, 0.3), naming=6.0, document_passages=3)
    assert order(candidate(1, 4, 0.4), named, *others)[:2] == [1, 2]


def test_a_passage_without_a_vector_yet_is_neither_helped_nor_hurt_by_it() -> None:
    better, worse = candidate(1, 5, 0.9), candidate(3, 5, 0.1)
    assert order(worse, candidate(2, 5, None), better) == [1, 2, 3]


def test_without_any_vector_words_decide() -> None:
    found = rank([candidate(1, 3, None), candidate(2, 7, None)], 5)
    assert [item.passage_id for item in found] == [2, 1]


def test_the_best_of_another_place_comes_before_the_second_of_the_same_one() -> None:
    page = (1, 4, 0)
    first, second = (
        replace(candidate(1, 9, 0.9), place=page),
        replace(candidate(2, 9, 0.89), place=page),
    )
    others = [candidate(number, 1, 0.1) for number in range(4, 12)]
    close = candidate(3, 9, 0.85)
    assert order(first, second, close, *others)[:3] == [1, 3, 2]
    assert SAME_PLACE > 0


def test_found_by_says_which_search_had_it() -> None:
    both = candidate(1, 3, 0.3)
    words = replace(candidate(2, 2, 0.2), by_meaning=False)
    meaning = replace(candidate(3, 0, 0.2), by_words=False)
    inside = replace(candidate(4, 1, 0.1), by_words=False, by_meaning=False)
    found = {item.passage_id: item.found_by for item in rank([both, words, meaning, inside], 9)}
    assert found == {1: "both", 2: "words", 3: "meaning", 4: "words"}


def test_ties_are_broken_by_id() -> None:
    assert order(candidate(7, 1, 0.1), candidate(5, 1, 0.1)) == [5, 7]


@given(
    st.lists(
        st.tuples(
            st.floats(0, 40),
            st.none() | st.floats(-1, 1),
            st.floats(0, 12),
            st.integers(1, 3),
            st.integers(1, 90),
        ),
        max_size=30,
    ),
    st.integers(1, 12),
)
def test_everything_is_ranked_once_and_scores_fall(
    rows: list[tuple[float, float | None, float, int, int]], limit: int
) -> None:
    candidates = [
        replace(
            candidate(number, words, meaning),
            naming=naming,
            place=(place, 1, 0),
            document_passages=size,
        )
        for number, (words, meaning, naming, place, size) in enumerate(rows)
    ]
    ranked = rank(candidates, limit)
    assert len(ranked) == min(limit, len(candidates))
    assert len({item.passage_id for item in ranked}) == len(ranked)
    scores = [item.score for item in ranked]
    assert all(earlier >= later for earlier, later in pairwise(scores))
    assert all(0 <= score <= 1 for score in scores)


def test_nothing_ranks_to_nothing() -> None:
    assert rank([], 5) == []
    assert rank([candidate(1)], 5)[0].score == pytest.approx(0.5)
