"""Word documents, made here with python-docx."""

import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml import etree

from ingest.formats.docx_file import read
from localdocs.errors import EncryptedError, NoTextError, ReadError, TooLargeError
from localdocs.types import BlockKind

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(path: Path) -> Path:
    document = docx.Document()
    document.core_properties.title = "The plan"
    document.core_properties.author = "Ada"
    document.core_properties.created = datetime(2024, 2, 3)
    document.sections[0].header.paragraphs[0].text = "Confidential"
    document.add_heading("Goals", 1)
    document.add_paragraph("Some text.")
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("two", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Name", "Sum", "Ann", "3"), strict=True):
        cell.text = text
    document.add_heading("Deeper", 2)
    document.save(str(path))
    return path


def test_blocks(tmp_path: Path) -> None:
    document = read(saved(tmp_path / "x.docx"))
    page = document.pages[0]
    found = [(block.kind, block.level, page.text[block.start : block.end]) for block in page.blocks]
    assert (document.title, document.author, document.created) == ("The plan", "Ada", "2024-02-03")
    assert found == [
        (BlockKind.FURNITURE, 0, "Confidential"),
        (BlockKind.HEADING, 1, "Goals"),
        (BlockKind.PARAGRAPH, 0, "Some text."),
        (BlockKind.LIST_ITEM, 0, "• one"),
        (BlockKind.LIST_ITEM, 0, "• two"),
        (BlockKind.TABLE_HEADER, 0, "Name | Sum"),
        (BlockKind.TABLE_ROW, 0, "Ann | 3"),
        (BlockKind.HEADING, 2, "Deeper"),
    ]


def test_contents_and_titles_by_what_the_text_says(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Document1"
    document.add_paragraph("Lease of the barn")
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    for entry in ("Rent\t3", "Notice\t9"):
        document.add_paragraph(entry, style="toc 1")
    document.save(str(tmp_path / "x.docx"))
    read_back = read(tmp_path / "x.docx")
    kinds = [block.kind for block in read_back.pages[0].blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.CONTENTS, BlockKind.CONTENTS]
    assert read_back.title == "Lease of the barn"


def test_changes_are_read_as_accepted_and_controls_are_opened(tmp_path: Path) -> None:
    document = docx.Document()
    document._body._element.insert(0, parse_xml(
        f"<w:sdt {NAMESPACE}><w:sdtContent><w:p><w:r><w:t>kept </w:t></w:r>"
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt>"
    ))  # fmt: skip
    document.save(str(tmp_path / "x.docx"))
    assert read(tmp_path / "x.docx").pages[0].text == "kept new"


def test_text_boxes(tmp_path: Path) -> None:
    document = docx.Document()
    document._body._element.insert(0, parse_xml(
        f"<w:p {NAMESPACE}><w:r><w:t>outside</w:t></w:r><w:r><w:pict><w:txbxContent>"
        "<w:p><w:r><w:t>inside</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    ))  # fmt: skip
    document.save(str(tmp_path / "x.docx"))
    assert read(tmp_path / "x.docx").pages[0].text == "outside\n\ninside"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 400_000_000)
    with pytest.raises(TooLargeError, match="400 MB"):
        read(file)


def test_no_text(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "x.docx"))
    with pytest.raises(NoTextError):
        read(tmp_path / "x.docx")


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a zip", b"plain", b"\xd0\xcf\x11\xe0 old"])
def test_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.docx").write_bytes(content)
    with pytest.raises(ReadError):
        read(tmp_path / "x.docx")


def test_an_archive_of_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(ReadError, match="not a Word document"):
        read(tmp_path / "x.docx")


def test_a_password(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "x.docx").write_bytes(content)
    with pytest.raises(EncryptedError):
        read(tmp_path / "x.docx")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"")
    with pytest.raises(NoTextError, match="empty"):
        read(tmp_path / "x.docx")


def test_merged_cells_stand_in_every_place_that_they_reach_over(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=5)
    rows = (
        ("Hut", "2021", "", "2022", ""),
        ("", "June", "July", "June", "July"),
        ("Upper hut", "4", "5", "6", "7"),
        ("", "8", "9", "10", "11"),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for first, last in (((0, 1), (0, 2)), ((0, 3), (0, 4)), ((0, 0), (1, 0)), ((2, 0), (3, 0))):
        table.cell(*first).merge(table.cell(*last))
    document.save(str(tmp_path / "merged.docx"))
    lines = [" | ".join(map(str.strip, line.split("|"))) for line in
             read(tmp_path / "merged.docx").pages[0].text.split("\n") if "|" in line]  # fmt: skip
    assert lines[0] == "Hut | 2021 June | 2021 July | 2022 June | 2022 July"
    assert lines[1:] == ["Upper hut | 4 | 5 | 6 | 7", "Upper hut | 8 | 9 | 10 | 11"]


def _paragraph(document: docx.document.Document, xml: str) -> None:
    spaces = NAMESPACE + (
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )  # fmt: skip
    document.element.body.insert(0, parse_xml(f"<w:p {spaces}>{xml}</w:p>"))


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            "<w:r><w:t>The toll is 14</w:t></w:r><w:r><w:rPr>"
            '<w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>'
            '<w:r><w:t xml:space="preserve"> crowns</w:t></w:r>',
            "The toll is 14 ³ crowns",
        ),
        (
            "<w:r><w:t>5 m</w:t></w:r><w:r><w:rPr>"
            '<w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>',
            "5 m²",
        ),
        (
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/>'
            '<w:t xml:space="preserve"> paid</w:t></w:r>',
            "☒ paid",
        ),
        (
            "<m:oMath><m:r><m:t>h = </m:t></m:r><m:rad><m:e><m:r><m:t>2A</m:t></m:r></m:e>"
            "</m:rad></m:oMath>",
            "h = √2A",
        ),
    ],
)
def test_what_a_reader_sees_of_signs(tmp_path: Path, xml: str, text: str) -> None:
    document = docx.Document()
    _paragraph(document, xml)
    document.save(str(tmp_path / "signs.docx"))
    assert read(tmp_path / "signs.docx").pages[0].text == text


def without(path: Path, *left_out: str) -> Path:
    """The same archive without some of its members and what leads to them."""
    lean = path.with_name("lean.docx")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(lean, "w") as copy:
        for member in archive.namelist():
            if member in left_out:
                continue
            data = archive.read(member)
            if member == "_rels/.rels" and left_out:
                relations = etree.fromstring(data)
                for relation in list(relations):
                    if relation.get("Target") in left_out:
                        relations.remove(relation)
                data = etree.tostring(relations)
            copy.writestr(member, data)
    return lean


def test_a_file_that_says_nothing_of_itself_has_no_title_made_up(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The rent is 700 euros. It is due on the third of each month.")
    document.save(str(tmp_path / "x.docx"))
    read_as = read(without(tmp_path / "x.docx", "docProps/core.xml"))
    assert (read_as.title, read_as.author, read_as.created) == ("", "", "")


def test_its_first_heading_is_its_title_then(tmp_path: Path) -> None:
    lean = without(saved(tmp_path / "x.docx"), "docProps/core.xml")
    assert (read(lean).title, read(lean).author) == ("Goals", "")


def test_a_title_that_a_program_made_up_counts_as_none(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Word Document"
    document.add_heading("Lease of the barn", 1)
    document.save(str(tmp_path / "x.docx"))
    assert read(tmp_path / "x.docx").title == "Lease of the barn"


def test_an_archive_of_too_many_files_is_said_to_be_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(TooLargeError, match="10,001 files"):
        read(tmp_path / "x.docx")


def test_what_is_struck_out_is_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("price ")
    paragraph.add_run("10 ").font.strike = True
    paragraph.add_run("11 ").font.double_strike = True
    paragraph.add_run("12 euro").font.strike = False
    document.add_table(1, 2).cell(0, 1).paragraphs[0].add_run("gone").font.strike = True
    document.save(str(tmp_path / "x.docx"))
    assert read(tmp_path / "x.docx").pages[0].text.rstrip(" |") == "price 12 euro"


def test_lists_are_numbered_as_word_shows_them(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, start, form, text in (
            (0, 3, "upperRoman", "§ %1"),
            (1, 1, "lowerLetter", "%1.%2)"),
        )
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {NAMESPACE} w:abstractNumId="90">{levels}'
                                  "</w:abstractNum>"))  # fmt: skip
    for number, more in ((91, ""), (92, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
                                    "</w:lvlOverride>")):  # fmt: skip
        numbering.append(parse_xml(
            f'<w:num {NAMESPACE} w:numId="{number}"><w:abstractNumId w:val="90"/>{more}</w:num>'
        ))  # fmt: skip
    for text, number, level in (
        ("one", 91, 0), ("deep", 91, 1), ("deeper", 91, 1), ("two", 91, 0), ("deep", 91, 1),
        ("anew", 92, 0), ("none", 0, 0),
    ):  # fmt: skip
        properties = document.add_paragraph(text)._element.get_or_add_pPr()
        properties.append(parse_xml(
            f'<w:numPr {NAMESPACE}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        ))  # fmt: skip
    document.save(str(tmp_path / "x.docx"))
    assert read(tmp_path / "x.docx").pages[0].text.splitlines() == [
        "§ III one", "III.a) deep", "III.b) deeper", "§ IV two", "IV.a) deep", "§ I anew", "none",
    ]  # fmt: skip


def test_numbered_headings_and_titles_without_their_number(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Goals of the year", 1)
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {NAMESPACE}><w:numId w:val="95"/></w:numPr>'))
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {NAMESPACE} w:abstractNumId="95"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    ))  # fmt: skip
    numbering.append(parse_xml(
        f'<w:num {NAMESPACE} w:numId="95"><w:abstractNumId w:val="95"/></w:num>'
    ))  # fmt: skip
    document.save(str(tmp_path / "x.docx"))
    found = read(tmp_path / "x.docx")
    assert (found.pages[0].text, found.title) == ("1. Goals of the year", "Goals of the year")


def test_comments_and_notes_stand_below_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The rent is 900")
    document.add_comment(paragraph.runs, "Since when?", author="Ada")
    paragraph._element.append(parse_xml(
        f'<w:r {NAMESPACE}><w:footnoteReference w:id="7"/></w:r>'
    ))  # fmt: skip
    notes = (
        f'<w:footnotes {NAMESPACE}><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>--</w:t>'
        '</w:r></w:p></w:footnote><w:footnote w:id="7"><w:p><w:r><w:t>A month.</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(tmp_path / "x.docx"))
    assert read(tmp_path / "x.docx").pages[0].text.split("\n\n") == [
        "The rent is 900 ¹",
        "¹ A month.",
        "Comment by Ada: Since when?",
    ]


def test_signs_of_fonts(tmp_path: Path) -> None:
    document = docx.Document()
    _paragraph(
        document,
        '<w:r><w:sym w:font="Symbol" w:char="F06D"/><w:t>m </w:t>'
        '<w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Odd" w:char="2192"/>'
        '<w:sym w:font="Wingdings" w:char="zz"/></w:r>',
    )
    document.save(str(tmp_path / "x.docx"))
    assert read(tmp_path / "x.docx").pages[0].text == "μm →→"


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_documents_with_macros_and_templates(tmp_path: Path, kind: str) -> None:
    path = saved(tmp_path / "x.docx")
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(tmp_path / "y.docm", "w") as copy:
        for member in archive.namelist():
            copy.writestr(member, archive.read(member).replace(plain.encode(), kind.encode()))
    assert read(tmp_path / "y.docm").title == "The plan"


def test_damage_anywhere_in_the_archive_is_said(tmp_path: Path) -> None:
    whole = bytearray(saved(tmp_path / "x.docx").read_bytes())
    for place in range(40, len(whole), 499):
        damaged = whole.copy()
        damaged[place : place + 3] = b"\xff\xff\x7f"
        (tmp_path / "y.docx").write_bytes(damaged)
        with suppress(ReadError):
            read(tmp_path / "y.docx")
