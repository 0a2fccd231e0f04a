"""Texts to ask everyday questions about, laid out as files: ``python -m training.everyday.texts``.

Manuals come from Debian packages that were unpacked into a folder, the rest from the data sets of
`training/README.md`: articles, privacy policies, reviews, posts, stories, and PDF reports. Which
files are taken is drawn with `SEED`; what the project is measured with is never among them.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree

Thing = TypeVar("Thing")

SEED = 20262
FILES = {
    "manuals": 420, "articles": 15, "policies": 40, "reviews": 300, "posts": 300, "stories": 60,
    "reports": 30,
}  # fmt: skip
"""How many files of each kind are taken, where there are so many."""

MEASURED_WITH = ("NCT06153992_ICF_001.pdf", "20080124X00101.pdf")
"""Reports that `benchmarks/people.py` asks about."""

MANUALS = (
    "usr/share/help/C/gnome-help/*.page",
    "usr/share/help/C/evolution/*.page",
    "usr/share/doc/gnucash-docs/gnucash-guide-en/*.html",
    "usr/share/doc/gnucash-docs/gnucash-help-en/*.html",
    "usr/share/doc/debian-handbook/html/en-US/*.html",
    "usr/share/gimp/2.0/help/en/*.html",
    "usr/share/libreoffice/help/en-US/text/*/guide/*.html",
)
_MALLARD = "{http://projectmallard.org/1.0/}"
_UNSAFE = re.compile(r"[^\w.-]+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the data sets")
    parser.add_argument("--packages", type=Path, required=True, help="where they were unpacked")
    parser.add_argument("--to", type=Path, required=True, help="a new folder")
    options = parser.parse_args()
    lay_out_manuals(options.packages, options.to / "manuals")
    lay_out_reports(options.data / "pdfqa" / "kgrag", options.to / "reports")
    for kind, texts in texts_of_sets(options.data).items():
        (options.to / kind).mkdir(parents=True)
        for name, text in _some(kind, [*texts]):
            (options.to / kind / f"{_UNSAFE.sub('_', name)}.md").write_text(text, "utf-8")


def lay_out_manuals(packages: Path, folder: Path) -> None:
    """The same number of pages of each manual; pages of GNOME's help become Markdown."""
    folder.mkdir(parents=True)
    for pattern in MANUALS:
        pages = sorted(packages.glob(pattern))
        chosen = random.Random(f"{SEED} {pattern}").sample(
            pages, min(len(pages), FILES["manuals"] // len(MANUALS))
        )
        for page in chosen:
            target = folder / f"{page.parent.name}-{page.stem}"
            if page.suffix == ".page":
                target.with_suffix(".md").write_text(markdown_of_help(page), "utf-8")
            else:
                shutil.copyfile(page, target.with_suffix(".html"))


def lay_out_reports(reports: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    there = sorted(path for path in reports.rglob("*.pdf") if path.name not in MEASURED_WITH)
    for path in _some("reports", there):
        shutil.copyfile(path, folder / path.name)


def texts_of_sets(data: Path) -> dict[str, Iterator[tuple[str, str]]]:
    """By kind: the name and the text of every file that could be made."""
    qa = data / "qa"
    return {
        "articles": _articles(qa / "squad_train_pieces.json"),
        "policies": _articles(qa / "policyqa_dev.json", qa / "policyqa_test.json"),
        "reviews": _paragraphs(qa / "squadshifts_amazon.json", "review"),
        "posts": _paragraphs(qa / "squadshifts_reddit.json", "post"),
        "stories": _stories(data / "text" / "fairytaleqa" / "section-stories"),
    }


def markdown_of_help(page: Path) -> str:
    """A page in Mallard, the format of GNOME's help, as Markdown: titles, paragraphs, lists."""
    lines: list[str] = []
    _write(ElementTree.parse(page).getroot(), lines, 1, "")
    return "\n\n".join(lines) + "\n"


def _write(element: ElementTree.Element, lines: list[str], depth: int, mark: str) -> None:
    for child in element:
        name = child.tag.removeprefix(_MALLARD) if isinstance(child.tag, str) else ""
        if name == "title":
            lines.append(f"{'#' * min(depth, 4)} {_words(child)}")
        elif name in ("p", "screen"):
            lines.append(mark + _words(child))
        elif name in ("list", "steps", "terms"):
            for number, item in enumerate(child.findall(f"{_MALLARD}item"), start=1):
                sign = f"{number}. " if name == "steps" else "- "
                _write(item, lines, depth, sign)
        elif name not in ("info", "media", "links", "comment", ""):
            _write(child, lines, depth + (name == "section"), mark)


def _words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _articles(*paths: Path) -> Iterator[tuple[str, str]]:
    """An article a file, its paragraphs one below the other."""
    for path in paths:
        for article in json.loads(path.read_text("utf-8"))["data"]:
            paragraphs = dict.fromkeys(one["context"].strip() for one in article["paragraphs"])
            title = article["title"].replace("_", " ")
            yield article["title"], f"# {title}\n\n" + "\n\n".join(paragraphs) + "\n"


def _paragraphs(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """A paragraph a file: they have nothing to do with one another."""
    number = 0
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            number += 1
            yield f"{name}-{number:04d}", paragraph["context"].strip() + "\n"


def _stories(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*-story.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            sections = [row["text"].strip() for row in csv.DictReader(file)]
        title = path.name.removesuffix("-story.csv").replace("-", " ").capitalize()
        yield path.name.removesuffix("-story.csv"), f"# {title}\n\n" + "\n\n".join(sections) + "\n"


def _some(kind: str, things: Sequence[Thing]) -> list[Thing]:
    """As many of them as `FILES` allows, always the same ones."""
    return random.Random(f"{SEED} {kind}").sample(things, min(len(things), FILES[kind]))


if __name__ == "__main__":
    main()
