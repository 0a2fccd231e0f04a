"""RTF, and Word before 2007."""

import shutil
from pathlib import Path

import docx
import pytest

from ingest.office import doc, rtf
from localdocs.errors import EncryptedError, NoTextError, ReadError
from office_files import shown, write_doc, write_ole


def rtf_file(path: Path, body: str) -> Path:
    head = (
        r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Cyr;}"
        r"{\f2\fcharset128 MS;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Oben;}"
        r"{\s2\f0 heading 2;}}{\info{\title The plan}{\author Ada}"
        r"{\creatim\yr2024\mo2\dy3\hr1}{\revtim\yr2025\mo9\dy9}}"
    )
    path.write_text(head + body + "}", "latin-1")
    return path


def test_rtf(tmp_path: Path) -> None:
    body = r"""{\header Top\par}\pard\s1 Goals\par\pard\s2 Deeper\par
\pard Caf\'e9 \u8364?5 m{\super 2} {\f1 \'cf\'f0\'e8} {\f2\'93\'fa}\emdash{\v hid}{\deleted gone}
 kept{\super\chftn}{\footnote {\super\chftn}A note.}.\par
{\listtext\'b7\tab}\ls1 one\par{\listtext 2.\tab}\ls1 two\par
\pard\intbl Name\cell Age\cell\row\pard\intbl Bo\cell 7\par months\cell\row
\pard after {\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}{\pict\wmetafile8 01ab}{\*\odd z}\par
{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt \pard Boxed\par}}{\shprslt old}}\u-10179?\u-8704?
{\*\annotation Why?}{\upr{old}{\*\ud{new}}}"""
    document = rtf.read(rtf_file(tmp_path / "x.rtf", body))
    assert (document.title, document.author, document.created) == ("The plan", "Ada", "2024-02-03")
    assert shown(document.pages[0]) == [
        ("heading", "Goals"),
        ("heading", "Deeper"),
        ("paragraph", "Café €5 m² При 日— kept ¹."),
        ("list_item", "• one"),
        ("list_item", "2. two"),
        ("table_header", "Name | Age"),
        ("table_row", "Bo | 7 months"),
        ("paragraph", "after link"),
        ("paragraph", "Boxed"),
        ("paragraph", "😀new"),
        ("paragraph", "¹ A note."),
        ("paragraph", "Comment: Why?"),
        ("furniture", "Top"),
    ]
    assert [block.level for block in document.pages[0].blocks[:2]] == [1, 2]


def test_binary_data_is_no_text(tmp_path: Path) -> None:
    page = rtf.read(rtf_file(tmp_path / "x.rtf", r"a {\pict\bin5 }{}}\}b\par")).pages[0]
    assert page.text == "a b"


def test_groups_that_never_close(tmp_path: Path) -> None:
    assert rtf.read(rtf_file(tmp_path / "x.rtf", "{" * 100_000 + "deep")).pages[0].text == "deep"
    assert rtf.read(rtf_file(tmp_path / "x.rtf", "}" * 100_000 + "flat")).pages[0].text == "flat"


@pytest.mark.parametrize(("content", "error"), [(b"", NoTextError), (b"plain", ReadError)])
def test_rtf_that_is_none(tmp_path: Path, content: bytes, error: type[Exception]) -> None:
    (tmp_path / "x.rtf").write_bytes(content)
    with pytest.raises(error):
        rtf.read(tmp_path / "x.rtf")
    with pytest.raises(NoTextError):
        rtf.read(rtf_file(tmp_path / "x.rtf", ""))


def test_a_document_before_2007(tmp_path: Path) -> None:
    text = (
        "Lease of the barn\r\rSee \x13 HYPERLINK x \x14the map\x15 of today.\r"
        "Name\x07Age\x07\x07Bo\x077\x07\x07After the table, a café.\r"
    )
    document = doc.read(write_doc(tmp_path / "x.doc", text, notes="\x02 Since May.\r"))
    assert document.title == "Lease of the barn"
    assert shown(document.pages[0]) == [
        ("paragraph", "Lease of the barn"),
        ("paragraph", "See the map of today."),
        ("table_header", "Name | Age"),
        ("table_row", "Bo | 7"),
        ("paragraph", "After the table, a café."),
        ("paragraph", "Since May."),
    ]


def test_cells_of_several_paragraphs_and_empty_ones(tmp_path: Path) -> None:
    text = "A\x07B\x07C\x07\x07one\x07two\rmore\x07\x07\x07end\r"
    page = doc.read(write_doc(tmp_path / "x.doc", text)).pages[0]
    assert page.text.splitlines() == ["A | B | C", "one | two more |", "", "end"]


def test_what_only_bears_the_name(tmp_path: Path) -> None:
    (tmp_path / "page.doc").write_text("<html><body><p>A page.</p></body></html>")
    shutil.copy(rtf_file(tmp_path / "x.rtf", r"Rich.\par"), tmp_path / "rich.doc")
    document = docx.Document()
    document.add_paragraph("Newer.")
    document.save(str(tmp_path / "new.doc"))
    texts = [doc.read(tmp_path / f"{name}.doc").pages[0].text for name in ("page", "rich", "new")]
    assert texts == ["A page.", "Rich.", "Newer."]


def test_headings_before_2007_by_their_styles(tmp_path: Path) -> None:
    text = "The barn\rIt is red.\rIts roof\rTin.\r\x13 TOC \x14Since\x15 1900\r"
    document = doc.read(write_doc(tmp_path / "x.doc", text, headings={0: 1, 2: 2, 4: 2}))
    assert document.title == "The barn"
    assert shown(document.pages[0]) == [
        ("heading", "The barn"),
        ("paragraph", "It is red."),
        ("heading", "Its roof"),
        ("paragraph", "Tin."),
        ("heading", "Since 1900"),
    ]
    assert [block.level for block in document.pages[0].blocks] == [1, 0, 2, 0, 2]


def test_documents_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(EncryptedError):
        doc.read(write_doc(tmp_path / "x.doc", "secret", flags=0x0100))
    with pytest.raises(ReadError, match="damaged"):
        doc.read(write_ole(tmp_path / "x.doc", {"Other": b""}))
    whole = write_doc(tmp_path / "x.doc", "words\r").read_bytes()
    for content in (whole[:700], whole[:2000], b"words", whole[:512] + b"\xff" * 5000):
        (tmp_path / "x.doc").write_bytes(content)
        with pytest.raises(ReadError):
            doc.read(tmp_path / "x.doc")
    (tmp_path / "x.doc").write_bytes(b"")
    with pytest.raises(NoTextError):
        doc.read(tmp_path / "x.doc")
