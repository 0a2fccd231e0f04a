"""UTF-16 whose byte order mark is missing, told from binary data and from plain text."""

import codecs
import string
import unicodedata

FEWEST_BYTES = 8

MOST_ASCII = 0.75
"""Of plain text nearly all bytes are ASCII; of UTF-16 every other one is another byte."""

LEAST_TEXT = 0.99
"""Binary data soon has pairs of bytes that are no character of a text."""

MOST_SCRIPTS = 0.6
"""How many values the byte that says the script has, beside those of the other one."""

_ASCII = string.printable.encode()
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})


def utf_16_without_mark(sample: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" where the beginning of a file is such text, else "".

    The characters of a text are of a script or two: the byte that says which has few values.
    """
    ascii_bytes = len(sample) - len(sample.translate(None, _ASCII))
    if len(sample) < FEWEST_BYTES or ascii_bytes > MOST_ASCII * len(sample):
        return ""
    even, odd = len(set(sample[0::2])), len(set(sample[1::2]))
    encoding = "utf-16-le" if odd <= even else "utf-16-be"
    scripts, letters = sorted((even, odd))
    is_told = scripts == 1 or scripts <= MOST_SCRIPTS * letters
    return encoding if is_told and _is_text(sample, encoding) else ""


def _is_text(sample: bytes, encoding: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    seen = sum(unicodedata.category(one) not in _NO_TEXT or one in "\t\n\r\f" for one in text)
    return seen >= LEAST_TEXT * len(text)
