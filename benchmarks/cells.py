"""Whether a question for a cell of a table gets that cell, in four kinds of files.

    python benchmarks/cells.py [--rows N] [--questions N] [--seed N]

The same made-up table is written as CSV, Word, Markdown and PDF, each into a library of its own,
and asked for cells by row and column. Printed is, per cent of the questions: the cell under its
head; the right row without a column; not found; and wrong: another row, or another column's value
alone. "Shown as answered" are those of the wrong ones that are not shown as "nearest".
"""

import argparse
import csv
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from localdocs.library import Library
from localdocs.types import Answer, AnswerStatus

Table = list[list[str]]

HEADS = ["Mill", "Valley", "Workers", "Founded", "Yearly output", "Owner"]
QUESTIONS = {
    "Valley": "In which valley is {}?",
    "Workers": "How many workers has {}?",
    "Founded": "When was {} founded?",
    "Yearly output": "What is the yearly output of {}?",
    "Owner": "Who is the owner of {}?",
}
STARTS = "Bren Cald Dorn Elsk Farr Gran Holt Jost Kern Lund Marn Nest Orst Pell Rusk Sten".split()
MIDDLES = "a e i o u".split()
ENDS = "berg dale ford gate holm moor stad thorp vik wick".split()
PEOPLE = "Abel Berta Carl Dora Emil Frida Georg Hilda Ivar Jutta".split()
SURNAMES = "Amsel Birk Crane Dahl Egger Falk Gruber Hahn Ibsen Jansen".split()


def made_up(rows: int, chance: random.Random) -> Table:
    """A table of so many mills, each with a name of its own."""
    names = [f"{start}{middle}{end}" for start in STARTS for middle in MIDDLES for end in ENDS]
    return [
        [
            f"{name} Mill",
            f"{chance.choice(STARTS)}tal",
            str(chance.randint(2, 90)),
            str(chance.randint(1750, 1990)),
            f"{chance.randint(100, 9900):,} t",
            f"{chance.choice(PEOPLE)} {chance.choice(SURNAMES)}",
        ]
        for name in chance.sample(names, rows)
    ]


def write_csv(path: Path, table: Table) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADS, *table])


def write_markdown(path: Path, table: Table) -> None:
    lines = [HEADS, ["---"] * len(HEADS), *table]
    text = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    path.write_text(f"# Mills\n\n{text}\n", encoding="utf-8")


def write_word(path: Path, table: Table) -> None:
    document = docx.Document()
    document.add_heading("Mills", 1)
    grid = document.add_table(rows=len(table) + 1, cols=len(HEADS))
    cells = grid._cells  # one pass: asking each cell for its row takes the square of the time
    for cell, text in zip(cells, [text for row in [HEADS, *table] for text in row], strict=True):
        cell.text = text
    document.save(str(path))


def write_pdf(path: Path, table: Table) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    columns, top, on_page = (40, 150, 230, 300, 370, 460), 780, 45
    for first in range(0, len(table), on_page):
        canvas.setFont("Helvetica-Bold", 9)
        for place, row in enumerate([HEADS, *table[first : first + on_page]]):
            for left, text in zip(columns, row, strict=True):
                canvas.drawString(left, top - 16 * place, text)
            canvas.setFont("Helvetica", 9)
        canvas.showPage()
    canvas.save()


WRITERS: dict[str, Callable[[Path, Table], None]] = {
    "csv": write_csv,
    "docx": write_word,
    "md": write_markdown,
    "pdf": write_pdf,
}


def judged(row: Sequence[str], head: str, answer: Answer) -> str:
    """What is to be said of an answer to a question for the cell of a row below a head."""
    cell = row[HEADS.index(head)]
    if answer.status is AnswerStatus.NOT_FOUND:
        return "not found"
    first = answer.text.split("\n\n")[0]
    if f"{head}: {cell} [" in first and row[0] in first:
        return "cell"
    quoted = [citation.quote for citation in answer.citations]
    if any(row[0] in quote and cell in quote for quote in quoted) and row[0] in answer.text:
        return "row"
    return "wrong, as answered" if answer.status is AnswerStatus.ANSWERED else "wrong, as nearest"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    table = made_up(options.rows, chance)
    asked = [
        (chance.choice(table), chance.choice(list(QUESTIONS))) for _ in range(options.questions)
    ]
    for suffix, write in WRITERS.items():
        with (
            TemporaryDirectory() as folder,
            TemporaryDirectory() as home,
            Library(Path(home)) as lib,
        ):
            write(Path(folder) / f"mills.{suffix}", table)
            lib.add(Path(folder))
            counts = Counter(
                judged(row, head, lib.ask(QUESTIONS[head].format(row[0]), language_model=False))
                for row, head in asked
            )
        shares = {name: f"{100 * count / len(asked):.0f} %" for name, count in counts.most_common()}
        print(f"{suffix}: {shares}", flush=True)


if __name__ == "__main__":
    main()
