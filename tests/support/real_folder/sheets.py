"""A household's workbook with heads over heads, and the members of a club as an .ods."""

import datetime
from pathlib import Path

from odfdo import Cell, Document, Row, Table
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

SPENT = [
    ("Rent", 5220, 5220, 5220, 5340),
    ("Groceries", 2410.5, 2388, 2520.75, 2611),
    ("Heating", 940, 610, 985.4, 640),
    ("Trains", 318, 402.6, 377, 295),
    ("Presents", 120, 465, 95, 510),
]
INSURANCE = [
    ("Policy", "Company", "A year", "Rise since 2024"),
    ("Household", "Fennick Mutual", 148.0, 0.031),
    ("Liability", "Fennick Mutual", 62.5, 0.0),
    ("Bicycle", "Tern Insurance", 79.0, 0.125),
    ("Teeth", "Harbour Health", 214.2, 0.045),
]
TRIPS = [
    ("Date", "Trip", "What", "Paid"),
    (datetime.date(2025, 5, 9), "Bergen", "Hotel, two nights", "NOK", 2890),
    (datetime.date(2025, 5, 10), "Bergen", "Funicular", "NOK", 190),
    (datetime.date(2025, 8, 2), "Bath", "Roman baths, two tickets", "£", 52.5),
    (datetime.date(2025, 8, 3), "Bath", "Lunch by the river", "£", 38.2),
]
SAVINGS = [
    ("Account", "Number", "Balance in 2019"),
    ("Tidewater Savings", "TS-20981", 3150.0),
    ("Building society", "BS-77410", 12400.0),
]
MEMBERS = [
    ("Name", "Office", "Since", "Locker"),
    ("Ivo Brandt", "Chair", "2019-03-01", "A4"),
    ("Selma Quist", "Treasurer", "2021-03-01", "B2"),
    ("Dora Ames", "Boat keeper", "2017-04-15", "A1"),
    ("Piet Vasser", "", "2023-06-30", "C7"),
]


def write_budget(path: Path) -> None:
    workbook = Workbook()
    _fill_budget(workbook.active)
    _fill_insurance(workbook.create_sheet("Insurance"))
    _fill_trips(workbook.create_sheet("Trips"))
    savings = workbook.create_sheet("Old savings")
    for row in SAVINGS:
        savings.append(row)
    savings.sheet_state = "hidden"
    workbook.save(path)


def _fill_budget(sheet: Worksheet) -> None:
    """Rows from the seventh on, below heads of two rows: the year, merged, and its halves."""
    sheet.title = "Budget"
    sheet["A1"] = "What we spent, in euros"
    sheet["A2"] = "Maud and Leo"
    sheet["A4"], sheet["B4"], sheet["D4"] = "Item", 2024, 2025
    for column, half in zip("BCDE", ("Jan-Jun", "Jul-Dec") * 2, strict=True):
        sheet[f"{column}5"] = half
    for area in ("A4:A5", "B4:C4", "D4:E4"):
        sheet.merge_cells(area)
    for item in SPENT:
        sheet.append(item)
    for row in sheet.iter_rows(min_row=6, min_col=2):
        for cell in row:
            cell.number_format = "#,##0.00"


def _fill_insurance(sheet: Worksheet) -> None:
    for row in INSURANCE:
        sheet.append(row)
    for number in range(2, len(INSURANCE) + 1):
        sheet[f"C{number}"].number_format = '#,##0.00 "€"'
        sheet[f"D{number}"].number_format = "0.0%"


def _fill_trips(sheet: Worksheet) -> None:
    head, *rows = TRIPS
    sheet.append(head)
    for number, (*cells, currency, amount) in enumerate(rows, start=2):
        sheet.append([*cells, amount])
        sheet[f"A{number}"].number_format = "d mmmm yyyy"
        sheet[f"D{number}"].number_format = f'"{currency}" #,##0.00'


def write_club(path: Path) -> None:
    document = Document("ods")
    table = Table("Members")
    for cells in MEMBERS:
        row = Row()
        for value in cells:
            row.append_cell(Cell(value))
        table.append_row(row)
    document.body.clear()
    document.body.append(table)
    document.save(str(path))
