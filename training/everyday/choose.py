"""Which made-up questions are kept, and what does not answer them: ``python -m
training.everyday.choose``.

A line is kept if it could be typed by somebody, if the model that wrote it thinks that its passage
answers it, and if our own search finds that passage among the best of the whole library: what it
does not find is too vague. Headings are asked as they stand or as "how do i …"; they are then not
shown above their passages. What does not answer comes from the same search: the best passages of
other files, and those of the same file that do not touch the right one, unless the reader that
ships thinks that they answer.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from localdocs.languages.unspaced import extent
from localdocs.library import Library
from localdocs.types import Hit
from prompts.evidence.finding import text_above
from prompts.text.support import telling_stems
from training.everyday.passages import Passage, all_passages
from training.everyday.write import Made

SEED = 20265
JUDGED = 0.8
"""Log-odds of the writer that its passage answers; it says this of two thirds."""
FOUND_AMONG = 10
LOOKED_AT = 16
OTHERS, NEIGHBOURS_APART = 3, 2
"""How many wrong passages of other files, and of the same one, each question gets."""
CONVINCED = 0.35
"""A passage that the reader believes so much may answer after all."""
FEWEST_WORDS, MOST_WORDS = 2, 22
HEADING = "heading"
KINDS_WITH_HEADINGS = ("manuals", "reports")
_TABLE_OF_CONTENTS = "Table of Contents"

_SHOWN = re.compile(r"\[|\]|:|\b(?:text|passage|sentence|paragraph|above|mentioned)\b", re.I)
_NUMBER = re.compile(
    r"^(?:(?:chapter|section|part|item|note)\s+)?[\dIVX]+(?:\.\d+)*[.):]*\s+[-–—]?", re.I
)
_VAGUE = frozenset(
    "overview introduction options contents notes note example examples summary general other "
    "background definitions appendix references index details terminology filters".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """A question and one passage with what stands above it; ``way`` is how it was asked. Of the
    right one ``sentence`` is the span that was asked about."""

    question: str
    above: str
    passage: str
    answers: bool
    way: str
    file: str
    sentence: tuple[int, int] = (0, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--home", type=Path, required=True, help="of the library")
    parser.add_argument("--texts", type=Path, required=True, help="the folder that was added")
    parser.add_argument("--made", type=Path, required=True, help="what write.py wrote")
    parser.add_argument("--to", type=Path, required=True, help="a file, one row a line")
    options = parser.parse_args()
    with Library(options.home) as library:
        passages = [*all_passages(library._connection, options.texts)]
        by_place = {passage.place: passage for passage in passages}
        asked = [*made_questions(options.made, by_place), *questions_of_headings(passages)]
        chooser = Chooser(library, options.texts)
        kept = 0
        with options.to.open("w", encoding="utf-8") as file:
            for question in asked:
                rows = chooser.rows(question)
                kept += bool(rows)
                for row in rows:
                    file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
    print(f"{kept} of {len(asked)} questions kept")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about one sentence of a passage; ``way`` is how it is asked."""

    text: str
    way: str
    passage: Passage
    sentence: tuple[int, int]


def made_questions(path: Path, by_place: dict[str, Passage]) -> Iterator[Asked]:
    """The lines that somebody could have typed; each once."""
    known = set()
    for line in path.read_text("utf-8").splitlines():
        made = Made(**json.loads(line))
        text = made.text.strip(" \"'")
        passage = by_place.get(made.place)
        if passage and made.judged >= JUDGED and could_be_typed(text) and text.lower() not in known:
            known.add(text.lower())
            yield Asked(text, made.style, passage, passage.sentences[made.sentence])


def could_be_typed(text: str) -> bool:
    """Whether a line is neither too short nor too long, speaks of nothing that is only shown, and
    has a word that tells something."""
    count = len(text.split())
    return (
        FEWEST_WORDS <= count <= MOST_WORDS
        and not _SHOWN.search(text)
        and bool(telling_stems(text))
    )


def questions_of_headings(passages: Sequence[Passage]) -> Iterator[Asked]:
    """The last heading over the first passage below it, if it tells something."""
    dice = random.Random(SEED)
    words = Counter(word for passage in passages for word in passage.text.lower().split())
    seen: set[tuple[str, str]] = set()
    asked: set[str] = set()
    for passage in passages:
        heading = _NUMBER.sub("", passage.heading.rpartition(" > ")[2]).strip(" :.?")
        first = (passage.file, passage.heading) not in seen
        seen.add((passage.file, passage.heading))
        tells = telling_stems(heading).keys() - _VAGUE
        fits = len(tells) >= 2 and len(heading.split()) <= 12 and not heading.isupper()
        long_enough = len(passage.sentences) >= 2 and _TABLE_OF_CONTENTS not in passage.text
        if first and fits and long_enough and passage.kind in KINDS_WITH_HEADINGS:
            text = _asked(heading, words, dice)
            if text not in asked:
                asked.add(text)
                yield Asked(text, HEADING, passage, _under_the_heading(passage))


def _under_the_heading(passage: Passage) -> tuple[int, int]:
    """The first sentence below the last heading, where the passage has that, or else its first."""
    heading = passage.heading.rpartition(" > ")[2]
    below = passage.text.find(heading) + len(heading) if heading in passage.text else 0
    after = [span for span in passage.sentences if span[0] >= below]
    return (after or passage.sentences)[0]


def _asked(heading: str, words: Mapping[str, int], dice: random.Random) -> str:
    """A heading as somebody types it: "Inserting Text Boxes" is how to insert text boxes."""
    lower = heading.lower()
    first, _, rest = lower.removeprefix("to ").partition(" ")
    verb = _plain_verb(first, words) if rest else ""
    if verb and (verb != first or lower.startswith("to ")):
        beginning = ["how do i", "how can i", "how to", "i want to", "way to", ""]
        return f"{dice.choice(beginning)} {verb} {rest}".strip()
    return lower


def _plain_verb(word: str, words: Mapping[str, int]) -> str:
    """It is "insert" for "inserting", as these texts have it; any other word as it is."""
    if not word.endswith("ing") or len(word) < 6:
        return word
    root = word.removesuffix("ing")
    forms = [root, f"{root}e", *([root[:-1]] if root[-1] == root[-2] else [])]
    best = max(forms, key=lambda form: words.get(form, 0))
    return best if words.get(best, 0) else ""


class Chooser:
    """Search and the reader of one library, to find what does not answer."""

    def __init__(self, library: Library, texts: Path) -> None:
        self._library, self._texts = library, texts

    def rows(self, asked: Asked) -> list[Row]:
        """The right passage and wrong ones; empty where search does not find the right one."""
        text, way, file = asked.text, asked.way, asked.passage.file
        hits = self._library.search(text, LOOKED_AT)
        places = [self._place(hit) for hit in hits[:FOUND_AMONG]]
        if asked.passage.place not in places:
            return []
        right = hits[places.index(asked.passage.place)]
        others = [hit for hit in hits if hit.path != right.path]
        same = [hit for hit in hits if hit.path == right.path and _apart(hit, right)]
        wrong = self._unconvincing(text, others)[:OTHERS]
        wrong += self._unconvincing(text, same)[:NEIGHBOURS_APART]
        asked_by_title = not telling_stems(text).keys() - telling_stems(right.title).keys()
        title = "" if asked_by_title else right.title
        above = title if way == HEADING else text_above(right)
        return [
            Row(text, above, right.text, True, way, file, asked.sentence),
            *(Row(text, text_above(hit), hit.text, False, way, file) for hit in wrong),
        ]

    def _unconvincing(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        some = [hit for hit in hits[:8] if extent(hit.text) > 40]
        readings = self._library.reader.read(
            text, [hit.text for hit in some], [text_above(hit) for hit in some]
        )
        return [
            hit
            for hit, reading in zip(some, readings, strict=True)
            if reading.answerable < CONVINCED
        ]

    def _place(self, hit: Hit) -> str:
        name = str(hit.path).removeprefix(f"{self._texts}/")
        return f"{name}:{hit.page_number}:{hit.start}"


def _apart(one: Hit, other: Hit) -> bool:
    """Whether a passage of the same file neither overlaps nor follows another at once."""
    if one.page_number != other.page_number:
        return abs(one.page_number - other.page_number) > 1
    gap = max(one.start, other.start) - min(one.end, other.end)
    return gap > 200 and one.heading != other.heading


if __name__ == "__main__":
    main()
