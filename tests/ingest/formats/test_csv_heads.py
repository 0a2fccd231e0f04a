"""Heads in two rows of records."""

from pathlib import Path

import pytest

from ingest.formats.csv_file import read
from localdocs.types import BlockKind


def heads(folder: Path, content: str) -> list[str]:
    file = folder / "x.csv"
    file.write_text(content, "utf-8")
    page = read(file).pages[0]
    return [
        page.text[block.start : block.end]
        for block in page.blocks
        if block.kind is BlockKind.TABLE_HEADER
    ]


@pytest.mark.parametrize(
    ("content", "head"),
    [
        (
            ",2023,,2024,\nRegion,Q1,Q2,Q1,Q2\nNorth,1,2,3,4\nSouth,5,6,7,8\n",
            "Region | 2023 Q1 | 2023 Q2 | 2024 Q1 | 2024 Q2",
        ),
        (
            "Ship,Crew,Loads,\n,,Coal,Salt\nOda,3,40 t,2 t\nIva,4,50 t,3 t\n",
            "Ship | Crew | Loads Coal | Loads Salt",
        ),
        (
            "Loads of May\n,2023,,2024\nShip,Out,Home,Out,Home\nOda,1,2,3,4\nIva,5,6,7,8\n",
            "Ship | 2023 Out | 2023 Home | 2024 Out | 2024 Home",
        ),
        (",Loads,\nShip,Coal,Salt\nOda,1,2\nIva,3,4\n", "Ship | Loads Coal | Loads Salt"),
        (
            "Part,Weight,Price\n,kg,EUR\nBolt,1,2\nNut,3,4\n",
            "Part | Weight kg | Price EUR",
        ),
        (
            "Ship,Summer,,Winter,\nShip,Out,Home,Out,Home\nOda,1,2,3,4\nIva,5,6,7,8\n",
            "Ship | Summer Out | Summer Home | Winter Out | Winter Home",
        ),
    ],
)
def test_two_rows_become_one(tmp_path: Path, content: str, head: str) -> None:
    assert heads(tmp_path, content) == [head]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("Name,City,Age\nAnn,Leeds,\nBob,York,3\nCid,Hull,4\n", ["Name | City | Age"]),
        ("Name,City\n,Leeds\nBob,York\nCid,Hull\n", ["Name | City"]),
        ("Cups,,\nTeam,Won,Lost\nBlues,1,2\nReds,3,4\n", ["Team | Won | Lost"]),
        ("Part,Price\n,12\nBolt,1\nNut,3\n", ["Part | Price"]),
        ("Made in,May\nTeam,Won,Lost\nBlues,1,2\nReds,3,4\n", ["Team | Won | Lost"]),
    ],
)
def test_a_record_is_no_head(tmp_path: Path, content: str, found: list[str]) -> None:
    assert heads(tmp_path, content) == found
