"""Measures against figures worked out by hand."""

from math import log2, sqrt

import pytest

from localdocs.evaluation.measures import (
    first_rank,
    interval,
    ndcg,
    paired_difference,
    recall,
    reciprocal_rank,
    success,
)

RANKED = ["a", "b", "c", "d", "e"]


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    # Right ones second and fourth: (1/log2(3) + 1/log2(5)) / (1 + 1/log2(3))
    expected = (1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3))
    assert ndcg(RANKED, {"b": 1, "d": 1}, 10) == pytest.approx(expected)
    assert expected == pytest.approx(0.6509, abs=1e-4)


def test_ndcg_takes_the_grade_itself_as_the_gain() -> None:
    # trec_eval and BEIR: 1/1 + 3/log2(3) over 3/1 + 1/log2(3), not 2^grade - 1
    expected = (1 + 3 / log2(3)) / (3 + 1 / log2(3))
    assert ndcg(RANKED, {"a": 1, "b": 3}, 10) == pytest.approx(expected)
    assert expected == pytest.approx(0.7967, abs=1e-4)


def test_ndcg_cuts_the_list_and_the_best_order_alike() -> None:
    assert ndcg(RANKED, {"a": 1, "b": 1, "c": 1}, 2) == 1.0
    assert ndcg(RANKED, {"c": 1}, 2) == 0.0
    assert ndcg(RANKED, {}, 10) == 0.0
    assert ndcg([], {"a": 1}, 10) == 0.0


def test_ndcg_of_the_best_order_is_one() -> None:
    assert ndcg(RANKED, {"a": 3, "b": 2, "c": 1}, 10) == pytest.approx(1.0)


def test_recall_counts_what_was_not_found_at_all() -> None:
    assert recall(RANKED, {"a", "d", "x", "y"}, 3) == 0.25
    assert recall(RANKED, {"a", "d", "x", "y"}, 10) == 0.5
    assert recall(RANKED, set(), 10) == 0.0


def test_the_first_right_one_counts() -> None:
    assert first_rank(RANKED, {"c", "e"}) == 3
    assert first_rank(RANKED, {"x"}) is None


@pytest.mark.parametrize(("k", "hit", "reciprocal"), [(2, 0.0, 0.0), (3, 1.0, 1 / 3)])
def test_success_and_reciprocal_rank_end_at_k(k: int, hit: float, reciprocal: float) -> None:
    assert success(3, k) == hit
    assert reciprocal_rank(3, k) == reciprocal
    assert success(None, k) == reciprocal_rank(None, k) == 0.0


def test_an_interval_is_about_as_wide_as_theory_says() -> None:
    # 400 answers, half of them right: a standard error of sqrt(0.25 / 400) = 0.025
    found = interval([0.0, 1.0] * 200)
    assert found.mean == 0.5
    assert found.low == pytest.approx(0.5 - 1.96 * sqrt(0.25 / 400), abs=0.005)
    assert found.high == pytest.approx(0.5 + 1.96 * sqrt(0.25 / 400), abs=0.005)


def test_an_interval_of_equal_values_has_no_width() -> None:
    found = interval([0.3] * 7)
    assert found.low == found.high == pytest.approx(0.3)


def test_intervals_do_not_depend_on_chance() -> None:
    values = [0.0, 0.2, 1.0, 0.7]
    assert interval(values) == interval(values)


def test_a_small_steady_gain_shows_only_in_pairs() -> None:
    before = [0.0, 0.1, 0.4, 0.6, 0.9]
    after = [value + 0.05 for value in before]
    gain = paired_difference(after, before)
    assert gain.mean == pytest.approx(0.05)
    assert gain.low == pytest.approx(0.05) and gain.high == pytest.approx(0.05)
    assert interval(after).low < interval(before).high


def test_pairs_have_to_be_pairs() -> None:
    with pytest.raises(ValueError, match="shorter"):
        paired_difference([1.0, 0.0], [1.0])
