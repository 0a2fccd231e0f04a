"""The records of an old PowerPoint file, and the words in them ([MS-PPT]).

The file is written on at its end: which record is the slide that a number stands for is told by
directories, the newest first. The words of a slide lie in its shapes, those of its placeholders
in the list of slides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from

from ingest.office.container import LOCKED
from localdocs.errors import EncryptedError

_DOCUMENT, _SLIDE, _NOTES = 1000, 1006, 1008
_SLIDE_ATOM, _LIST, _ENTRY = 1007, 4080, 1011
_HEADER, _WIDE, _NARROW = 3999, 4000, 4008
_USER_EDIT, _DIRECTORY = 4085, 6002
_OF_SLIDES, _OF_NOTES = 0, 2  # instances of lists
_ENCRYPTED = 0xF3D1C4DF
_TITLES = frozenset({0, 6})
_NOTES_TEXT = 2
_DEEPEST = 30
_MOST_EDITS = 10_000
_SIGNS = {0x0D: "\n", 0x0B: "\n", 0x00: None}


@dataclass(slots=True)
class Slide:
    """The words of a slide."""

    titles: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Record:
    """``instance`` tells records of one kind apart; the data lie from ``start`` to ``end``."""

    kind: int
    instance: int
    start: int
    end: int
    is_container: bool


@dataclass(frozen=True, slots=True)
class _Text:
    """Words, and what they are for: 0 or 6 a title, 1 a body, 2 notes, 4 other."""

    use: int
    words: str


def read_slides(stream: bytes, user: bytes) -> list[Slide]:
    """The slides in their order. Raises EncryptedError, or ValueError and its like."""
    if unpack_from("<I", user, 12)[0] == _ENCRYPTED:
        raise EncryptedError(LOCKED)
    places = _places(stream, unpack_from("<I", user, 16)[0])
    records = {number: _record(stream, place) for number, place in places.items()}
    documents = [record for record in records.values() if record.kind == _DOCUMENT]
    if not documents:
        raise ValueError("no document")
    notes = {identity: number for number, identity, _ in _listed(stream, documents[0], _OF_NOTES)}
    slides = []
    for number, _, listed in _listed(stream, documents[0], _OF_SLIDES):
        own = records.get(number)
        shapes = list(_texts(stream, own)) if own is not None and own.kind == _SLIDE else []
        slide = Slide()
        for text in [*listed, *shapes]:
            (slide.titles if text.use in _TITLES else slide.texts).append(text.words)
        if own is not None:
            page = records.get(notes.get(_notes_of(stream, own), -1))
            found = _texts(stream, page) if page is not None and page.kind == _NOTES else ()
            slide.notes += [text.words for text in found if text.use == _NOTES_TEXT]
        slides.append(slide)
    return slides


def _places(stream: bytes, edit: int) -> dict[int, int]:
    """Number of a record -> where its newest version begins."""
    places: dict[int, int] = {}
    for _ in range(_MOST_EDITS):
        record = _record(stream, edit)
        if record.kind != _USER_EDIT:
            break
        before, directory = unpack_from("<2I", stream, record.start + 8)
        listed = _record(stream, directory)
        at = listed.start
        while at < listed.end:
            head = unpack_from("<I", stream, at)[0]
            first, count = head & 0xFFFFF, head >> 20
            for offset, place in enumerate(unpack_from(f"<{count}I", stream, at + 4)):
                places.setdefault(first + offset, place)
            at += 4 + 4 * count
        if not before or before >= edit:
            break
        edit = before
    return places


def _listed(
    stream: bytes, document: _Record, instance: int
) -> Iterator[tuple[int, int, list[_Text]]]:
    """What a list of the document has: number of a record, identity, words beside it."""
    for found in _children(stream, document):
        if found.kind != _LIST or found.instance != instance:
            continue
        number = identity = -1
        texts: list[_Text] = []
        use = -1
        for record in _children(stream, found):
            if record.kind == _ENTRY:
                if number >= 0:
                    yield number, identity, texts
                number, identity = (unpack_from("<I", stream, record.start + n)[0] for n in (0, 12))
                texts, use = [], -1
            elif record.kind == _HEADER:
                use = unpack_from("<I", stream, record.start)[0]
            elif record.kind in (_WIDE, _NARROW):
                texts.append(_Text(use, _words(stream, record)))
        if number >= 0:
            yield number, identity, texts


def _texts(stream: bytes, record: _Record, depth: int = 0) -> Iterator[_Text]:
    """The words in a record, at any depth."""
    use = -1
    for child in _children(stream, record):
        if child.kind == _HEADER:
            use = unpack_from("<I", stream, child.start)[0]
        elif child.kind in (_WIDE, _NARROW):
            yield _Text(use, _words(stream, child))
        elif child.is_container and depth < _DEEPEST:
            yield from _texts(stream, child, depth + 1)


def _notes_of(stream: bytes, slide: _Record) -> int:
    """The identity of the notes of a slide; 0: it has none."""
    for child in _children(stream, slide):
        if child.kind == _SLIDE_ATOM:
            return int(unpack_from("<I", stream, child.start + 16)[0])
    return 0


def _children(stream: bytes, record: _Record) -> Iterator[_Record]:
    at = record.start
    while at + 8 <= record.end:
        child = _record(stream, at)
        yield child
        at = child.end


def _record(stream: bytes, at: int) -> _Record:
    version, kind, length = unpack_from("<HHI", stream, at)
    end = min(at + 8 + length, len(stream))
    return _Record(kind, version >> 4, at + 8, end, version & 0xF == 0xF)


def _words(stream: bytes, record: _Record) -> str:
    data = stream[record.start : record.end]
    wide = record.kind == _WIDE
    return data.decode("utf-16-le" if wide else "latin-1", "replace").translate(_SIGNS)
