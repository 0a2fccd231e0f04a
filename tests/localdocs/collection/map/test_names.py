"""Names of regions: words that most of a group have and few of the others, or none."""

import pytest

from fakes import put
from index.index_store import IndexStore
from localdocs.collection.map.names import names_of
from localdocs.collection.map.samples import Words, could_be_a_name, sampled_words


def words(text: str, head: str = "") -> Words:
    """Words as they are: a stem is the word in small letters."""
    in_head = {word.lower(): word for word in head.split()}
    return Words(in_head, {word.lower(): word for word in text.split()} | in_head)


def test_a_group_is_told_by_what_is_its_own() -> None:
    boats = [words(f"harbour boat wind {number}x") for number in range(6)]
    bread = [words(f"oven flour wind {number}y") for number in range(6)]
    first, second = names_of([boats, bread])
    assert set(first.split(", ")) == {"boat", "harbour"}
    assert set(second.split(", ")) == {"flour", "oven"}


def test_titles_count_more() -> None:
    boats = [words("rope anchor", head="Sailing") for _ in range(6)]
    bread = [words("oven flour") for _ in range(6)]
    assert names_of([boats, bread])[0].startswith("Sailing")


def test_without_a_telling_word_there_is_no_name() -> None:
    alike = [words("harbour boat wind") for _ in range(6)]
    assert names_of([alike, alike]) == ["", ""]
    strangers = [words(f"word{number}") for number in range(9)]
    assert names_of([strangers, alike])[0] == ""
    assert names_of([]) == [] and names_of([[], []]) == ["", ""]


def test_a_word_is_written_as_most_write_it() -> None:
    boats = [words("HARBOUR"), words("harbour"), words("harbour"), words("VAT"), words("VAT")]
    assert names_of([boats, [words("oven")] * 5])[0] == "harbour, VAT"


@pytest.mark.parametrize("word", ["harbour", "VAT", "Straße", "図書", "договор"])
def test_words_that_can_be_names(word: str) -> None:
    assert could_be_a_name(word)


@pytest.mark.parametrize(
    "word", ["2024", "q3x", "the", "och", "abc", "page", "May", "a" * 30, "x_y"]
)
def test_words_that_cannot(word: str) -> None:
    assert not could_be_a_name(word)


def test_function_words_of_the_text_s_language_are_left_out(store: IndexStore) -> None:
    text = "Der Mieter zahlt die Miete und die Kaution für die Wohnung an den Vermieter bis Montag."
    put(store, "/docs/lease.txt", text, title="Mietvertrag")
    found = sampled_words(store.connection, 1)
    assert set(found.head.values()) == {"Mietvertrag"}
    assert {"Mieter", "Kaution", "Vermieter"} <= set(found.all.values())
    assert not {"der", "die", "und", "für", "zahlt", "bis"} & set(found.all.values())
