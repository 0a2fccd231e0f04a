"""What hangs together in a picture of yes and no, and the rectangle around it."""

import math

import numpy as np
import pytest

from ingest.ocr.pp_ocr.components import narrowest_rectangle, parts, turned_rectangle


def approx(value: float) -> object:
    return pytest.approx(value, abs=0.001)


def values(*rows: str) -> np.ndarray:
    return np.array([[float(sign == "#") for sign in row] for row in rows], np.float32)


def test_parts_touch_by_sides_and_corners() -> None:
    found = list(parts(values("##..#", "...#.", ".....", "#..##"), 0.5))
    assert sorted(part.pixels for part in found) == [1, 2, 2, 2]


def test_a_part_that_comes_together_from_two_sides_is_one() -> None:
    assert [part.pixels for part in parts(values("#.#", "#.#", "###"), 0.5)] == [7]


def test_the_score_is_the_mean_of_the_values() -> None:
    painted = np.array([[0.4, 0.8, 0.0], [0.0, 0.0, 0.0]], np.float32)
    (part,) = parts(painted, 0.3)
    assert part.score == pytest.approx(0.6)


def test_nothing() -> None:
    assert list(parts(values("...", "..."), 0.5)) == []


@pytest.mark.parametrize("degrees", [-40.0, -3.0, 0.0, 2.0, 30.0])
def test_the_rectangle_finds_how_it_is_turned(degrees: float) -> None:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = [(-40, -5), (40, -5), (40, 5), (-40, 5)]
    points = np.array([(cos * x - sin * y + 50, sin * x + cos * y + 70) for x, y in corners])
    found = narrowest_rectangle(points)
    assert (found.width, found.height) == (approx(80), approx(10))
    assert (found.across, found.down) == (approx(50), approx(70))
    assert found.degrees == pytest.approx(degrees, abs=0.01)
    assert turned_rectangle(points, degrees).width == approx(80)


def test_noise_takes_no_longer_than_it_may() -> None:
    noise = np.random.default_rng(1).random((1280, 1280)).astype(np.float32)
    assert sum(part.pixels for part in parts(noise, 0.5)) > 100_000
