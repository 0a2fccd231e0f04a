"""Small facts about the text of PDFs, such as olmOCR's bench asks for, true or not.

    python benchmarks/pdf_checks.py [--files FOLDER] [--show]

Each check names a PDF: one that `pdf_made.py` makes, or one below the folder. ``present`` and
``absent`` are texts; ``before`` are two texts of which the first comes first; ``cell`` are two
cells of one row and the head of the second, all in one row and in the nearest head of a table
above it; ``place`` is a text and the place of its page. Printed is how many of each kind hold.
"""

import argparse
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pdf_made

from ingest import readers
from localdocs.errors import ReadError
from localdocs.types import BlockKind, Document

CHECKS = Path(__file__).with_name("pdf_checks.json")
ONE_LINE = " ".join


def text_of(document: Document) -> str:
    """All pages on one line."""
    return ONE_LINE(" ".join(page.text for page in document.pages).split())


def rows_of(document: Document) -> Iterator[tuple[str, str]]:
    """Each row of a table, with the head above it."""
    head = ""
    for page in document.pages:
        for block in page.blocks:
            text = ONE_LINE(page.text[block.start : block.end].split())
            if block.kind is BlockKind.TABLE_HEADER:
                head = text
            elif block.kind is BlockKind.TABLE_ROW:
                yield text, head


def is_present(document: Document, text: str) -> bool:
    """Whether the document has the text, wherever its lines end."""
    return text in text_of(document)


def is_absent(document: Document, text: str) -> bool:
    """Whether it does not."""
    return text not in text_of(document)


def is_before(document: Document, first: str, second: str) -> bool:
    """Whether both texts are there, in this order."""
    found = text_of(document)
    return -1 < found.find(first) < found.find(second)


def is_cell(document: Document, label: str, cell: str, head: str) -> bool:
    """Whether the cells are in one row, below a head with these words."""
    return any(
        f" {label} " in f" {row} " and f" {cell} " in f" {row} " and f" {head} " in f" {above} "
        for row, above in rows_of(document)
    )


def is_at(document: Document, text: str, place: str) -> bool:
    """Whether a page of this place has the text."""
    return any(text in page.text and place == page.place for page in document.pages)


HOLDS: dict[str, Callable[..., bool]] = {
    "present": is_present,
    "absent": is_absent,
    "before": is_before,
    "cell": is_cell,
    "place": is_at,
}


def document_of(name: str, files: Path, made: Path) -> Document | None:
    """The document of a check, None if it is not read."""
    try:
        path = pdf_made.make(name, made) if name in pdf_made.MADE else files / name
        return readers.read(path)
    except (ReadError, OSError):
        return None


def main() -> None:
    """Read every PDF once, and count the checks that hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=Path, default=Path("/work/shared/data/files/pdf"))
    parser.add_argument("--show", action="store_true", help="the checks that do not hold")
    arguments = parser.parse_args()
    logging.disable()
    checks: dict[str, list[list[str]]] = json.loads(CHECKS.read_text(encoding="utf-8"))
    held: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    with TemporaryDirectory() as made:
        for name, of_file in checks.items():
            document = document_of(name, arguments.files, Path(made))
            for kind, *what in of_file:
                holds = document is not None and HOLDS[kind](document, *what)
                asked.update((kind, "all", "of real files" if "/" in name else "of made ones"))
                held.update(dict.fromkeys(("all", kind), holds))
                held["of real files" if "/" in name else "of made ones"] += holds
                if arguments.show and not holds:
                    print(f"{name}: {kind} {what}")
    for kind in sorted(asked):
        print(f"{kind:14} {held[kind]:4} of {asked[kind]}")


if __name__ == "__main__":
    main()
