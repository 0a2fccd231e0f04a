"""How much of the text of saved web pages is kept, and how much that stands around it.

    python benchmarks/main_text.py [--write FOLDER] [--texts FOLDER]

Pages are written as sites build them (news, blogs, shops, recipes, forums and others), three of
each kind, and read. Printed by kind: the precision, recall and F1 of four words in a row (of two
signs in Chinese), ours and of the whole page, and which facts were lost: prices, hours, addresses,
data. With --write the pages are kept for other programs; with --texts, NAME.txt in a folder is what
they read.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import main_text_aside, main_text_pages
from benchmarks.main_text_words import Writing
from ingest.formats import html

SEEDS = (1, 2, 3)
_WORD = re.compile(r"[^\W_]+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", type=Path)
    parser.add_argument("--texts", type=Path)
    options = parser.parse_args()
    for title, pages in (
        ("rules were mended by these", main_text_pages.PAGES),
        ("kept aside", main_text_aside.PAGES),
    ):
        print(f"{title:28s} precision recall    F1   whole page's F1   facts lost")
        all_scores = []
        for make, language in pages:
            scores, lost = _scores_of(make, language, options)
            all_scores.append(scores)
            _print(make.__name__, scores, lost)
        _print(
            "mean", [sum(column) / len(all_scores) for column in zip(*all_scores, strict=True)], []
        )


def _print(name: str, scores: list[float], lost: list[str]) -> None:
    precision, recall, score, whole = scores
    facts = f"{len(lost)} {lost[:3]}" if lost else "0"
    print(f"{name:28s} {precision:9.3f} {recall:6.3f} {score:5.3f} {whole:17.3f}   {facts}")


def _scores_of(
    make: Callable[[Writing], str], language: str, options: argparse.Namespace
) -> tuple[list[float], list[str]]:
    rows, lost = [], []
    for seed in SEEDS:
        writing = Writing(language, seed)
        source = make(writing)
        name = f"{make.__name__}-{seed}"
        if options.write:
            (options.write / f"{name}.html").write_text(source, "utf-8")
        read = _read(source) if not options.texts else _text_of(options.texts / f"{name}.txt")
        joined = " ".join(_WORD.findall(read))
        lost += [fact for fact in writing.facts if " ".join(_WORD.findall(fact)) not in joined]
        rows.append([*_figures(writing, read), _figures(writing, _whole(source))[2]])
    return [sum(column) / len(rows) for column in zip(*rows, strict=True)], lost


def _read(source: str) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.html"
        path.write_text(source, "utf-8")
        return html.read(path).pages[0].text


def _whole(source: str) -> str:
    usual, html.main_elements = html.main_elements, lambda root: [root]
    try:
        return _read(source)
    finally:
        html.main_elements = usual


def _text_of(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _figures(writing: Writing, read: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of rows of words, each as often as it stands in the text."""
    wanted = _rows(writing.text, writing.language)
    found = _rows([read], writing.language)
    beside = _rows(writing.neither, writing.language) - wanted
    right = (wanted & found).total()
    precision = right / max((found - beside).total(), 1)
    recall = right / max(wanted.total(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _rows(texts: list[str], language: str) -> Counter[tuple[str, ...]]:
    return Counter(row for text in texts for row in _rows_of(text, language))


def _rows_of(text: str, language: str) -> Iterator[tuple[str, ...]]:
    """Words in a row. Rows over the border of two pieces would tell of their order only."""
    for line in re.split(r"[\n|]|(?<=[.。])\s?", text):
        words = list(line.replace(" ", "")) if language == "zh" else _WORD.findall(line.lower())
        size = min(2 if language == "zh" else 4, len(words))
        yield from (tuple(words[at : at + size]) for at in range(len(words) - size + 1) if size)


if __name__ == "__main__":
    main()
