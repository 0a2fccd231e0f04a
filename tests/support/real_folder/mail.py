"""A mailbox as it was exported, and one message that was kept by itself; both with a PDF."""

import io
import mailbox
from email.message import EmailMessage
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

MAUD = "Maud Ellery <maud@ellery.example>"
MESSAGES = [
    (
        "Choir: new evening",
        "Rosalind Tey <choir@thornby.example>",
        "Mon, 08 Jan 2024 18:20:00 +0000",
        "Dear all,\n\nfrom February on the choir rehearses on Thursdays at half past seven in the "
        "evening, in the old library. Please bring the green songbook.\n\nRosalind\n",
    ),
    (
        "Re: Spare key",
        "Leo Ellery <leo@ellery.example>",
        "Wed, 14 Feb 2024 09:02:00 +0000",
        "Mrs Dunmore on the first floor has the spare key now, not the baker.\n\nLeo\n\n"
        "On Tue, 13 Feb 2024 Maud Ellery wrote:\n> Who has our spare key?\n",
    ),
    (
        "Quotation for your roof",
        "Slate & Sons <office@slate.example>",
        "Fri, 01 Mar 2024 14:45:00 +0000",
        "Dear Ms Ellery,\n\nattached you find our quotation for the roof. We could begin in the "
        "second week of April.\n\nWith kind regards\nSlate & Sons\n",
    ),
]
ROOF = [
    [
        "Slate & Sons, Roofers",
        "Quotation 2024-117",
        "Repair of the roof of 9 Quarry Row:",
        "Scaffolding for two weeks: 1,150 euros.",
        "New slates on the north side, with labour: 4,380 euros.",
        "New gutter: 620 euros.",
        "The whole repair of the roof costs 6,150 euros, tax included.",
        "This quotation is valid until 30 April 2024.",
    ]
]
BOILER = [
    [
        "Warmwell Heating Services",
        "Service report of 18 October 2024",
        "Boiler Halden 24, serial number HB-440127, built in 2016.",
        "The burner was cleaned and the filter was replaced.",
    ],
    [
        "Advice",
        "The pressure of the heating system should be between 1.4 and 1.8 bar.",
        "Top up the water when it falls below 1.2 bar.",
        "The expansion vessel is worn out and should be replaced before next winter.",
    ],
]


def pdf_of(pages: list[list[str]]) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=1)
    for first, *lines in pages:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(70, 770, first)
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(lines):
            canvas.drawString(70, 735 - 18 * number, line)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def message(subject: str, sender: str, date: str, text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"], mail["Date"] = subject, sender, MAUD, date
    mail.set_content(text)
    return mail


def attach(mail: EmailMessage, pages: list[list[str]], name: str) -> EmailMessage:
    mail.add_attachment(pdf_of(pages), maintype="application", subtype="pdf", filename=name)
    return mail


def write_mailbox(path: Path) -> None:
    box = mailbox.mbox(path)
    choir, key, roof = (message(*parts) for parts in MESSAGES)
    for mail in (choir, key, attach(roof, ROOF, "quotation.pdf")):
        box.add(mail)
    box.close()


def write_boiler_mail(path: Path) -> None:
    mail = message(
        "Your boiler was serviced",
        "Warmwell <service@warmwell.example>",
        "Mon, 21 Oct 2024 08:00:00 +0000",
        "Dear Ms Ellery,\n\nthank you for having us. The report is attached; the bill of 138 euros "
        "follows by post.\n\nWarmwell Heating Services\n",
    )
    path.write_bytes(bytes(attach(mail, BOILER, "service-report.pdf")))
