"""Numbers of old and of binary workbooks as Excel shows them."""

import struct
import zipfile
from pathlib import Path

import pytest

from ingest.spreadsheets import xls, xls_formats, xlsb_formats
from localdocs.errors import ReadError
from office_files import relations, write_ole

CODES = {164: "0.0%", 165: "[$€-2] #,##0.00", 166: "00000"}
SHOWN = "25.0% | € 1,200.50 | 00042 | 50% | 7"
NUMBERS = (0.25, 1200.5, 42.0, 0.5, 7.0)
STYLES = (164, 165, 166, 9, 0)


def old_record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def old_workbook(path: Path) -> Path:
    """One sheet with one row of numbers, each in a format of its own."""
    begin = old_record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    formats = b"".join(
        old_record(0x041E, struct.pack("<HHB", number, len(code), 1) + code.encode("utf-16-le"))
        for number, code in CODES.items()
    )
    styles = b"".join(old_record(0x00E0, struct.pack("<HH16x", 0, one)) for one in STYLES)
    name = old_record(0x0085, struct.pack("<IBBBB", 0, 0, 0, 4, 0) + b"Tax1")
    start = len(begin + formats + styles + name) + 4
    name = old_record(0x0085, struct.pack("<IBBBB", start, 0, 0, 4, 0) + b"Tax1")
    cells = b"".join(
        old_record(0x0203, struct.pack("<HHHd", 3, column, column, number))
        for column, number in enumerate(NUMBERS[:3])
    )
    whole = [struct.pack("<HI", 3, 50 << 2 | 3), struct.pack("<HI", 4, 7 << 2 | 2)]
    cells += old_record(0x00BD, struct.pack("<HH", 3, 3) + b"".join(whole) + struct.pack("<H", 4))
    sheet = old_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + cells
    end = old_record(0x000A)
    data = begin + formats + styles + name + end + sheet + end
    return write_ole(path, {"Workbook": data.ljust(4096, b"\0")})


def binary_record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(data)]) + data


def text(written: str) -> bytes:
    return struct.pack("<I", len(written)) + written.encode("utf-16-le")


def binary_workbook(path: Path) -> Path:
    """The same as Excel's binary workbook."""
    sheet = struct.pack("<II", 0, 1) + text("r1") + text("Tax1")
    workbook = binary_record(143) + binary_record(156, sheet) + binary_record(144)
    workbook += binary_record(157, bytes(26)) + binary_record(132)
    styles = b"".join(
        binary_record(44, struct.pack("<H", number) + text(code)) for number, code in CODES.items()
    )
    styles += binary_record(47, struct.pack("<HH12x", 0, 10))  # a style of no cell
    styles += binary_record(617, struct.pack("<I", len(STYLES)))
    styles += b"".join(binary_record(47, struct.pack("<HH12x", 0, one)) for one in STYLES)
    styles += binary_record(618)
    cells = b"".join(
        binary_record(5, struct.pack("<IId", column, column, number))
        for column, number in enumerate(NUMBERS)
    )
    data = binary_record(148, struct.pack("<IIII", 3, 3, 0, 4)) + binary_record(145)
    data += binary_record(0, struct.pack("<I13x", 3)) + cells + binary_record(146)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.bin")))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            relations(("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin")),
        )
        archive.writestr("xl/workbook.bin", workbook)
        archive.writestr("xl/styles.bin", styles)
        archive.writestr("xl/worksheets/sheet1.bin", data)
    return path


def test_an_old_workbook(tmp_path: Path) -> None:
    page = xls.read(old_workbook(tmp_path / "x.xls")).pages[0]
    assert page.text.endswith(SHOWN)
    assert [row for _, row in page.rows] == [4]


def test_a_binary_workbook(tmp_path: Path) -> None:
    page = xls.read(binary_workbook(tmp_path / "x.xlsb")).pages[0]
    assert page.text.endswith(SHOWN)
    assert [row for _, row in page.rows] == [4]


def test_a_binary_workbook_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    whole, cut = binary_workbook(tmp_path / "x.xlsb"), tmp_path / "cut.xlsb"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[: -34 if name == "xl/workbook.bin" else None])
    with pytest.raises(ReadError):
        xls.read(cut)


def test_damaged_formats_are_none(tmp_path: Path) -> None:
    old, binary = old_workbook(tmp_path / "x.xls"), binary_workbook(tmp_path / "x.xlsb")
    for module, file in ((xls_formats, old), (xlsb_formats, binary)):
        data = file.read_bytes()
        for cut in range(0, len(data), 97):
            file.write_bytes(data[:cut])
            module.formats_of(file)
        file.write_bytes(b"")
        assert module.formats_of(file).code(0, 3, 0) == ""
