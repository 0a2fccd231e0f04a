"""Pictures of words, as a scanner or a camera would make them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.ocr.engine import engine_name

RECEIPT = [
    ("Blue Heron Bakery", ""),
    ("Bread and rolls", "3.20"),
    ("Apple cake", "4.80"),
    ("Sparkling water", "4.50"),
    ("Total", "12.50"),
]

needs_ocr = pytest.mark.skipif(
    engine_name() != "PP-OCR", reason="needs the extra: pip install 'localdocs[ocr]'"
)


def picture_of(
    rows: Sequence[tuple[str, str]] = RECEIPT, size: tuple[int, int] = (900, 700)
) -> Any:
    """Rows of a label and an amount, black on white."""
    picture = Image.new("RGB", size, "white")
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(36)
    for number, (label, amount) in enumerate(rows):
        draw.text((60, 60 + 80 * number), label, fill="black", font=font)
        draw.text((700, 60 + 80 * number), amount, fill="black", font=font)
    return picture


def pdf_of(path: Path, pages: Sequence[Any]) -> Path:
    """A PDF whose pages are pictures, or lines of text."""
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        if isinstance(page, str):
            canvas.drawString(72, 700, page)
        else:
            canvas.drawImage(ImageReader(page), 0, 300, 595, 595 * page.height / page.width)
        canvas.showPage()
    canvas.save()
    return path
