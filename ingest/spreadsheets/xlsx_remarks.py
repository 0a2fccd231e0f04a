"""What stands on a sheet beside its cells: comments, text boxes, titles of charts."""

import zipfile
from collections.abc import Iterator
from typing import Any

from ingest.office.charts import chart_titles
from ingest.office.container import part, relations

_PARAGRAPH = "{*}p"


def remarks(archive: zipfile.ZipFile, sheet: str) -> list[str]:
    """The remarks on a sheet, each as a paragraph."""
    parts = relations(archive, sheet).values() if sheet else ()
    found: list[str] = []
    threaded = [place for kind, place in parts if kind == "threadedComment"]
    for place in threaded or [place for kind, place in parts if kind == "comments"]:
        found += _comments(part(archive, place))
    for place in (place for kind, place in parts if kind == "drawing"):
        found += drawn_texts(part(archive, place))
        for kind, chart in relations(archive, place).values():
            if kind == "chart":
                found += chart_titles(part(archive, chart))
    return found


def drawn_texts(root: Any) -> Iterator[str]:
    """The texts of shapes, a paragraph each."""
    for body in root.iter("{*}txBody") if root is not None else ():
        lines = ["".join(text.text or "" for text in p.iter("{*}t")) for p in body.iter(_PARAGRAPH)]
        if any(line.strip() for line in lines):
            yield "\n".join(line for line in lines if line.strip())


def _comments(root: Any) -> Iterator[str]:
    for comment in root.iter("{*}comment", "{*}threadedComment") if root is not None else ():
        pieces = [text.text or "" for text in comment.iter("{*}t", "{*}text") if text.text]
        text = " ".join("".join(pieces).split())
        if text:
            yield f"Comment on {comment.get('ref', '')}: {text}"
