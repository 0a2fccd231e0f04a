"""What came on paper: letters that were scanned a little askew, receipts that were photographed."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

Line = str | tuple[str, str]

TAX = [
    [
        "REVENUE OFFICE THORNBY",
        "Canal Street 2, Thornby",
        "",
        "Ms Maud Ellery",
        "9 Quarry Row, Thornby",
        "",
        "12 June 2024",
        "",
        "Income tax assessment for the year 2023",
        "",
        "Dear Ms Ellery,",
        "we have assessed your income tax for 2023 as follows:",
        "",
        ("Total income", "48,210.00"),
        ("Travel to work", "- 1,320.00"),
        ("Taxable income", "46,890.00"),
        ("Income tax", "9,376.00"),
        ("Already paid", "9,860.00"),
        ("Refund", "484.00"),
        "",
        "The refund will be paid to your account ending in 4471",
        "within four weeks of the date of this letter.",
    ],
    [
        "Explanations",
        "",
        "The cost of the study at home was not accepted, because",
        "the room is also used as a guest room.",
        "",
        "Your rights",
        "",
        "You may object to this assessment in writing within one",
        "month of the date of this letter. The objection does not",
        "put off any payment that is due.",
    ],
]
WATER = [
    "Thornby Waterworks",
    "Pump Lane 1, Thornby",
    "",
    "To all households of Quarry Row",
    "",
    "2 April 2024",
    "",
    "Replacement of your water meter",
    "",
    "Dear customer,",
    "the water meter in your cellar has reached the end of its",
    "term. Our fitter, Mr Odell, will replace it on Tuesday,",
    "14 May 2024, between 8 and 12 o'clock. Please keep the",
    "way to the meter clear. The work takes about 30 minutes",
    "and costs you nothing. If you cannot be at home, please",
    "call us on 0555 0188.",
]
HARDWARE = [
    "BOLT & HINGE",
    "Hardware store, Station Road 5",
    "Thornby   16 March 2024  11:42",
    "",
    ("Cordless drill CD-18", "89.90"),
    ("Wall plugs 8 mm", "4.20"),
    ("Wood glue", "6.75"),
    "",
    ("TOTAL", "100.85"),
    ("Paid by card", "100.85"),
    "Goods may be returned within 30 days.",
]
PHARMACY = [
    "SWAN PHARMACY",
    "Market Square 3, Thornby",
    "22 April 2024  17:05",
    "",
    ("Cough syrup", "8.95"),
    ("Vitamin D 90 tablets", "14.60"),
    ("Plasters", "7.90"),
    "",
    ("TOTAL", "31.45"),
    ("Cash", "40.00"),
    ("Change", "8.55"),
]
_ORIENTATION = 0x0112
_TURNED = 6
"""The camera was held upright: a viewer turns the picture by a quarter to the right."""


def printed(lines: Sequence[Line], size: tuple[int, int], letters: int = 34) -> Image.Image:
    """A sheet of paper with lines, and amounts at its right edge."""
    sheet = Image.new("L", size, 252)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(letters)
    margin = size[0] // 10
    for number, line in enumerate(lines):
        height = margin + int(letters * 1.6) * number
        label, amount = (line, "") if isinstance(line, str) else line
        draw.text((margin, height), label, fill=35, font=font)
        draw.text((size[0] - margin, height), amount, fill=35, font=font, anchor="ra")
    return sheet


def scanned(sheet: Image.Image, degrees: float) -> Image.Image:
    """The sheet as it lay on the glass."""
    askew = sheet.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=252)
    return askew.filter(ImageFilter.GaussianBlur(0.6))


def write_scan(path: Path, pages: Sequence[Sequence[Line]], *degrees: float) -> None:
    first, *more = [
        scanned(printed(lines, (1240, 1754)), angle)
        for lines, angle in zip(pages, degrees, strict=True)
    ]
    first.save(path, "PDF", resolution=150, save_all=True, append_images=more)


def write_tax_assessment(path: Path) -> None:
    write_scan(path, TAX, 1.2, -0.7)


def write_water_letter(path: Path) -> None:
    write_scan(path, [WATER], -1.5)


def write_receipts(folder: Path) -> None:
    """Two photographs, the second of which lies on its side and says so."""
    folder.mkdir()
    upright = scanned(printed(HARDWARE, (900, 1000)), 2.0)
    upright.convert("RGB").save(folder / "IMG_2041.jpg", quality=88)
    on_its_side = scanned(printed(PHARMACY, (900, 1000)), -1.0).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[_ORIENTATION] = _TURNED
    on_its_side.convert("RGB").save(folder / "IMG_2042.jpg", quality=88, exif=exif)
