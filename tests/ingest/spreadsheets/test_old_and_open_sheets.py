"""Workbooks before Excel 2007 and those of OpenDocument."""

from pathlib import Path

import odfdo
import pytest

from ingest.spreadsheets import ods, xls
from localdocs.errors import EncryptedError, NoTextError, ReadError
from office_files import shown, write_ole, write_xlsx

FILES = Path(__file__).parents[2] / "files"
"""``garden.xls`` was made with xlwt: a sheet with days, and a hidden one."""

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)


def flat(path: Path, table: str, styles: str = "") -> Path:
    """A flat spreadsheet with this XML in its one sheet."""
    path.write_text(
        f"<office:document {NAMESPACES}><office:automatic-styles>{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Costs" table:style-name="t">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document>"
    )
    return path


def repeated(count: int) -> str:
    return (
        f'<table:table-cell table:number-columns-repeated="{count}"><text:p>x</text:p>'
        "</table:table-cell>"
    )


def test_what_only_bears_the_name(tmp_path: Path) -> None:
    (tmp_path / "page.xls").write_text("<html><table><tr><td>a<td>b</table></html>")
    (tmp_path / "tabs.xls").write_text("Name\tSum\nAnn\t3\n")
    write_xlsx(tmp_path / "new.xls", ['<row r="1"><c r="A1"><v>7</v></c></row>'])
    texts = [xls.read(tmp_path / f"{name}.xls").pages[0].text for name in ("page", "tabs", "new")]
    assert texts == ["a | b", "Name | Sum\nAnn | 3", "Log\n\n7"]


def test_an_old_workbook() -> None:
    document = xls.read(FILES / "garden.xls")
    assert [page.place for page in document.pages] == ["sheet Garten", "sheet Alt"]
    assert document.notes == ("sheet Alt is hidden",)
    assert shown(document.pages[0]) == [
        ("heading", "Garten"),
        ("table_header", "Was | Wann | Anzahl"),
        ("table_row", "Bohnen | 2024-04-02 | 12"),
        ("table_row", "Kohl | 2024-05-09 | 3.5"),
    ]


@pytest.mark.parametrize(
    ("content", "error"), [(b"", NoTextError), (b"plain", ReadError), (b"PK\x03\x04", ReadError)]
)
def test_old_workbooks_that_are_none(
    tmp_path: Path, content: bytes, error: type[Exception]
) -> None:
    (tmp_path / "x.xls").write_bytes(content)
    with pytest.raises(error):
        xls.read(tmp_path / "x.xls")


def test_an_old_workbook_with_its_end_cut_off(tmp_path: Path) -> None:
    data = (FILES / "garden.xls").read_bytes()
    for length in (600, len(data) // 2):
        (tmp_path / "x.xls").write_bytes(data[:length])
        with pytest.raises(ReadError):
            xls.read(tmp_path / "x.xls")


def test_an_encrypted_workbook_of_another_name(tmp_path: Path) -> None:
    with pytest.raises(EncryptedError):
        xls.read(write_ole(tmp_path / "x.xls", {"EncryptedPackage": b"x", "EncryptionInfo": b"y"}))


def test_a_workbook_of_opendocument(tmp_path: Path) -> None:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Kosten")
    table.set_values([["Posten", "Preis"], ["Miete", 900.5], ["Strom", 80]])
    document.body.append(table)
    document.meta.title = "Haushalt"
    document.save(tmp_path / "x.ods")
    read = ods.read(tmp_path / "x.ods")
    assert (read.title, read.pages[0].place) == ("Haushalt", "sheet Kosten")
    assert shown(read.pages[0]) == [
        ("heading", "Kosten"),
        ("table_header", "Posten | Preis"),
        ("table_row", "Miete | 900.5"),
        ("table_row", "Strom | 80"),
    ]


def test_a_cell_of_opendocument_says_what_it_shows(tmp_path: Path) -> None:
    path = flat(
        tmp_path / "x.fods",
        '<table:table-row><table:table-cell office:value="0.25" office:value-type="percentage">'
        "<text:p>25,0 %</text:p></table:table-cell><table:table-cell>"
        "<office:annotation><text:p>why?</text:p></office:annotation>"
        "<text:p>two</text:p><text:p>lines</text:p></table:table-cell>"
        '<table:table-cell table:formula="of:=SUM([.A1])"/></table:table-row>',
    )
    document = ods.read(path)
    assert document.pages[0].text == (
        "Costs\n\n25,0 % | two lines | =SUM([.A1])\n\nComment on B1: why?"
    )
    assert document.notes[0].startswith("sheet Costs: 1 formula has no value")


def test_repeated_cells_and_rows(tmp_path: Path) -> None:
    cell = repeated(3)
    empty = "<table:table-row table:number-rows-repeated='1048000'><table:table-cell/>"
    empty += "</table:table-row>"
    path = flat(
        tmp_path / "x.fods",
        f'<table:table-row table:number-rows-repeated="2">{cell}</table:table-row>{empty}',
        '<style:style style:name="t"><style:table-properties table:display="false"/></style:style>',
    )
    document = ods.read(path)
    assert document.pages[0].text == "Costs\n\nx | x | x\nx | x | x"
    assert document.notes == ("sheet Costs is hidden",)


def test_a_bomb_of_repeated_rows(tmp_path: Path) -> None:
    cell = repeated(16_384)
    path = flat(
        tmp_path / "x.fods",
        f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>',
    )
    document = ods.read(path)
    assert "only the first 183 of 1,048,576 rows" in document.notes[0]


@pytest.mark.parametrize("content", [b"", b"<", b"<html/>", b"PK\x03\x04", b"words"])
def test_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.ods").write_bytes(content)
    with pytest.raises(ReadError):
        ods.read(tmp_path / "x.ods")
