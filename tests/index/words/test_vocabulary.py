"""What stands in for words that no passage has; what is there keeps telling the truth."""

from contextlib import closing
from pathlib import Path

import pytest

from fakes import FakeEmbedder, put
from index.index_store import IndexStore
from index.sqlite.connection import open_database
from index.words.query import document_frequency, known_terms, search_terms
from index.words.vocabulary import MOST_ALTERNATIVES

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
    found = store.vocabulary.alternatives(word)
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_only_words_that_nobody_wrote_are_replaced(store: IndexStore) -> None:
    put(store, "/docs/a.txt", TEXT)
    assert known_terms(store.vocabulary, "versicherung") == {"versicherung": 1}
    assert known_terms(store.vocabulary, "pflichtversicherung") == {
        "pflichtversicherung": 0,
        "haftpflichtversicherung": 1,
    }
    assert document_frequency(store.connection, "pflichtversicherung") == 0
    terms = known_terms(store.vocabulary, "pflichtversicherung")
    assert search_terms(store.connection, terms, 5)


def test_new_words_are_known_at_once(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "Haftpflicht")
    assert store.vocabulary.alternatives("kraftfahrzeugversicherungen") == []
    put(store, "/docs/b.txt", "Kraftfahrzeugversicherung")
    assert store.vocabulary.alternatives("kraftfahrzeugversicherungen")


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_words_that_are_gone_are_forgotten_at_once(store: IndexStore) -> None:
    put(store, "/docs/b.txt", "Kraftfahrzeugversicherung")
    assert store.vocabulary.alternatives("kraftfahrzeugversicherungen")
    put(store, "/docs/b.txt", "nothing")
    assert store.vocabulary.alternatives("kraftfahrzeugversicherungen") == []


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_two_libraries_of_one_size_have_each_its_own_words(
    store: IndexStore, tmp_path: Path
) -> None:
    put(store, "/docs/a.txt", "Haftpflicht")
    path = tmp_path / "other" / "localdocs.db"
    with closing(open_database(path)) as connection:
        other = IndexStore(connection, FakeEmbedder, "1")
        put(other, "/docs/a.txt", "Kraftwagen!")
        assert store.vocabulary.alternatives("haftpflichten")
        assert _stamp(store) == _stamp(other), "the case that shared words would get wrong"
        assert other.vocabulary.alternatives("haftpflichten") == []
        assert other.vocabulary.alternatives("kraftwagens") == ["kraftwagen"]


def test_alternatives_are_bounded(store: IndexStore) -> None:
    put(store, "/docs/a.txt", " ".join(f"{letter * 4}wagen" for letter in "abcdefghijklmnop"))
    assert len(store.vocabulary.alternatives("wagen")) == MOST_ALTERNATIVES


def _stamp(store: IndexStore) -> list[bytes]:
    query = "SELECT block FROM words_data WHERE id IN (1, 10)"
    return [row[0] for row in store.connection.execute(query)]
