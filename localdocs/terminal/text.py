"""What people see: colours and live progress on a terminal, plain text in a pipe."""

import re
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from localdocs.errors import LocalDocsError
from localdocs.reports import ProgressListener
from localdocs.terminal.progress import copying_progress, reading_progress
from localdocs.types import Answer, AnswerStatus, StreamEvent
from localdocs.views.style import Style, shown_lines, shown_styled, style_of_stdout

if TYPE_CHECKING:
    from index.copying import Copying

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ERASE = "\r\x1b[K"


class TextTerminal:
    """For people. Colours only on a terminal, and never with ``NO_COLOR``."""

    def __init__(self, fancy: bool | None = None) -> None:
        """``fancy`` None: as standard output is."""
        self.style = style_of_stdout() if fancy is None else Style(fancy)

    def result(self, shape: Any, lines: Iterable[str]) -> None:
        self.lines(lines)

    def answer(self, events: Iterable[StreamEvent], question: str = "") -> Answer:
        """What has been printed is never taken back."""
        from localdocs.views.answers import (  # here, since few commands answer
            answer_lines,
            evidence_lines,
            marked,
            not_found_lines,
            told_apart,
        )

        answer = None
        gap, said = "", False
        for event in events:
            if event.kind == "hits" and self.style.fancy:
                evidence = list(evidence_lines(question, event.hits, self.style))
                self.lines(evidence)
                gap = "\n" if evidence else ""
            elif event.kind == "text":
                gap = event.between if said else gap
                text = told_apart(shown_lines(event.text))
                self._write(gap + marked(text, event.citations, self.style))
                said = True
            elif event.answer is not None:
                answer = event.answer
        assert answer is not None  # every stream of events ends with the answer
        if answer.status is AnswerStatus.NOT_FOUND:
            self.lines(not_found_lines(answer, self.style))
        else:
            self.lines(["\n", *answer_lines(answer, self.style)])
        for note in answer.notes:
            self.note(note)
        return answer

    def note(self, words: str) -> None:
        print(f"\nNote: {shown_lines(words)}", file=sys.stderr)

    def lines(self, lines: Iterable[str]) -> None:
        """Whatever was forgotten: nothing but our own style reaches the terminal."""
        for line in lines:
            print(shown_styled(line), flush=True)

    def pieces(self, pieces: Iterable[str]) -> None:
        """A model's reply, as it comes; characters that steer a terminal are left out.

        A person sees that it is awaited: a model may think for long before it answers.
        """
        erase = ""
        if self.style.fancy:
            self._write(self.style.dim("…"))
            erase = _ERASE
        for piece in pieces:
            self._write(erase + _STEERING.sub("", piece))
            erase = ""
        self._write(erase + "\n")

    def progress(self, title: str) -> AbstractContextManager[ProgressListener]:
        return reading_progress(title)

    def copying(self, title: str) -> "AbstractContextManager[Callable[[Copying], None]]":
        return copying_progress(title)

    def error(self, error: LocalDocsError) -> None:
        print(f"Error: {shown_lines(error.message)}", file=sys.stderr)
        if error.remedy:
            print(shown_lines(error.remedy), file=sys.stderr)

    def interrupted(self) -> None:
        print("\nInterrupted. What was finished is kept.", file=sys.stderr)

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()
