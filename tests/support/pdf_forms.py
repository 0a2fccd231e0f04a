"""Makes PDFs with forms, comments and attachments: a page's words, and what lies on top of them."""

from collections.abc import Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Words = Sequence[tuple[float, float, str]]
"""Where each text begins, in points, and the text."""

Annotation = dict[str, object]


def pdf_object(value: object) -> PdfObject:
    """A value as pypdf has it: "/Name" is a name, other words are a text."""
    if isinstance(value, PdfObject):
        return value
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): pdf_object(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return ArrayObject([pdf_object(item) for item in value])
    if isinstance(value, int):
        return NumberObject(value)
    if isinstance(value, float):
        return FloatObject(value)
    text = str(value)
    return NameObject(text) if text.startswith("/") else TextStringObject(text)


def pdf_with(
    path: Path,
    words: Words,
    annotations: Sequence[Annotation],
    *,
    form: Annotation | None = None,
    rotate: int = 0,
    attached: Sequence[str] = (),
) -> Path:
    """A PDF of one page with these words and annotations; ``form`` adds to its form's entries."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for left, bottom, text in words:
        canvas.drawString(left, bottom, text)
    canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(path))
    page = writer.pages[0]
    placed = [writer._add_object(pdf_object({"/Type": "/Annot", **each})) for each in annotations]
    page[NameObject("/Annots")] = ArrayObject(placed)
    if rotate:
        page[NameObject("/Rotate")] = NumberObject(rotate)
    fields = [each for each, what in zip(placed, annotations, strict=True) if "/FT" in what]
    entries = pdf_object({"/Fields": fields, **(form or {})})
    writer.root_object[NameObject("/AcroForm")] = writer._add_object(entries)
    for name in attached:
        writer.add_attachment(name, b"content")
    writer.write(path)
    return path


def field(
    rect: Sequence[float], value: object = "", kind: str = "/Tx", **more: object
) -> Annotation:
    """A field of a form; a box or radio button is given as its state, "/Yes" or "/Off"."""
    named = {f"/{key}": item for key, item in more.items()}
    held = {"/AS": value} if kind == "/Btn" else {"/V": value}
    return {"/Subtype": "/Widget", "/FT": kind, "/Rect": rect, "/T": "name", **held, **named}


def note(
    kind: str, text: str, rect: Sequence[float] = (400, 700, 420, 720), **more: object
) -> Annotation:
    """A comment, or with "/FreeText" words typed onto the page."""
    named = {f"/{key}": item for key, item in more.items()}
    return {"/Subtype": kind, "/Contents": text, "/Rect": rect, **named}


def xfa_pdf(path: Path, words: Words, packets: dict[str, str], *fields: Annotation) -> Path:
    """The same with a form in XFA: the XML of its packets by their names."""
    pdf_with(path, words, fields)
    writer = PdfWriter(clone_from=PdfReader(path))
    parts: list[PdfObject] = []
    for name, source in packets.items():
        stream = DecodedStreamObject()
        stream.set_data(source.encode())
        parts += [TextStringObject(name), writer._add_object(stream)]
    form = writer.root_object["/AcroForm"]
    form[NameObject("/XFA")] = ArrayObject(parts) if "" not in packets else parts[1]  # type: ignore[index]
    writer.write(path)
    return path
