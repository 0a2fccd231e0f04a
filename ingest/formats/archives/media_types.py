"""What kind a file within a file is: by its suffix, else by the media type that is stated of it."""

from ingest.readers import READERS
from ingest.scan.kinds import suffix_of

_MEDIA_TYPES = {
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "text/calendar": ".ics",
    "message/rfc822": ".eml",
    "application/zip": ".zip",
    "application/json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
}


def known_suffix(name: str, media_type: str) -> str:
    """A suffix that there is a reader for, or ""."""
    suffix = suffix_of(name)
    if suffix in READERS:
        return suffix
    suffix = _MEDIA_TYPES.get(media_type.lower(), "")
    return suffix if suffix in READERS else ""
