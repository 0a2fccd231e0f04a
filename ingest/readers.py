"""The formats: one table from suffix to the module that reads it.

A new format is one file with a function ``read(path) -> Document``, and a line here. The modules
are imported when the first file of their kind is read. Those of ``HOLD_PICTURES`` also take what
OCR has read, ``read(path, scanned)``, and have ``picture(path, number)`` for it to read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from ingest.pages.cleaning import clean_line
from ingest.pages.document_size import refuse_too_many_pages
from ingest.signatures import suffix_by_content
from localdocs.errors import ReadError
from localdocs.types import Document, Page

if TYPE_CHECKING:
    from ingest.ocr.scanned_page import ScannedPage


class FormatReader(Protocol):
    """What a module of the table is."""

    def read(self, path: Path) -> Document:
        """The text of the file, cleaned and in blocks. Raises ReadError if there is none."""
        ...


class PictureReader(FormatReader, Protocol):
    """A module of a format that may hold pictures of words."""

    def read(self, path: Path, scanned: "Mapping[int, ScannedPage]" = ...) -> Document:
        """As above; ``scanned`` is what OCR has read, by the number of the page.

        Raises ScanError where there are pictures alone, and OCR has read none of them.
        """
        ...

    def picture(self, path: Path, number: int) -> Any:
        """A page as a ``PIL.Image.Image``. Raises ReadError."""
        ...


_LONGEST_FACT = 1000
"""Characters of a title or an author: they are written down with every passage."""

_FORMATS = {
    "ingest.pdf.reader": ".pdf",
    "ingest.formats.text": ".txt .text .log",
    "ingest.formats.markdown": ".md .markdown",
    "ingest.formats.rst": ".rst",
    "ingest.formats.html": ".html .htm .xhtml",
    "ingest.formats.docx_file": ".docx .docm .dotx .dotm",
    "ingest.formats.csv_file": ".csv .tsv",
    "ingest.spreadsheets.xlsx": ".xlsx .xlsm .xltx .xltm",
    "ingest.spreadsheets.xls": ".xls .xlt .xlsb",
    "ingest.spreadsheets.ods": ".ods .ots .fods",
    "ingest.presentations.pptx": ".pptx .pptm .ppsx .ppsm .potx .potm",
    "ingest.presentations.ppt": ".ppt .pps .pot",
    "ingest.presentations.odp": ".odp .otp .fodp",
    "ingest.office.odt": ".odt .ott .fodt",
    "ingest.office.rtf": ".rtf",
    "ingest.office.doc": ".doc .dot",
    "ingest.formats.mail.eml": ".eml .emlx",
    "ingest.formats.mail.mbox": ".mbox",
    "ingest.formats.mail.msg": ".msg",
    "ingest.formats.mail.signed_file": ".p7m",
    "ingest.formats.mail.saved_page": ".mht .mhtml",
    "ingest.formats.books.epub": ".epub",
    "ingest.formats.archives.zip_file": ".zip",
    "ingest.formats.archives.tar_file": ".tar .tgz .gz .tbz2 .bz2 .txz .xz",
    "ingest.formats.markup.subtitles": ".srt .vtt",
    "ingest.formats.markup.tex": ".tex .ltx",
    "ingest.formats.markup.org": ".org",
    "ingest.formats.markup.adoc": ".adoc .asciidoc .asc",
    "ingest.formats.data.json_file": ".json .jsonl .ndjson",
    "ingest.formats.data.notebook": ".ipynb",
    "ingest.formats.data.xml_file": ".xml",
    "ingest.formats.data.calendar_file": ".ics .vcf",
    "ingest.formats.picture": ".jpg .jpeg .png .tif .tiff .webp .bmp .gif .heic .heif",
    "ingest.formats.code": (
        ".bash .bat .c .cc .cfg .clj .conf .cpp .cs .css .cxx .dart .ex .exs .go .gradle .h "
        ".hpp .hs .ini .java .jl .js .jsx .kt .less .lua .m .mjs .ml .php "
        ".pl .pm .ps1 .py .pyi .r .rb .rs .scala .scss .sh .sql .swift .toml .ts .tsx "
        ".vb .vue .yaml .yml .zsh"
    ),
}

_READ_AS = "read as what it is, "

_BEGINNING = b"From "
"""Of a mailbox."""

READERS: dict[str, str] = {
    suffix: module for module, suffixes in _FORMATS.items() for suffix in suffixes.split()
}
"""Suffix in lower case, with its dot -> name of the module that reads it."""

HOLD_PICTURES = frozenset({"ingest.pdf.reader", "ingest.formats.picture"})

PICTURES = frozenset(
    suffix for suffix, module in READERS.items() if module == "ingest.formats.picture"
)
"""What nothing but OCR reads."""


_READ_OTHERS = {
    "ingest.office.doc": (".docx", ".rtf", ".html"),
    "ingest.spreadsheets.xls": (".xlsx", ".xlsb", ".html"),
    "ingest.presentations.ppt": (".pptx",),
}
"""What is often named so by programs, and read by the reader itself."""

_BINARY = HOLD_PICTURES | {
    "ingest.formats.docx_file",
    "ingest.spreadsheets.xlsx",
    "ingest.spreadsheets.ods",
    "ingest.presentations.pptx",
    "ingest.presentations.odp",
    "ingest.office.odt",
    "ingest.formats.books.epub",
    "ingest.formats.archives.zip_file",
}
"""Whose files are no text: HTML or RTF under such a name is read as what it is."""


def reader_for(path: Path) -> FormatReader:
    """The reader for files with this suffix, upper or lower case. Raises ReadError if none."""
    return _reader(_suffix_of(path))


def _suffix_of(path: Path) -> str:
    """The suffix that a file has; of a mailbox without one, that of mailboxes."""
    return ".mbox" if not path.suffix and is_mailbox(path) else path.suffix


def _reader(suffix: str) -> FormatReader:
    return cast(FormatReader, import_module(_module_of(suffix)))


def _module_of(suffix: str) -> str:
    module = READERS.get(suffix.lower())
    if module is None:
        raise ReadError(f"no reader for {suffix or 'files without a suffix'} yet")
    return module


def true_suffix(path: Path) -> str:
    """The suffix by which a file is read: its own, or that of what it is by its content.

    Raises ReadError where its own has no reader, OSError if it cannot be opened.
    """
    suffix = _suffix_of(path)
    module = _module_of(suffix)
    found = suffix_by_content(path)
    if not found or READERS[found] == module or found in _READ_OTHERS.get(module, ()):
        return suffix
    is_text = found in (".html", ".rtf")
    return suffix if is_text and module not in _BINARY else found


def suffix_read_by(path: Path, notes: Iterable[str]) -> str:
    """The suffix, in lower case, by which a document was read: its notes say which, where that is
    not its own."""
    said = (note.removeprefix(_READ_AS) for note in notes if note.startswith(_READ_AS))
    return next(said, path.suffix).lower()


def is_mailbox(path: Path) -> bool:
    """Whether a file can be opened and begins as the mailboxes of mail programs do."""
    try:
        if not path.is_file():
            return False  # a pipe would be waited for
        with path.open("rb") as file:
            return file.read(len(_BEGINNING)) == _BEGINNING
    except OSError:
        return False


def read(path: Path, scanned: "Mapping[int, ScannedPage] | None" = None) -> Document:
    """Read one file, whatever its format. Raises ReadError, or OSError if it cannot be opened.

    ``scanned`` is what OCR has read of it, by the number of the page.
    """
    suffix = true_suffix(path)
    if scanned is None:
        document = _reader(suffix).read(path)
    else:
        document = _holder(suffix).read(path, scanned)
    if suffix not in (path.suffix, _suffix_of(path)):
        document = replace(document, notes=(*document.notes, f"{_READ_AS}{suffix}"))
    refuse_too_many_pages((len(page.text), len(page.blocks)) for page in document.pages)
    return replace(
        document,
        pages=tuple(map(_named_plainly, document.pages)),
        title=_fact(document.title),
        author=_fact(document.author),
        created=_fact(document.created),
    )


def _fact(text: str) -> str:
    return clean_line(text)[:_LONGEST_FACT]


def _named_plainly(page: Page) -> Page:
    """The page with a name in which nothing is hidden, and nothing turns the direction."""
    place, label = clean_line(page.place), clean_line(page.label)
    return (
        page
        if (place, label) == (page.place, page.label)
        else replace(page, place=place, label=label)
    )


def read_by_ocr(path: Path, number: int) -> "ScannedPage":
    """What OCR finds on a page that is a picture. Raises ReadError, OSError."""
    from ingest.ocr.recognising import recognised

    return recognised(_holder(true_suffix(path)).picture(path, number))


def _holder(suffix: str) -> PictureReader:
    module = _module_of(suffix)
    if module not in HOLD_PICTURES:
        raise ReadError("holds no pictures for OCR to read")
    return cast(PictureReader, import_module(module))
