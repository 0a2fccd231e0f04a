"""Rank fusion is arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import fuse

ids = st.lists(st.integers(0, 50), unique=True, max_size=30)


def test_first_in_both_lists_scores_one() -> None:
    best = fuse([7, 1], [7, 2])[0]
    assert (best.passage_id, best.found_by) == (7, "both")
    assert best.score == pytest.approx(1.0)


def test_found_by_says_which_list() -> None:
    assert {item.passage_id: item.found_by for item in fuse([1, 3], [2, 3])} == {
        1: "words",
        2: "meaning",
        3: "both",
    }


def test_weights_decide_between_two_firsts() -> None:
    assert fuse([1], [2], words_weight=0.7)[0].passage_id == 1
    assert fuse([1], [2], words_weight=0.3)[0].passage_id == 2


@given(ids, ids)
def test_everything_found_is_ranked_once_and_scores_fall(words: list[int], near: list[int]) -> None:
    ranked = fuse(words, near)
    assert sorted(item.passage_id for item in ranked) == sorted({*words, *near})
    scores = [item.score for item in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1.0001 for score in scores)
