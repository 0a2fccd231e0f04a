"""The rectangles of a stretch of a page that OCR has read: of the rows it stands in."""

from ingest.drawing.alignment import UNKNOWN, Alignment, Piece
from ingest.drawing.letters import letters_of
from ingest.drawing.rectangles import Rectangle, rectangle
from ingest.ocr.layout.rows import LONGEST_SIDE
from ingest.ocr.scanned_page import ScannedPage


def scanned_rectangles(
    scanned: ScannedPage, size: tuple[float, float], text: str, start: int, end: int
) -> list[Rectangle]:
    """Where ``text[start:end]`` stands, as fractions of a sheet of that ``size`` (of which the
    shape counts); [] where it is not certain.

    OCR keeps the place of a row, not of each letter, so whole rows are marked.
    """
    width, height = (side * LONGEST_SIDE / max(size) for side in size)
    stored = letters_of(text)
    pieces: list[Piece] = []
    letters = ""
    for line in scanned.lines:
        own = letters_of(line.text).text
        if own:
            bottom = line.top - line.height * line.rows
            pieces.append(
                Piece(
                    len(letters), len(letters) + len(own), line.left, bottom, line.right, line.top
                )
            )
            letters += own
    alignment = Alignment(stored.text, letters)
    if not alignment.take_whole():
        alignment.take(pieces)
    wanted = stored.within(start, end)
    found = set(alignment.found[wanted.start : wanted.stop])
    if not found or UNKNOWN in found:
        return []
    return [
        rectangle(
            piece.left / width,
            1 - piece.top / height,
            piece.right / width,
            1 - piece.bottom / height,
        )
        for piece in pieces
        if any(piece.start <= letter < piece.end for letter in found)
    ]
