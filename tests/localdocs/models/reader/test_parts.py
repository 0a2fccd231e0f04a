"""The pure parts of the reader: windows, places, likelihoods, and the format of its weights."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from localdocs.models.encoder.tensors import read_safetensors, widen
from localdocs.models.reader.calibration import Calibration
from localdocs.models.reader.spans import MOST_ANSWER_TOKENS, Place, best_places, merge
from localdocs.models.reader.windows import CLS, MOST_TOKENS, SEP, SHARED_TOKENS, make_windows


def test_a_short_text_is_one_window() -> None:
    (window,) = make_windows([7, 8], [9], [1, 2, 3], text=4)
    assert window.ids == (CLS, 7, 8, SEP, 9, SEP, 1, 2, 3, SEP)
    assert (window.second, window.body, window.begin, window.length) == (4, 6, 0, 3)
    assert window.text == 4


def test_without_a_heading_the_text_follows_the_question() -> None:
    (window,) = make_windows([7, 8], [], [1, 2, 3], text=0)
    assert window.ids == (CLS, 7, 8, SEP, 1, 2, 3, SEP)
    assert window.second == window.body == 4


def test_no_tokens_no_window() -> None:
    assert make_windows([7], [9], [], text=0) == []


@pytest.mark.parametrize("count", [300, 313, 314, 315, 1000, 5000])
def test_windows_cover_a_long_text_and_overlap(count: int) -> None:
    tokens = list(range(1000, 1000 + count))
    windows = make_windows([1, 2, 3], [], tokens, text=0)
    seen: set[int] = set()
    for window in windows:
        assert len(window.ids) <= MOST_TOKENS
        inside = window.ids[window.body : window.body + window.length]
        assert list(inside) == tokens[window.begin : window.begin + window.length]
        seen.update(inside)
    assert seen == set(tokens)
    for before, after in pairwise(windows):
        assert before.begin + before.length - after.begin == SHARED_TOKENS


def test_a_long_question_and_heading_leave_room_for_the_text() -> None:
    windows = make_windows([5] * 900, [6] * 900, list(range(400)), text=0)
    assert all(len(window.ids) <= MOST_TOKENS and window.length > SHARED_TOKENS
               for window in windows[:-1])  # fmt: skip


def logits(length: int, **likely: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    """Logits of a row of ``length`` tokens: 5 for the start and the end that are named, else 0."""
    values = np.zeros((length, 2), np.float32)
    values[likely["start"], 0] = 5
    values[likely["end"], 1] = 5
    return values


def test_the_best_place_is_counted_in_tokens_of_the_text() -> None:
    best = best_places(logits(12, start=6, end=8), body=4, length=7, begin=100)[0]
    assert best == Place(102, 104, 10.0)


def test_a_place_never_ends_before_it_starts_nor_leaves_the_text() -> None:
    for values in (logits(12, start=8, end=6), logits(12, start=2, end=11)):
        places = best_places(values, body=4, length=7, begin=0)
        assert all(0 <= place.first <= place.last < 7 for place in places)


def test_a_place_is_not_longer_than_allowed() -> None:
    values = logits(90, start=5, end=5 + MOST_ANSWER_TOKENS)
    places = best_places(values, body=4, length=80, begin=0)
    assert all(place.last - place.first < MOST_ANSWER_TOKENS for place in places)
    assert places[0].score == 5.0


def test_the_score_says_how_much_better_than_nothing() -> None:
    values = logits(12, start=6, end=8)
    values[0] = 7.0
    assert best_places(values, body=4, length=7, begin=0)[0].score == -4.0


def test_one_token_is_a_place() -> None:
    assert best_places(np.zeros((6, 2), np.float32), 4, 1, 0) == [Place(0, 0, 0.0)]


def test_places_of_several_windows_are_merged() -> None:
    one, better, other = Place(3, 4, 1.0), Place(3, 4, 2.0), Place(9, 9, 1.5)
    assert merge([[one], [better, other]]) == [better, other]
    assert merge([]) == []


def test_likelihood_grows_with_both_logits_and_stays_within_bounds() -> None:
    calibration = Calibration(head=1.0, margin=0.5, bias=-1.0, threshold=0.5)
    assert calibration.likelihood(0.0, 2.0) == 0.5
    assert calibration.likelihood(1.0, 2.0) > 0.5 > calibration.likelihood(0.0, 1.0)
    assert calibration.likelihood(-1e4, -1e4) == 0.0
    assert calibration.likelihood(1e4, 1e4) == 1.0


def test_weights_are_read_and_widened(tmp_path: Path) -> None:
    matrix = np.array([[127, -127], [1, 2]], np.int8)
    scale = np.array([[0.5], [2.0]], np.float32)
    header = {
        "__metadata__": {"format": "np"},
        "m": {"dtype": "I8", "shape": [2, 2], "data_offsets": [0, 4]},
        "m.scale": {"dtype": "F32", "shape": [2, 1], "data_offsets": [4, 12]},
    }
    text = json.dumps(header).encode()
    path = tmp_path / "weights.safetensors"
    path.write_bytes(len(text).to_bytes(8, "little") + text + matrix.tobytes() + scale.tobytes())
    tensors = read_safetensors(path)
    assert widen(tensors, "m").tolist() == [[63.5, -63.5], [2.0, 4.0]]
    assert widen(tensors, "m.scale").tolist() == [[0.5], [2.0]]
