"""What stands below an answer from the documents."""

from dataclasses import replace
from pathlib import Path

import pytest

from localdocs.server.http.links import Links
from localdocs.server.openai.answered import tail
from localdocs.types import Answer, AnswerStatus, Citation, Timings

QUOTE = Citation(1, Path("/d/lease.pdf"), "", 3, 0, 9, "In May.", verified=True)
TIMINGS = Timings(0.0, None, 0.0)
COPIED = Answer("When?", "In May. [1]", AnswerStatus.ANSWERED, (QUOTE,), (), (), "", 0, 0, TIMINGS)
WORDED = replace(COPIED, text="It is due in May. [1]", model="small")
LINKS = Links("http://here", "token")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (COPIED, ""),
        (WORDED, "Quotes support every sentence."),
        (replace(WORDED, unsupported=("x",)), "Quotes support what is shown, not all that"),
        (replace(COPIED, status=AnswerStatus.PARTIAL), "read whether it answers."),
        (replace(COPIED, notes=("A note.",)), "---\n\nNote: A note."),
    ],
)
def test_without_sources_nothing_is_announced_that_does_not_follow(
    answer: Answer, said: str
) -> None:
    below = tail(answer, LINKS, sources=False)
    assert said in below and ":" not in below.replace("Note:", "")
    assert bool(below) == bool(said)
    assert "lease.pdf" in tail(answer, LINKS, sources=True)
