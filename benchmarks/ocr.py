"""How many words OCR reads, and how long a page takes.

    python benchmarks/ocr.py FOLDER [--pages N] [--engine tesseract] [--wrong]

FOLDER is searched for PDF files with text. Pages are drawn at 200 dots an inch, clean and as a poor
scan (turned by 2 degrees, noise, JPEG of quality 40), and what OCR reads is held against the text
that the page has: how many of its words are found whole, each as often as it stands there; of pages
of tables, how many of the figures. ``s`` are seconds of the clock a page, ``poor`` how many pages
a person is told were read poorly. German, French and Spanish pages are typeset here. ``--wrong``
shows the words that were not found.
"""

import argparse
import io
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.ocr.pictures import rendered
from ingest.ocr.recognising import recognised
from ingest.ocr.scanned_page import POOR
from ingest.pdf import reader
from localdocs.errors import ReadError
from localdocs.types import BlockKind, Page

SEED = 20261129
FEWEST_WORDS = 150
FEWEST_ROWS = 8
TEXTS = {
    "German": (
        "Der Mietvertrag beginnt am 1. März 2024 und läuft auf unbestimmte Zeit. Die "
        "monatliche Miete beträgt 1.250,00 Euro, zuzüglich 180,00 Euro für Heizung und "
        "Wasser; sie ist spätestens am dritten Werktag jedes Monats zu überweisen. Der Mieter "
        "hinterlegt eine Kaution in Höhe von drei Monatsmieten. Schönheitsreparaturen "
        "übernimmt der Vermieter, soweit nichts anderes vereinbart ist. Haustiere dürfen nur "
        "mit schriftlicher Zustimmung gehalten werden, Fahrräder gehören in den Keller, und "
        "der Müll wird dienstags abgeholt. Für Schäden, die durch unsachgemäße Lüftung "
        "entstehen, haftet der Mieter. Die Kündigungsfrist beträgt drei Monate zum Ende eines "
        "Kalendermonats. Änderungen dieses Vertrags bedürfen der Schriftform. Außerdem müssen "
        "größere Veränderungen an der Küche vorher angekündigt werden."
    ),
    "French": (
        "Le contrat d’assurance prend effet le 15 août 2023 à zéro heure et se renouvelle "
        "chaque année par tacite reconduction. La cotisation annuelle s’élève à 342,80 euros, "
        "payable en une ou plusieurs échéances. L’assuré déclare que le bâtiment est "
        "entièrement couvert de tuiles et qu’aucun sinistre n’est survenu au cours des cinq "
        "dernières années. En cas de dégât des eaux, la franchise est fixée à 150 euros ; "
        "elle est portée à 400 euros lorsque les canalisations gelées n’ont pas été "
        "vidangées. Les objets précieux, les bijoux et les œuvres d’art sont garantis jusqu’à "
        "8 000 euros, à condition d’être conservés dans un coffre scellé. Toute réclamation "
        "doit être adressée par écrit dans un délai de dix jours ouvrés. Où que vous soyez, "
        "nos équipes répondent à vos questions du lundi au samedi, même pendant les fêtes de "
        "Noël."
    ),
    "Spanish": (
        "La garantía de la lavadora cubre tres años a partir del día de la compra, según "
        "consta en la factura número 20.417 de fecha 9 de junio de 2025. El aparato deberá "
        "instalarse sobre una superficie plana y a más de 30 centímetros de la pared. ¿Qué "
        "hacer si el agua no sale? Compruebe primero que el filtro esté limpio y que la "
        "manguera no se haya doblado. Si el problema continúa, llame al servicio técnico: "
        "nuestros compañeros le atenderán también los sábados por la mañana. Quedan excluidos "
        "los daños ocasionados por la cal, por un uso inadecuado o por reparaciones que no "
        "hayan sido autorizadas. El precio de cada revisión será de 45,90 euros, más el "
        "desplazamiento. ¡Guarde este folleto junto con el recibo! Sin él, ningún señor ni "
        "señora podrá exigir la devolución del importe pagado."
    ),
}


@dataclass(slots=True)
class Measured:
    """What was read of pages of one kind."""

    words: int = 0
    found: int = 0
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    sure: list[float] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        return (
            f"{name:22}{len(self.seconds):6}{self.words:8}{self.found / max(self.words, 1):9.3f}"
            f"{statistics.median(self.seconds):9.2f}{statistics.median(self.processor):9.2f}"
            f"{statistics.median(self.sure):9.3f}{sum(sure < POOR for sure in self.sure):6}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=10, help="of print, and of tables")
    parser.add_argument("--engine", choices=["PP-OCR", "tesseract"], default="PP-OCR")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    if options.engine == "tesseract":
        from ingest.ocr import recognising
        from ingest.ocr.tesseract import Tesseract

        engine = Tesseract()
        recognising.open_engine = lambda: engine
    recognised(Image.new("RGB", (1654, 2339), "white"))  # the networks are loaded
    print(
        f"{'kind':22}{'pages':>6}{'words':>8}{'recall':>9}{'s':>9}{'CPU-s':>9}{'sure':>9}{'poor':>6}"
    )
    with tempfile.TemporaryDirectory() as folder:
        kinds = {
            "print": (print_pages(options.folder, options.pages), False),
            "figures in tables": (table_pages(options.folder, options.pages), True),
            **{name: ([typeset(Path(folder), name)], False) for name in TEXTS},
        }
        for name, (pages, figures) in kinds.items():
            for spoil in (None, poor_scan):
                measured = measure(pages, figures, spoil)
                print(measured.line(name + (", poor" if spoil else "")), flush=True)
                if options.wrong:
                    print("   ", dict(measured.missed.most_common(40)))


def measure(pages: list[tuple[Path, Page]], figures: bool, spoil: Any) -> Measured:
    measured = Measured()
    for path, page in pages:
        picture = rendered(path, page.number)
        picture = spoil(picture) if spoil else picture
        started, processor = time.monotonic(), time.process_time()
        read = recognised(picture)
        measured.seconds.append(time.monotonic() - started)
        measured.processor.append(time.process_time() - processor)
        measured.sure.append(read.confidence)
        wanted = Counter(words(page.text, figures))
        there = Counter(words("\n".join(line.text.replace("\ufffe", "") for line in read.lines)))
        measured.words += wanted.total()
        measured.found += (wanted & there).total()
        measured.missed.update(wanted - there)
    return measured


def words(text: str, figures: bool = False) -> Iterator[str]:
    """Words without the signs around them; of figures only those with a digit."""
    for word in text.casefold().replace("’", "'").split():
        bare = word.strip(".,;:!?()[]{}\"'“”„‚‘«»¿¡*|•-–—…$€%")
        if bare and (any(map(str.isdigit, bare)) or not figures) and any(map(str.isalnum, bare)):
            yield bare


def print_pages(folder: Path, count: int) -> list[tuple[Path, Page]]:
    return chosen(folder, count, lambda page: len(page.text.split()) >= FEWEST_WORDS)


def table_pages(folder: Path, count: int) -> list[tuple[Path, Page]]:
    return chosen(folder, count, lambda page: rows(page) >= FEWEST_ROWS)


def rows(page: Page) -> int:
    return sum(block.kind is BlockKind.TABLE_ROW for block in page.blocks)


def chosen(folder: Path, count: int, fits: Any) -> list[tuple[Path, Page]]:
    """A page of each of so many files."""
    dice = random.Random(SEED)
    files = sorted(path for path in folder.rglob("*.pdf") if path.stat().st_size < 10_000_000)
    pages = []
    for path in dice.sample(files, len(files)):
        try:
            fitting = [page for page in reader.read(path).pages if fits(page)]
        except ReadError:
            continue
        if fitting:
            pages.append((path, dice.choice(fitting)))
        if len(pages) == count:
            break
    return pages


def typeset(folder: Path, name: str) -> tuple[Path, Page]:
    """A page of that language, 10 points, as its text stands there."""
    path = folder / f"{name}.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    text = canvas.beginText(60, 770)
    text.setFont("Times-Roman", 10.5)
    line = ""
    for word in TEXTS[name].split():
        if canvas.stringWidth(f"{line} {word}", "Times-Roman", 10.5) > 470:
            text.textLine(line)
            line = ""
        line = f"{line} {word}".strip()
    text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return path, Page(1, TEXTS[name])


def poor_scan(picture: Any) -> Any:
    """Turned by 2 degrees, grey, noisy, and saved as a poor JPEG."""
    turned = picture.convert("L").rotate(2, expand=True, fillcolor=255, resample=3)
    noise = np.random.default_rng(SEED).normal(0, 18, (turned.height, turned.width))
    grey = np.clip(np.asarray(turned, np.float32) * 0.85 + 20 + noise, 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(grey).save(file, "JPEG", quality=40)
    return Image.open(file).convert("RGB")


if __name__ == "__main__":
    main()
