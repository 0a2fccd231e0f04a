"""Charts and diagrams in office files: their titles, and the figures that they were drawn from."""

from collections.abc import Iterator
from typing import Any

from ingest.office.container import local
from ingest.office.number_formats import shown_number
from ingest.pages.cell_tables import add_table
from ingest.pages.page_builder import PageBuilder
from localdocs.types import BlockKind

_MOST_POINTS = 1000


def add_chart(builder: PageBuilder, root: Any) -> None:
    """Add the title of a chart, and its figures as a table: a row for each category."""
    if root is None:
        return
    for title in chart_titles(root):
        builder.add(BlockKind.PARAGRAPH, title)
    series = [(_name(one), _points(one, "cat"), _points(one, "val")) for one in root.iter("{*}ser")]
    series = [one for one in series if one[2]]
    if not series:
        return
    categories: dict[int, str] = {}
    for _, named, _ in series:
        categories = categories or named
    places = sorted(set().union(*(values for _, _, values in series)))[:_MOST_POINTS]
    rows = [["", *(name for name, _, _ in series)]]
    rows += [
        [categories.get(place, str(place + 1)), *(values.get(place, "") for _, _, values in series)]
        for place in places
    ]
    add_table(builder, rows, 1 if any(rows[0]) else 0)


def chart_titles(root: Any) -> Iterator[str]:
    """The titles of a chart and of its axes."""
    for title in root.iter("{*}title") if root is not None else ():
        text = "".join(piece.text or "" for piece in title.iter("{*}t"))
        if text.strip():
            yield text


def diagram_texts(root: Any) -> Iterator[str]:
    """What stands in the shapes of a diagram (SmartArt)."""
    for point in root.iter("{*}pt") if root is not None else ():
        text = " ".join(
            "".join(piece.text or "" for piece in line.iter("{*}t")) for line in point.iter("{*}p")
        )
        if text.strip():
            yield " ".join(text.split())


def _name(series: Any) -> str:
    for child in series:
        if local(child) == "tx":
            return "".join(value.text or "" for value in child.iter("{*}v")).strip()
    return ""


def _points(series: Any, name: str) -> dict[int, str]:
    """Place -> text of the values that the file keeps of a series."""
    found: dict[int, str] = {}
    for values in (child for child in series if local(child) == name):
        code = next((child.text or "" for child in values.iter("{*}formatCode")), "")
        for point in values.iter("{*}pt"):
            text = " ".join(value.text or "" for value in point.iter("{*}v"))
            place = point.get("idx", "")
            if place.isdecimal() and text.strip():
                found[int(place)] = _shown(text, code) if name == "val" else text
    return found


def _shown(text: str, code: str) -> str:
    try:
        return shown_number(float(text), code)
    except ValueError:
        return text
