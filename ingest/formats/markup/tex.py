"""TeX and LaTeX, lightly: sections, lists, tables and paragraphs; formulas as they are written."""

import re
from pathlib import Path

from ingest.formats.text import decode
from ingest.pages.cell_tables import add_table
from ingest.pages.cleaning import clean, clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document

_LEVELS = {
    "part": 1,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
}
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)?)%[^\n]*")
_AND = re.compile(r"(?<!\s)\s{0,9}\\and(?![a-zA-Z])\s{0,9}")
_COMMAND = re.compile(r"\\([a-zA-Z@]{1,40})\*?")
_BORDER = re.compile(
    r"\\(?P<begin>begin|end)[ \t]?\{(?P<environment>[a-zA-Z*]{1,40})\}"
    r"|\\(?P<heading>part|chapter|(?:sub){0,2}section|(?:sub)?paragraph)\*?(?=[\[{ \t])"
    r"|\\(?P<item>item)\b"
    r"|\\(?P<caption>caption)\*?(?=[\[{ \t])"
)
_LEFT_OUT = frozenset(
    "label ref eqref pageref autoref cref Cref vspace hspace includegraphics input include "
    "bibliography bibliographystyle usepackage documentclass pagestyle thispagestyle newcommand "
    "renewcommand setlength addtolength graphicspath color definecolor setcounter hypersetup "
    "index phantomsection addcontentsline fontsize selectfont cline cmidrule multirow "
    "resizebox scalebox tikzset usetikzlibrary bibitem nocite newtheorem theoremstyle".split()
)
"""Commands whose arguments are no words of the text."""

_KEPT_MARK = {"cite": "[{}]", "citep": "[{}]", "citet": "[{}]", "footnote": " ({})"}
_SIGNS = {
    "textendash": "–",
    "textemdash": "—",
    "ldots": "…",
    "dots": "…",
    "textbackslash": "\\",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "o": "ø",
    "O": "Ø",
    "aa": "å",
    "AA": "Å",
    "l": "ł",
    "L": "Ł",
    "S": "§",
    "pounds": "£",
    "euro": "€",
    "texteuro": "€",
    "textdegree": "°",
    "degree": "°",
    "quad": " ",
    "qquad": " ",
    "par": "\n\n",
    "newline": "\n",
    "i": "ı",
}
_ACCENTS = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "r": "\u030a",
}
_ACCENT = re.compile(r"\\(?:([\"'`^~=.])\s?|([cvuHr])(?:\s|(?=\{)))\{?\\?([a-zA-Z])\}?")
_QUOTES = (("``", "“"), ("''", "”"), ("---", "—"), ("--", "–"))
_CODE = frozenset("verbatim lstlisting minted alltt Verbatim".split())
_FORMULAS = frozenset("equation align gather multline eqnarray displaymath math alignat".split())
_TABLES = frozenset("tabular tabularx longtable array tabu tabulary".split())
_SKIPPED = frozenset("tikzpicture pgfpicture filecontents comment".split())
_LISTS = frozenset("itemize enumerate description".split())


def read(path: Path) -> Document:
    """Read a TeX file as one page. Its title is that of ``\\title``, else the first heading."""
    source = clean(decode(path.read_bytes()))
    source = _COMMENT.sub(r"\1", source)
    source = _AND.sub(", ", source)
    title, author, date = (_words(_argument_of(source, name)) for name in _ABOUT)
    start = source.find("\\begin{document}")
    body = source[start + len("\\begin{document}") :] if start >= 0 else source
    walk = _Walk(PageBuilder())
    about = [clean_line(line) for line in (title, author, date)]
    walk.builder.add(BlockKind.PARAGRAPH, "\n".join(line for line in about if line))
    walk.through(body.partition("\\end{document}")[0])
    page = walk.builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    return Document(path, (page,), title=about[0] or walk.first_heading, author=about[1])


_ABOUT = ("title", "author", "date")


class _Walk:
    """Goes through a source from border to border."""

    def __init__(self, builder: PageBuilder) -> None:
        self.builder = builder
        self.first_heading = ""
        self._numbers: list[int | None] = []
        self._text: list[str] = []
        self._lead = ""

    def through(self, source: str) -> None:
        """Add all blocks of a source."""
        place = 0
        while (border := _BORDER.search(source, place)) is not None:
            self._text.append(source[place : border.start()])
            place = self._pass(source, border)
        self._text.append(source[place:])
        self._flush()

    def _pass(self, source: str, border: re.Match[str]) -> int:
        """Take what a border means; returns where the source goes on."""
        if border["heading"] or border["caption"]:
            self._flush()
            text, end = _argument(source, border.end())
            words = clean_line(_words(text))
            if border["caption"]:
                self.builder.add(BlockKind.PARAGRAPH, words)
            else:
                self.first_heading = self.first_heading or words
                self.builder.add(BlockKind.HEADING, words, _LEVELS[border["heading"]])
            return end
        if border["item"]:
            self._flush()
            label, end = _option(source, border.end())
            self._lead = f"{'  ' * (len(self._numbers) - 1)}{self._mark()}"
            self._text.append(f"{_words(label)}: " if label else "")
            return end
        return self._pass_environment(source, border)

    def _pass_environment(self, source: str, border: re.Match[str]) -> int:
        name = border["environment"].rstrip("*")
        if border["begin"] == "end":
            self._flush()
            if name in _LISTS and self._numbers:
                self._numbers.pop()
            return border.end()
        end_mark = f"\\end{{{border['environment']}}}"
        if name in _CODE or name in _FORMULAS or name in _TABLES or name in _SKIPPED:
            self._flush()
            end = source.find(end_mark, border.end())
            end = len(source) if end < 0 else end
            self._add_whole(name, source[border.end() : end])
            return end + len(end_mark)
        self._flush()
        if name in _LISTS:
            self._numbers.append(1 if name == "enumerate" else None)
        _, end = _option(source, border.end())
        return end

    def _add_whole(self, name: str, inner: str) -> None:
        if name in _CODE:
            self.builder.add(BlockKind.CODE, _option_free(inner))
        elif name in _FORMULAS:
            self.builder.add(BlockKind.PARAGRAPH, re.sub(r"\\label\{[^{}\n]*\}", "", inner))
        elif name in _TABLES:
            _, start = _argument(inner, _option(inner, 0)[1])
            rows = [
                [clean_line(_words(cell)) for cell in re.split(r"(?<!\\)&", row)]
                for row in inner[start:].split("\\\\")
            ]
            add_table(self.builder, [row for row in rows if any(row)] or [[""]])

    def _mark(self) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return "- "
        self._numbers[-1] = number + 1
        return f"{number}. "

    def _flush(self) -> None:
        """The text since the last border, a block a paragraph."""
        text = clean(_words("".join(self._text)))
        self._text = []
        for paragraph in text.split("\n\n"):
            words = "\n".join(" ".join(line.split()) for line in paragraph.split("\n"))
            if words.strip() and self._lead:
                self.builder.add(BlockKind.LIST_ITEM, self._lead + words.strip())
                self._lead = ""
            else:
                self.builder.add(BlockKind.PARAGRAPH, words)


def _words(source: str) -> str:
    """The words of a source, without commands and braces; formulas stay as they are written."""
    source = _ACCENT.sub(lambda found: found[3] + _ACCENTS[found[1] or found[2]], source)
    parts: list[str] = []
    place = 0
    for formula in _FORMULA.finditer(source):
        parts += [_without_commands(source[place : formula.start()]), formula[0]]
        place = formula.end()
    parts.append(_without_commands(source[place:]))
    return "".join(parts)


_FORMULA = re.compile(
    r"(?<!\\)\$\$?[^$]{1,2000}\$\$?|\\\([^\n]{1,500}?\\\)|\\\[.{1,2000}?\\\]", re.S
)


def _without_commands(source: str) -> str:
    parts: list[str] = []
    place = 0
    while (command := _COMMAND.search(source, place)) is not None:
        name = command[1]
        parts.append(source[place : command.start()])
        place = command.end()
        if name in _LEFT_OUT:
            while source[place : place + 1] in ("{", "["):
                _, place = _argument(source, _option(source, place)[1])
        elif name == "href":
            _, place = _argument(source, place)
        elif name in _KEPT_MARK:
            text, place = _argument(source, _option(source, place)[1])
            parts.append(_KEPT_MARK[name].format(_without_commands(text) if text != source else ""))
        else:
            parts.append(_SIGNS.get(name, ""))
            _, place = _option(source, place)
            if source[place : place + 2] == "{}":
                place += 2
            elif name in _SIGNS and source[place : place + 1] == " ":
                place += 1
    parts.append(source[place:])
    text = "".join(parts).replace("\\\\", "\n").replace("~", " ")
    text = re.sub(r"(?<!\\)[{}]", "", text)
    text = re.sub(r"\\([%&$#_{} ])", r"\1", text)
    text = re.sub(r"\\[,;:]", " ", text)
    text = re.sub(r"\\[!/@-]", "", text)
    for sign, meant in _QUOTES:
        text = text.replace(sign, meant)
    return text


def _argument(source: str, place: int) -> tuple[str, int]:
    """What stands in the braces that begin here (an option before them is passed), and the end."""
    _, place = _option(source, place)
    while source[place : place + 1] in (" ", "\t"):
        place += 1
    if source[place : place + 1] != "{":
        return "", place
    depth = 0
    for sign in _BRACE.finditer(source, place, place + _LONGEST_ARGUMENT):
        depth += 1 if sign[0] == "{" else -1 if sign[0] == "}" else 0
        if depth == 0:
            return source[place + 1 : sign.start()], sign.end()
    return "", place + 1


_BRACE = re.compile(r"\\[{}\\]|[{}]")
_LONGEST_ARGUMENT = 5_000
_OPTION = re.compile(r"[ \t]{0,4}\[([^\[\]]{0,500})\]")


def _option(source: str, place: int) -> tuple[str, int]:
    found = _OPTION.match(source, place)
    return (found[1], found.end()) if found else ("", place)


def _option_free(inner: str) -> str:
    return inner[_option(inner, 0)[1] :]


def _argument_of(source: str, name: str) -> str:
    found = re.search(rf"\\{name}(?=[\[{{])", source)
    return _argument(source, found.end())[0] if found else ""
