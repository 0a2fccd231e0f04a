"""Whether answers to questions as people type them hold all that was asked for.

    python benchmarks/people.py PEOPLE_FOLDER PDFQA_FOLDER [--home FOLDER] [--model FILE.gguf …]
        [--half notes|pdfs] [--limit N] [--ways WAY …] [--json FILE] [--answers FILE.md]

PEOPLE_FOLDER holds the questions and the notes, PDFQA_FOLDER the PDFs (see `people_set.py`). The
notes have one index, the PDFs that questions name have another; every question is put to the whole
index of its half. The ways of answering are put side by side in one run (see `people_systems.py`).

An answer is complete when every fact that a right one needs is found in it and nothing that must
not be said; "nuggets" is the mean share of these facts. Both are told of the text alone and
of what is shown, with its quotes. "Said to be supported, but wrong" are answers shown as
answered, every sentence with its quotes, that hold nothing asked for or what must not be said.
--limit takes the first questions of each half; they are in no order. --answers writes every
question with every answer and its verdict, for reading by eye.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from people_set import Half, PeopleQuestion, read_people_questions
from people_systems import WARM_UP, WAYS, ways
from people_tables import Judged, for_reading, judge, report
from retrieval import indexed


def main() -> None:
    options = _arguments().parse_args()
    people, pdfs = options.people.resolve(), options.pdfqa.resolve()
    questions = read_people_questions(people, pdfs)
    found: dict[Half, dict[str, list[Judged]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        home = (options.home or Path(scratch)).resolve()
        for half in options.half or list(Half):
            of_half = [question for question in questions if question.half is half]
            index_half(half, of_half, people / "notes", home / half)
            found[half] = answer_all(
                home / half, of_half[: options.limit], options.ways, options.model
            )
    groups = [report(half, judged) for half, judged in found.items()]
    if options.json:
        options.json.write_text(json.dumps(groups, indent=1, default=str) + "\n", encoding="utf-8")
    if options.answers:
        texts = [f"# {half}\n\n{for_reading(judged)}" for half, judged in found.items()]
        options.answers.write_text("\n".join(texts), encoding="utf-8")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("people", type=Path, help="the folder of questions.jsonl and notes/")
    parser.add_argument("pdfqa", type=Path, help="the folder of the PDFs")
    parser.add_argument("--home", type=Path, help="keep the indexes here")
    parser.add_argument("--model", type=Path, nargs="+", default=[], help="GGUF files to ask too")
    parser.add_argument("--half", type=Half, choices=list(Half), action="append")
    parser.add_argument("--limit", type=int, help="only the first questions of each half")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS)
    parser.add_argument("--json", type=Path, help="write all figures and answers into this file")
    parser.add_argument("--answers", type=Path, help="write what was said, for reading by eye")
    return parser


def index_half(half: Half, questions: Sequence[PeopleQuestion], notes: Path, home: Path) -> None:
    """Bring the index of a half up to date: all notes, or the PDFs that the questions name."""
    if half is Half.NOTES:
        chosen, suffix = [notes], "md"
    else:
        names = sorted({file for question in questions for file in question.files})
        chosen, suffix = [Path(name) for name in names], "pdf"
    with indexed(chosen, home, suffix):
        pass


def answer_all(
    home: Path, questions: Sequence[PeopleQuestion], wanted: Sequence[str], models: Sequence[Path]
) -> dict[str, list[Judged]]:
    """Put all questions in every way, and judge what is said."""
    judged: dict[str, list[Judged]] = {}
    files = [model.resolve() for model in models]
    with closing(ways(home / "library", wanted, files)) as opened:
        for way in opened:
            way.ask(WARM_UP)  # loads what is loaded at first use
            page_texts = cache(way.library.page_texts)
            judged[way.name] = [
                judge(question, way.ask(question.text), page_texts) for question in questions
            ]
            print(f"  {way.name}: {len(questions)} questions", flush=True)
    return judged


if __name__ == "__main__":
    main()
