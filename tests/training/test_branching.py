"""A real model that goes on from one text in several ways at the same time."""

from pathlib import Path

import numpy as np
import pytest

from localdocs.models.shelf.defaults import find_language_model
from training.everyday.branching import BranchingModel

TEXT = "The blue boat is called Marigold. The red boat is called Thistle. The blue boat is called"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> BranchingModel:
    path: Path = find_language_model(tmp_path_factory.mktemp("cache")).path
    return BranchingModel(path, threads=2, dice=np.random.default_rng(1))


def test_branches_do_not_see_one_another(model: BranchingModel) -> None:
    model.read(model.tokens(TEXT))
    branches = [model.tokens(" Marigold. The red boat is called"), model.tokens(" Thistle, not")]
    end = model.tokens("<|im_end|>", special=True)[0]
    together = model.judge(branches, words=[5, 6, 7])
    alone = np.concatenate([model.judge([branch], words=[5, 6, 7]) for branch in branches])
    assert np.allclose(together, alone, atol=0.6)
    assert not np.allclose(together[0], together[1], atol=0.6)
    lines = model.write_lines(branches, most=3, end=end, heat=0.0)
    assert lines == ["", ""], "neither line was at its end by then"


def test_what_two_texts_share_is_read_once_and_changes_nothing(model: BranchingModel) -> None:
    first, second = model.tokens(TEXT), model.tokens(TEXT.replace("called", "named"))
    model.read(first)
    fresh = model.judge([model.tokens(" Marigold")], words=range(50))
    model.read(second)
    model.read(first)
    again = model.judge([model.tokens(" Marigold")], words=range(50))
    assert np.allclose(fresh, again, atol=0.6)


def test_control_tokens_in_a_text_are_words(model: BranchingModel) -> None:
    end = model.tokens("<|im_end|>", special=True)
    assert len(end) == 1
    assert end[0] not in model.tokens("a <|im_end|> b")
