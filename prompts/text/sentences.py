"""Sentences of a text, as spans. Lines of tables and lists count as sentences of their own."""

import re
from collections.abc import Iterator

from localdocs.languages.days import days_in
from localdocs.languages.english import WEEKDAYS
from localdocs.languages.unspaced import extent
from prompts.text.bars import BAR
from prompts.text.figures import FIGURE, cells_of
from prompts.text.pairs import PAIR_LINE

LONGEST_THAI, SHORTEST_THAI = 80, 20
"""Characters: a longer stretch of Thai is several sentences, of at least so many each."""

LONGEST_DAY = 40
"""Characters of a date, with its weekday."""

LONGEST_ROW = 200
"""Characters of a row of cells that is quoted whole, whatever sentences its cells hold."""

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|approx|incl|excl|Inc|Ltd|Co|Corp|Fig|Figs|Sec|Art|"
    r"Eq|Vol|pp|p|e\.g|i\.e|cf|al|U\.S|U\.K|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|"
    r"\b[A-Z])\.$"
)
_SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]+[\"'”’»«)\]]*(?=\s|$)|[。！？｡]+[」』”’）】]*|[؟۔।॥။។]+[\"'”’»)\]]*"
)
ABBREVIATED_NUMBER = (
    r"(?:(?<=\b(?i:no|nr|ca)\.)|(?<=\b(?i:nos|ref|tel|fax|ext|max|min)\.)"
    r"|(?<=\b(?i:incl|excl)\.)|(?<=\b(?i:approx)\.))\s+(?:[A-Z]{1,8} )?[^\s\d]{0,12}\d"
)
"""Behind a full stop that ends no sentence: "no. 4711-A", "ref. AB 12", "tel. (030) 55"."""
_DAY = re.compile(r"(?<!\d)\d{1,2}\.$")
_GERMAN_MONTH = re.compile(
    r"\s(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)(?:uar|ruar|ner|z|il|i|ust|tember|ember|ober)?\b"
)
_NUMBER_SIGN = re.compile(ABBREVIATED_NUMBER)
_SENTENCE_BEGINS = re.compile(r"[a-z\d][.!?] [A-Z][a-z]")
_WEEKDAYS = frozenset({*WEEKDAYS, *(day[:3] for day in WEEKDAYS)})
_LINE_BREAK = re.compile(r"\n")
_ENDS = tuple(".:;!?。！？：；؟۔।॥။។")
_THAI_GAP = re.compile(r"(?<=[\u0e01-\u0e4e]) +(?=[\u0e01-\u0e4e])")
_ITEM_MARK = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
_NEW_ITEM = re.compile(r"\s*(?:[-*•▪–]\s|\(?\w{1,3}[.)]\s|#|\||$)")


def ends_in_abbreviation(text: str) -> bool:
    """Whether the full stop at the end of a text may belong to a short form: "by Mr."."""
    return _ABBREVIATION.search(text, max(len(text) - 12, 0)) is not None


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans ``text[start:end]`` of the sentences, in order, without white space at either end.

    A line break ends a sentence only where it does not look like wrapped prose: at a blank line,
    before a list item, and around short lines. A row of cells is one, if it is not too long.
    """
    for start, end in _paragraph_spans(text):
        if end - start <= LONGEST_ROW and text.find(BAR, start, end) >= 0:
            yield from _trimmed(text, start, end)
            continue
        position = start
        for match in _SENTENCE_END.finditer(text, start, end):
            if _goes_on(text, position, match):
                continue
            yield from _clauses(text, position, match.end())
            position = match.end()
        yield from _clauses(text, position, end)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; of Thai, which has no full stops, the parts between spaces, long ones."""
    if end - start > LONGEST_THAI:
        for gap in _THAI_GAP.finditer(text, start, end):
            if gap.start() - start >= SHORTEST_THAI and end - gap.end() >= SHORTEST_THAI:
                yield from _trimmed(text, start, gap.start())
                start = gap.end()
    yield from _trimmed(text, start, end)


def _goes_on(text: str, position: int, end: re.Match[str]) -> bool:
    """Whether a full stop is that of an abbreviation or of an item's number, or a small letter
    follows."""
    if _ABBREVIATION.search(text, max(position, end.start() - 12), end.start() + 1):
        return True
    if _NUMBER_SIGN.match(text, end.end()):
        return True
    if end.group() == "." and _GERMAN_MONTH.match(text, end.end()):
        return _DAY.search(text, max(position, end.start() - 3), end.end()) is not None
    begun = text[position : end.start()].strip()
    if _ITEM_MARK.fullmatch(f"{begun}{end.group()}"):
        return True
    if len(begun) <= LONGEST_DAY and text[end.end() : end.end() + 1] in " \t" and _is_a_day(begun):
        return True
    return end.group() == "." and text[end.end() : end.end() + 2].lstrip()[:1].islower()


def _is_a_day(words: str) -> bool:
    """Whether it is a date and nothing else, as it heads an entry of a diary."""
    days = days_in(words)
    if len(days) != 1 or not days[0].day:
        return False
    besides = f"{words[: days[0].start]} {words[days[0].end :]}".strip(" ,")
    return not besides or besides.title() in _WEEKDAYS


def _paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """Stretches within which lines are wrapped prose."""
    start = 0
    for match in _LINE_BREAK.finditer(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        line = text[line_start : match.start()]
        following = text[match.end() : match.end() + 200].split("\n", 1)[0]
        if not _is_wrapped(line, following):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _is_wrapped(line: str, following: str) -> bool:
    """Whether a line goes on in the next one."""
    if extent(line) < 40 or _NEW_ITEM.match(following) or BAR in line or BAR in following:
        return False
    if PAIR_LINE.fullmatch(line) and PAIR_LINE.match(following):  # two lines of a form
        return False
    figures = FIGURE.findall(line)
    is_dense = len(figures) >= 3 and 5 * sum(map(len, figures)) >= len(line)
    if is_dense and not _SENTENCE_BEGINS.search(line):  # a row of a table
        return False
    if len(cells_of(line)) >= 2:
        return False
    return not line.rstrip().endswith(_ENDS)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if right > left:
        yield start + left, start + right
