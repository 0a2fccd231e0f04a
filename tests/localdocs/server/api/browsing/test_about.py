"""What there is to be asked of a document, as the API tells it."""

import pytest

from fakes import put_file
from index.database.summaries import Sentence
from index.index_store import IndexStore
from localdocs.server.api.browsing import about
from paths import EXAMPLES


def test_a_heading_far_down_has_the_name_of_its_page(
    store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the first thousand pages that have a name are listed."""
    number = put_file(store, EXAMPLES / "neighbours-meeting.md")
    store.connection.execute("UPDATE pages SET place = 'sheet Rules'")
    monkeypatch.setattr(about, "MOST_NAMED_PAGES", 0)
    told = about._outline(store.connection, number)
    assert told["named_pages"] == [] and len(told["headings"]) == 5
    assert {heading["called"] for heading in told["headings"]} == {"sheet Rules"}


def test_a_sentence_whose_page_is_gone_is_not_quoted(store: IndexStore) -> None:
    number = put_file(store, EXAMPLES / "neighbours-meeting.md")
    told = about._quotes(store.connection, number, (Sentence(1, 0, 5), Sentence(7, 0, 5)))
    assert [quote["page"] for quote in told] == [1]
