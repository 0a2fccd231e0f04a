"""Text in the units by which PDFium counts places: a sign beyond the first 65,536 takes two."""

import re
from array import array

_SURROGATE = re.compile("[\ud800-\udfff]")


def in_units(text: str) -> str:
    """The text with such signs in two halves, so that places in it are those of PDFium."""
    if text.isascii() or (max(text) < "\U00010000"):
        return text
    units = array("H", text.encode("utf-16", "surrogatepass"))
    return "".join(map(chr, units[1:]))  # without the mark of the byte order


def whole_signs(text: str) -> str:
    """The text with its signs in one piece again, and without single halves; never empty."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore") or "\ufffd"
