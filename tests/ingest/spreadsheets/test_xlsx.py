"""Workbooks made with openpyxl, as people have them, and some made by hand to do harm."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ingest.spreadsheets import sheets
from ingest.spreadsheets.xlsx import read
from localdocs.errors import EncryptedError, NoTextError, ReadError, TooLargeError
from localdocs.types import Document
from office_files import shown, write_ole, write_xlsx

Rows = list[list[object]]


def saved(path: Path, *filled: tuple[str, Rows]) -> openpyxl.Workbook:
    """A workbook with these sheets, not yet written."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in filled:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return workbook


def read_back(workbook: openpyxl.Workbook, folder: Path) -> Document:
    workbook.save(folder / "x.xlsx")
    return read(folder / "x.xlsx")


def test_a_sheet_is_a_page_with_a_place_and_its_table_has_its_head(tmp_path: Path) -> None:
    rows: Rows = [
        ["Household budget 2026"],
        ["prepared by Ada"],
        [],
        ["Item", "Price", "Share", "Paid on"],
        ["Rent", 1200, 0.25, datetime.date(2024, 3, 5)],
        ["Power", 85.5, 0.105, datetime.date(2024, 4, 5)],
    ]
    workbook = saved(tmp_path, ("Budget", rows), ("Sheet2", [["only words"]]))
    sheet = workbook["Budget"]
    sheet["B5"].number_format = "[$€-407] #,##0.00"
    sheet["C5"].number_format = "0%"
    sheet["D6"].number_format = "d mmmm yyyy"
    workbook.properties.title = "My money"
    workbook.properties.creator = "Ada"
    document = read_back(workbook, tmp_path)
    assert (document.title, document.author) == ("My money", "Ada")
    assert [(page.number, page.place) for page in document.pages] == [
        (1, "sheet Budget"),
        (2, "sheet Sheet2"),
    ]
    assert shown(document.pages[0]) == [
        ("heading", "Budget"),
        ("paragraph", "Household budget 2026"),
        ("paragraph", "prepared by Ada"),
        ("table_header", "Item | Price | Share | Paid on"),
        ("table_row", "Rent | € 1,200.00 | 25% | 2024-03-05"),
        ("table_row", "Power | 85.5 | 0.105 | 5 April 2024"),
    ]
    assert shown(document.pages[1]) == [("paragraph", "only words")]


def test_several_tables_stand_on_one_sheet(tmp_path: Path) -> None:
    rows: Rows = [
        ["Name", "Age", None, "City", "Distance"],
        ["Bo", 7, None, "Oslo", 12.5],
        ["Cy", 9, None, "Bergen", 99],
        [],
        ["Trips of the year"],
        ["Where", "Days"],
        ["Rome", 3],
        [],
        ["Turin", 5],
    ]
    page = read_back(saved(tmp_path, ("Sheet1", rows)), tmp_path).pages[0]
    assert shown(page) == [
        ("table_header", "Name | Age"),
        ("table_row", "Bo | 7"),
        ("table_row", "Cy | 9"),
        ("table_header", "City | Distance"),
        ("table_row", "Oslo | 12.5"),
        ("table_row", "Bergen | 99"),
        ("paragraph", "Trips of the year"),
        ("table_header", "Where | Days"),
        ("table_row", "Rome | 3"),
        ("table_row", "Turin | 5"),
    ]


def test_merged_heads_stand_over_all_of_their_columns(tmp_path: Path) -> None:
    rows: Rows = [
        ["Region", "2024", None, "2025", None],
        [None, "H1", "H2", "H1", "H2"],
        ["North", 1, 2, 3, 4],
        [None, 5, 6, 7, 8],
    ]
    workbook = saved(tmp_path, ("Sheet1", rows))
    for cells in ("A1:A2", "B1:C1", "D1:E1", "A3:A4"):
        workbook["Sheet1"].merge_cells(cells)
    page = read_back(workbook, tmp_path).pages[0]
    assert page.text.splitlines() == [
        "Region | 2024 H1 | 2024 H2 | 2025 H1 | 2025 H2",
        "North | 1 | 2 | 3 | 4",
        "North | 5 | 6 | 7 | 8",
    ]


def test_years_head_columns_of_figures(tmp_path: Path) -> None:
    rows: Rows = [[None, 2022, 2023], ["Rent", 900, 950], ["Power", 80, 95]]
    page = read_back(saved(tmp_path, ("Sheet1", rows)), tmp_path).pages[0]
    assert [kind for kind, _ in shown(page)] == ["table_header", "table_row", "table_row"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Name:", "Ada"], ["Street:", "Long Lane"], ["City:", "Oslo"]],
        [["Company", "ACME Ltd"], ["VAT id", "GB 123"], ["Founded", 1999]],
    ],
)
def test_labels_and_values_have_no_head(tmp_path: Path, rows: Rows) -> None:
    page = read_back(saved(tmp_path, ("Sheet1", rows)), tmp_path).pages[0]
    assert {kind for kind, _ in shown(page)} == {"table_row"}


def test_what_a_person_should_know_is_said(tmp_path: Path) -> None:
    workbook = saved(tmp_path, ("Sums", [["a", 1], ["b", "=SUM(B1:B1)"]]), ("Old", [["secret"]]))
    workbook["Old"].sheet_state = "hidden"
    workbook["Sums"]["A1"].comment = Comment("raised in May", "Ada")
    document = read_back(workbook, tmp_path)
    assert document.notes == (
        "sheet Sums: 1 formula has no value in the file; "
        "open it in a spreadsheet program and save it",
        "sheet Old is hidden",
    )
    assert document.pages[0].text.endswith("a | 1\nb | =SUM(B1:B1)\n\nComment on A1: raised in May")
    assert document.pages[1].text == "Old\n\nsecret"


def test_days_counted_from_1904(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.active["A1"] = datetime.date(2024, 3, 5)
    assert read_back(workbook, tmp_path).pages[0].text == "2024-03-05"


def test_no_more_rows_than_there_is_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets.Room.__init__, "__defaults__", (100, 1000))
    rows = [f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 301)]
    document = read(write_xlsx(tmp_path / "x.xlsx", rows))
    assert document.notes == ("sheet Log: only the first 100 of 300 rows are read",)
    assert document.pages[0].text.splitlines()[-1] == "100"


def test_a_lone_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    rows = [
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
    ]
    assert read(write_xlsx(tmp_path / "x.xlsx", rows)).pages[0].text.split() == ["Log", "1", "2"]


def test_cells_without_places_and_with_signs_that_xml_does_not_take(tmp_path: Path) -> None:
    row = (
        '<row><c t="inlineStr"><is><t>a_x000D_b</t></is></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#N/A</v></c><c t="s"><v>9</v></c><c t="str"><v>x</v></c></row>'
    )
    page = read(write_xlsx(tmp_path / "x.xlsx", [row])).pages[0]
    assert page.text.split("\n\n")[1] == "a b | TRUE | #N/A | x"


def test_no_entity_of_the_file_is_filled_in(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("SECRET")
    head = f'<!DOCTYPE w [<!ENTITY e SYSTEM "file://{tmp_path}/secret.txt">]>'
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    document = read(write_xlsx(tmp_path / "x.xlsx", [row], head=head, name="n"))
    assert "SECRET" not in document.pages[0].text
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'
    assert len(read(write_xlsx(tmp_path / "y.xlsx", [row], head=head)).pages[0].text) < 100


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", ['<row r="1"/>'])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * 301_000_000)
    with pytest.raises(TooLargeError):
        read(path)


def test_a_truncated_archive(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "x.xlsx", ['<row r="1"><c r="A1"><v>1</v></c></row>'] * 50)
    data = whole.read_bytes()
    for length in (3, 100, len(data) // 2, len(data) - 30):
        whole.write_bytes(data[:length])
        with pytest.raises(ReadError):
            read(whole)


def test_damage_inside_the_archive(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", ["<row><c><v>1</v></row>"])
    with pytest.raises(ReadError, match="damaged"):
        read(path)


def test_a_password_and_no_text(tmp_path: Path) -> None:
    locked = write_ole(tmp_path / "x.xlsx", {"EncryptedPackage": b"x"})
    with pytest.raises(EncryptedError):
        read(locked)
    with pytest.raises(NoTextError):
        read_back(openpyxl.Workbook(), tmp_path)
    (tmp_path / "x.xlsx").write_bytes(b"")
    with pytest.raises(NoTextError):
        read(tmp_path / "x.xlsx")
