"""Which row of a sheet each line of a page is."""

import pytest

from ingest.pages.grid_cells import GridRow, Merged
from ingest.pages.grids import Grid, add_grid
from ingest.pages.page_builder import PageBuilder
from localdocs.types import BlockKind, Page


def page_of(*rows: tuple[int, str], merged: tuple[Merged, ...] = ()) -> Page:
    """The page of a sheet: numbers of rows, and their cells parted by bars."""
    builder = PageBuilder()
    grid = [
        GridRow(number, {place: text for place, text in enumerate(cells.split("|")) if text})
        for number, cells in rows
    ]
    builder.add(BlockKind.HEADING, "Budget", 1)
    add_grid(builder, Grid(grid, merged))
    builder.add(BlockKind.PARAGRAPH, "Comment on B5: why?")
    return builder.page(1)


def numbered(page: Page) -> list[tuple[str, int]]:
    """The lines with their rows, as the lookup counts them."""
    found = []
    position = 0
    for line in page.text.split("\n"):
        runs = [(start, number) for start, number in page.rows if start <= position]
        start, number = runs[-1] if runs else (0, 0)
        if line:
            found.append((line, number and number + page.text.count("\n", start, position)))
        position += len(line) + 1
    return found


def test_lines_know_their_rows() -> None:
    page = page_of((1, "A budget\nof mine"), (3, "Item|Price"), (4, "Rent|900"), (5, "Power|80"),
                   (8, "Water|20"), (9, "Heat|70"))  # fmt: skip
    assert numbered(page) == [
        ("Budget", 0),
        ("A budget", 1),
        ("of mine", 1),
        ("Item | Price", 3),
        ("Rent | 900", 4),
        ("Power | 80", 5),
        ("Water | 20", 8),
        ("Heat | 70", 9),
        ("Comment on B5: why?", 0),
    ]
    assert len(page.rows) == 5


def test_heads_in_several_rows_are_the_lowest_of_them() -> None:
    page = page_of((1, "Hut|2024"), (2, "|H1|H2"), (3, "North|1|2"), (4, "South|3|4"),
                   merged=(Merged(1, 1, 1, 2),))  # fmt: skip
    assert numbered(page)[1:4] == [("Hut | 2024 H1 | 2024 H2", 2), ("North | 1 | 2", 3),
                                   ("South | 3 | 4", 4)]  # fmt: skip


def test_merged_heads_over_words() -> None:
    page = page_of((1, "Name|Monday||Tuesday"), (2, "|Early|Late|Early|Late"),
                   (3, "Ann|desk|door||desk"), (4, "Bob|door|desk|desk|"),
                   merged=(Merged(1, 0, 2, 0), Merged(1, 1, 1, 2), Merged(1, 3, 1, 4)))  # fmt: skip
    assert page.blocks[1].kind is BlockKind.TABLE_HEADER
    assert numbered(page)[1] == (
        "Name | Monday Early | Monday Late | Tuesday Early | Tuesday Late", 2
    )  # fmt: skip


def test_one_merged_head_over_words() -> None:
    page = page_of((1, "Name|Contact"), (2, "Ann|Main Street|Bonn"), (3, "Bob|Quay|Ulm"),
                   merged=(Merged(1, 1, 1, 2),))  # fmt: skip
    assert numbered(page)[1:3] == [("Name | Contact | Contact", 1), ("Ann | Main Street | Bonn", 2)]
    assert [block.kind for block in page.blocks[1:3]] == [
        BlockKind.TABLE_HEADER,
        BlockKind.TABLE_ROW,
    ]


@pytest.mark.parametrize("last", ["Bob|door|desk|door", "Bob|off|desk"])
def test_merged_cells_among_words_are_no_head(last: str) -> None:
    page = page_of((1, "Cid|off|"), (2, "Ann|desk|door"), (3, last),
                   merged=(Merged(1, 1, 1, 2),))  # fmt: skip
    assert BlockKind.TABLE_HEADER not in [block.kind for block in page.blocks]


@pytest.mark.parametrize("cell", ["€ 389.00", "CHF 12", "1 kr", "1.5 kWh", "$1", "25%", "2 m²"])
def test_heads_stand_over_numbers_with_a_currency_or_a_unit(cell: str) -> None:
    page = page_of((1, "Hut|2024"), (2, "|Q1|Q2"), (3, f"North|{cell}|{cell}"),
                   (4, f"South|{cell}|{cell}"), merged=(Merged(1, 1, 1, 2),))  # fmt: skip
    assert "Hut | 2024 Q1 | 2024 Q2" in page.text


def test_two_tables_side_by_side_have_the_same_rows() -> None:
    page = page_of((1, "Name|Age||City|Size"), (2, "Bo|7||Oslo|3"), (3, "Cy|9||Rome|4"))
    assert [number for _, number in numbered(page)] == [0, 1, 2, 3, 1, 2, 3, 0]
