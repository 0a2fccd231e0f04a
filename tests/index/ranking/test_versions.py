"""Versions of one document."""

from pathlib import Path

from fakes import put
from index.index_store import IndexStore
from index.ranking.versions import versions_of


def test_reports_of_a_series_are_versions_newest_first(store: IndexStore) -> None:
    for name, ended in (("a", "June 30, 2022"), ("b", "March 31, 2023"), ("c", "May 1, 2021")):
        put(store, f"/docs/{name}.pdf", name, title=f"Orchard, report for the period ended {ended}")
    put(store, "/docs/d.pdf", "d", title="Orchard, letter of June 30, 2022")
    found = versions_of(store.connection, Path("/docs/a.pdf"))
    assert found is not None
    assert [path.stem for path in found.paths] == ["b", "a", "c"]
    assert found.date == "2023-03-31"


def test_without_a_title_the_file_name_tells(store: IndexStore) -> None:
    put(store, "/docs/lease 2020.txt", "a")
    put(store, "/docs/lease 2022.txt", "b")
    found = versions_of(store.connection, Path("/docs/lease 2020.txt"))
    assert found is None  # "lease" alone is too little to go by
    put(store, "/docs/house rules 2020.txt", "c")
    put(store, "/docs/house rules 2022.txt", "d")
    found = versions_of(store.connection, Path("/docs/house rules 2020.txt"))
    assert found is not None and found.paths[0] == Path("/docs/house rules 2022.txt")


def test_files_that_are_counted_are_no_versions(store: IndexStore) -> None:
    """A number in the name that looks like a year, among others that do not."""
    for number in (7, 812, 1999, 2031, 12040):
        put(store, f"/docs/delivery{number}.txt", str(number))
    for number in (7, 1999, 2031):
        assert versions_of(store.connection, Path(f"/docs/delivery{number}.txt")) is None


def test_one_document_and_undated_namesakes_are_no_versions(store: IndexStore) -> None:
    put(store, "/docs/one/house rules.txt", "a", title="House rules of the club")
    assert versions_of(store.connection, Path("/docs/one/house rules.txt")) is None
    put(store, "/docs/two/house rules.txt", "b", title="House rules of the club")
    assert versions_of(store.connection, Path("/docs/one/house rules.txt")) is None
    assert versions_of(store.connection, Path("/docs/nothing.txt")) is None
