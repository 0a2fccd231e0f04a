"""Arabic and Hebrew come out in the order in which they are read.

The letters a to z of the page's font stand for letters of one of the scripts, and are drawn as
programs do it: the leftmost one first.
"""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.pdf.reader import read

HEBREW = 0x05D0
ARABIC = 0x0628


def page_text(path: Path, lines: list[str], first_letter: int, turned: int = 0) -> str:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.translate(300, 400)
    canvas.rotate(turned)
    for row, line in enumerate(lines):
        canvas.drawString(-200, 60 - 16 * row, line)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(path))
    cmap = StreamObject()
    cmap.set_data(
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 2 beginbfrange <20> <60> <0020> <61> <7A> <%04X> endbfrange endcmap"
        % first_letter
    )
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        font.get_object()[NameObject("/ToUnicode")] = writer._add_object(cmap)
    writer.write(path)
    return read(path).pages[0].text


def letters(text: str, first_letter: int) -> str:
    """The text with a to z as the letters that they stand for."""
    return "".join(
        chr(first_letter + ord(sign) - ord("a")) if sign.islower() else sign for sign in text
    )


@pytest.mark.parametrize("script", [HEBREW, ARABIC])
@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("cba fed", "def abc"),
        (".2023 WORLD BANK lkj ihg fed cba", "abc def ghi jkl WORLD BANK 2023."),
        ("fed 1,250.75 cba", "abc 1,250.75 def"),
        ("fed 2021 12 cba", "abc 12 2021 def"),
        ("ihg (15% fed) cba", "abc (def 15%) ghi"),
        ("ihg )%15 fed( cba", "abc (def 15%) ghi"),
        ("fed 12/03/2021 $5 -7 cba", "abc -7 $5 12/03/2021 def"),
        ("12-ab", "ba-12"),
        (".fed 3M cba", "abc 3M def."),
        ("A WORD fed cba IN IT, 5.", "A WORD abc def IN IT, 5."),
    ],
)
def test_a_line(tmp_path: Path, script: int, drawn: str, expected: str) -> None:
    found = page_text(tmp_path / "x.pdf", [drawn], script)
    assert found == letters(expected, script)


def test_a_line_of_another_script_in_between(tmp_path: Path) -> None:
    lines = ["ihg fed cba"] * 3 + ["WITH THE WORDS fed cba IN IT."]
    found = page_text(tmp_path / "x.pdf", lines, HEBREW)
    assert found.endswith(letters("WITH THE WORDS abc def IN IT.", HEBREW))


@pytest.mark.parametrize("turned", [90, 270])
def test_a_turned_line(tmp_path: Path, turned: int) -> None:
    found = page_text(tmp_path / "x.pdf", ["fed 12 cba", ".7 fed cba"], HEBREW, turned)
    assert sorted(filter(None, found.split("\n"))) == sorted(
        [letters("abc 12 def", HEBREW), letters("abc def 7.", HEBREW)]
    )
