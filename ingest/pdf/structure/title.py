"""The title of a PDF: what its first page says, held against what the file states of itself."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.pages.cleaning import clean_line
from ingest.pages.key_facts import with_key_facts
from ingest.pages.titles import LONGEST_TITLE, is_telling, is_worded, labelled_title, own_title
from ingest.pdf.lines import Line
from ingest.pdf.structure.report_title import report_title
from localdocs.types import BlockKind, Page

_MOST_PAGES = 3
_COVER_LINES = 5  # a first page of so few lines without a title is a cover: the next one may say it
_FIRST_CHARACTERS = 6000
_WEAK_WORDS = 3  # a title of so few words ("User Manual") is said more fully by the page
_MOST_TITLE_LINES = 5
_SAME_SIZE = 0.95
_LARGER = 1.12
_SMALLEST = 0.35  # of the largest size, for a line that adds to a short title
_LEADING = 2.2  # line heights from one line of a title to the next, at most
_RELEASE = re.compile(
    r"^[A-Z][\w .,’'&/-]{2,60}?[\s,(]*"
    r"[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}\)?(?:\s*[(/][^)/\n]*[)/])*\s*[–—-]{1,2}\s*"
    r"(\S[^•]{60,240}?)(?:\.(?=\s)|\n\n)",
    re.MULTILINE,
)


def pdf_title(stated: str, pages: Sequence[tuple[Page, Sequence[Line]]]) -> str:
    """The title of a document with these pages, each with its lines; or "".

    ``stated`` is what the metadata say. A report to the stock exchange goes by its form; other
    documents by their own title, by a labelled one, or by what is set largest.
    """
    own = own_title(stated)
    for page, lines in pages[:_MOST_PAGES]:
        if report := report_title(page.text, largest_runs(lines)):
            return report
        said = labelled_title(page.text) or _announced(page.text) or _largest(lines)
        said = said or _highest_heading(page)
        if said or own or len(lines) > _COVER_LINES:
            return with_key_facts(_joined(own, said), page.text)
    return own


def largest_runs(lines: Sequence[Line]) -> list[str]:
    """What could be a title on this page, set in one size and on lines that follow closely.

    The largest first.
    """
    return [_text(run) for run in _largest_first(lines)]


def _largest(lines: Sequence[Line]) -> str:
    """The largest run of lines, in one line; "" where nothing stands out from the rest.

    Smaller runs are added to one of few words, in their order on the page.
    """
    runs = _largest_first(lines)
    alike = len({line.height for line in lines}) < 2
    if not runs or not runs[0][0].height or (alike and len(lines) > _COVER_LINES):
        return ""
    smallest = max(runs[0][0].height * _SMALLEST, _body_height(lines) * _LARGER)
    chosen = runs[:1]
    for run in runs[1:]:
        size = run[0].height
        same = size >= chosen[-1][0].height * _SAME_SIZE
        if _words(chosen) > _WEAK_WORDS and not (same and len(chosen) > 1):
            break
        if same or size > smallest:
            chosen.append(run)
    chosen.sort(key=lambda run: -run[0].top)
    return " ".join(map(_text, chosen))[:LONGEST_TITLE]


def _largest_first(lines: Sequence[Line]) -> list[list[Line]]:
    body = _body_height(lines)
    runs = [run for run in _runs(lines) if len(run) <= _MOST_TITLE_LINES and _could_be(run, body)]
    return sorted(runs, key=lambda run: -run[0].height)


def _body_height(lines: Sequence[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.height] += len(line.text)
    return max(letters, key=letters.__getitem__, default=0.0)


def _could_be(run: Sequence[Line], body: float) -> bool:
    """Whether a run could be a title; a sentence, or a colon in it, only if it is set larger."""
    text = _text(run)
    if run[0].height > body * _LARGER:
        return is_worded(text)
    return is_telling(text) and not text.endswith(".")


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines in groups of one size that follow closely."""
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _goes_on(above: Line, line: Line) -> bool:
    room = above.top - line.top
    return (
        min(above.height, line.height) >= max(above.height, line.height) * _SAME_SIZE
        and above.bold == line.bold
        and 0 < room <= line.height * above.rows * _LEADING
    )


def _text(run: Sequence[Line]) -> str:
    return " ".join(line.text for line in run).rstrip(":")


def _words(runs: Sequence[Sequence[Line]]) -> int:
    return sum(len(line.text.split()) for run in runs for line in run)


def _highest_heading(page: Page) -> str:
    headings = [
        (block.level, place, clean_line(page.text[block.start : block.end]))
        for place, block in enumerate(page.blocks)
        if block.kind is BlockKind.HEADING
    ]
    telling = [found for found in headings if is_telling(found[2]) and " " in found[2]]
    return min(telling, default=(0, 0, ""))[2]


def _joined(own: str, said: str) -> str:
    """The file's own title, unless it is so short that what the page says tells more."""
    if len(own.split()) > _WEAK_WORDS or not own.isascii() or not said:
        return own
    if not own or own.casefold() in said.casefold():
        return said
    return f"{own}: {said}"


def _announced(text: str) -> str:
    """What a press release announces: its first sentence, behind the place and the date."""
    match = _RELEASE.search(text, 0, _FIRST_CHARACTERS)
    return " ".join(match.group(1).split())[:LONGEST_TITLE] if match else ""
