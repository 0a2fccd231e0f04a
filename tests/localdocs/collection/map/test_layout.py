"""Places in the plane: the same each time, within bounds, true to scale."""

import tracemalloc

import numpy as np
import pytest
from numpy.typing import NDArray

from localdocs.collection.map.layout import (
    EDGE,
    amid_neighbours,
    by_components,
    fitted,
    turned_as,
)


def clusters(count: int = 3, of_each: int = 40) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Unit vectors around so many directions, and which is around which."""
    chance = np.random.default_rng(1)
    centres = chance.normal(size=(count, 32))
    which = np.repeat(np.arange(count), of_each)
    vectors = centres[which] + 0.1 * chance.normal(size=(len(which), 32))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float32), which


def test_what_is_alike_lies_together() -> None:
    vectors, which = clusters()
    plane = by_components(vectors)
    centres = np.stack([plane[which == number].mean(axis=0) for number in range(3)])
    nearest = ((plane[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
    assert (nearest == which).all()


def test_it_is_the_same_each_time_and_in_any_order() -> None:
    vectors, _ = clusters()
    order = np.random.default_rng(2).permutation(len(vectors))
    assert np.allclose(by_components(vectors)[order], by_components(vectors[order]), atol=1e-4)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_few_documents_have_places(count: int) -> None:
    vectors, _ = clusters()
    plane = fitted(by_components(vectors[:count]))
    assert plane.shape == (count, 2)
    assert np.isfinite(plane).all() and (np.abs(plane) <= 1).all()
    apart = {tuple(place) for place in plane.round(3).tolist()}
    assert len(apart) == count


def test_copies_lie_at_one_place() -> None:
    plane = fitted(by_components(np.repeat(clusters()[0][:1], 8, axis=0)))
    assert np.allclose(plane, 0)


def test_scale_is_one_for_both_directions_and_outliers_are_drawn_in() -> None:
    chance = np.random.default_rng(3)
    plane = chance.normal(size=(500, 2)) * [2.0, 1.0]
    plane[0] = [1000, 1000]
    inside = fitted(plane)
    assert np.linalg.norm(inside, axis=1).max() <= 1
    spread = inside[1:].std(axis=0)
    assert spread[0] / spread[1] == pytest.approx(2, rel=0.15)
    assert np.linalg.norm(inside[0]) > EDGE


def test_a_map_drawn_anew_looks_as_it_did() -> None:
    before = np.random.default_rng(4).normal(size=(50, 2))
    turn = np.array([[0.0, -1.0], [-1.0, 0.0]])
    partly = before.copy()
    partly[::3] = np.nan
    assert np.allclose(turned_as(before @ turn, partly), before)
    nothing = np.full_like(before, np.nan)
    assert np.array_equal(turned_as(before, nothing), before)


def test_who_comes_later_lies_amid_its_neighbours() -> None:
    vectors, _which = clusters()
    plane = fitted(by_components(vectors))
    new = np.arange(len(vectors)) % 10 == 0
    found = amid_neighbours(vectors[new], vectors[~new], plane[~new])
    assert np.linalg.norm(found - plane[new], axis=1).max() < 0.2
    assert amid_neighbours(vectors[:3], vectors[:2], plane[:2]).shape == (3, 2)


def test_many_that_come_later_to_many_take_little_memory() -> None:
    chance = np.random.default_rng(5)
    vectors = chance.normal(size=(20_000, 4)).astype(np.float32)
    tracemalloc.start()
    amid_neighbours(vectors[:500], vectors, vectors[:, :2].astype(np.float64))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 40 << 20
