"""Whether questions in other languages than English are answered, and refused where they must be.

    python benchmarks/languages.py [--half tuned|aside] [--one-library] [--misses] [LANGUAGE …]

The documents and questions are in `language_sets/`, a file a language, written for this. The
questions of the half "tuned" were looked at while the rules were made, those of the half "aside"
were put aside. A question is answered right where the answer, with its quotes, has the words that
a right one needs; one without an answer should be refused. No language model is used.

Every language has a library of its own; with --one-library all lie in one.
"""

import argparse
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from people_systems import Ask, Said, speaking

from localdocs.library import Library
from localdocs.types import AnswerStatus

SETS = Path(__file__).parent / "language_sets"
HALVES = ("tuned", "aside")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a language; ``answer`` is "" where no document has one."""

    language: str
    half: str
    question: str
    answer: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("language", nargs="*", default=sorted(path.stem for path in SETS.iterdir()))
    parser.add_argument("--half", choices=HALVES, action="append")
    parser.add_argument("--one-library", action="store_true")
    parser.add_argument("--misses", action="store_true", help="of the tuned half, one by one")
    options = parser.parse_args()
    asked = [one for language in options.language for one in questions_of(language)]
    asked = [one for one in asked if one.half in (options.half or HALVES)]
    groups = [options.language] if options.one_library else [[name] for name in options.language]
    said: list[tuple[Asked, Said]] = []
    for group in groups:
        with tempfile.TemporaryDirectory() as scratch, library_of(group, Path(scratch)) as library:
            ask = speaking(library, language_model=False)
            said += answers([one for one in asked if one.language in group], ask)
    report(said)
    if options.misses:
        misses(said)


def questions_of(language: str) -> Iterator[Asked]:
    """The questions of a language in the order of its file."""
    content = tomllib.loads((SETS / f"{language}.toml").read_text(encoding="utf-8"))
    for number, one in enumerate(content["questions"]):
        half = one.get("half", HALVES[number % 2])
        yield Asked(language, half, one["question"], one.get("answer", ""))


def library_of(languages: Sequence[str], scratch: Path) -> Library:
    """A library with the documents of these languages."""
    folder = scratch / "documents"
    for language in languages:
        (folder / language).mkdir(parents=True)
        content = tomllib.loads((SETS / f"{language}.toml").read_text(encoding="utf-8"))
        for name, text in content["documents"].items():
            (folder / language / name).write_text(text, encoding="utf-8")
    library = Library(scratch / "home")
    library.add(folder)
    return library


def answers(asked: Sequence[Asked], ask: Ask) -> Iterator[tuple[Asked, Said]]:
    """Each question with what is said to it."""
    for one in asked:
        yield one, ask(one.question)


def is_right(asked: Asked, said: Said) -> bool:
    """Whether the words of a right answer are shown."""
    return bool(asked.answer) and is_answered(said) and asked.answer in said.as_shown


def is_answered(said: Said) -> bool:
    """Whether anything was said."""
    return said.status is not AnswerStatus.NOT_FOUND


def report(said: Sequence[tuple[Asked, Said]]) -> None:
    """A row for each language and half: of those with an answer, how many were answered and right,
    of the others how many were refused; "certain, wrong" of all."""
    heads = f"{'right':>8}{'answered':>9}{'of':>4}{'refused':>9}{'of':>4}{'certain, wrong':>16}"
    print(f"{'':24}{heads}")
    languages = dict.fromkeys(one.language for one, _ in said)
    for half in HALVES:
        for language in (*languages, ""):
            rows = [
                (one, answer)
                for one, answer in said
                if one.half == half and language in ("", one.language)
            ]
            if not rows:
                continue
            there = [row for row in rows if row[0].answer]
            others = [answer for one, answer in rows if not one.answer]
            right = sum(is_right(*row) for row in there)
            answered = sum(is_answered(answer) for _, answer in there)
            refused = sum(not is_answered(answer) for answer in others)
            wrong = sum(
                answer.status is AnswerStatus.ANSWERED and not is_right(one, answer)
                for one, answer in rows
            )
            print(
                f"{half:8}{language or 'all':16}{right:8}{answered:9}{len(there):4}"
                f"{refused:9}{len(others):4}{wrong:16}"
            )


def misses(said: Sequence[tuple[Asked, Said]]) -> None:
    """The questions of the tuned half that were not answered as they should be."""
    for one, answer in said:
        if one.half == "tuned" and (
            not is_right(one, answer) if one.answer else is_answered(answer)
        ):
            text = " / ".join(answer.text.split("\n"))
            print(f"{one.language}: {one.question} ({one.answer or 'none'}) -> {text[:160]}")


if __name__ == "__main__":
    main()
