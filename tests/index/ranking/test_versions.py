"""Versions of one document."""

from pathlib import Path

from fakes import put
from index.index_store import IndexStore
from index.ranking.versions import versions_of

RULES = "Dogs stay outside. Wash up and put the plates away before you go. Ring Ann for the key. "


def names(store: IndexStore, name: str) -> list[str]:
    """The names of the versions of a document, newest first; none where there is only the one."""
    found = versions_of(store.connection, Path("/docs") / name)
    return [path.name for path in found.paths] if found else []


def test_the_same_text_with_another_date_is_a_version(store: IndexStore) -> None:
    put(store, "/docs/house rules 2020.txt", RULES + "Quiet from 22:00.")
    put(store, "/docs/old/house rules 2022.txt", RULES + "Quiet from 23:00.")
    put(store, "/docs/house rules 2021.txt", "In the mountains there are other rules of a house.")
    assert names(store, "house rules 2020.txt") == ["house rules 2022.txt", "house rules 2020.txt"]
    found = versions_of(store.connection, Path("/docs/house rules 2020.txt"))
    assert found is not None and found.date == "2022"
    assert names(store, "house rules 2021.txt") == []


def test_titles_tell_too(store: IndexStore) -> None:
    for name, year, hour in (("a", 2020, "22:00"), ("b", 2022, "23:00")):
        put(store, f"/docs/{name}.txt", RULES + hour, title=f"House rules of May {year}")
    assert names(store, "a.txt") == ["b.txt", "a.txt"]


def test_a_mark_in_the_name_is_a_version_whatever_it_says(store: IndexStore) -> None:
    put(store, "/docs/lease draft.txt", "We let the barn.")
    put(store, "/docs/lease v2.txt", "The barn is let to Ann for a year.")
    put(store, "/docs/lease_final.txt", "This contract is between Ann and Ben.")
    put(store, "/other/lease v3.txt", "Another barn, another contract.")
    assert names(store, "lease draft.txt") == ["lease_final.txt", "lease v2.txt", "lease draft.txt"]


def test_a_download_or_copy_is_a_version_if_it_says_largely_but_not_quite_the_same(
    store: IndexStore,
) -> None:
    put(store, "/docs/rules.txt", RULES + "Quiet from 22:00.")
    put(store, "/docs/rules (1).txt", "Rules of chess: the king moves one square.")
    put(store, "/docs/rules copy.txt", RULES + "Quiet from 22:00.")
    assert names(store, "rules.txt") == []
    put(store, "/docs/rules (2).txt", RULES + "Quiet from 23:00.")
    assert set(names(store, "rules.txt")) == {"rules (2).txt", "rules.txt"}


def test_a_series_has_no_versions_however_alike_its_documents_are(store: IndexStore) -> None:
    for name in ("minutes-2025-03", "invoice-0012", "report Q1 2024", "bill May 2024"):
        put(store, f"/docs/{name}.txt", RULES + name)
    for name in ("minutes-2025-04", "invoice-0013", "report Q2 2024", "bill June 2024"):
        put(store, f"/docs/{name}.txt", RULES + name)
        assert names(store, f"{name}.txt") == []


def test_files_that_are_counted_are_no_versions(store: IndexStore) -> None:
    """A number in the name that looks like a year, among others that do not."""
    for number in (7, 812, 1999, 2031, 12040):
        put(store, f"/docs/crate{number}.txt", f"{RULES}{number}")
    for number in (7, 1999, 2031):
        assert names(store, f"crate{number}.txt") == []


def test_namesakes_are_no_versions(store: IndexStore) -> None:
    put(store, "/docs/one/house rules.txt", RULES + "a", title="House rules of the club")
    put(store, "/docs/two/house rules.txt", RULES + "b", title="House rules of the club")
    put(store, "/docs/2020.txt", RULES + "a")
    put(store, "/docs/2021.txt", RULES + "b")
    assert names(store, "one/house rules.txt") == names(store, "2020.txt") == []
    assert names(store, "nothing.txt") == []
