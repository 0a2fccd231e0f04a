"""Office files as no library of ours writes them: old containers, and archives made by hand."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def write_ole(path: Path, streams: Mapping[str, bytes]) -> Path:
    """A container of the time before 2007 with these streams, each padded to 4 KiB or more."""
    padded = {
        name: data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
        for name, data in streams.items()
    }
    fat = [_FAT, _END]  # the table itself, then the folder: four entries fit into its sector
    folder = [_entry("Root Entry", 5, _END, 0, child=1)]
    body = b""
    for number, (name, data) in enumerate(padded.items(), start=1):
        start, count = len(fat), len(data) // _SECTOR
        fat += [*range(start + 1, start + count), _END]
        right = number + 1 if number < len(padded) else _FREE
        folder.append(_entry(name, 2, start, len(data), right=right))
        body += data
    assert len(fat) <= 128 and len(folder) <= 4
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    table = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    path.write_bytes(header + table + b"".join(folder).ljust(_SECTOR, b"\0") + body)
    return path


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE,
           right: int = _FREE) -> bytes:  # fmt: skip
    text = name.encode("utf-16-le") + b"\0\0"
    entry = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, _FREE, right, child)
    return entry + b"\0" * 36 + struct.pack("<IQ", start, size)


def write_doc(
    path: Path,
    text: str,
    *,
    notes: str = "",
    flags: int = 0,
    headings: Mapping[int, int] | None = None,
) -> Path:
    """A Word document of two pieces: one of single bytes, one of UTF-16. ``headings``: the number
    of a paragraph -> its level."""
    whole = text + notes
    half = len(whole) // 2
    first, second = whole[:half].encode("cp1252"), whole[half:].encode("utf-16-le")
    stream = bytearray(2048)
    struct.pack_into("<HH", stream, 0, 0xA5EC, 193)
    struct.pack_into("<H", stream, 10, flags)
    struct.pack_into("<7i", stream, 0x4C, len(text), len(notes), 0, 0, 0, 0, 0)
    places = struct.pack("<3I", 0, half, len(whole))
    pieces = struct.pack("<HIH", 0, (2048 * 2) | 1 << 30, 0)
    pieces += struct.pack("<HIH", 0, 2048 + len(first), 0)
    table = b"\x01" + struct.pack("<H", 2) + b"zz"
    table += b"\x02" + struct.pack("<I", len(places + pieces)) + places + pieces
    struct.pack_into("<2I", stream, 0x01A2, 0, len(table))
    struct.pack_into("<2I", stream, 0x0102, len(table), 12)
    table += struct.pack("<3I", 0, 0, 2)  # the page that follows
    stream[1024:1536] = _styles(whole, half, headings or {})
    return write_ole(path, {"WordDocument": bytes(stream) + first + second, "0Table": table})


def _styles(text: str, half: int, headings: Mapping[int, int]) -> bytes:
    """The page that names the style of each paragraph."""
    ends = [place + 1 for place, sign in enumerate(text) if sign == "\r"][:20]
    places = [2048, *(2048 + end + max(end - half, 0) for end in ends)]
    page = bytearray(512)
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    for number in range(len(ends)):
        at = 480 - 4 * number
        page[4 * len(places) + 13 * number] = at // 2
        struct.pack_into("<BH", page, at, 2, headings.get(number, 0))
    page[511] = len(ends)
    return bytes(page)


_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def relations(*targets: tuple[str, str]) -> str:
    """A part that refers to others: kind and place, with ids r1, r2, …"""
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{_KINDS}/{kind}" Target="{place}"/>'
        for number, (kind, place) in enumerate(targets, start=1)
    )
    return f"{_RELATIONS}{entries}</Relationships>"


def write_xlsx(path: Path, rows: Sequence[str], *, head: str = "", name: str = "Log") -> Path:
    """A workbook of one sheet whose rows are given as XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        archive.writestr(
            "xl/_rels/workbook.xml.rels", relations(("worksheet", "worksheets/sheet1.xml"))
        )
        archive.writestr(
            "xl/workbook.xml",
            f'{head}<workbook {_SHEET} xmlns:r="{_KINDS}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f"<worksheet {_SHEET}><sheetData>{''.join(rows)}</sheetData></worksheet>",
        )
    return path


def shown(page: object) -> list[tuple[str, str]]:
    """Kind and text of each block of a page."""
    text, blocks = page.text, page.blocks  # type: ignore[attr-defined]
    return [(block.kind.value, text[block.start : block.end]) for block in blocks]
