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
        (BlockKind.LIST_ITEM, "- one"),
        (BlockKind.LIST_ITEM, "- two"),
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


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "ul", "ul><li", "custom-tag"])
@pytest.mark.parametrize("closed", [True, False])
def test_what_is_nested_too_deep_is_read(tmp_path: Path, tag: str, closed: bool) -> None:
    ends = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    content = "<h1>Top</h1>" + f"<{tag}>" * 50_000 + "deep" + ends * 50_000 * closed
    content += "<p>After <b>it</b>.</p>"
    words = " ".join(read(write(tmp_path / "x.html", content.encode())).pages[0].text.split())
    assert words.replace("- ", "") in ("Top deep After it.", "Top deepAfter it.")


def lines(folder: Path, content: str) -> list[str]:
    return read(write(folder / "x.html", content.encode())).pages[0].text.split("\n")


def test_a_break_ends_a_line_of_code(tmp_path: Path) -> None:
    page = "<pre>host=10.4.4.1<br>user=<b>harbour</b><br/>  port=8021<script>x</script></pre>"
    assert list(filter(None, lines(tmp_path, page))) == [
        "host=10.4.4.1",
        "user=harbour",
        "  port=8021",
    ]
    divided = "<pre><div>one</div><div>two</div>three</pre>"
    assert lines(tmp_path, divided) == ["one", "two", "three"]


@pytest.mark.parametrize(("content", "expected"), [
    ("<ol start=3><li>c<li value=7><p>g</p><p>on</p><ul><li>x<br>y</ul><li>h</ol>",
     ["3. c", "7. g", "   on", "   - x", "     y", "8. h"]),
    ("<dl><dt>Printer</dt><dd>10.0.0.4</dd><dd>upstairs</dd><dt>Router:<dd><p>10.0.0.1</p></dl>",
     ["Printer: 10.0.0.4", "upstairs", "Router: 10.0.0.1"]),
    ("<dl><dt>A</dt><dt>B</dt><dd>both</dd><dt>C</dt></dl><p>end</p>",
     ["A", "B: both", "C", "", "end"]),
    ("<dl><dt>A</dt></dl>", ["A"]),
    ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", ["- a", "  - b", "- c"]),
    ("<li>alone</li>", ["alone"]),
])  # fmt: skip
def test_lists(tmp_path: Path, content: str, expected: list[str]) -> None:
    assert lines(tmp_path, content) == expected


def rows(folder: Path, content: str) -> list[str]:
    return lines(folder, f"<table>{content}</table>")


def test_a_merged_head_stands_over_each_of_its_columns(tmp_path: Path) -> None:
    heads = (
        "<tr><th colspan=3>Passengers</th></tr>"
        "<tr><th rowspan=2>Line</th><th colspan=2>2022</th></tr><tr><th>May</th><th>June</th></tr>"
    )
    body = "<tr><th>Islet</th><td>4</td><td>5</td></tr><tr><td colspan=3>closed</td></tr>"
    assert rows(tmp_path, f"<thead>{heads}</thead>{body}") == [
        "Passengers",
        "Line | 2022 May | 2022 June",
        "Islet | 4 | 5",
        "closed",
    ]


def test_a_cell_over_several_rows_stands_in_each(tmp_path: Path) -> None:
    body = (
        "<tr><td></td><th>Shift</th><th>Warden</th></tr>"
        "<tr><td rowspan=2>Monday</td><td>early</td><td rowspan=0>Aino</td></tr>"
        "<tr><td>late</td></tr><tr><td colspan=2>Tuesday</td></tr>"
    )
    assert rows(tmp_path, body) == [
        " | Shift | Warden",
        "Monday | early | Aino",
        "Monday | late | Aino",
        "Tuesday | Tuesday | Aino",
    ]


def test_without_heads_a_wide_cell_is_one(tmp_path: Path) -> None:
    body = "<tr><td colspan=3>Sales</td><td>$</td><td>12</td></tr><tr><td>a</td><td>b</td></tr>"
    assert rows(tmp_path, body) == ["Sales | $12", "a | b"]


def test_spans_without_end_are_read(tmp_path: Path) -> None:
    body = "<tr><th>a</th><th colspan=99999>b</th></tr><tr><td rowspan=65534>c</td><td>d</td></tr>"
    assert rows(tmp_path, body) == ["a | b", "c | d"]


def test_a_raised_digit_is_no_part_of_the_number_before_it(tmp_path: Path) -> None:
    path = tmp_path / "raised.html"
    path.write_text("<p>A day costs 18<sup>4</sup> crowns for 3 m<sup>2</sup>.</p>")
    assert read(path).pages[0].text == "A day costs 18 ⁴ crowns for 3 m²."


def test_what_is_struck_out_is_left_out(tmp_path: Path) -> None:
    page = (
        "<p>Price <s>10</s> 12 <strike>13</strike> euro</p><del><p>An older rule.</p></del>"
        '<p>Open <span style="text-decoration-line: line-through">Monday</span> Tuesday</p>'
        "<table><caption>Fees <s>old</s></caption><tr><th>Hut</th><th>Fee</th></tr>"
        "<tr><td>Upper</td><td><del>7</del> 8</td></tr></table><pre>a <s>b</s>c</pre>"
    )
    assert list(filter(None, lines(tmp_path, page))) == [
        "Price 12 euro", "Open Tuesday", "Fees", "Hut | Fee", "Upper | 8", "a c"
    ]  # fmt: skip


def test_a_hidden_cell_keeps_its_column(tmp_path: Path) -> None:
    page = b"""<table><tr><th>Part</th><th>Price</th><th>Stock</th></tr>
    <tr><td>Pump</td><td style="display: none">old <b>price</b></td><td>4</td></tr>
    <tr><td>Pipe</td><td>3.50</td><td>9</td></tr>
    <tbody hidden><tr><td>Tap</td><td>1</td><td>2</td></tr></tbody></table>"""
    text = read(write(tmp_path / "x.html", page)).pages[0].text
    assert text == "Part | Price | Stock\nPump |  | 4\nPipe | 3.50 | 9"


def test_hidden_words_within_a_line_are_left_out(tmp_path: Path) -> None:
    page = (
        b"<p>It costs <s>12</s> <b><span style='display:none'>about </span>10</b> a<i>ll</i>.</p>"
    )
    assert read(write(tmp_path / "x.html", page)).pages[0].text == "It costs 10 all."


def test_a_page_that_is_hidden_until_it_is_loaded_is_read(tmp_path: Path) -> None:
    page = b"<html hidden><body style='display:none'><p>Opening hours: 9 to 5</p></body></html>"
    assert read(write(tmp_path / "x.html", page)).pages[0].text == "Opening hours: 9 to 5"
