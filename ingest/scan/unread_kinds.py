"""Kinds of documents that are known and not read, and in which form they would be."""

from ingest.readers import PICTURES

_WHAT_TO_DO = {
    "export it as .docx or PDF": ".pages",
    "export it as .xlsx or PDF": ".numbers",
    "export it as .pptx or PDF": ".key",
    "save it as .docx, .odt or PDF; LibreOffice opens it": (
        ".wps .wri .wpd .lwp .hwp .hwpx .abw .sxw"
    ),
    "save it as .ods; LibreOffice opens it": ".sxc",
    "save it as .odp; LibreOffice opens it": ".sxi",
    "export it as PDF": ".odg .vsd .vsdx .mpp .pub .one .indd .svg .dwg .dxf",
    "convert it to PDF": ".djvu .ps .eps .xps .oxps .chm .cbz .cbr",
    "convert it to .epub, as Calibre does": ".mobi .prc .azw .azw3 .kfx .fb2 .lit",
    "it is a link to a document of Google; download that as PDF": ".gdoc .gsheet .gslides",
    "export it as .html": ".enex .nb",
    "export it as .mbox or .eml": ".pst",
    "export it as .vcf": ".ldif",
    "save the page as .html or PDF": ".webarchive .warc .maff",
    "export it as .csv": ".parquet .sav .dta .mdb .accdb",
    "save it as .srt": ".sub .ass",
    "save it as .jpg": ".avif",
    "unpack it": ".7z .rar",
    "": (
        ".mdx .textile .wiki .mediawiki .creole .rmd .qmd .opml .geojson "
        ".mp3 .wav .m4a .flac .ogg .mp4 .mov .mkv .webm .avi"
    ),
}

_BY_SUFFIX = {suffix: what for what, suffixes in _WHAT_TO_DO.items() for suffix in suffixes.split()}

KNOWN_WITHOUT_READER = PICTURES.union(_BY_SUFFIX)
"""Suffixes of what is named as skipped; pictures are read where there is OCR."""


def no_reader_for(suffix: str, otherwise: str = "files without a suffix") -> str:
    """Why a file of this kind is not read, and what would have it read. ``otherwise``: what it is
    where it has no suffix."""
    what = _BY_SUFFIX.get(suffix.lower(), "")
    return f"no reader for {suffix or otherwise} yet" + (f"; {what}" if what else "")
