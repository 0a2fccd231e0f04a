"""Letters as they look: keyboards write "ä" as one character, macOS and some sync programs as two;
people leave accents out."""

import re
import unicodedata

from localdocs.languages.digits import TABLE as DIGITS

_INVISIBLE = re.compile(
    "[\u0300-\u036f"  # accents, once they are taken off their letters
    "\xad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff"  # soft hyphens, joiners, variation selectors
    "\u0640\u064b-\u065f\u0670\u0591-\u05c7]"  # Arabic and Hebrew vowel points
)
ONE_LETTER = DIGITS | str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe",
        "þ": "th", "ŧ": "t", "ŋ": "n", "ى": "ي", "ة": "ه", "ٱ": "ا", "\u2010": "-", "\u2011": "-",
    }
)  # fmt: skip
"""For ``str.translate``: letters that Unicode does not take apart, and digits."""


def composed(text: str) -> str:
    """The text with each accented letter as one character (Unicode's NFC)."""
    return unicodedata.normalize("NFC", text)


def without_halves(text: str) -> str:
    """The text with U+FFFD for the bytes of a file's name that are no letters, and "?" for
    other halves of characters: JSON may have neither."""
    is_name = not any("\ud800" <= sign <= "\udc7f" or "\udd00" <= sign <= "\udfff" for sign in text)
    handler = "surrogateescape" if is_name else "replace"
    return text.encode("utf-8", handler).decode("utf-8", "replace")


def look_alike(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals and how their accents are written."""
    return caseless(one) == caseless(other)


def caseless(text: str) -> str:
    """The text to be compared with others whose capitals and ways to write accents do not count."""
    return composed(text).casefold()


def unaccented(text: str) -> str:
    """The text with one letter for all forms of it that differ only in print: accents and vowel
    points off, all digits 0 to 9."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text)).translate(ONE_LETTER)
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """The text in small letters without accents, as search compares words: "Łódź" is "lodz"."""
    return text.lower() if text.isascii() else unaccented(unaccented(text).casefold())
