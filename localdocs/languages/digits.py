"""Digits of all scripts: "٢٤", "२४" and "２４" are 24."""

import re

_ZEROS = (  # of Arabic to Malayalam; Thai, Lao, Tibetan, Burmese, Khmer, Mongolian, wide ones
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66"
    "\u0e50\u0ed0\u0f20\u1040\u17e0\u1810\uff10"
)
TABLE = {ord(zero) + value: str(value) for zero in _ZEROS for value in range(10)} | {
    0x066B: ".",
    0x066C: ",",
}
"""For ``str.translate``: one character for one, so that places in a text stay the same."""

_OTHER = re.compile(f"[{''.join(map(chr, TABLE))}]")


def plain_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9, and Arabic "٫" and "٬" as "." and ","."""
    return text if text.isascii() or not _OTHER.search(text) else text.translate(TABLE)


def decimal_point(number: str) -> str:
    """A number as English writes it, where it can only be one with a decimal comma: "84,50",
    "1.234,56", "1.234.567"; any other as it is."""
    if _COMMA.fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    return number


_COMMA = re.compile(r"\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
