"""Plain text in the encodings that people have, and what is refused."""

from pathlib import Path

import pytest

from ingest.formats.text import decode, read
from localdocs.errors import NoTextError, ReadError
from localdocs.types import BlockKind

FRENCH = "L’été à Besançon coûte 30 € de plus qu’à Orléans, déjà dit.\n" * 3
JAPANESE = "これは日本語の文章です。検索エンジンの仕組みを説明します。東京と大阪。\n" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_western_encodings(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)) == FRENCH


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(encoding: str) -> None:
    assert decode(b"" + "plain words only, no mark".encode(encoding)) == "plain words only, no mark"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", [FRENCH, "Аренда стоит 800 евро в месяц.", "".join(map(chr, range(0x4E00, 0x5200)))]
)
def test_utf_16_of_other_scripts_or_cut_within_a_character(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert decode(data) == text
    assert decode(data + b"\n") == text
    assert decode(data[:-1]) == text[:-1]
    assert decode("\ufeff".encode(encoding) + data[:-1]) == text[:-1]


@pytest.mark.parametrize(
    "data", [b"hello\0 world\0 this\0 is", b"\1\2\3", bytes(range(128, 160)) + b"\0" * 9]
)
def test_what_only_could_be_utf_16_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="not text"):
        decode(data)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_few_nuls_in_a_text_are_dropped(encoding: str) -> None:
    assert decode(b"The rent is\0 640 euros.") == "The rent is 640 euros."
    data = FRENCH.encode(encoding)
    assert decode(data[:40] + b"\0" + data[40:90] + b"\0" + data[90:]) == FRENCH
    with pytest.raises(ReadError, match="not text"):
        decode(data[:40] + b"\0" * 20 + data[40:])


def test_latin_1() -> None:
    text = "Füße, Äpfel und Öl für die Straße. Größe und Übermaß.\n" * 3
    assert decode(text.encode("latin-1")) == text


def test_shift_jis() -> None:
    assert decode(JAPANESE.encode("shift_jis")) == JAPANESE


def test_an_accent_far_into_the_file() -> None:
    text = "plain ascii text\n" * 10_000 + FRENCH
    assert decode(text.encode("cp1252")) == text


def test_binary_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(bytes(range(256)) * 10)
    with pytest.raises(ReadError, match="not text"):
        read(file)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n"])
def test_empty(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(content)
    with pytest.raises(NoTextError, match="empty"):
        read(file)


def test_paragraphs_and_lists(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("Plan\n====\nFirst line\nsecond line\n\n- one\n  more of it\n- two\n", "utf-8")
    document = read(file)
    page = document.pages[0]
    found = [(block.kind, page.text[block.start : block.end]) for block in page.blocks]
    assert document.title == "Plan"
    assert found == [
        (BlockKind.HEADING, "Plan"),
        (BlockKind.PARAGRAPH, "First line\nsecond line"),
        (BlockKind.LIST_ITEM, "- one\n  more of it"),
        (BlockKind.LIST_ITEM, "- two"),
    ]


def test_a_line_of_two_megabytes(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("x" * 2_000_000, "utf-8")
    assert len(read(file).pages[0].text) == 2_000_000
