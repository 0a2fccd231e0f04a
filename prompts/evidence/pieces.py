"""The pieces that passages are quoted in: whole sentences, list items, rows of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from localdocs.types import Hit
from prompts.evidence.headings import stands_alone
from prompts.tables.heads import sure_heads
from prompts.text.bars import BAR, cells_of_line
from prompts.text.figures import cells_of, is_row
from prompts.text.line_lists import line_lists
from prompts.text.list_items import BOX, ITEM
from prompts.text.orders import order_spans
from prompts.text.sentences import sentence_spans

_DOT_LEADERS = re.compile(r"(?:\.\s?){5,}|_{5,}|…\s*\d")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:")
_WORD = re.compile(r"\w[\w'’.,:/@-]*")
ROWS_UNDER_A_LABEL, FEWEST_CELLS = 8, 2
_FIGURE = re.compile(r"\d")
_HEADING_WORDS = 12
_WORDS_OF_A_SENTENCE = 6
_BARE_WORDS = 8
"""A line of so few words without any mark or figure is a heading, or says nothing by itself."""
_MARK = re.compile(r"[\d.!?:;|@,]")
_NUMBER_BEFORE = re.compile(r"^(?:\d+(?:\.\d+)*|[a-z])[.)]?\s+", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:\d+(?:\.\d+)*\s+[^\W\d_][^\d.!?]*){2,}\d*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece ``page.text[start:end]`` of the page of ``hit``."""

    hit: Hit
    start: int
    end: int
    is_heading: bool = False
    names_list: bool = False
    """Whether it is the line that names a list without marks."""
    is_line: bool = False
    """Whether it is an item of one."""

    @property
    def text(self) -> str:
        """Its words, as they stand."""
        return self.hit.text[self.start - self.hit.start : self.end - self.hit.start]

    @property
    def words(self) -> int:
        """How many words a reader sees."""
        return len(_WORD.findall(self.text))

    @property
    def item(self) -> str:
        """The kind of its mark, "bullet", "number", "letter" or "line", if it is an item of a list;
        else ""."""
        match = ITEM.match(self.text)
        return (match.lastgroup or "") if match else "line" if self.is_line else ""

    @property
    def leads(self) -> bool:
        """Whether it leads up to what follows."""
        return self.text.endswith(":") or self.names_list

    @property
    def stands_alone(self) -> bool:
        """Whether it is a line like a heading: it says little without what stands below it."""
        hit = self.hit
        return stands_alone(hit.text, self.start - hit.start, self.end - hit.start)


def pieces_of(hit: Hit) -> list[Piece]:
    """The pieces of a hit, in order; without orders to a model, rows of dots
    and footnotes."""
    orders, lists = order_spans(hit.text), line_lists(hit.text)
    heads = {_plain(part) for part in (*hit.heading.split(" > "), hit.title)}
    of_columns = set(sure_heads(hit.text, goes_on=bool(hit.columns)))
    found = []
    for start, end in _whole(hit.text, list(sentence_spans(hit.text)), lists.items):
        text = hit.text[start:end]
        ordered = any(first < end and start < last for first, last in orders)
        filler = _DOT_LEADERS.search(text) or _FOOTNOTE.match(text)
        if ordered or filler or not re.search(r"\w", text):
            continue
        begins = not hit.text[:start].strip()
        ends = not hit.text[end:].strip() and not _is_one_of_lines(hit.text, start)
        is_line = start in lists.items
        is_head = start in of_columns or (BAR in text and text in hit.columns)
        is_heading = not is_line and (
            is_head or _is_heading(text, heads) or _is_cut(text, begins, ends)
        )
        place = (hit.start + start, hit.start + end)
        found.append(Piece(hit, *place, is_heading, start in lists.names, is_line))
    return found


def _is_one_of_lines(text: str, start: int) -> bool:
    """Whether a piece is a line below another one that ends without a sign: the last row of a table
    whose cells nothing parts."""
    above = text[:start].rstrip(" ")
    return above.endswith("\n") and above[:-1][-1:].isalnum()


def _is_cut(text: str, begins: bool, ends: bool) -> bool:
    """Whether a passage ``begins`` or ``ends`` within the sentence that this is a part of."""
    if ITEM.match(text) or "|" in text or is_row(text):
        return False
    return (begins and text[0].islower()) or (
        ends and len(text.split()) >= _WORDS_OF_A_SENTENCE and text[-1].isalnum()
    )


def label_of(pieces: Sequence[Piece], number: int) -> int | None:
    """The line that a row of figures stands under, of its own few rows: "DARZALEX" over "US 1,139",
    "Intl 944". None where there is none, or ``number`` is no such row."""
    hit = pieces[number].hit
    for above in range(number, max(number - ROWS_UNDER_A_LABEL, 0) - 1, -1):
        piece = pieces[above]
        if piece.hit is not hit:
            return None
        if len(cells_of(piece.text)) < FEWEST_CELLS:
            is_label = 0 < piece.words <= _HEADING_WORDS and not _FIGURE.search(piece.text)
            return above if is_label and above < number else None
    return None


def runs(pieces: Sequence[Piece], chosen: set[int]) -> Iterator[list[Piece]]:
    """The chosen ones in runs of neighbours within a hit and under one heading, in their order."""
    run: list[Piece] = []
    last = None
    for number in sorted(chosen):
        piece = pieces[number]
        if last is not None and not (number == last + 1 and _are_joined(pieces[last], piece)):
            yield run
            run = []
        run.append(piece)
        last = number
    if run:
        yield run


def _are_joined(one: Piece, other: Piece) -> bool:
    """Whether nothing stands between two pieces: what was left out, an order, say, parts them, and
    so does a heading."""
    hit = one.hit
    between = hit.text[one.end - hit.start : other.start - hit.start]
    return hit is other.hit and not between.strip() and not other.stands_alone


def _whole(
    text: str, spans: Sequence[tuple[int, int]], items: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """The spans, those of one line joined with a line that goes on in small letters below it; but
    for those of ``items``."""
    waiting: tuple[int, int] | None = None
    for span in spans:
        if waiting is not None and span[0] not in items and _goes_on(text, waiting, span):
            waiting = (waiting[0], span[1])
            continue
        if waiting is not None:
            yield waiting
        waiting = span
    if waiting is not None:
        yield waiting


def _goes_on(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a sentence is broken over two spans: no end in one, no beginning in the other."""
    between = text[one[1] : other[0]]
    return (
        text[one[1] - 1].isalpha()
        and text[other[0]].islower()
        and "\n\n" not in between
        and not ITEM.match(text, other[0])
    )


def _is_heading(text: str, heads: set[str]) -> bool:
    """Whether a piece names what stands below it: a heading that is known, or a line like one."""
    if len(text.split()) > _HEADING_WORDS or text.endswith((".", "!", "?", "。", "！", "？")):
        return False  # the first sentence of a text may be its title too
    bare = _NUMBER_BEFORE.sub("", text)
    if _plain(text) in heads or _plain(bare) in heads or text.startswith("#"):
        return True
    if BAR in text and sum(map(bool, cells_of_line(text))) == 1:
        return True  # a row that names those below it
    if _CONTENTS.fullmatch(text):
        return True
    is_item = bool(re.match(r"\s*[-*•▪●◦–]", text))
    is_marked = _MARK.search(bare) or BOX.search(bare)
    return not is_item and len(bare.split()) <= _BARE_WORDS and not is_marked


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
