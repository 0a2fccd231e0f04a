"""A lease whose paragraphs Word numbers, and slides with a table and speaker's notes."""

from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from pptx import Presentation
from pptx.util import Cm

LEASE = [
    (
        "The flat",
        [
            "The landlord, Osric Pell, lets to the tenant, Maud Ellery, the ground floor of 9 "
            "Quarry Row with the small yard behind it.",
            "The cellar is shared with the first floor.",
        ],
    ),
    (
        "Rent and deposit",
        [
            "The rent is 870 euros a month, due on the third working day.",
            "The deposit of 1,740 euros is kept in an account of its own and earns interest.",
        ],
    ),
    (
        "Use",
        [
            "One dog may be kept, provided that it is kept on a lead on the stairs.",
            "Smoking is allowed in the yard only.",
        ],
    ),
    (
        "Notice",
        [
            "The tenant may give notice of three months to the end of a quarter.",
            "Notice has to be given in writing and signed.",
        ],
    ),
]
_WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LIST = "77"
VISITORS = [("Hour", "Visitors"), ("10 to 12", "64"), ("12 to 14", "121"), ("14 to 16", "97")]


def write_lease(path: Path) -> None:
    document = Document()
    _define_numbers(document)
    document.add_heading("Lease of 9 Quarry Row", level=0)
    for title, clauses in LEASE:
        _number(document.add_heading(title, level=1), 0)
        for clause in clauses:
            _number(document.add_paragraph(clause), 1)
    document.save(str(path))


def _define_numbers(document: DocxDocument) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in enumerate(("§ %1", "%1.%2"))
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {_WORDS} w:abstractNumId="{_LIST}">{levels}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {_WORDS} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>')
    )


def _number(paragraph: object, level: int) -> None:
    mark = f'<w:numPr {_WORDS}><w:ilvl w:val="{level}"/><w:numId w:val="{_LIST}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(mark))  # type: ignore[attr-defined]


def write_slides(path: Path) -> None:
    """Four slides: a title, a table, a list, and one of which the notes say more."""
    slides = Presentation()
    title = slides.slides.add_slide(slides.slide_layouts[0])
    title.shapes.title.text = "Open day at the allotments"
    title.placeholders[1].text = "Report to the committee, September 2024"
    visits = slides.slides.add_slide(slides.slide_layouts[5])
    visits.shapes.title.text = "Visitors by the hour"
    grid = visits.shapes.add_table(len(VISITORS), 2, Cm(3), Cm(5), Cm(15), Cm(6)).table
    for row, cells in enumerate(VISITORS):
        for column, text in enumerate(cells):
            grid.cell(row, column).text = text
    wrong = slides.slides.add_slide(slides.slide_layouts[1])
    wrong.shapes.title.text = "What went wrong"
    wrong.placeholders[1].text = (
        "The tea urn tripped the fuse twice\n"
        "The car park was full by eleven\n"
        "The raffle tickets had no numbers"
    )
    next_year = slides.slides.add_slide(slides.slide_layouts[1])
    next_year.shapes.title.text = "Next year"
    next_year.placeholders[1].text = "A bigger tent\nMore parking"
    next_year.notes_slide.notes_text_frame.text = (
        "The tent can be hired from Marlow Events for 310 euros a weekend."
    )
    slides.save(str(path))
