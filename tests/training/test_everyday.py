"""Everyday questions: how texts are laid out, lines chosen, and rankings built from them."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch

from training.everyday.choose import Row, could_be_typed, questions_of_headings
from training.everyday.passages import PER_KIND, Passage, draw
from training.everyday.rows import everyday_questions, stretch_of
from training.everyday.texts import markdown_of_help
from training.everyday.wordings import EXAMPLES, STYLES, draw_styles, numbered
from training.examples import SOMEWHERE, Example
from training.negatives import alike_but_wrong
from training.questions import EVERYDAY, Question, Span
from training.rankings import WRONG, Ranking, Rankings
from training.train import _place_loss

HELP = """<page xmlns="http://projectmallard.org/1.0/"><info><desc>Not shown.</desc></info>
<title>Make the
 screen darker</title><p>Open <gui>Settings</gui>.</p>
<section><title>By keys</title><steps><item><p>Press one.</p></item><item><p>Press two.</p></item>
</steps></section></page>"""


def passage(kind: str, number: int, heading: str = "", text: str = "") -> Passage:
    text = text or "The first sentence says something here. " * 5 + "So does the last one of them."
    spans = ((0, 39), (40, 79))
    return Passage(f"{kind}/file-{number}.md", 1, 0, "Title", heading, text, spans)


def test_a_page_of_help_becomes_markdown(tmp_path: Path) -> None:
    page = tmp_path / "dark.page"
    page.write_text(HELP)
    assert markdown_of_help(page) == (
        "# Make the screen darker\n\nOpen Settings.\n\n"
        "## By keys\n\n1. Press one.\n\n2. Press two.\n"
    )


def test_kinds_take_turns_and_none_has_more_than_its_share() -> None:
    many = [passage(kind, n) for kind in ("manuals", "stories") for n in range(1000)]
    drawn = draw(many)
    kinds = [one.kind for one in drawn]
    assert kinds.count("stories") == PER_KIND["stories"]
    assert kinds.count("manuals") == PER_KIND["manuals"]
    assert "stories" in kinds[:20] and kinds[:20].count("manuals") > 10


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("how long can i keep the borrowed camera", True),
        ("camera deposit", True),
        ("camera", False),
        ("what does the text say about cameras", False),
        ("[3] keywords: camera deposit", False),
        ("why is it so", False),
        ("camera " * 30, False),
    ],
)
def test_lines_that_nobody_types_are_left_out(line: str, kept: bool) -> None:
    assert could_be_typed(line) is kept


def test_a_heading_is_asked_as_what_somebody_wants_to_do() -> None:
    told = "You insert a text box with the mouse. Insert as many as you like, then save them."
    found = questions_of_headings(
        [
            passage("manuals", 1, "2.3. Inserting Text Boxes", told),
            passage("manuals", 1, "2.3. Inserting Text Boxes", told),
            passage("manuals", 2, "Overview", told),
            passage("stories", 3, "Inserting Text Boxes", told),
        ]
    )
    (asked,) = found
    assert asked.text.endswith("insert text boxes") and asked.way == "heading"
    assert asked.sentence == asked.passage.sentences[0]


def test_every_example_shows_known_ways_of_asking_about_sentences_that_are_there() -> None:
    for text, lines in EXAMPLES:
        sentences = text.count("\n[")
        for line in lines.splitlines():
            number, style = line[1 : line.index("]")], line[line.index("]") + 2 : line.index(":")]
            assert 1 <= int(number) <= sentences
            assert style in STYLES
    assert len(set(draw_styles(random.Random(1), 6))) == 6
    assert numbered("T", "", ["a\nb", "c"]) == "T:\n[1] a b\n[2] c"


def test_no_file_is_in_two_parts(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [
        Row(f"q{n}", "above", "text", n % 3 == 0, "short", f"manuals/{n // 6}") for n in range(600)
    ]
    path.write_text("".join(json.dumps(vars_of(row)) + "\n" for row in rows))
    split = everyday_questions(path)
    parts = [split.train, split.calibration, split.test]
    groups = [{one.group for one in part} for part in parts]
    assert sum(map(len, parts)) == 600 and sum(map(len, groups)) == 100
    assert all(groups)
    assert split.train[0].is_answerable is (split.train[0].text in {r.question for r in rows[::3]})


def vars_of(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in Row.__dataclass_fields__}


def example(*ids: int, somewhere: bool = False) -> Example:
    tokens = np.array(ids, np.int32)
    return Example(tokens[:1], tokens[:0], tokens, (), EVERYDAY, somewhere)


def test_the_right_passage_is_the_first_of_its_group() -> None:
    wrong = tuple(example(7, number) for number in range(2))
    right = example(5, 6, 8, somewhere=True)
    batch = next(Rankings({"squad": [Ranking(right, wrong)]}, seed=1).batches(3, longest=64))
    assert batch.group_size == WRONG + 1 and len(batch.ids) == 3 * (WRONG + 1)
    assert batch.first.view(3, -1).tolist() == [[SOMEWHERE, 0, 0, 0]] * 3


def test_an_unknown_place_is_anywhere_but_at_the_beginning() -> None:
    logits = torch.tensor([[8.0, 0.0, 0.0], [-8.0, 0.0, 0.0], [8.0, 0.0, 0.0]])
    losses = [
        float(_place_loss(logits[n : n + 1], torch.tensor([place])))
        for n, place in enumerate((SOMEWHERE, SOMEWHERE, 0))
    ]
    assert losses[0] > 6 and losses[1] < 0.01 and losses[2] < 0.01


def test_of_a_passage_the_stretch_is_trained_on_that_was_asked_about() -> None:
    told = [
        f"Sentence {n} tells something of the {n}th thing in the long list. " for n in range(20)
    ]
    text = "".join(told)
    start = text.index("Sentence 12")
    right = Row("q", "", text, True, "short", "manuals/a", (start, start + 40))
    stretch = stretch_of(right)
    assert "Sentence 12" in stretch and "Sentence 1 " not in stretch and len(stretch) <= 450
    below = Row("q", "", text, True, "heading", "manuals/a", (start, start + 40))
    assert stretch_of(below).startswith("Sentence 12")
    wrong = Row("about the 17th thing", "", text, False, "short", "manuals/a")
    assert "17th" in stretch_of(wrong)


def test_wrong_passages_are_alike_and_do_not_hold_the_answer() -> None:
    def asked(text: str, told: str, group: str) -> Question:
        answer = told.split()[-1]
        start = told.rindex(answer)
        return Question(text, told, "", (Span(start, start + len(answer)),), "squad", group)

    questions = [
        asked("who mended the gate", "The gate was mended by Ann", "a"),
        asked("who painted the gate", "The gate was painted by Bob", "a"),
        asked("who sold the gate", "The gate was sold by Ann", "b"),
    ]
    found = dict(alike_but_wrong(questions))
    assert [one.passage for one in found[questions[0]]] == ["The gate was painted by Bob"]
    assert len(found[questions[1]]) == 2
