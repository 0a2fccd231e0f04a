"""A message of Outlook reads as any other."""

import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.formats.mail.compressed_rtf import rtf_in
from ingest.formats.mail.msg import read
from localdocs.errors import NoTextError, ReadError
from localdocs.types import Document
from ole_file import ole_file

SENT = int(
    (datetime(2024, 3, 1, 10, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()
)
HTML = '<meta charset="utf-8"><p>Grüße aus <b>Köln</b>, die Pumpe kostet 12 Euro.</p>'


def texts(values: dict[str, str]) -> dict[str, object]:
    return {
        f"__substg1.0_{number}001F": text.encode("utf-16-le") for number, text in values.items()
    }


def properties(header_bytes: int, values: dict[int, int]) -> dict[str, object]:
    entries = b"".join(struct.pack("<IIQ", key, 6, value) for key, value in values.items())
    return {"__properties_version1.0": b"\0" * header_bytes + entries}


def message(subject: str, header_bytes: int = 32, **more: object) -> dict[str, object]:
    return {
        **texts({"0037": subject, "0C1A": "Ann", "5D01": "ann@example.org", "1000": f"{subject}?"}),
        **properties(header_bytes, {0x0039_0040: SENT * 10_000_000}),
        "__recip_version1.0_#00000000": {
            **texts({"3001": "Bob", "39FE": "bob@example.org"}),
            **properties(8, {0x0C15_0003: 1}),
        },
        "__recip_version1.0_#00000001": {
            **texts({"3001": "Eva", "39FE": "eva@example.org"}),
            **properties(8, {0x0C15_0003: 2}),
        },
        **more,
    }


def opened(folder: Path, tree: dict[str, object]) -> Document:
    file = folder / "x.msg"
    file.write_bytes(ole_file(tree))
    return read(file)


def test_the_facts(tmp_path: Path) -> None:
    document = opened(tmp_path, message("Is the boiler mended"))
    assert (document.title, document.created) == ("Is the boiler mended", "2024-03-01")
    assert document.pages[0].text == (
        "Is the boiler mended\n\nFrom: Ann <ann@example.org>\nTo: Bob <bob@example.org>\n"
        "Cc: Eva <eva@example.org>\nDate: Fri, 01 Mar 2024 10:00:00 +0000\n\nIs the boiler mended?"
    )


def test_attachments_and_messages_within(tmp_path: Path) -> None:
    bill = {
        **texts({"3707": "bill.txt"}),
        "__substg1.0_37010102": b"The pump costs 12 euros. " * 400,
        **properties(8, {}),
    }
    inner = {"__substg1.0_3701000D": message("Older", 24), **properties(8, {})}
    document = opened(
        tmp_path,
        message(
            "New", **{"__attach_version1.0_#00000000": bill, "__attach_version1.0_#00000001": inner}
        ),
    )
    assert [page.place for page in document.pages[1:]] == ["bill.txt", "message “Older”"]
    assert "The pump costs 12 euros." in document.pages[1].text
    assert "Date: Fri, 01 Mar 2024" in document.pages[2].text


def test_html_in_bytes(tmp_path: Path) -> None:
    tree = message("New", **{"__substg1.0_10130102": HTML.encode()})
    del tree["__substg1.0_1000001F"]
    text = opened(tmp_path, tree).pages[0].text
    assert "Grüße aus Köln, die Pumpe kostet 12 Euro." in text


def test_old_encodings(tmp_path: Path) -> None:
    tree: dict[str, object] = {
        "__substg1.0_0037001E": "Größe".encode("cp1252"),
        "__substg1.0_1000001E": "Привет из Москвы".encode("cp1251"),
        **properties(32, {0x3FFD_0003: 1251}),
    }
    assert "Привет из Москвы" in opened(tmp_path, tree).pages[0].text


def test_packed_rtf() -> None:
    """The example of the specification (MS-OXRTFCP 4.1.1)."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a"
        "800fa0"
    )
    assert rtf_in(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert rtf_in(packed[:20]) != b""
    assert rtf_in(b"") == b""


def test_a_body_in_rtf_alone(tmp_path: Path) -> None:
    rtf = b"{\\rtf1\\ansi\\ansicpg1252 The pump\\par costs \\'80 12.\\par}"
    size = struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0)
    tree = message("New", **{"__substg1.0_10090102": size + rtf})
    del tree["__substg1.0_1000001F"]
    document = opened(tmp_path, tree)
    assert len(document.pages) == 1
    assert document.pages[0].text.endswith("The pump\n\ncosts € 12.")


@pytest.mark.parametrize(
    "content", [b"no message", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_what_is_no_message(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.msg"
    file.write_bytes(content)
    with pytest.raises(ReadError):
        read(file)
    file.write_bytes(b"")
    with pytest.raises(NoTextError):
        read(file)
    file.write_bytes(ole_file({"Workbook": b"x"}))
    with pytest.raises(ReadError, match="Outlook"):
        read(file)


def test_cut_and_altered_files_end_well(tmp_path: Path) -> None:
    whole = ole_file(message("Is the boiler mended"))
    file = tmp_path / "x.msg"
    for at in range(0, len(whole), 97):
        for data in (whole[:at], whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :]):
            file.write_bytes(data)
            try:
                assert read(file).pages
            except ReadError:
                continue
