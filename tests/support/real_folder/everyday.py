"""A novel, what was on an old phone, a calendar and an address book."""

import zipfile
from pathlib import Path

CHAPTERS = [
    (
        "The Keeper",
        "Tobias Wren kept the light at Corrigan Point for eleven years, and in all that time he "
        "had one visitor.",
        "He wrote the weather into a blue ledger every evening, even when there was none.",
    ),
    (
        "The Wreck",
        "The brig Halcyon ran onto the Sow Rocks in the third night of the gale.",
        "Only the cook was saved, because he had tied himself to an empty flour barrel.",
    ),
    (
        "The Inspector",
        "The inspector came in spring and found the lamp cold. Tobias Wren was dismissed for "
        "having sold the oil.",
        "He took nothing with him but the blue ledger.",
    ),
]
WIFI = """Cottage

Wi-Fi network: HeronNest
Wi-Fi password: 7plums-in-June
The key is under the third flower pot.
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Family//EN
BEGIN:VEVENT
UID:1@ellery
DTSTART:20250312T153000
DTEND:20250312T160000
SUMMARY:Leo dentist
LOCATION:Dr Amsel\\, Mill Street 14
END:VEVENT
BEGIN:VEVENT
UID:2@ellery
DTSTART;VALUE=DATE:20250621
SUMMARY:Summer party of the rowing club
LOCATION:Boat house
DESCRIPTION:Bring a salad and the long table.
END:VEVENT
END:VCALENDAR
"""
CONTACTS = """BEGIN:VCARD
VERSION:3.0
FN:Gregor Plank
N:Plank;Gregor;;;
TITLE:Plumber
TEL;TYPE=CELL:+44 7700 900123
EMAIL:gregor@plank.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Rosalind Tey
N:Tey;Rosalind;;;
NOTE:Choir mistress
TEL;TYPE=HOME:+44 1632 960555
BDAY:19710904
END:VCARD
"""
_CONTAINER = """<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
_PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>The Lamp at Corrigan Point</dc:title><dc:creator>Agnes Thorold</dc:creator></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
{items}</manifest><spine>{spine}</spine></package>"""
_NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<body><nav epub:type="toc"><ol>{entries}</ol></nav></body></html>"""
_CHAPTER = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head>
<body><h1>{title}</h1>{paragraphs}</body></html>"""


def write_book(path: Path) -> None:
    numbers = range(1, len(CHAPTERS) + 1)
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in numbers)
    entries = "".join(
        f'<li><a href="c{number}.xhtml">{number}. {title}</a></li>'
        for number, (title, *_) in enumerate(CHAPTERS, start=1)
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("content.opf", _PACKAGE.format(items=items, spine=spine))
        archive.writestr("nav.xhtml", _NAV.format(entries=entries))
        for number, (title, *texts) in enumerate(CHAPTERS, start=1):
            paragraphs = "".join(f"<p>{text}</p>" for text in texts)
            chapter = _CHAPTER.format(title=title, paragraphs=paragraphs)
            archive.writestr(f"c{number}.xhtml", chapter)


def write_old_phone(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notes/cottage.txt", WIFI)
        archive.writestr("photos/cat.heif.part", b"")
        archive.writestr("ringtone.mp3", b"ID3" + bytes(200))


def write_calendar(path: Path) -> None:
    path.write_bytes(CALENDAR.replace("\n", "\r\n").encode())


def write_contacts(path: Path) -> None:
    path.write_bytes(CONTACTS.replace("\n", "\r\n").encode())
