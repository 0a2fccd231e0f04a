"""Which languages a library is in: a sample is enough, and a little of another one is not."""

from fakes import put
from index.database.passage_texts import sampled_texts
from index.index_store import IndexStore
from localdocs.collection.languages import other_languages

GERMAN = "Die Gebühr wird für die Tage nach der Verlegung {} nicht erhoben, und das ist neu."
SPANISH = "El muelle {} está cerrado, y los pasajeros desembarcan en la rampa de los botes."
ENGLISH = "The fee is not charged for the days that follow the move {} of a vessel."


def fill(store: IndexStore, **counts: int) -> None:
    texts = {"german": GERMAN, "spanish": SPANISH, "english": ENGLISH, "codes": "x{}=12;y[3]"}
    for name, count in counts.items():
        put(store, f"/d/{name}.txt", *(texts[name].format(number) for number in range(count)))


def test_an_empty_library_is_in_none(store: IndexStore) -> None:
    assert other_languages(store.connection) == ()
    assert sampled_texts(store.connection, 10) == []


def test_a_library_in_english_and_code_has_no_others(store: IndexStore) -> None:
    fill(store, english=10, codes=30, german=3)
    assert other_languages(store.connection) == ()


def test_other_languages_are_told_most_frequent_first(store: IndexStore) -> None:
    fill(store, english=10, spanish=3, german=5, codes=20)
    assert other_languages(store.connection) == ("German", "Spanish")


def test_a_sample_is_spread_over_all_passages(store: IndexStore) -> None:
    fill(store, english=50, german=50)
    found = sampled_texts(store.connection, 20)
    assert len(found) == 20
    assert sum("Gebühr" in text for text in found) == 10
