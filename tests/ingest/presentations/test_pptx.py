"""Presentations made with python-pptx."""

from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.presentations.pptx import read
from localdocs.errors import NoTextError, ReadError
from localdocs.types import Document
from office_files import shown


def read_back(presentation: Any, folder: Path) -> Document:
    presentation.save(folder / "x.pptx")
    return read(folder / "x.pptx")


def test_a_slide_is_a_page_with_its_title_and_its_notes(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Harbour plan"
    body = slide.placeholders[1].text_frame
    body.text = "Dredge"
    body.add_paragraph().text = "Paint"
    slide.notes_slide.notes_text_frame.text = "Say what it costs."
    document = read_back(presentation, tmp_path)
    assert document.title == "Harbour plan"
    assert document.pages[0].place == "slide 1"
    assert shown(document.pages[0]) == [
        ("heading", "Harbour plan"),
        ("list_item", "Dredge"),
        ("list_item", "Paint"),
        ("paragraph", "Notes: Say what it costs."),
    ]


def test_tables_charts_and_groups_within_groups(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = slide.shapes.add_table(3, 2, 0, 0, Inches(4), Inches(2)).table
    for place, text in enumerate(("Quay", "Depth", "North", "4 m", "", "6 m")):
        table.cell(place // 2, place % 2).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    inner = slide.shapes.add_group_shape().shapes.add_group_shape()
    inner.shapes.add_textbox(0, 0, 99, 99).text_frame.text = "deep inside"
    data = CategoryChartData(number_format="0%")
    data.categories = ["East", "West"]
    data.add_series("Spring", (0.2, 0.5))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 999, 999, data)
    assert shown(read_back(presentation, tmp_path).pages[0]) == [
        ("table_header", "Quay | Depth"),
        ("table_row", "North | 4 m"),
        ("table_row", "North | 6 m"),
        ("paragraph", "deep inside"),
        ("table_header", "| Spring"),
        ("table_row", "East | 20%"),
        ("table_row", "West | 50%"),
    ]


def test_slides_without_words_are_said(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    for title in ("", "Words", ""):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = title
    slide._element.set("show", "0")
    document = read_back(presentation, tmp_path)
    assert document.notes == ("slide 3 is hidden", "slides 1, 3 have no text (a picture?)")
    assert [page.text for page in document.pages] == ["", "Words", ""]


def test_a_presentation_of_pictures_alone(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[6])
    with pytest.raises(NoTextError, match="pictures"):
        read_back(presentation, tmp_path)


def test_damage(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    presentation.save(tmp_path / "x.pptx")
    (tmp_path / "x.pptx").write_bytes((tmp_path / "x.pptx").read_bytes()[:9000])
    with pytest.raises(ReadError):
        read(tmp_path / "x.pptx")
