"""PowerPoint before 2007, record by record."""

import struct
from pathlib import Path

import pptx
import pytest

from ingest.presentations.ppt import read
from localdocs.errors import EncryptedError, NoTextError, ReadError
from office_files import shown, write_ole


def record(kind: int, data: bytes, *, instance: int = 0, container: bool = False) -> bytes:
    head = instance << 4 | (0xF if container else 0)
    return struct.pack("<HHI", head, kind, len(data)) + data


def text(use: int, words: str, *, wide: bool = False) -> bytes:
    data = words.encode("utf-16-le" if wide else "latin-1")
    return record(3999, struct.pack("<I", use)) + record(4000 if wide else 4008, data)


def write_ppt(path: Path, *, token: int = 0xE391C05F) -> Path:
    """A presentation of two slides, the first with notes; an old version of the second lies
    in the file too."""
    first = record(1006, record(1007, struct.pack("<12xII4x", 0, 77)) + record(
        4001, text(4, "In a box"), container=True), container=True)  # fmt: skip
    old = record(1006, record(1007, bytes(24)) + text(4, "Gone"), container=True)
    second = record(1006, record(1007, bytes(24)) + text(4, "Ж is wide", wide=True), container=True)
    notes = record(1008, text(2, "Say hello."), container=True)

    def entry(number: int, identity: int) -> bytes:
        return record(1011, struct.pack("<I8xI4x", number, identity))

    slides = entry(2, 256) + text(0, "Harbour plan") + text(1, "Dredge\rPaint") + entry(3, 257)
    document = record(1000, record(4080, slides, container=True) + record(
        4080, entry(4, 77), instance=2, container=True), container=True)  # fmt: skip
    stream, places = b"", []
    for part in (document, first, old, notes, second):
        places.append(len(stream))
        stream += part
    older, newer = (struct.pack("<I4I", 4 << 20 | 1, *places[:4]),
                    struct.pack("<II", 1 << 20 | 3, places[4]))  # fmt: skip
    edit = 0
    for directory in (older, newer):
        place = len(stream)
        stream += record(6002, directory)
        before, edit = edit, len(stream)
        stream += record(4085, struct.pack("<8xII12x", before, place))
    user = record(4086, struct.pack("<III", 20, token, edit))
    return write_ole(path, {"PowerPoint Document": stream, "Current User": user})


def test_an_old_presentation(tmp_path: Path) -> None:
    document = read(write_ppt(tmp_path / "x.ppt"))
    assert document.title == "Harbour plan"
    assert [page.place for page in document.pages] == ["slide 1", "slide 2"]
    assert shown(document.pages[0]) == [
        ("heading", "Harbour plan"),
        ("list_item", "Dredge"),
        ("list_item", "Paint"),
        ("paragraph", "In a box"),
        ("paragraph", "Notes: Say hello."),
    ]
    assert document.pages[1].text == "Ж is wide"


def test_presentations_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(EncryptedError):
        read(write_ppt(tmp_path / "x.ppt", token=0xF3D1C4DF))
    with pytest.raises(ReadError):
        read(write_ole(tmp_path / "x.ppt", {"Other": b""}))
    whole = write_ppt(tmp_path / "x.ppt").read_bytes()
    for content in (whole[:700], whole[:1600], b"words", whole[:512] + b"\xff" * 5000):
        (tmp_path / "x.ppt").write_bytes(content)
        with pytest.raises(ReadError):
            read(tmp_path / "x.ppt")
    (tmp_path / "x.ppt").write_bytes(b"")
    with pytest.raises(NoTextError):
        read(tmp_path / "x.ppt")


def test_a_newer_one_by_that_name(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "New"
    presentation.save(tmp_path / "x.ppt")
    assert read(tmp_path / "x.ppt").pages[0].text == "New"
