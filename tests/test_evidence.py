"""Evidence: sentences weighed without a model."""

from pathlib import Path

import pytest

from fakes import FakeEmbedder
from localdocs.evidence import (
    covered,
    features,
    find_evidence,
    likelihood,
    rarity_of,
)
from localdocs.types import Hit

QUESTION = "What does the ferry cost?"


def hit(text: str, *, heading: str = "", columns: str = "", name: str = "a.txt") -> Hit:
    return Hit(
        1, Path("/docs") / name, "", 1, "", 50, 50 + len(text), heading, columns, text, 0.5,
        "both", 0.4,
    )  # fmt: skip


def texts(question: str, *hits: Hit) -> list[str]:
    rarity = rarity_of(question, lambda word: 1, 10)
    found = find_evidence(question, hits, FakeEmbedder(), rarity)
    for item in found:
        quote = item.quote
        assert quote.hit.text[quote.start - 50 : quote.end - 50] == quote.text
    return [item.quote.text for item in found]


def test_the_sentence_that_speaks_to_the_question_comes_first() -> None:
    found = texts(QUESTION, hit("The sea was calm. The ferry costs 12 crowns. We sang songs."))
    assert found[0] == "The ferry costs 12 crowns."


def test_a_question_for_a_number_prefers_sentences_with_one() -> None:
    passage = hit("The ferry costs money. The ferry costs 12 crowns.")
    assert texts("How much does the ferry cost?", passage)[0] == "The ferry costs 12 crowns."
    assert texts("Who says what the ferry costs?", passage)[0] == "The ferry costs money."


def test_a_sentence_that_ends_in_a_colon_takes_the_next_one_along() -> None:
    found = texts("What is the cause?", hit("The cause was this:\nThe pump had run dry."))
    assert "The cause was this:\nThe pump had run dry." in found


def test_a_sentence_that_points_back_takes_the_one_before_along() -> None:
    found = texts(QUESTION, hit("The ferry is red. It costs 12 crowns a ride."))
    assert "The ferry is red. It costs 12 crowns a ride." in found


def test_tables_of_contents_are_no_evidence() -> None:
    assert (
        texts(QUESTION, hit("The ferry ........................ 12\nCosts ............. 14")) == []
    )


def test_a_row_is_weighed_with_its_column_headers() -> None:
    row = hit("Ferry 12.00 14.50 16.00", columns="Fare | Child | Adult | Cabin")
    rarity = rarity_of("adult fare for the ferry", lambda word: 1, 10)
    (item,) = find_evidence("adult fare", [row], FakeEmbedder(), rarity)
    assert item.quote.is_row
    assert item.coverage == pytest.approx(1.0)


def test_rare_words_weigh_more() -> None:
    frequency = {"ferry": 1, "cost": 90}.get
    rarity = rarity_of(QUESTION, lambda word: frequency(word) or 0, 100)
    assert rarity["ferry"] > rarity["cost"]
    assert covered(rarity, "the ferry") > covered(rarity, "the cost")
    assert covered(rarity, "ferries cost") == pytest.approx(1.0)
    assert covered({}, "anything") == 0.0


def test_likelihood_rises_with_each_of_its_features() -> None:
    def chance(passage: Hit) -> float:
        rarity = rarity_of(QUESTION, lambda word: 1, 10)
        found = find_evidence(QUESTION, [passage], FakeEmbedder(), rarity)
        assert all(-1.0001 <= value <= 1.0001 for value in features([passage], found, rarity))
        return likelihood([passage], found, rarity)

    good, bad = hit("The ferry costs 12 crowns."), hit("Beans are sown in early April.")
    assert 0.0 <= chance(bad) < chance(good) <= 1.0


def test_nothing_found_is_not_likely() -> None:
    assert likelihood([], [], {}) == 0.0
    assert find_evidence(QUESTION, [], FakeEmbedder(), {}) == []
