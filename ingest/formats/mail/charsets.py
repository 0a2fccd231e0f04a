"""What the bytes of a message mean, whatever charset it claims."""

import codecs

from ingest.formats.text import decode
from localdocs.errors import ReadError

_MEANT = {
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "unicode-1-1-utf-7": "utf-7",
}
"""What programs write, and the encoding that they use: a superset, mostly, as browsers know."""


def text_in(data: bytes, charset: str) -> str:
    """The text: by its charset where that fits, else as UTF-8, else by the likeliest encoding."""
    name = charset.strip(" \"'").lower()
    for encoding in (_MEANT.get(name, name), "utf-8"):
        try:
            if codecs.lookup(encoding)._is_text_encoding:
                return data.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            continue
    try:
        return decode(data)
    except ReadError:
        return data.decode("cp1252", errors="replace") if data.strip() else ""
