"""The tables of other languages."""

import pytest

from localdocs.languages.spelling import folded
from localdocs.languages.words import LATIN, TABLES, language

NAMES = sorted(path.stem for path in TABLES.iterdir())
KINDS = {"person", "time", "number", "price", "place", "steps", "list", "reason", "verdict", "fact"}


def test_they_are_all_there() -> None:
    others = {"russian", "chinese", "japanese", "arabic", "hindi"}
    assert set(NAMES) == {*LATIN, *others}


@pytest.mark.parametrize("name", NAMES)
def test_each_says_what_asks_for_what(name: str) -> None:
    known = language(name)
    assert known.asks.keys() == KINDS
    assert all(phrases and all(phrases) for phrases in known.asks.values())
    assert known.negations and known.amounts and known.money
    assert known.units_of_time < known.times
    words = known.function | known.everyday | known.times
    assert all(folded(word) == word for word in words)


@pytest.mark.parametrize("name", NAMES)
def test_each_has_all_months_days_and_numbers(name: str) -> None:
    import tomllib

    table = tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))
    assert len(table["months"].split()) == 12
    assert len(table["weekdays"].split()) >= 7
    assert len(table["numbers"].split()) >= 11


def test_none_is_read_for_an_english_question() -> None:
    from prompts.question.question import read_question

    language.cache_clear()
    read_question("How many litres does the tank hold?")
    assert language.cache_info().misses == 0
