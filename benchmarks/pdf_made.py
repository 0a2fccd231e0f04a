"""PDFs made with reportlab for `pdf_checks.py`: one for each thing that is easily got wrong."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Table, TableStyle

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
LEAD = (
    "The mills of the valley are kept by the parish, which looks after roofs and wheels and pays "
    "those who work there by the month. Nobody has lived in the upper ones since the flood took "
    "the bridge, and the path along the river is closed when the water stands high."
)
LEFT = "upper mill was the first to be built on the river and its owner sold the wheel before he "
RIGHT = (
    "lower bridge carries no carts since the flood and those who must cross it pay a small toll "
)


def _text(words: str) -> Paragraph:
    return Paragraph(words, getSampleStyleSheet()["BodyText"])


def _built(*story: Any) -> bytes:
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(list(story))
    return file.getvalue()


def _drawn(lines: Sequence[tuple[float, float, str]], font: str = "Helvetica") -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setFont(font, 10)
    for left, top, words in lines:
        canvas.drawString(left, top, words)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _columns() -> bytes:
    """Two columns of prose, written row by row."""
    sides = [
        [" ".join(words[place : place + 6]) for place in range(0, len(words), 6)]
        for words in ((LEFT * 4).split(), (RIGHT * 4).split())
    ]
    return _drawn(
        [
            place
            for number, (left, right) in enumerate(zip(*sides, strict=False))
            for place in ((50, 750 - 13 * number, left), (310, 750 - 13 * number, right))
        ]
    )


def _table(kind: type[Table], rows: list[list[Any]], ruled: bool, **how: Any) -> Table:
    style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    return kind(
        rows, style=TableStyle(style + [("GRID", (0, 0), (-1, -1), 0.5, black)] * ruled), **how
    )


def _wrapped(ruled: bool) -> bytes:
    rows = [
        [
            "Name of the mill",
            "State at the last visit",
            "Rent in crowns a year",
            "Keeper of the key",
        ],
        [
            "Upper Mill",
            "The roof leaks above the stairs and the wheel is split",
            "1,250",
            "Ms Lund",
        ],
        [
            "Saw Mill beside the old bridge",
            "In good order",
            "980",
            "Mr Ibsen, teacher at the school",
        ],
        ["Paper Mill", "Closed since the flood; the floor is new", "", "nobody"],
    ]
    cells = [[_text(cell) for cell in row] for row in rows]
    return _built(
        _text(LEAD), _table(Table, cells, ruled, colWidths=[80, 120, 80, 90]), _text(LEAD)
    )


def _continued(repeat: int, ruled: bool) -> bytes:
    rows = [
        [f"{a}{b}mill", f"{b}{a.lower()}tal", f"Ida {a}irk", f"{17 + len(b)}{10 + place}"]
        for place, (a, b) in enumerate(
            (a, b) for b in ("ern", "alde", "or") for a in "BDFGHJKLMNPRSTV"
        )
    ]
    table = _table(
        LongTable, [["Mill", "Valley", "Owner", "Founded"], *rows], ruled, repeatRows=repeat
    )
    return _built(_text(LEAD), table, _text(LEAD))


def _digits() -> bytes:
    return _built(
        _text(
            "The lake covers 10<super>2</super> km<super>2</super> and holds 3.5 × "
            "10<super>6</super> m<super>3</super> of H<sub>2</sub>O, with CO<sub>2</sub> below 400 "
            "ppm.<super>12</super> The output was 540<super>3</super> tonnes in 2021, and the "
            "mills were closed for long.<super>4</super> They have opened again since, all but one."
        )
    )


def _hyphens() -> bytes:
    lines = (
        "It was an impres-",
        "sive mill, a well-",
        "known one, of the day-",
        "shift. The day-shift",
    )
    return _drawn([(50, 700 - 13 * number, line) for number, line in enumerate(lines)])


def _footnotes() -> bytes:
    body = [
        (50.0, 750.0 - 13 * row, f"Sentence {row} of the body goes on to the end")
        for row in range(9)
    ]
    return _drawn(
        [*body, (50, 60, "1 The parish register, leaf nine."), (50, 48, "2 Ibid., leaf ten.")]
    )


def _right_to_left(lines: Sequence[str]) -> bytes:
    """Lines as programs write them, the leftmost sign first."""
    registerFont(TTFont("right to left", FONT))
    return _drawn([(80, 700 - 16 * row, line) for row, line in enumerate(lines)], "right to left")


def _protected() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_built(_text(LEAD)))))
    writer.encrypt("", "owner", algorithm="AES-256")
    return _written(writer)


def _signed() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_built(_text(LEAD)))))
    name = NameObject
    signature = DictionaryObject(
        {name("/Type"): name("/Sig"), name("/Name"): TextStringObject("Ms Lund")}
    )
    writer.add_annotation(
        0,
        DictionaryObject(
            {
                name("/Subtype"): name("/Widget"),
                name("/FT"): name("/Sig"),
                name("/T"): TextStringObject("Signature"),
                name("/F"): NumberObject(4),
                name("/V"): signature,
                name("/Rect"): writer.pages[0].mediabox.__class__((60, 100, 200, 130)),
            }
        ),
    )
    return _written(writer)


def _with_files() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_built(_text(LEAD)))))
    writer.add_attachment(
        "invoice.xml", b"<invoice><total>1250</total><payer>Ms Lund</payer></invoice>"
    )
    writer.add_attachment(
        "report.pdf", _drawn([(50, 700, "The report within says that all is well.")])
    )
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


HEBREW = (
    "2021 תנשמ םימה חוד",
    ".2023 תנשב World Bank לש חוד יפל (15% רמולכ) רלוד 1,250 התיה תולעה",
)
ARABIC = (
    "2021 ماع نع هايملا نع ريرقت",
    ".2022 ماع World Bank نع رداصلا (15%) ريرقتلا بسح رالود 1,250 ةفلكتلا تغلب",
)

MADE: dict[str, Callable[[], bytes]] = {
    "columns": _columns,
    "wrapped": lambda: _wrapped(True),
    "wrapped without lines": lambda: _wrapped(False),
    "continued": lambda: _continued(1, True),
    "continued, head once": lambda: _continued(0, True),
    "continued without lines": lambda: _continued(1, False),
    "digits": _digits,
    "hyphens": _hyphens,
    "footnotes": _footnotes,
    "hebrew": lambda: _right_to_left(HEBREW),
    "arabic": lambda: _right_to_left(ARABIC),
    "empty password": _protected,
    "signed": _signed,
    "with files": _with_files,
}


def make(name: str, folder: Path) -> Path:
    """The PDF of this name, written into a folder."""
    path = folder / f"{name}.pdf"
    path.write_bytes(MADE[name]())
    return path
