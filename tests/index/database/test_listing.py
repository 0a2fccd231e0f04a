"""Every file, and every passage that has certain words."""

from pathlib import Path

import pytest

from fakes import put
from index.database import catalog
from index.database.listing import (
    ListedFile,
    count_files,
    indexed_files,
)
from index.index_store import IndexStore
from index.sqlite.full_text import matching_texts
from index.words.full_text import Expression, Mention
from index.words.query import all_words_expression, phrase_expression
from localdocs.types import SourceFile


def found(store: IndexStore, sought: Expression) -> list[Mention]:
    file_ids = [file.file_id for file in files(store)]
    return list(store.connection.full_text.mentions(sought, file_ids))


def files(store: IndexStore) -> list[ListedFile]:
    return indexed_files(store.connection)


def test_files_come_by_path_with_their_pages(store: IndexStore) -> None:
    put(store, "/docs/b.pdf", "one", "two", title="B")
    put(store, "/docs/a.txt", "one")
    first, second = files(store)
    assert (first.path, first.pages, first.title) == (Path("/docs/a.txt"), 1, "")
    assert (second.path, second.pages, second.title) == (Path("/docs/b.pdf"), 2, "B")
    assert indexed_files(store.connection, [second.file_id]) == [second]


def test_skipped_files_are_counted_apart(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "one")
    with store.writing() as connection:
        source = SourceFile(Path("/docs/b.pdf"), 1, 1, 1)
        catalog.store_skipped(connection, source, b"", "encrypted")
    assert count_files(store.connection) == 1
    assert count_files(store.connection, skipped=True) == 1


def test_every_mention_in_a_passage_counts(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "Lithium, lithium and more lithium.", "Nothing here.")
    put(store, "/docs/lithium.txt", "The name of a file is no mention.", title="Lithium")
    (mention,) = found(store, phrase_expression("lithium"))
    assert mention.times == 3


def test_words_of_a_phrase_stand_together_in_their_order(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "The notice period is long.", "A period of notice is given.")
    assert len(found(store, phrase_expression("notice period"))) == 1
    assert len(found(store, all_words_expression("notice period"))) == 2


@pytest.mark.parametrize("asked", ["e-mail", "email", "E-Mail"])
def test_a_hyphen_hides_nothing_and_counts_nothing_twice(store: IndexStore, asked: str) -> None:
    put(store, "/docs/a.txt", "Send an e-mail.", "Send an email.")
    assert [mention.times for mention in found(store, phrase_expression(asked))] == [1, 1]


def test_inflections_and_accents_meet(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "The cafés were closed.")
    assert found(store, phrase_expression("cafe"))


@pytest.mark.parametrize("asked", ['"foo" OR *', "foo* NEAR(bar)", "text : foo", "-foo"])
def test_syntax_is_only_text(store: IndexStore, asked: str) -> None:
    put(store, "/docs/a.txt", "foo or bar")
    put(store, "/docs/b.txt", "something else")
    assert len(found(store, phrase_expression(asked))) <= 1


@pytest.mark.parametrize("asked", ["", "***", "?!", "\x00", "\ud800"])
def test_what_has_no_words_has_no_expression(asked: str) -> None:
    assert phrase_expression(asked) == all_words_expression(asked) == ()


def test_texts_are_matched_as_passages_are() -> None:
    texts = ["Lithium batteries burn.", "Iron rusts.", "A lithium battery."]
    assert matching_texts(phrase_expression("lithium battery"), texts) == {0, 2}
