"""RTF as tokens: groups, words of control, and characters in whichever code page they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+"
    r"|([^\\{}\r\n]+)",
    re.DOTALL,
)
_CODE_PAGES = {77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
               161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
               186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One of: a ``word`` with its ``number`` (None: it has none), a ``sign``, or ``text``.

    ``byte``: one character as a number of the code page, or -1.
    """

    word: str = ""
    number: int | None = None
    sign: str = ""
    text: str = ""
    byte: int = -1


def tokens(source: str) -> Iterator[Token]:
    """The tokens of a file that was decoded as latin-1. Binary data is left out."""
    position = 0
    while match := _TOKEN.match(source, position):
        position = match.end()
        word, number, hexadecimal, escaped, brace, text = match.groups()
        if word:
            value = int(number) if number else None
            if word == "bin":
                position += max(value or 0, 0)
            else:
                yield Token(word, value)
        elif hexadecimal:
            yield Token(byte=int(hexadecimal, 16))
        elif escaped or brace:
            yield Token(sign=f"\\{escaped}" if escaped else brace)
        elif text:
            yield Token(text=text)
        if position >= len(source):
            return


def code_page(charset: int, default: str) -> str:
    """The code page of a font."""
    return _CODE_PAGES.get(charset, default)


def decoded(data: bytes, page: str) -> str:
    """Bytes of a code page, whatever they are."""
    try:
        return data.decode(page, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
