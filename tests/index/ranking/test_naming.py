"""Which documents a question names."""

from datetime import date
from pathlib import Path

from fakes import put
from index.index_store import IndexStore
from index.ranking.naming import named_documents, naming_terms


def name_of(store: IndexStore, question: str) -> str:
    """The file that the question names most, without its suffix; "" for none."""
    scores = named_documents(store.connection, question)
    if not scores:
        return ""
    best = max(scores, key=lambda file_id: scores[file_id])
    row = store.connection.execute("SELECT path FROM files WHERE id = ?", (best,)).fetchone()
    return Path(row["path"]).stem


def reports(store: IndexStore) -> None:
    """Look-alikes that only their names tell apart."""
    for name in ("ORCHARD_2021_10K", "ORCHARD_2022_10K", "BIGRIVER_2022_10K", "2022 Q3 MILL"):
        put(store, f"/docs/{name}.pdf", "The annual statements follow.")


def test_terms_are_written_as_file_names_write_them() -> None:
    assert {"q1", "2022", "bigriver"} <= set(naming_terms("Big River in the first quarter of FY22"))
    assert {"2024", "Q2".lower()} <= set(naming_terms("sales in 2024Q2"))
    assert "2025" in naming_terms("last year's report", today=date(2026, 3, 1))
    assert "2026" in naming_terms("this year's report", today=date(2026, 3, 1))


def test_company_and_year_name_a_file(store: IndexStore) -> None:
    reports(store)
    assert name_of(store, "What were Orchard's sales in FY2021?") == "ORCHARD_2021_10K"
    assert name_of(store, "What was Big River's revenue in 2022?") == "BIGRIVER_2022_10K"
    assert name_of(store, "Mill costs in the third quarter of 2022") == "2022 Q3 MILL"


def test_what_names_nothing_scores_nothing(store: IndexStore) -> None:
    reports(store)
    assert named_documents(store.connection, "Why is the sky blue?") == {}
    assert named_documents(store.connection, "?!") == {}


def test_the_title_counts_and_the_opening_a_little(store: IndexStore) -> None:
    put(store, "/docs/a.pdf", "Dear Hannah, the boiler is new.", title="Letter to the tenants")
    put(store, "/docs/b.pdf", "A manual of boilers.", title="Boiler manual")
    assert name_of(store, "What does the boiler manual say?") == "b"
    assert name_of(store, "the letter to Hannah") == "a"


def test_the_newest_is_meant_by_the_latest(store: IndexStore) -> None:
    for quarter in ("June 30, 2022", "March 31, 2023", "September 30, 2022"):
        title = f"Orchard Ltd, quarterly report, period ended {quarter}"
        put(store, f"/docs/{quarter.split()[0]}.pdf", "The statements.", title=title)
    assert name_of(store, "What is Orchard's tax rate in the latest quarterly report?") == "March"
    assert name_of(store, "Orchard's quarterly report") == "March"
    assert name_of(store, "Orchard's report of June 2022") == "June"


def test_a_filter_leaves_the_others_out(store: IndexStore) -> None:
    reports(store)
    chosen = store.connection.execute("SELECT id FROM files WHERE path LIKE '%2021%'").fetchone()[0]
    scores = named_documents(store.connection, "Orchard 2022", [chosen])
    assert set(scores) == {chosen}


def test_passages_of_the_named_document_are_found_among_look_alikes(store: IndexStore) -> None:
    pages = [f"Total assets were {number} crowns. Page {number}." for number in range(12)]
    for company in ("Orchard", "Bigriver", "Mill", "Quarry", "Harbour"):
        put(store, f"/docs/{company}_2022.pdf", *pages)
    hits = store.search("What were the total assets of Quarry?", 3)
    assert [hit.path.stem for hit in hits] == ["Quarry_2022"] * 3
