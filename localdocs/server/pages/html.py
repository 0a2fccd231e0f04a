"""The HTML of the page of a quote. Whatever comes from a document or a name is escaped here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ingest.drawing.rectangles import Rectangle
from localdocs.server.http.links import MARK, PICTURE_PATH, STYLE_PATH
from localdocs.server.library.found_pages import FoundPage
from localdocs.types import page_name
from localdocs.views.style import shown, shown_lines

AROUND = 20_000
"""Characters of a page's text that are shown before a quote, and after it."""

_FIRST = f' id="{MARK}"'
"""Of the first mark: links lead to it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown: ``query`` is the signed place, ``beside`` links to the pages before and after,
    by their numbers."""

    found: FoundPage
    query: str
    beside: Mapping[int, str]


def notice(words: str) -> str:
    """A page that says one thing."""
    return _document("localdocs", "", f"<p>{escape(words)}</p>")


def text_page(page: Shown, start: int, end: int, said: str = "") -> str:
    """The text of the page, with ``[start:end]`` marked."""
    text = page.found.page.text
    first, stop = max(0, start - AROUND), min(len(text), end + AROUND)
    before = ("[…] " if first else "") + text[first:start]
    behind = text[end:stop] + (" […]" if stop < len(text) else "")
    marked = _marked(text[start:end]) if start < end else ""
    return _with_header(page, said, f"<pre>{_lines(before)}{marked}{_lines(behind)}</pre>")


def picture_page(
    page: Shown,
    width: int,
    height: int,
    rectangles: Sequence[Rectangle],
    said: str = "",
    quote: str = "",
) -> str:
    """The picture of the page with rectangles on it; where there are none, the quote before it."""
    marks = "".join(
        f'<rect{"" if number else _FIRST} x="{left * width:.1f}" y="{top * height:.1f}" '
        f'width="{(right - left) * width:.1f}" height="{(bottom - top) * height:.1f}"/>'
        for number, (left, top, right, bottom) in enumerate(rectangles)
    )
    name = escape(f"{PICTURE_PATH}?{page.query}")
    drawn = (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(_called(page))}">'
        f'<image href="{name}" width="{width}" height="{height}"/>{marks}</svg>'
    )
    apart = f"<pre>{_marked(quote)}</pre>" if quote else ""
    return _with_header(page, said, apart + drawn)


def _marked(quote: str) -> str:
    return f"<mark{_FIRST}>{_lines(quote)}</mark>"


def _with_header(page: Shown, said: str, body: str) -> str:
    number, name = page.found.page.number, shown(page.found.of.path.name)
    words = {number - 1: "previous page", number + 1: "next page"}
    links = "".join(
        f'<a href="{escape(url)}">{words[other]}</a>' for other, url in page.beside.items()
    )
    header = (
        f"<header><h1><bdi>{escape(name)}</bdi></h1><span>{escape(_called(page))}</span>"
        f"<nav>{links}</nav></header>"
    )
    notice = f"<p>{escape(said)}</p>" if said else ""
    return _document(f"{name}, {_called(page)}", page.query, header + notice + body)


def _called(page: Shown) -> str:
    return shown(page_name(page.found.page.place, page.found.page.number))


def _lines(text: str) -> str:
    return escape(shown_lines(text))


def _document(title: str, query: str, body: str) -> str:
    style = f'<link rel="stylesheet" href="{escape(f"{STYLE_PATH}?{query}")}">' if query else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>{style}</head><body>{body}</body></html>"
    )
