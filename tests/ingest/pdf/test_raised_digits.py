"""Raised digits are parted from the number before them; digits of turned text are not raised."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.pdf.reader import read


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_digits_of_turned_text_are_not_raised(tmp_path: Path, degrees: int) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=A4)
    canvas.translate(300, 400)
    canvas.rotate(degrees)
    canvas.drawString(0, 0, "Posted 05/03/2019, number 085648100305, for 388.57")
    canvas.save()
    found = read(tmp_path / "x.pdf").pages[0].text
    assert found == "Posted 05/03/2019, number 085648100305, for 388.57"
