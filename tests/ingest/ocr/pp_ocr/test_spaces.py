"""Spaces that the network left out are seen in the picture: no figure becomes two by it."""

from collections.abc import Sequence

import numpy as np
import pytest

from ingest.ocr.pp_ocr.spaces import with_spaces

LETTER = 12


def line(signs: str, gaps: Sequence[int]) -> str:
    """A line of bars of 12 pixels, one a sign, with gaps of so many pixels between them."""
    light = np.ones((48, (LETTER + max(gaps)) * len(signs)), np.float32)
    places, left = [], 0
    for gap in (*gaps, 0):
        light[10:40, left : left + LETTER] = -1.0
        places.append(left + LETTER / 2)
        left += LETTER + gap
    return with_spaces(list(signs), np.array(places, np.float32), light)


@pytest.mark.parametrize(
    ("signs", "gaps", "text"),
    [
        ("onTue", [3, 11, 2, 3], "on Tue"),
        ("12June", [8, 12, 3, 2, 3], "12 June"),
        ("2,Th", [2, 11, 3], "2, Th"),
        ("word", [3, 9, 3], "word"),
        ("1,117.10", [2, 6, 11, 11, 6, 12, 11], "1,117.10"),  # a 1 stands far from others
        ("202411", [3, 2, 3, 24, 11], "2024 11"),
        ("TITLE", [14, 15, 14, 16], "TITLE"),  # set with room between all letters
        ("a b", [12, 12], "a b"),
        ("图书,馆", [14, 4, 14], "图书,馆"),
        ("don't", [2, 3, 11, 2], "don't"),
    ],
)
def test_a_gap_between_words_is_a_space(signs: str, gaps: list[int], text: str) -> None:
    assert line(signs, gaps) == text


def test_one_sign_alone() -> None:
    assert with_spaces(["x"], np.array([6], np.float32), np.ones((48, 64), np.float32)) == "x"


def test_light_letters_on_a_dark_ground_stay_as_they_were_read() -> None:
    light = np.full((48, 200), -1.0, np.float32)
    light[10:40, 20:40] = light[10:40, 90:110] = 1.0
    assert with_spaces(["a", "b"], np.array([30, 100], np.float32), light) == "ab"
