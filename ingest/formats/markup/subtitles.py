"""Subtitles (.srt, .vtt): what is said, in pages of a few minutes that are called by their time."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.formats.text import decode
from ingest.pages.cleaning import clean, clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError, ReadError
from localdocs.types import BlockKind, Document, Page

PAGE_SECONDS = 120
_PAUSE_SECONDS = 4.0
_PARAGRAPH_CHARACTERS = 600
_TIMES = re.compile(
    r"[ \t]{0,9}(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?[ \t]{0,9}-->"
    r"[ \t]{0,9}(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
)
_VOICE = re.compile(r"<v(?:\.[^ >]{0,40})?[ \t]([^<>]{1,80})>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^<>]{0,200}>|\{\\[^{}]{0,100}\}")
_ENDS = (".", "!", "?", "…", "”", '"', "♪")


@dataclass(slots=True)
class _Cue:
    """What is on the screen from one second to another."""

    start: float
    end: float
    lines: list[str] = field(default_factory=list)


def read(path: Path) -> Document:
    """Read subtitles. Raises ReadError where there are no times."""
    cues = list(_without_repeats(_cues(clean(decode(path.read_bytes())))))
    if not cues:
        raise NoTextError("holds no subtitles")
    pages: list[Page] = []
    builder = PageBuilder()
    begun = cues[0].start
    for paragraph in _paragraphs(cues):
        if builder.length and paragraph.start - begun >= PAGE_SECONDS:
            pages.append(builder.page(len(pages) + 1, place=_clock(begun)))
            builder, begun = PageBuilder(), paragraph.start
        builder.add(BlockKind.PARAGRAPH, " ".join(paragraph.lines))
    if builder.length:
        pages.append(builder.page(len(pages) + 1, place=_clock(begun)))
    return Document(path, tuple(pages))


def _cues(text: str) -> Iterator[_Cue]:
    lines = text.split("\n")
    cue: _Cue | None = None
    met = False
    for number, line in enumerate(lines):
        times = _TIMES.match(line)
        if times:
            met = True
            if cue is not None:
                yield cue
            cue = _Cue(_seconds(times.groups()[:4]), _seconds(times.groups()[4:]))
        elif cue is not None and not line.strip():
            yield cue
            cue = None
        elif cue is not None and not (line.strip().isdigit() and _is_above_times(lines, number)):
            cue.lines += filter(None, [_said(line)])
    if cue is not None:
        yield cue
    if not met:
        raise ReadError("the file is damaged, or holds no subtitles")


def _is_above_times(lines: list[str], number: int) -> bool:
    """Whether a number counts the cue below it: a blank line before it is missing."""
    return number + 1 < len(lines) and _TIMES.match(lines[number + 1]) is not None


def _said(line: str) -> str:
    """The words of a line, with who says them where the file tells."""
    line = _VOICE.sub(lambda voice: f"{voice[1].strip()}: ", line)
    return clean_line(html.unescape(_TAG.sub("", line)))


def _without_repeats(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """The cues without the lines that roll up from the one before, as automatic captions do."""
    shown: list[str] = []
    for cue in cues:
        new = [line for line in cue.lines if line not in shown]
        shown = cue.lines or shown
        if new:
            yield _Cue(cue.start, cue.end, new)


def _paragraphs(cues: list[_Cue]) -> Iterator[_Cue]:
    """Cues joined until somebody pauses, or a sentence ends and the paragraph is long."""
    paragraph: _Cue | None = None
    length = 0
    for cue in cues:
        if paragraph is not None:
            is_pause = cue.start - paragraph.end > _PAUSE_SECONDS
            is_done = paragraph.lines[-1].endswith(_ENDS) and length > _PARAGRAPH_CHARACTERS
            if is_pause or is_done or length > 3 * _PARAGRAPH_CHARACTERS:
                yield paragraph
                paragraph = None
        if paragraph is None:
            paragraph, length = _Cue(cue.start, cue.end), 0
        paragraph.lines += cue.lines
        paragraph.end = cue.end
        length += sum(map(len, cue.lines))
    if paragraph is not None:
        yield paragraph


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _clock(seconds: float) -> str:
    """``12:30``, ``1:02:30``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
