"""What ``--json`` prints: one JSON object on standard output, and nothing else.

File descriptor 1 is pointed at stderr while the command runs, so that whatever a native library
prints cannot come between the braces.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import IO, TYPE_CHECKING, Any

from localdocs.errors import LocalDocsError
from localdocs.home.settings import Settings
from localdocs.types import (
    Answer,
    Citation,
    Finding,
    Hit,
    LibraryStatus,
    Preview,
    ProgressListener,
    Report,
    ServiceStatus,
    StreamEvent,
)
from localdocs.views.shapes import (
    answer_shape,
    evaluation_shape,
    hits_shape,
    previews_shape,
    report_shape,
    service_shape,
    sources_shape,
    status_shape,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from localdocs.evaluation.evaluating import Evaluation


class JsonTerminal:
    """One JSON object on stdout; errors as ``{"error", "remedy"}`` on stdout too."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def _print(self, value: Any) -> None:
        self._out.write(json.dumps(value, indent=2, default=str) + "\n")
        self._out.flush()

    def progress(self, title: str) -> "AbstractContextManager[ProgressListener]":
        return nullcontext(lambda progress: None)

    def report(self, report: Report, status: LibraryStatus) -> None:
        self._print(report_shape(report))

    def previews(self, previews: Iterable[Preview]) -> None:
        self._print(previews_shape(list(previews)))

    def folders(self, status: LibraryStatus) -> None:
        self._print(status_shape(status)["folders"])

    def status(self, status: LibraryStatus, service_pid: int | None = None) -> None:
        self._print(status_shape(status, service_pid))

    def service(self, service: ServiceStatus) -> None:
        self._print(service_shape(service))

    def lines(self, lines: Iterable[str]) -> None:
        self._print(list(lines))

    def pieces(self, pieces: Iterable[str]) -> None:
        self._print("".join(pieces))

    def result(self, shape: Any, lines: Iterable[str]) -> None:
        self._print(shape)

    def hits(self, question: str, hits: Sequence[Hit], seconds: float) -> None:
        self._print(hits_shape(question, hits, seconds))

    def answer(self, events: Iterable[StreamEvent], question: str = "") -> Answer:
        answer = _last_answer(events)
        self._print(answer_shape(answer))
        return answer

    def sources(self, citations: Sequence[Citation]) -> None:
        self._print(sources_shape(citations))

    def questions(self, questions: Sequence[str]) -> None:
        self._print(list(questions))

    def evaluation(self, evaluation: "Evaluation") -> None:
        self._print(evaluation_shape(evaluation))

    def settings(self, settings: Settings, names: Sequence[str]) -> None:
        self._print({name: settings[name] for name in names})

    def findings(self, findings: Iterable[Finding]) -> list[Finding]:
        everything = list(findings)
        names = ("subject", "healthy", "detail", "remedy")
        self._print([{name: getattr(item, name) for name in names} for item in everything])
        return everything

    def error(self, error: LocalDocsError) -> None:
        self._print({"error": error.message, "remedy": error.remedy})

    def interrupted(self) -> None:
        pass


@contextmanager
def stdout_to_ourselves() -> Iterator[IO[str]]:
    """A private copy of stdout; whatever else is written to descriptor 1 goes to stderr."""
    sys.stdout.flush()
    try:
        ours = os.dup(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # stdout is not a file, as in some test runners
        yield sys.stdout
        return
    os.dup2(2, 1)
    try:
        with os.fdopen(ours, "w", encoding="utf-8", closefd=False) as out:
            yield out
    finally:
        sys.stdout.flush()
        os.dup2(ours, 1)
        os.close(ours)


def _last_answer(events: Iterable[StreamEvent]) -> Answer:
    answers = [event.answer for event in events if event.answer is not None]
    return answers[-1]
