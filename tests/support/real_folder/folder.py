"""The folder of Maud Ellery, as a person has it who never thought of a program that reads it.

Scans of letters, photographs of receipts, a lease, mail, slides, workbooks, a book, an old archive.
All names, places and prices are invented; no clock is read.
"""

from pathlib import Path

from real_folder.everyday import write_book, write_calendar, write_contacts, write_old_phone
from real_folder.mail import write_boiler_mail, write_mailbox
from real_folder.paper import write_receipts, write_tax_assessment, write_water_letter
from real_folder.sheets import write_budget, write_club
from real_folder.unread import write_unread
from real_folder.word_and_slides import write_lease, write_slides

WRITERS = {
    "Taxes/tax assessment 2023.pdf": write_tax_assessment,
    "Taxes/scan0007.pdf": write_water_letter,
    "Flat/Lease Quarry Row.docx": write_lease,
    "Mail/Archive.mbox": write_mailbox,
    "Mail/Boiler service.eml": write_boiler_mail,
    "Garden/open day.pptx": write_slides,
    "Money/budget.xlsx": write_budget,
    "Club/members.ods": write_club,
    "Books/The Lamp at Corrigan Point.epub": write_book,
    "old phone.zip": write_old_phone,
    "family.ics": write_calendar,
    "contacts.vcf": write_contacts,
}


def write_folder(folder: Path) -> Path:
    """Everything of hers, in a folder that is made."""
    for name, write in WRITERS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
    write_receipts(folder / "Receipts")
    write_unread(folder)
    return folder
