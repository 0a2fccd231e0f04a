"""Makes text plain without changing what it says: the result is what is stored and quoted."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff"  # drop
    "\u202a-\u202e\u2066-\u2069"  # what turns the direction, so that "gpj.exe" looks like a picture
    "\xa0\u2000-\u200a\u202f\u205f\u3000"  # spaces
    "\ufb00-\ufb06\ud800-\udfff\f"
    "\uf0a7\uf0b7\uf0d8\uf0fc]"  # bullets and ticks of symbol fonts
)
_BROKEN_WORD = re.compile("(?:\xad[ \t]*\n[ \t]*|[\ufffe\x02]\n?)(?=\\w)")
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_SYMBOLS = {"\uf0a7": "▪", "\uf0b7": "•", "\uf0d8": "➢", "\uf0fc": "✓"}
_SPACES = frozenset("\xa0\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
_DOT_LEADER = re.compile(r"(?:(?<!\s)\s+)?(?:\.\s?|…\s?){4,}\s*")
_TERMINAL_ORDER = re.compile(r"\x1b\[[0-9;?]{0,40}[A-Za-z]")
_BLANK_LINES = re.compile("\n{3,}")


def clean(text: str) -> str:
    """The same text with one kind of line end and space, and without what nobody can see.

    Takes apart ligatures, joins words at soft hyphens, drops control characters, turns a lone
    surrogate into U+FFFD, trims each line on the right, leaves one blank line of many, and
    composes to NFC. Linear in the length of the text.
    """
    if text.isascii() and text.isprintable():
        return text.rstrip()
    if "\x1b" in text:
        text = _TERMINAL_ORDER.sub("", text)  # whole: its rest would be read as words
    text = _LINE_ENDS.sub("\n", text)
    text = _BROKEN_WORD.sub("", text)
    text = _UNWANTED.sub(_replacement, text)
    text = "\n".join([line.rstrip() for line in text.split("\n")])
    text = _BLANK_LINES.sub("\n\n", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


def clean_line(text: str) -> str:
    """The cleaned text on one line, with single spaces: for titles, names, cells and lines.

    A row of dots that leads the eye to a page number is one sign: every dot would be a token.
    """
    if "...." in text or ". . ." in text or "……" in text:
        text = _DOT_LEADER.sub(" … ", text)
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(clean(text).split())


def _replacement(match: re.Match[str]) -> str:
    character = match.group()
    if character in _SPACES:
        return " "
    if character == "\f":
        return "\n\n"
    if "\ufb00" <= character <= "\ufb06":
        return _LIGATURES[ord(character) - 0xFB00]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _SYMBOLS.get(character, "")
