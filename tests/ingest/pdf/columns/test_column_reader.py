"""Columns that a page writes row by row are read one after the other; tables and forms stay."""

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from ingest.pdf.reader import read
from pdf_forms import Words, field, pdf_with

MEETING = [
    "The committee met on the first",
    "Tuesday of March and heard the",
    "report of the treasurer. The",
    "balance at the end of the year",
    "was 8,412 euros. The auditors",
    "found no fault in the books.",
    "The treasurer was thanked and",
    "asked to go on for a year.",
]
SLIPWAY = [
    "Repairs to the slipway begin in",
    "April. The contractor is Holm",
    "and Sons; the price agreed is",
    "31,900 euros without tax. Boats",
    "must leave the slipway before",
    "the second of April. Members",
    "who need a crane ask the office",
    "two weeks before.",
]
REGATTA = [
    "The regatta is sailed on the",
    "last Saturday of June, if the",
    "wind allows it. Boats of all",
    "classes may take part, and the",
    "fee is twelve euros for each",
    "boat. A cup is given to the",
    "fastest crew under the age of",
    "twenty years.",
]
TABLE = [
    ["Mooring fee for small boats", "paid in advance", "120.00"],
    ["Mooring fee for large boats", "paid in advance", "240.00"],
    ["Crane, with the harbour crew", "paid on the day", "85.50"],
    ["Storage of a mast in winter", "paid in advance", "40.00"],
    ["Electricity on the west pier", "paid each month", "18.20"],
    ["Water from the public supply", "paid each month", "6.10"],
]
ADDRESSES = [
    ["Harbour Office of Northquay", "Sailing Club of the Islet"],
    ["Attn. Ms Ingrid Lund", "Attn. Mr Tom Haddon"],
    ["Old Customs House, West Pier", "The Boathouse, South Mole"],
    ["Northquay NQ4 7TT", "Islet IS1 2AB"],
    ["Telephone 0555 010 203", "Telephone 0555 040 506"],
]
CONTENTS = [
    ["1 What the harbour is for", "A description of the place", "3"],
    ["2 Who may use the harbour", "Members, guests and others", "7"],
    ["3 How a berth is asked for", "The form and its annexes", "12"],
    ["4 What has to be paid when", "Fees, deposits and fines", "15"],
    ["5 When the harbour is shut", "Storms and winter storage", "21"],
]
TERMS = [
    ["Berth", "the place where a boat lies, with its two posts and"],
    ["", "the ring on the pier that goes with them"],
    ["Mole", "the wall that keeps the sea out of the harbour, and"],
    ["", "on which nobody may walk in a storm"],
    ["Slip", "the ramp on which boats are drawn out of the water"],
    ["", "in autumn and let down in spring"],
]


def rows_of(columns: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(row) for row in zip_longest(*columns, fillvalue="")]


def placed(
    rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float = 700, lower: float = 0
) -> Words:
    """Rows from the top on; each column stands so much lower than the one on its left."""
    return [
        (left, top - 14 * number - lower * column, text)
        for number, row in enumerate(rows)
        for column, (left, text) in enumerate(zip(lefts, row, strict=True))
        if text
    ]


def lines(file: Path) -> list[str]:
    return [line for page in read(file).pages for line in page.text.split("\n") if line]


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    return [" ".join(filter(None, row)) for row in rows]


@pytest.mark.parametrize("lower", [0, 3, 7, -4])
def test_two_columns(tmp_path: Path, lower: float) -> None:
    words = placed(rows_of([MEETING, SLIPWAY]), [50, 300], lower=lower)
    assert lines(pdf_with(tmp_path / "x.pdf", words, [])) == MEETING + SLIPWAY


def test_three_columns(tmp_path: Path) -> None:
    words = placed(rows_of([MEETING, SLIPWAY, REGATTA]), [40, 215, 395])
    assert lines(pdf_with(tmp_path / "x.pdf", words, [])) == MEETING + SLIPWAY + REGATTA


@pytest.mark.parametrize("longer", [0, 1])
def test_one_column_is_longer(tmp_path: Path, longer: int) -> None:
    columns = [MEETING, SLIPWAY]
    columns[longer] = columns[longer] + REGATTA
    words = placed(rows_of(columns), [50, 300])
    assert lines(pdf_with(tmp_path / "x.pdf", words, [])) == columns[0] + columns[1]


def test_headings_across_stay_between_what_they_head(tmp_path: Path) -> None:
    first, second = rows_of([MEETING, SLIPWAY]), rows_of([REGATTA, SLIPWAY])
    across = "A heading that stands in the middle, over both columns of it"
    words = [
        (60.0, 740.0, "Harbour bulletin"),
        *placed(first, [50, 300]),
        (150.0, 560.0, across),
        *placed(second, [50, 300], top=530),
        (60.0, 390.0, "Printed in Northquay"),
    ]
    found = lines(pdf_with(tmp_path / "x.pdf", words, []))
    columns = [*MEETING, *SLIPWAY, across, *REGATTA, *SLIPWAY]
    assert found == ["Harbour bulletin", *columns, "Printed in Northquay"]


def test_divided_words_are_joined_in_their_column(tmp_path: Path) -> None:
    left = [*MEETING[:2], "report of the busy treas-", "urer, for the balance of the", *MEETING[4:]]
    right = [
        *SLIPWAY[:3],
        "31,900 euros without any addi-",
        "tional tax. All of the boats",
        *SLIPWAY[4:],
    ]
    text = " ".join(
        lines(pdf_with(tmp_path / "x.pdf", placed(rows_of([left, right]), [50, 300]), []))
    )
    assert "of the busy treasurer, for the balance" in text
    assert "without any additional tax. All" in text


@pytest.mark.parametrize(
    ("rows", "lefts"),
    [
        (TABLE, [50, 250, 400]),
        (ADDRESSES, [50, 300]),
        (CONTENTS, [50, 250, 450]),
        (TERMS, [50, 120]),
        (rows_of([["•"] * len(SLIPWAY), SLIPWAY]), [50, 75]),
        (rows_of([MEETING[:3], SLIPWAY[:3]]), [50, 300]),
    ],
    ids=["table", "addresses", "contents", "terms", "bullets", "few rows"],
)
def test_what_is_read_across(
    tmp_path: Path, rows: Sequence[Sequence[str]], lefts: Sequence[float]
) -> None:
    found = lines(pdf_with(tmp_path / "x.pdf", placed(rows, lefts), []))
    assert " ".join(found) == " ".join(joined(rows))


def test_a_form_is_read_across(tmp_path: Path) -> None:
    rows = rows_of([MEETING, SLIPWAY])
    fields = [field((480, 696, 560, 710), "Kittiwake")]
    found = lines(pdf_with(tmp_path / "x.pdf", placed(rows, [50, 300]), fields))
    assert found == [f"{joined(rows)[0]} Kittiwake", *joined(rows)[1:]]


def test_columns_in_their_order_stay(tmp_path: Path) -> None:
    words = [word for left, column in ((50, MEETING), (300, SLIPWAY))
             for word in placed([[text] for text in column], [left])]  # fmt: skip
    assert lines(pdf_with(tmp_path / "x.pdf", words, [])) == MEETING + SLIPWAY


def test_a_table_below_columns_stays(tmp_path: Path) -> None:
    words = [
        *placed(rows_of([MEETING, SLIPWAY]), [50, 300]),
        *placed(TABLE, [50, 250, 400], top=540),
    ]
    found = lines(pdf_with(tmp_path / "x.pdf", words, []))
    assert found == [*MEETING, *SLIPWAY, *joined(TABLE)]
