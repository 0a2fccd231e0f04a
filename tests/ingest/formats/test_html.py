"""What a person sees of a page."""

from pathlib import Path

import pytest

from ingest.formats.html import read
from localdocs.errors import NoTextError
from localdocs.types import BlockKind

PAGE = """<!doctype html><html><head><title>A  page</title>
<meta name="author" content="Ada"><meta name="date" content="2024-02-03T10:00"></head><body>
<nav>Home | About</nav><script>alert("no")</script><style>p {}</style>
<h1>Main <em>heading</em></h1>
<p>First <b>bold</b>
   text.<br>Second line</p>
<ul><li>one</li><li><p>two</p></li></ul>
<table><tr><th>Name</th><th>Sum</th></tr><tr><td>Ann</td><td> 3 </td></tr></table>
<pre>a
  b</pre><p style="display: none">hidden</p>loose text
</body></html>"""


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_blocks(tmp_path: Path) -> None:
    document = read(write(tmp_path / "x.html", PAGE.encode()))
    page = document.pages[0]
    found = [(block.kind, page.text[block.start : block.end]) for block in page.blocks]
    assert (document.title, document.author, document.created) == ("A page", "Ada", "2024-02-03")
    assert found == [
        (BlockKind.HEADING, "Main heading"),
        (BlockKind.PARAGRAPH, "First bold text.\nSecond line"),
        (BlockKind.LIST_ITEM, "one"),
        (BlockKind.LIST_ITEM, "two"),
        (BlockKind.TABLE_HEADER, "Name | Sum"),
        (BlockKind.TABLE_ROW, "Ann | 3"),
        (BlockKind.CODE, "a\n  b"),
        (BlockKind.PARAGRAPH, "loose text"),
    ]


def test_the_declared_charset(tmp_path: Path) -> None:
    page = '<meta charset="windows-1251"><p>Привет, мир</p>'.encode("cp1251")
    assert read(write(tmp_path / "x.htm", page)).pages[0].text == "Привет, мир"


def test_an_xml_declaration(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html><body><p>été</p></body></html>'.encode()
    assert read(write(tmp_path / "x.xhtml", page)).pages[0].text == "été"


def test_tables_for_layout_are_paragraphs(tmp_path: Path) -> None:
    page = (
        b"<table><tr><td><p>One.</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
    )
    document = read(write(tmp_path / "x.html", page))
    assert [block.kind for block in document.pages[0].blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.TABLE_ROW,
    ]


@pytest.mark.parametrize("content", [b"<html><body></body></html>", b"<script>x</script>", b""])
def test_no_text(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NoTextError):
        read(write(tmp_path / "x.html", content))


def test_deep_nesting_ends(tmp_path: Path) -> None:
    content = b"<div>" * 50_000 + b"deep" + b"</div>" * 50_000
    try:
        document = read(write(tmp_path / "x.html", content))
    except NoTextError:
        return
    assert document.pages[0].text == "deep"
