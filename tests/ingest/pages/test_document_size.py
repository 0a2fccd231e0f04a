"""How much text a document may hold, wherever it comes from and whichever way it is counted."""

import zipfile
from pathlib import Path

import pytest

from ingest.pages import document_size
from ingest.pages.page_builder import PageBuilder
from ingest.process.document_json import document_from_json
from ingest.process.reading_process import ReadingProcess
from ingest.readers import read
from localdocs.errors import TooLargeError
from localdocs.types import BlockKind, Document, Skipped

WORDS = "seven apples lie in a box. "


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents of 10,000 characters and 100 parts at most."""
    monkeypatch.setattr(document_size, "MOST_CHARACTERS", 10_000)
    monkeypatch.setattr(document_size, "MOST_PARTS", 100)


def files(folder: Path, paragraphs: int, words: str) -> list[Path]:
    """The same text in every format that is made easily."""
    lines = [f"{words}{number}" for number in range(paragraphs)]
    texts = {
        "a.txt": "\n\n".join(lines),
        "a.md": "\n\n".join(lines),
        "a.rst": "\n\n".join(lines),
        "a.py": "\n\n".join(f"{line!r}\nb = 1\nc = 2" for line in lines),
        "a.csv": "\n".join(f"{line},{number}" for number, line in enumerate(lines)),
        "a.html": "".join(f"<p>{line}</p>" for line in lines),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


@pytest.mark.usefixtures("small")
def test_text_of_any_format_is_bounded(tmp_path: Path) -> None:
    for file in files(tmp_path, 50, WORDS * 10):
        with pytest.raises(TooLargeError, match="holds too much text"):
            read(file)


@pytest.mark.usefixtures("small")
def test_paragraphs_and_rows_of_any_format_are_bounded(tmp_path: Path) -> None:
    for file in files(tmp_path, 300, "a"):
        with pytest.raises(TooLargeError, match="holds too much text"):
            read(file)


@pytest.mark.usefixtures("small")
def test_documents_of_an_ordinary_size_pass(tmp_path: Path) -> None:
    for file in files(tmp_path, 20, WORDS):
        assert isinstance(read(file), Document)


@pytest.mark.usefixtures("small")
def test_pages_count_together() -> None:
    builder = PageBuilder()
    builder.add(BlockKind.PARAGRAPH, WORDS * 200)
    page = builder.page(1)
    pages = [[number, page.text, "", [], "", []] for number in range(3)]
    with pytest.raises(TooLargeError, match="characters"):
        document_from_json({"pages": pages, "title": "", "author": "", "created": ""}, Path("x"))
    with pytest.raises(TooLargeError, match="paragraphs or rows"):
        document_from_json({"pages": [[1, "", "", [], "", []]] * 101}, Path("x"))


def test_a_word_file_that_unpacks_to_too_much_costs_only_itself(tmp_path: Path) -> None:
    """A whole bomb: some hundred kilobytes that hold 240 million characters."""
    bomb = tmp_path / "bomb.docx"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    paragraph = f"<w:p><w:r><w:t>{WORDS * 4000}</w:t></w:r></w:p>".encode()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        with archive.open("word/document.xml", "w") as body:
            body.write(f'<w:document xmlns:w="{word}"><w:body>'.encode())
            for _ in range(240_000_000 // len(paragraph)):
                body.write(paragraph)
            body.write(b"</w:body></w:document>")
    other = tmp_path / "zz.md"
    other.write_text("The code is 42.", "utf-8")
    with ReadingProcess() as process:
        result = process.read(bomb)
        assert isinstance(result, Skipped) and "too much" in result.reason
        assert isinstance(process.read(other), Document)


def test_a_title_of_megabytes_is_not_written_down_with_every_passage(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(f"<title>{WORDS * 100_000}</title><p>Some words.</p>", "utf-8")
    assert len(read(file).title) <= 1000
