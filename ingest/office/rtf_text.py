"""The words of an RTF file, in blocks."""

import re
from dataclasses import dataclass, replace

from ingest.office.rtf_tokens import Token, code_page, decoded, tokens
from ingest.pages.cell_tables import add_table
from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from ingest.pages.raised import raised
from localdocs.types import BlockKind

_CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ",
    "qmspace": " ", "nestcell": "\t", "nestrow": "\n", "softline": "\n",
}  # fmt: skip
_SIGNS = {"\\~": "\xa0", "\\_": "-", "\\-": "\xad", "\\\\": "\\", "\\{": "{", "\\}": "}"}
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column"})
_LISTS = frozenset({"listtext", "pntext"})
_MARGINS = frozenset(word + side for word in ("header", "footer") for side in ("", "l", "r", "f"))
_FACTS = frozenset({"title", "author"})
_ASIDE = frozenset(
    {"fonttbl", "stylesheet", "info", "creatim", "footnote", "annotation", *_MARGINS, *_FACTS}
)
_SHOWN_IF_STARRED = frozenset({"shpinst", "shptxt"})
_UNSEEN = frozenset(
    """
    colortbl pict objdata datafield fldinst themedata colorschememapping filetbl listtable
    listoverridetable revtbl rsidtbl generator sp sn sv xe tc txe rxe bkmkstart bkmkend atnid
    atnauthor atnref atndate atnicn latentstyles datastore nonshppict shprslt operator company
    category keywords comment doccomm hlinkbase subject manager private do mmathPr upr
    """.split()
)
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo) ?([1-9])", re.IGNORECASE)
_MOST_GROUPS = 2000


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group. ``into`` is where its words go: "" the text, "-" nowhere."""

    into: str = ""
    font: int = -1
    skip: int = 1
    hidden: bool = False
    raised: bool = False


class RtfReader:
    """Goes through a file once."""

    def __init__(self, source: str) -> None:
        self.builder = PageBuilder()
        self.facts: dict[str, str] = {}
        self.created = ""
        self.first_heading = ""
        self._source = source
        self._state = _State()
        self._above: list[_State] = []
        self._begins = False  # a group has just begun
        self._starred = False
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._levels: dict[int, int] = {}
        self._style = 0
        self._bytes = bytearray()
        self._to_skip = 0
        self._parts: list[str] = []
        self._aside: dict[str, list[str]] = {}
        self._later: list[str] = []
        self._notes = 0
        self._furniture: list[str] = []
        self._level = 0
        self._is_item = False
        self._in_table = False
        self._cells: list[str] = []
        self._rows: list[list[str]] = []
        self._date: dict[str, int] = {}

    def read(self) -> None:
        """Fill ``builder``."""
        for token in tokens(self._source):
            if token.byte < 0:
                self._flush_bytes()
            self._take(token)
        self._flush_bytes()
        self._end_paragraph()
        self._end_table()
        for text in self._later:
            self.builder.add(BlockKind.PARAGRAPH, text)
        for text in dict.fromkeys(self._furniture):
            self.builder.add(BlockKind.FURNITURE, text)

    def _take(self, token: Token) -> None:
        if token.sign == "{":
            self._open()
        elif token.sign == "}":
            self._close()
        elif token.sign == "\\*":
            self._starred = self._begins
        elif token.word:
            begins, self._begins = self._begins, False
            starred, self._starred = self._starred, False
            self._word(token.word, token.number, begins=begins or starred, starred=starred)
        else:
            self._begins = False
            self._characters(token)

    def _open(self) -> None:
        if len(self._above) < _MOST_GROUPS:
            self._above.append(self._state)
        self._begins = True
        self._to_skip = 0

    def _close(self) -> None:
        inner = self._state
        self._state = self._above.pop() if self._above else _State()
        self._begins = self._starred = False
        if inner.into and (inner.into != self._state.into or inner.into == "stylesheet"):
            self._end_aside(inner.into)

    def _characters(self, token: Token) -> None:
        if self._to_skip:
            if token.text:
                kept = token.text[self._to_skip :]
                self._to_skip = max(self._to_skip - len(token.text), 0)
                self._add(decoded(kept.encode("latin-1", "replace"), self._encoding()))
            else:
                self._to_skip -= 1
        elif token.byte >= 0:
            self._bytes.append(token.byte)
        elif token.text:
            self._add(decoded(token.text.encode("latin-1", "replace"), self._encoding()))
        elif token.sign in ("\\\n", "\\\r"):
            self._end_paragraph()
        else:
            self._add(_SIGNS.get(token.sign, ""))

    def _flush_bytes(self) -> None:
        if self._bytes:
            text = decoded(bytes(self._bytes), self._encoding())
            self._bytes.clear()
            self._add(text)

    def _encoding(self) -> str:
        return self._fonts.get(self._state.font, self._page)

    def _add(self, text: str) -> None:
        if not text or self._state.hidden:
            return
        if self._state.into == "":
            before = "".join(self._parts[-1:])
            self._parts.append(raised(text, before) if self._state.raised else text)
        elif self._state.into != "-":
            self._aside.setdefault(self._state.into, []).append(text)

    def _word(self, word: str, number: int | None, *, begins: bool, starred: bool) -> None:
        if begins and self._is_destination(word, starred=starred):
            return
        if word == "u" and number is not None:
            self._add(chr(number % 65_536))
            self._to_skip = self._state.skip
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word == "chftn":
            mark = raised(str(self._notes + 1), "")
            self._add(f"{mark} " if self._state.into else f" {mark}")
        elif self._state.into in ("fonttbl", "stylesheet"):
            self._define(word, number)
        elif self._state.into == "creatim" and word in ("yr", "mo", "dy"):
            self._date.setdefault(word, number or 0)
        elif not self._format(word, number) and self._state.into == "":
            self._structure(word, number)

    def _is_destination(self, word: str, *, starred: bool) -> bool:
        """Whether the group that begins with this word goes elsewhere, which is then known."""
        into = self._state.into
        if word == "ud":  # the same in Unicode as what was said before, which is not shown
            into = self._above[-2].into if len(self._above) > 1 else into
        elif word in _LISTS:
            self._is_item = True
        elif word in _ASIDE and into != "-":
            into = word
        elif word in _UNSEEN or (starred and word not in _SHOWN_IF_STARRED):
            into = "-"
        elif word not in _SHOWN_IF_STARRED:
            return False
        self._state = replace(self._state, into=into)
        return True

    def _define(self, word: str, number: int | None) -> None:
        """A font's code page, or a style that makes headings."""
        if word == "f" and number is not None:
            self._state = replace(self._state, font=number)
        elif word == "fcharset" and number is not None:
            self._fonts[self._state.font] = code_page(number, self._page)
        elif word == "s" and number is not None:
            self._style = number
        elif word == "outlinelevel" and number is not None and number < 9:
            self._levels[self._style] = min(number + 1, 6)

    def _format(self, word: str, number: int | None) -> bool:
        """Whether the word says how characters look; then it is kept in mind."""
        on = number != 0
        match word:
            case "f" if number is not None:
                self._state = replace(self._state, font=number)
            case "uc" if number is not None:
                self._state = replace(self._state, skip=min(max(number, 0), 10))
            case "v" | "deleted" | "strike" | "striked":
                self._state = replace(self._state, hidden=on)
            case "super":
                self._state = replace(self._state, raised=on)
            case "nosupersub" | "sub":
                self._state = replace(self._state, raised=False)
            case "plain":
                self._state = replace(self._state, hidden=False, raised=False)
            case "ansicpg" if number is not None:
                self._page = f"cp{number}"
            case "mac":
                self._page = "mac_roman"
            case _:
                return False
        return True

    def _structure(self, word: str, number: int | None) -> None:
        match word:
            case "pard":
                self._level, self._is_item, self._in_table = 0, False, False
            case "s" if number in self._levels:
                self._level = self._levels[number]
            case "outlinelevel" if number is not None and number < 9:
                self._level = min(number + 1, 6)
            case "ls" | "pnlvlblt" | "pnlvlbody":
                self._is_item = self._is_item or number != 0
            case "intbl":
                self._in_table = True
            case "cell":
                self._cells.append(self._taken())
            case "row":
                self._rows.append(self._cells)
                self._cells = []
            case _ if word in _PARAGRAPH_ENDS:
                self._end_paragraph()

    def _taken(self) -> str:
        text = "".join(self._parts)
        self._parts.clear()
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()

    def _end_paragraph(self) -> None:
        if self._in_table and self._parts:
            self._parts.append("\n")
            return
        if self._cells or self._rows:
            self._end_table()
        text = self._taken()
        if not text:
            return
        if self._level:
            text = clean_line(text)
            self.first_heading = self.first_heading or text
            self.builder.add(BlockKind.HEADING, text, self._level)
        elif self._is_item:
            text = f"•{text[1:]}" if text.startswith("·") else text  # as the font has it
            self.builder.add(BlockKind.LIST_ITEM, text.replace("\t", " ", 1))
        else:
            self.builder.add(BlockKind.PARAGRAPH, text)

    def _end_table(self) -> None:
        if self._cells:
            self._rows.append(self._cells)
        rows, self._rows, self._cells = self._rows, [], []
        if not rows:
            return
        if max(map(len, rows)) <= 1:
            for row in rows:
                self.builder.add(BlockKind.PARAGRAPH, "\n".join(row))
        else:
            add_table(self.builder, rows)

    def _end_aside(self, into: str) -> None:
        """What a group told that is no part of the text where it stands."""
        parts = self._aside.pop(into, [])
        text = "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = text.strip()
        if into == "stylesheet":
            for name in text.split(";"):
                if (match := _HEADING.fullmatch(name.strip())) is not None:
                    self._levels.setdefault(self._style, min(int(match[1]), 6))
        elif into in _FACTS:
            self.facts[into] = text
        elif into in _MARGINS and text:
            self._furniture.append(text)
        elif into == "footnote":
            self._notes += 1
            self._later.append(text)
        elif into == "annotation" and text:
            self._later.append(f"Comment: {text}")
        elif into == "creatim" and len(self._date) == 3:
            year, month, day = self._date["yr"], self._date["mo"], self._date["dy"]
            self.created = f"{year:04}-{month:02}-{day:02}"
