"""Texts and presentations of OpenDocument."""

import zipfile
from pathlib import Path

import odfdo
import pytest

from ingest.office import odt
from ingest.presentations import odp
from localdocs.errors import EncryptedError, NoTextError, ReadError
from office_files import shown

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
) + ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'  # fmt: skip


def flat(path: Path, body: str, styles: str = "") -> Path:
    path.write_text(
        f"<office:document {NAMESPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}"
        "</office:text></office:body></office:document>"
    )
    return path


def test_a_text(tmp_path: Path) -> None:
    document = odfdo.Document("text")
    body = document.body
    body.clear()
    body.append(odfdo.Header(1, "Goals"))
    paragraph = odfdo.Paragraph("Rent is 900 a month.")
    paragraph.insert_note(after="900", note_id="n1", citation="1", body="Since May.")
    paragraph.insert_annotation(after="Rent", body="check", creator="Ada")
    body.append(paragraph)
    table = odfdo.Table("T")
    table.set_values([["Name", "Age"], ["Bo", 7]])
    body.append(table)
    document.meta.title = "The plan"
    document.meta.initial_creator = "Ada"
    document.save(tmp_path / "x.odt")
    read = odt.read(tmp_path / "x.odt")
    assert (read.title, read.author) == ("The plan", "Ada")
    found = shown(read.pages[0])
    assert found[0][0] == "heading" and found[0][1].endswith("Goals")
    assert found[1:] == [
        ("paragraph", "Rent is 900 ¹ a month."),
        ("table_header", "Name | Age"),
        ("table_row", "Bo | 7"),
        ("paragraph", "Comment by Ada: check"),
        ("paragraph", "¹ Since May."),
    ]


def test_lists_as_they_are_marked(tmp_path: Path) -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix=")"/><text:list-level-style-number text:level="2" '
        'style:num-format="a" text:display-levels="2"/></text:list-style>'
        '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="–"/></text:list-style>'
    )
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    inner = f"<text:list>{item.format('deep')}{item.format('deeper')}</text:list>"
    body = (
        f'<text:list text:style-name="L">{item.format("one")}'
        f"<text:list-item><text:p>two</text:p>{inner}</text:list-item></text:list>"
        f'<text:list text:style-name="B">{item.format("dash")}</text:list>'
        f'<text:list text:style-name="L">{item.format("anew")}</text:list>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{item.format("on")}'
        "</text:list>"
    )
    page = odt.read(flat(tmp_path / "x.fodt", body, styles)).pages[0]
    assert page.text.splitlines() == [
        "1) one", "2) two", "2.a deep", "2.b deeper", "– dash", "1) anew", "2) on",
    ]  # fmt: skip


def test_spaces_frames_changes_and_contents(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Goals<text:tab/>3</text:p>"
        "</text:index-body></text:table-of-content>"
        '<text:p>a\n  b<text:s text:c="2"/>c<text:line-break/>d'
        "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>"
    )
    page = odt.read(flat(tmp_path / "x.fodt", body)).pages[0]
    assert shown(page) == [
        ("contents", "Goals 3"),
        ("paragraph", "a b  c\nd"),
        ("paragraph", "boxed"),
    ]


def test_cells_that_reach_over_others(tmp_path: Path) -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = [
        cell("Hut") + cell("2021", 'table:number-columns-spanned="2"') + covered,
        cell("") + cell("June") + cell("July"),
        cell("Upper", 'table:number-rows-spanned="2"') + cell("4") + cell("5"),
        covered + cell("6") + cell("7"),
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    body = body.replace("<table:table-row>", "<table:table-header-rows><table:table-row>", 1)
    second = body.index("</table:table-row>", body.index("July")) + len("</table:table-row>")
    body = body[:second] + "</table:table-header-rows>" + body[second:]
    page = odt.read(flat(tmp_path / "x.fodt", f"<table:table>{body}</table:table>")).pages[0]
    assert page.text.splitlines() == [
        "Hut | 2021 June | 2021 July",
        "Upper | 4 | 5",
        "Upper | 6 | 7",
    ]


def test_slides(tmp_path: Path) -> None:
    document = odfdo.Document("presentation")
    document.body.clear()
    slide = odfdo.DrawPage("p1", "Harbour")
    slide.append(odfdo.Frame.text_frame(["Dredge", "Paint"]))
    slide.append(odfdo.Frame.text_frame("Harbour plan", presentation_class="title"))
    document.body.append(slide)
    document.body.append(odfdo.DrawPage("p2", "empty"))
    document.save(tmp_path / "x.odp")
    read = odp.read(tmp_path / "x.odp")
    assert [page.place for page in read.pages] == ["slide 1", "slide 2"]
    assert read.pages[0].text.split("\n\n") == ["Harbour plan", "Dredge", "Paint"]
    assert read.notes == ("slide 2 has no text (a picture?)",)


def test_a_password(tmp_path: Path) -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    with zipfile.ZipFile(tmp_path / "x.odt", "w") as archive:
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", b"\x00\x01")
    with pytest.raises(EncryptedError):
        odt.read(tmp_path / "x.odt")


def test_entities_stay_unread(tmp_path: Path) -> None:
    path = flat(tmp_path / "x.fodt", "<text:p>before &secret; after</text:p>")
    (tmp_path / "s").write_text("SECRET")
    entity = f'<!DOCTYPE d [<!ENTITY secret SYSTEM "file://{tmp_path}/s">]>'
    path.write_text(entity + path.read_text())
    assert "SECRET" not in odt.read(path).pages[0].text


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", NoTextError), (b"<a>", ReadError), (b"words", ReadError), (b"PK\x05\x06", ReadError)],
)
def test_damage(tmp_path: Path, content: bytes, error: type[Exception]) -> None:
    (tmp_path / "x.odt").write_bytes(content)
    with pytest.raises(error):
        odt.read(tmp_path / "x.odt")


def test_no_text(tmp_path: Path) -> None:
    with pytest.raises(NoTextError):
        odt.read(flat(tmp_path / "x.fodt", "<text:p/>"))
