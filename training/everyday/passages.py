"""The passages that are asked about: ``python -m training.everyday.passages``.

They are read from a library that `localdocs add` made of the texts, so they are cut as the program
cuts them, with the title and the heading that it knows.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from index.connection import Connection
from index.sqlite.connection import open_database
from localdocs.languages.unspaced import extent
from prompts.text.sentences import sentence_spans

SEED = 20263
PER_KIND = {
    "manuals": 900, "articles": 150, "policies": 350, "reviews": 150, "posts": 150, "stories": 150,
    "reports": 450,
}  # fmt: skip
PER_FILE = 30
SHORTEST, LONGEST = 160, 1500
"""Characters of a passage that has something to ask about, and can be read in a few seconds."""
SENTENCE = 25
"""Letters of a sentence that somebody could ask about; less is a heading or a remark."""


@dataclass(frozen=True, slots=True)
class Passage:
    """``file`` is KIND/NAME below the folder of texts; ``sentences`` are spans of ``text``."""

    file: str
    page: int
    start: int
    title: str
    heading: str
    text: str
    sentences: tuple[tuple[int, int], ...]

    @property
    def kind(self) -> str:
        return self.file.partition("/")[0]

    @property
    def place(self) -> str:
        """What tells it from all others."""
        return f"{self.file}:{self.page}:{self.start}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--database", type=Path, required=True, help="the library's")
    parser.add_argument("--texts", type=Path, required=True, help="the folder that was added")
    parser.add_argument("--to", type=Path, required=True, help="a file, one passage a line")
    options = parser.parse_args()
    with closing(open_database(options.database)) as connection:
        drawn = draw([*all_passages(connection, options.texts)])
    with options.to.open("w", encoding="utf-8") as file:
        for passage in drawn:
            file.write(json.dumps(asdict(passage), ensure_ascii=False) + "\n")


def all_passages(connection: Connection, texts: Path) -> Iterator[Passage]:
    """Every passage of the library, page by page."""
    rows = connection.execute(
        """SELECT files.path, pages.number, passages.start, passages."end", files.title,
                  passages.heading, pages.text
           FROM passages JOIN files ON files.id = passages.file_id
           JOIN pages ON pages.file_id = files.id AND pages.number = passages.page_number
           ORDER BY files.path, pages.number, passages.start"""
    )
    for path, page, start, end, title, heading, page_text in rows:
        name = (path.decode() if isinstance(path, bytes) else path).removeprefix(f"{texts}/")
        text = page_text[start:end]
        spans = tuple(span for span in sentence_spans(text) if _says_something(text, span))
        yield Passage(name, page, start, title, heading, text, spans)


def draw(passages: list[Passage]) -> list[Passage]:
    """As many of a kind as `PER_KIND` allows, `PER_FILE` of a file, the kinds taking turns."""
    kinds: dict[str, list[Passage]] = {}
    counts: dict[str, int] = {}
    dice = random.Random(SEED)
    for passage in dice.sample(passages, len(passages)):
        counts[passage.file] = counts.get(passage.file, 0) + 1
        of_kind = kinds.setdefault(passage.kind, [])
        fits = SHORTEST <= len(passage.text) <= LONGEST and len(passage.sentences) >= 2
        if fits and counts[passage.file] <= PER_FILE and len(of_kind) < PER_KIND[passage.kind]:
            of_kind.append(passage)
    places = [(number / len(some), p) for some in kinds.values() for number, p in enumerate(some)]
    return [passage for _, passage in sorted(places, key=lambda place: place[0])]


def read_passages(path: Path) -> list[Passage]:
    """What ``main`` wrote."""
    passages = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            values["sentences"] = tuple((start, end) for start, end in values["sentences"])
            passages.append(Passage(**values))
    return passages


def _says_something(text: str, span: tuple[int, int]) -> bool:
    return extent(text[span[0] : span[1]]) >= SENTENCE


if __name__ == "__main__":
    main()
