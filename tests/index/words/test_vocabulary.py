"""What stands in for words that no passage has; what is there keeps telling the truth."""

import pytest

from fakes import put
from index.index_store import IndexStore
from index.words import vocabulary
from index.words.query import document_frequency, known_terms, search_terms
from index.words.vocabulary import alternatives

TEXT = (
    "Die Haftpflichtversicherung zahlt. Haftpflicht, Versicherung und Arbeitsvertrag. "
    "Ubezpieczenie domu. Cumhurbaşkanı sigorta Verträge receive management liabilities 12345 house"
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("pflichtversicherung", ["haftpflichtversicherung"]),
        ("haftpflichtversicherungen", ["haftpflichtversicherung", "haftpflicht", "versicherung"]),
        ("versicherungshaus", ["versicherung", "hau"]),
        ("ubezpieczenia", ["ubezpieczeni"]),
        ("sigortanin", ["sigorta"]),
        ("recieve", ["receiv"]),
        ("reeceive", ["receiv"]),
        ("managment", ["manag"]),
        ("hous", []),
        ("quidditch", []),
        ("x1234567", []),
        ("a" * 10_000, []),
    ],
)
def test_what_may_stand_for_a_word(store: IndexStore, word: str, expected: list[str]) -> None:
    put(store, "/docs/a.txt", TEXT, "Haus")
    found = alternatives(store.connection, word)
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_only_words_that_nobody_wrote_are_replaced(store: IndexStore) -> None:
    put(store, "/docs/a.txt", TEXT)
    assert known_terms(store.connection, "versicherung") == {"versicherung": 1}
    assert known_terms(store.connection, "pflichtversicherung") == {
        "pflichtversicherung": 0,
        "haftpflichtversicherung": 1,
    }
    assert document_frequency(store.connection, "pflichtversicherung") == 0
    terms = known_terms(store.connection, "pflichtversicherung")
    assert search_terms(store.connection, terms, 5)


def test_new_words_are_known_at_once(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "Haftpflicht")
    assert alternatives(store.connection, "kraftfahrzeugversicherungen") == []
    put(store, "/docs/b.txt", "Kraftfahrzeugversicherung")
    assert alternatives(store.connection, "kraftfahrzeugversicherungen")
    put(store, "/docs/b.txt", "nothing")
    assert alternatives(store.connection, "kraftfahrzeugversicherungen") == []


def test_alternatives_are_bounded(store: IndexStore) -> None:
    put(store, "/docs/a.txt", " ".join(f"{letter * 4}wagen" for letter in "abcdefghijklmnop"))
    assert len(alternatives(store.connection, "wagen")) == vocabulary.MOST_ALTERNATIVES
