"""What a file is by its first bytes, where that is sure: names that people give may be wrong."""

import zipfile
from pathlib import Path

_BYTES = 1000
_STARTS = {
    b"%PDF-": ".pdf",
    b"{\\rtf": ".rtf",
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF87a": ".gif",
    b"GIF89a": ".gif",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
}
_HTML = (b"<!doctype html", b"<html")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS = {
    "word/document.xml": ".docx",
    "xl/workbook.xml": ".xlsx",
    "xl/workbook.bin": ".xlsb",
    "ppt/presentation.xml": ".pptx",
}
_MEDIA_TYPES = {
    b"application/epub+zip": ".epub",
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
}
_STREAMS = {
    "WordDocument": ".doc",
    "Workbook": ".xls",
    "Book": ".xls",
    "PowerPoint Document": ".ppt",
    "__properties_version1.0": ".msg",
}


def suffix_by_content(path: Path) -> str:
    """The suffix that such a file should have; "" where its content does not say so for sure.

    Raises OSError if the file cannot be opened.
    """
    with path.open("rb") as file:
        start = file.read(_BYTES)
    if start.startswith(_ZIP):
        return _kind_of_zip(path, start)
    if start.startswith(_OLE):
        return _kind_of_ole(path)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:20].lower().startswith(_HTML):
        return ".html"
    return next((suffix for sign, suffix in _STARTS.items() if text.startswith(sign)), "")


def _kind_of_zip(path: Path, start: bytes) -> str:
    """By the media type at its beginning, or by the part that holds the document."""
    if start[30:38] == b"mimetype":
        for media_type, suffix in _MEDIA_TYPES.items():
            rest = start[38 + len(media_type) : 39 + len(media_type)]
            if start[38:].startswith(media_type) and rest != b"-":  # a template
                return suffix
        return ""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.NameToInfo
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    return next((suffix for part, suffix in _PARTS.items() if part in names), "")


def _kind_of_ole(path: Path) -> str:
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as ole:
            return next((suffix for name, suffix in _STREAMS.items() if ole.exists(name)), "")
    except Exception:  # hostile files make it raise nearly anything
        return ""
