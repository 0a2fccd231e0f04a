"""Rows of cells as lines."""

from ingest.cell_tables import looks_like_header, row_text


def test_rows_are_lines() -> None:
    assert row_text(["a\nb", " ", "c"]) == "a b |  | c"
    assert row_text(["", " "]) == ""


def test_headers() -> None:
    assert looks_like_header([["Name", "Sum"], ["Ann", "3"]])
    assert not looks_like_header([["Ann", "3"], ["Bob", "4"]])
    assert not looks_like_header([["Name", "Name"], ["Ann", "3"]])
    assert not looks_like_header([["Name", ""], ["Ann", "3"]])
    assert not looks_like_header([["Name", "Sum"]])
