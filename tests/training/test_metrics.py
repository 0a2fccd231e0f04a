"""The figures by which a reader is judged."""

import numpy as np
import pytest

from training.metrics import auroc, best_threshold, exact, f1, fit_logistic


def test_articles_case_and_punctuation_do_not_count() -> None:
    assert exact("The Eiffel Tower.", ["eiffel tower"]) == 1.0
    assert f1("an  apple", ["Apple"]) == 1.0


def test_f1_counts_shared_words_and_takes_the_nearest_answer() -> None:
    assert f1("in the north of Wales", ["north Wales"]) == pytest.approx(2 * 2 / (4 + 2))
    assert f1("north Wales", ["Cardiff", "in north Wales"]) == pytest.approx(0.8)
    assert f1("Cardiff", ["Swansea"]) == 0.0


def test_without_an_answer_only_silence_is_right() -> None:
    assert (f1("", []), exact("", [])) == (1.0, 1.0)
    assert (f1("Cardiff", []), exact("Cardiff", [])) == (0.0, 0.0)
    assert f1("", ["Cardiff"]) == 0.0


def test_auroc_of_perfect_useless_and_reversed_orders() -> None:
    assert auroc([3, 4], [1, 2]) == 1.0
    assert auroc([1, 1], [1, 1]) == 0.5
    assert auroc([1], [2]) == 0.0
    assert auroc([2, 3], [1, 3]) == pytest.approx(0.625)


def test_the_threshold_keeps_what_is_worth_giving() -> None:
    likelihood = [0.9, 0.8, 0.3, 0.1]
    threshold = best_threshold(likelihood, [1, 1, 0, 0], [0, 0, 1, 1])
    assert 0.3 < threshold < 0.8
    assert best_threshold(likelihood, [0, 0, 0, 0], [1, 1, 1, 1]) == 1.0
    assert best_threshold(likelihood, [1, 1, 1, 1], [0, 0, 0, 0]) < 0.1


def test_the_logistic_regression_finds_the_weights_that_made_the_data() -> None:
    dice = np.random.default_rng(3)
    features = dice.normal(size=(20_000, 2))
    likelihood = 1 / (1 + np.exp(-(features @ [2.0, -1.0] + 0.5)))
    answers = (dice.random(20_000) < likelihood).astype(float)
    assert fit_logistic(features, answers) == pytest.approx([2.0, -1.0, 0.5], abs=0.1)
