"""Write the two example files that need a program: a handbook as PDF, a contract as DOCX.

Their outputs are committed; this is how they came about. Product, people, places and prices are
invented. The same text gives the same bytes: no clock is read.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
HANDBOOK_TITLE = "Tarnwell P12 pellet stove: service handbook"
STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("body", parent=STYLES["BodyText"], fontSize=10.5, leading=15, spaceAfter=7)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9.5, leading=12, spaceAfter=0)
HEADER_CELL = ParagraphStyle("header cell", parent=CELL, fontName="Helvetica-Bold")
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]

Row = tuple[str, ...]
FIXED_DATE = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)

TECHNICAL_DATA: list[Row] = [
    ("Property", "Value"),
    ("Heat output", "3.2 to 11.8 kW"),
    ("Hopper", "22 kg of pellets"),
    ("Pellets per hour", "0.7 kg at the lowest, 2.6 kg at the highest level"),
    ("Flue pipe", "80 mm, 12 Pa of draught"),
    ("Mains", "230 V, 50 Hz; 320 W while igniting, 70 W while burning"),
    ("Weight", "134 kg without pellets"),
    ("Distance to things that burn", "20 cm at the back, 30 cm at the sides, 100 cm in front"),
]
MAINTENANCE: list[Row] = [
    ("What", "When", "Who"),
    ("Empty the ash pan", "every 3 days of burning", "you"),
    ("Clear the burn pot with the scraper", "every day, cold", "you"),
    ("Wipe the window", "once a week", "you"),
    ("Vacuum the hopper", "before the first fire of the season", "you"),
    ("Replace the door seal", "every 4 years", "service partner"),
    ("Measure the flue gas", "once a year", "service partner"),
]
FAULTS: list[Row] = [
    ("Code", "What it means", "What to do"),
    ("E1", "No flame after 18 minutes", "Clear the burn pot, check the hopper, start again"),
    ("E2", "The hopper is empty", "Fill in pellets, then hold the start key for five seconds"),
    ("E4", "The flue gas is hotter than 260 °C", "Let the stove cool, then have the flue checked"),
    ("E5", "The auger is blocked", "Pull the plug, empty the hopper, take out the blocked pellets"),
    ("E7", "The door was open longer than 90 seconds", "Close the door and confirm with OK"),
    (
        "E9",
        "The room sensor is missing or broken",
        "Plug it in again; order part 40-118 if it stays",
    ),
]
SPARE_PARTS: list[Row] = [
    ("Part", "Number", "Price in euros"),
    ("Igniter, 300 W", "40-102", "64.50"),
    ("Room sensor with cable", "40-118", "23.90"),
    ("Door seal, 2.4 m", "41-007", "31.00"),
    ("Window glass", "41-015", "148.00"),
    ("Auger motor", "42-230", "119.00"),
    ("Burn pot, cast iron", "43-001", "86.00"),
]


def heading(text: str) -> Paragraph:
    return Paragraph(text, STYLES["Heading1"])


def subheading(text: str) -> Paragraph:
    return Paragraph(text, STYLES["Heading2"])


def paragraphs(*texts: str) -> list[Flowable]:
    return [Paragraph(text, BODY) for text in texts]


def table(rows: list[Row], *widths: float) -> Table:
    styles = [HEADER_CELL] + [CELL] * (len(rows) - 1)
    cells = [
        [Paragraph(text, style) for text in row] for row, style in zip(rows, styles, strict=True)
    ]
    return Table(cells, colWidths=[width * cm for width in widths], style=GRID, repeatRows=1)


def welcome_page() -> list[Flowable]:
    return [
        heading("Tarnwell P12"),
        subheading("Service handbook for the pellet stove, edition 3"),
        *paragraphs(
            "Thank you for choosing a stove from Tarnwell. This handbook is for the people who "
            "live with the stove and for the service partners who look after it. Please read the "
            "pages on safety before the first fire, and keep the handbook near the stove.",
            "The number of your stove is on a plate behind the hopper lid. It starts with P12 and "
            "has nine digits. You need it for every order and for the warranty.",
        ),
        subheading("In this handbook"),
        *paragraphs(
            "1 Welcome<br/>2 Safety and technical data<br/>3 Every day<br/>4 Cleaning and "
            "maintenance<br/>5 Faults and their codes<br/>6 Spare parts<br/>7 Warranty and service"
        ),
    ]


def safety_page() -> list[Flowable]:
    return [
        heading("Safety and technical data"),
        *paragraphs(
            "Burn wood pellets of 6 mm only. Logs, coal, waste and pellets from animal bedding "
            "damage the burn pot and end the warranty.",
            "The window reaches 280 °C. Keep children away, and hang nothing to dry over the "
            "stove. A carbon monoxide alarm belongs into the same room; it is not part of the "
            "delivery.",
            "In a power cut the fan stops and some smoke may come out at the door. Leave the door "
            "closed and open a window until the glow has died.",
        ),
        subheading("Technical data"),
        table(TECHNICAL_DATA, 6, 10),
    ]


def daily_page() -> list[Flowable]:
    return [
        heading("Every day"),
        subheading("Starting and stopping"),
        *paragraphs(
            "Fill the hopper and press the start key. The igniter glows for about six minutes "
            "before the first flame. The stove then runs at the middle level for a quarter of an "
            "hour, whatever level is set, so that the flue gets warm.",
            "To stop, press the start key once more. The fan goes on for up to 25 minutes. Never "
            "pull the plug to stop the stove: the heat would have nowhere to go.",
        ),
        subheading("Eco mode and timer"),
        *paragraphs(
            "In eco mode the stove goes out when the room is 2 degrees warmer than you have set, "
            "and lights itself again when the room is 1 degree colder. The timer holds four "
            "periods for each day of the week. Hold the clock key for three seconds to set it.",
            "The child lock is switched on by pressing minus and OK together. The same two keys "
            "switch it off.",
        ),
    ]


def maintenance_page() -> list[Flowable]:
    return [
        heading("Cleaning and maintenance"),
        *paragraphs(
            "A clean stove needs a fifth less pellets. Let it cool for two hours before you open "
            "it.",
            "The flue pipe has to be swept every 600 hours of burning, and at least once a year. "
            "The stove counts the hours and shows a brush on its display when it is time. After "
            "sweeping, set the counter back in the menu under Service.",
        ),
        table(MAINTENANCE, 7, 5.5, 3.5),
        Spacer(1, 0.4 * cm),
        *paragraphs(
            "Clean the window with a damp cloth dipped into cold ash. Sprays for ovens attack the "
            "seal. Cold ash may go onto the compost, up to three litres for a square metre a year.",
        ),
    ]


def faults_page() -> list[Flowable]:
    return [
        heading("Faults and their codes"),
        *paragraphs(
            "When something is wrong the stove goes out safely, sounds three times and shows a "
            "code. Codes that come back after you have followed the table belong to a service "
            "partner.",
        ),
        table(FAULTS, 1.8, 6.2, 8),
        Spacer(1, 0.4 * cm),
        subheading("Black window, lazy flame"),
        *paragraphs(
            "If the window turns black within a day, the stove gets too little air. Check the "
            "grille outside the house for leaves and nests first. Damp pellets show the same "
            "signs: a handful should sink in water and fall apart within ten minutes.",
        ),
    ]


def parts_page() -> list[Flowable]:
    return [
        heading("Spare parts"),
        *paragraphs(
            "Order with the number of your stove. Prices are without postage and hold until the "
            "end of 2026. Parts on stock leave our store in Ebbingen within two working days.",
        ),
        table(SPARE_PARTS, 7, 4.5, 4.5),
        Spacer(1, 0.4 * cm),
        *paragraphs(
            "Parts marked 42 carry mains voltage and are to be fitted by a service partner. We "
            "keep every part for twelve years after the last stove of a series was made.",
        ),
    ]


def warranty_page() -> list[Flowable]:
    return [
        heading("Warranty and service"),
        *paragraphs(
            "The stove has a warranty of three years from the day of delivery. The steel body has "
            "one of ten years. The window glass, the door seal and the burn pot wear out with use "
            "and are covered for six months.",
            "The warranty ends when the yearly flue gas measurement is left out twice, when other "
            "fuel than wood pellets was burnt, or when the electronics were opened by anyone but a "
            "service partner.",
        ),
        subheading("How to reach us"),
        *paragraphs(
            "Tarnwell Stoves, Mill Lane 4, Ebbingen. The service desk answers from Monday to "
            "Friday between 8:00 and 17:00, and in December on Saturdays until noon. A visit costs "
            "72 euros for the way and 58 euros for each hour of work.",
        ),
    ]


def draw_running_lines(canvas: Canvas, _document: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 8.5)
    canvas.drawString(2.3 * cm, A4[1] - 1.4 * cm, "Tarnwell P12 · Service handbook · Edition 3")
    canvas.drawRightString(A4[0] - 2.3 * cm, 1.3 * cm, f"Page {canvas.getPageNumber()} of 7")


def handbook_story() -> list[Flowable]:
    pages = [
        welcome_page(),
        safety_page(),
        daily_page(),
        maintenance_page(),
        faults_page(),
        parts_page(),
        warranty_page(),
    ]
    story: list[Flowable] = []
    for page in pages:
        story += [*page, PageBreak()]
    return story[:-1]


def write_handbook(path: Path) -> None:
    document = BaseDocTemplate(
        str(path), pagesize=A4, title=HANDBOOK_TITLE, author="Tarnwell Stoves", invariant=1
    )
    frame = Frame(2.3 * cm, 2 * cm, A4[0] - 4.6 * cm, A4[1] - 4.2 * cm)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=draw_running_lines))
    document.build(handbook_story())


CONTRACT: list[tuple[str, list[str]]] = [
    (
        "1. The flat",
        [
            "The landlord, Marguerite Solberg, lets to the tenants, Ines Okafor and Tomasz Wilk, "
            "the flat on the second floor right of Larkspur Court 7: three rooms, kitchen, "
            "bathroom and cellar compartment 12, together 84 square metres.",
            "The tenancy begins on 1 October 2023 and has no fixed end.",
        ],
    ),
    (
        "2. Rent and deposit",
        [
            "The rent is 1,140 euros a month, and 215 euros are paid in advance for heating of the "
            "stairs, water and waste. Both are due on the third working day of a month.",
            "The deposit is 3,420 euros. It may be paid in three instalments and is paid back "
            "within six months of the end of the tenancy.",
        ],
    ),
    (
        "3. Use of the flat",
        [
            "One cat may be kept. Other animals, except for small ones in cages, need the "
            "landlord's consent in writing. A room may be sublet for up to eight weeks a year.",
            "The tenants may put up a pellet stove at their own cost, once the chimney sweep has "
            "agreed.",
        ],
    ),
    (
        "4. Repairs",
        [
            "Small repairs up to 95 euros each are paid by the tenants, but no more than 320 euros "
            "in one year. Everything else is the landlord's business. Damage is to be reported "
            "within three days.",
        ],
    ),
    (
        "5. Notice",
        [
            "The tenants may give notice of three months to the end of any month. For the "
            "landlord the notice is six months once the tenancy has lasted five years. It has to "
            "be given in writing; an e-mail is not enough.",
        ],
    ),
]
KEYS: list[Row] = [
    ("Key", "Number handed over"),
    ("Front door", "3"),
    ("Flat", "3"),
    ("Cellar", "2"),
    ("Letter box", "1"),
]


def write_contract(path: Path) -> None:
    document = Document()
    document.core_properties.title = "Tenancy agreement, Larkspur Court 7"
    document.core_properties.author = "Marguerite Solberg"
    document.core_properties.created = FIXED_DATE
    document.core_properties.modified = FIXED_DATE
    document.add_heading("Tenancy agreement, Larkspur Court 7", level=0)
    for title, texts in CONTRACT:
        document.add_heading(title, level=1)
        for text in texts:
            document.add_paragraph(text)
    document.add_heading("Keys", level=1)
    add_contract_table(document, KEYS)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(without_clock(buffer))


def add_contract_table(document: DocxDocument, rows: list[Row]) -> None:
    grid = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(rows, grid.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=True):
            cell.text = text


def without_clock(archive: io.BytesIO) -> bytes:
    """The same zip archive, with one date for every entry."""
    written = io.BytesIO()
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, FIXED_DATE.timetuple()[:6])
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def main() -> None:
    write_handbook(EXAMPLES / "stove-handbook.pdf")
    write_contract(EXAMPLES / "tenancy-agreement.docx")


if __name__ == "__main__":
    main()
