"""An e-book is read chapter by chapter, as its own table of contents calls them."""

import zipfile
from pathlib import Path

import pytest

from ingest.formats.books import epub_package
from ingest.formats.books.epub import read
from localdocs.errors import EncryptedError, NoTextError, ReadError, TooLargeError
from localdocs.types import Page

CONTAINER = """<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Moby Dick</dc:title>
<dc:creator>Herman Melville</dc:creator><dc:date>1851-10-18T00:00:00Z</dc:date></metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="a" href="text/one%20file.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/>
<item id="c" href="text/c.xhtml" media-type="application/xhtml+xml"/>
<item id="p" href="cover.jpg" media-type="image/jpeg"/></manifest>
<spine toc="ncx"><itemref idref="p"/>
<itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine>
</package>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="landmarks"><ol><li><a href="text/c.xhtml">No</a></li></ol></nav>
<nav epub:type="toc"><ol><li><a href="text/one%20file.xhtml#c1">1. Loomings</a></li>
<li><a href="text/one%20file.xhtml#c2">The <i>Whale</i></a></li>
<li><a href="text/c.xhtml">Epilogue</a></li></ol></nav></body></html>"""
NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel>
<text>Loomings by NCX</text></navLabel>
<content src="text/one%20file.xhtml"/></navPoint></navMap></ncx>"""
ONE = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x.js"/></head><body>
<p>Dedicated to Hawthorne.</p><h1 id="c1">Loomings</h1><p>Call me Ishmael.&nbsp;Some years ago.</p>
<p class="t"><a id="c2"/>The Whale</p><p>It was white.</p></body></html>"""
B = "<html><body><p>It goes on in the next file.</p></body></html>"
C = "<html><body><p>And I only am escaped.</p></body></html>"

BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/content.opf": PACKAGE,
    "OEBPS/nav.xhtml": NAV,
    "OEBPS/toc.ncx": NCX,
    "OEBPS/text/one file.xhtml": ONE,
    "OEBPS/text/b.xhtml": B,
    "OEBPS/text/c.xhtml": C,
    "OEBPS/cover.jpg": "x",
}


def book(folder: Path, changes: dict[str, str | None]) -> Path:
    file = folder / "x.epub"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (BOOK | changes).items():
            if content is not None:
                archive.writestr(name, content)
    return file


def headings(page: Page) -> list[str]:
    return [page.text[block.start : block.end] for block in page.blocks if block.level]


def test_chapters_by_the_table_of_contents(tmp_path: Path) -> None:
    document = read(book(tmp_path, {}))
    assert (document.title, document.author, document.created) == (
        "Moby Dick",
        "Herman Melville",
        "1851-10-18",
    )
    assert [page.place for page in document.pages] == [
        "part 1",
        "chapter 1. Loomings",
        "The Whale",
        "Epilogue",
    ]
    first, loomings, whale, epilogue = document.pages
    assert first.text == "Dedicated to Hawthorne."
    assert loomings.text == "Loomings\n\nCall me Ishmael. Some years ago."
    assert "It goes on in the next file." in whale.text
    assert headings(whale) == ["The Whale"]  # a paragraph of the book, which is its heading
    assert epilogue.text == "Epilogue\n\nAnd I only am escaped."


def test_the_older_table_of_contents(tmp_path: Path) -> None:
    places = [page.place for page in read(book(tmp_path, {"OEBPS/nav.xhtml": None})).pages]
    assert places == ["Loomings by NCX"]


def test_without_any_a_page_a_file(tmp_path: Path) -> None:
    file = book(tmp_path, {"OEBPS/nav.xhtml": None, "OEBPS/toc.ncx": "damaged"})
    assert [page.place for page in read(file).pages] == ["part 1", "part 2", "part 3"]


def locked(way: str, file: str) -> str:
    return f"""<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:EncryptionMethod Algorithm="{way}"/>
<e:CipherData><e:CipherReference URI="{file}"/></e:CipherData></e:EncryptedData></encryption>"""


def test_a_locked_book_says_so(tmp_path: Path) -> None:
    way = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
    changes: dict[str, str | None] = {
        "META-INF/encryption.xml": locked(way, "OEBPS/text/one%20file.xhtml")
    }
    with pytest.raises(EncryptedError, match="DRM"):
        read(book(tmp_path, changes))


def test_hidden_fonts_lock_nothing(tmp_path: Path) -> None:
    font = locked("http://www.idpf.org/2008/embedding", "OEBPS/text/one%20file.xhtml")
    assert len(read(book(tmp_path, {"META-INF/encryption.xml": font})).pages) == 4


def test_a_missing_part_is_said(tmp_path: Path) -> None:
    document = read(book(tmp_path, {"OEBPS/text/b.xhtml": None}))
    assert len(document.pages) == 4
    assert document.notes == ("OEBPS/text/b.xhtml: this part of the book is missing",)


def test_a_book_of_pictures(tmp_path: Path) -> None:
    picture = "<html><body><img src='x.jpg'/></body></html>"
    texts: dict[str, str | None] = {
        f"OEBPS/text/{name}.xhtml": picture for name in ("one file", "b", "c")
    }
    with pytest.raises(NoTextError):
        read(book(tmp_path, texts))


def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub_package, "MOST_BYTES", 100_000)
    with pytest.raises(TooLargeError):
        read(book(tmp_path, {"OEBPS/text/b.xhtml": "<p>" + "0" * 200_000}))


def test_entities_that_swell_or_read_files(tmp_path: Path) -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    swelling = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>{PACKAGE.replace("Moby Dick", "&l9;")[21:]}'
    with pytest.raises(ReadError):
        read(book(tmp_path, {"OEBPS/content.opf": swelling}))
    (tmp_path / "secret.txt").write_text("the secret", "utf-8")
    reading = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">]>{PACKAGE[21:]}'
    with pytest.raises(ReadError):
        read(book(tmp_path, {"OEBPS/content.opf": reading.replace("Moby Dick", "&s;")}))
    named = f'<!DOCTYPE x [<!ENTITY m "Moby">]>{PACKAGE[21:].replace("Moby", "&m;")}'
    assert read(book(tmp_path, {"OEBPS/content.opf": named})).title == "Moby Dick"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\3\4" + b"\0" * 50])
def test_what_is_no_book(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.epub"
    file.write_bytes(content)
    with pytest.raises(ReadError):
        read(file)


def test_a_zip_without_a_book(tmp_path: Path) -> None:
    nothing: dict[str, str | None] = dict.fromkeys(BOOK)
    with pytest.raises(ReadError):
        read(book(tmp_path, nothing | {"x.txt": "x"}))
