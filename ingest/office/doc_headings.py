"""Which paragraphs of a .doc file are headings: their properties name a style ([MS-DOC] 2.8.6).

The styles 1 to 9 are "heading 1" to "heading 9" in every file, whatever its language calls them.
"""

from struct import error, unpack_from

_PLACES = 0x0102
_PAGE_BYTES = 512
_BX_BYTES = 13
_MOST_PAGES = 50_000
_LEVELS = range(1, 10)


def heading_ends(stream: bytes, table: bytes) -> dict[int, int]:
    """Place behind the end of a heading, in bytes of the stream -> its level; what is damaged is
    left out."""
    found: dict[int, int] = {}
    try:
        start, length = unpack_from("<2I", stream, _PLACES)
        count = min((length - 4) // 8, _MOST_PAGES)
        for number in range(max(count, 0)):
            page = unpack_from("<I", table, start + 4 * (count + 1) + 4 * number)[0] & 0x3FFFFF
            found |= _of_page(stream[page * _PAGE_BYTES : (page + 1) * _PAGE_BYTES])
    except (error, IndexError):
        pass
    return found


def _of_page(page: bytes) -> dict[int, int]:
    """The headings of a page of properties: the ends of its paragraphs, then where each one's
    properties lie. Raises struct.error, IndexError."""
    found: dict[int, int] = {}
    count = page[_PAGE_BYTES - 1]
    for number in range(count):
        at = page[4 * (count + 1) + _BX_BYTES * number] * 2
        if not at:
            continue  # as the style of all has it
        at += 1 if page[at] else 2
        if (style := unpack_from("<H", page, at)[0]) in _LEVELS:
            found[unpack_from("<I", page, 4 * (number + 1))[0]] = style
    return found
