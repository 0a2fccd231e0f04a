"""Footnotes, endnotes and comments of Word: they stand below the text, their signs within it."""

from collections.abc import Callable, Iterator
from typing import Any

from ingest.office.container import parsed
from ingest.office.list_marks import ordinal
from ingest.pages.raised import note_mark

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGN = "sign"
"""The attribute of a reference that holds what is shown in its place."""
_KINDS = {
    "footnotes": ("footnoteReference", "decimal"),
    "endnotes": ("endnoteReference", "lowerRoman"),
}
_Text = Callable[[Any], str]


def sign_references(body: Any) -> None:
    """Write at each reference to a note the sign that is shown for it."""
    for name, form in _KINDS.values():
        number = 0
        for reference in body.iter(_W + name):
            if reference.get(_W + "customMarkFollows", "0") in ("1", "true", "on"):
                continue
            number += 1
            reference.set(SIGN, ordinal(number, form))


def noted(docx: Any, body: Any, text: _Text) -> Iterator[str]:
    """The notes with their signs, then the comments with who made them."""
    parts = {str(part.partname): part for part in docx.part.package.iter_parts()}
    for kind, (name, _) in _KINDS.items():
        signs = {ref.get(_W + "id"): ref.get(SIGN, "") for ref in body.iter(_W + name)}
        for note in _children(parts.get(f"/word/{kind}.xml")):
            words = text(note)
            sign = signs.get(note.get(_W + "id"), "")
            if words and note.get(_W + "type", "normal") == "normal":
                yield f"{note_mark(sign).strip()} {words}".strip()
    for comment in _children(parts.get("/word/comments.xml")):
        words, author = text(comment), comment.get(_W + "author", "").strip()
        if words:
            yield f"Comment{f' by {author}' if author else ''}: {words}"


def _children(part: Any) -> Iterator[Any]:
    if part is not None:
        yield from parsed(part.blob)
