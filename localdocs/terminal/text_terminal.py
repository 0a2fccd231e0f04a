"""All printing. People get colours and live progress, pipes plain text, ``--json`` JSON."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from localdocs.errors import LocalDocsError, SettingsError
from localdocs.home.settings import Settings
from localdocs.terminal.json_terminal import JsonTerminal, stdout_to_ourselves
from localdocs.terminal.progress import reading_progress
from localdocs.types import (
    Answer,
    AnswerStatus,
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
from localdocs.views.answers import (
    answer_lines,
    evidence_lines,
    not_found_lines,
    shortened,
    source_lines,
)
from localdocs.views.folders import preview_lines, time_line
from localdocs.views.service import service_lines
from localdocs.views.style import Style, shown, shown_lines, style_of_stdout

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from localdocs.evaluation.evaluating import Evaluation

FILES_LISTED = 3
"""More files than this with the same to be said of them are counted, not listed."""
SNIPPET_CHARACTERS = 220


class Terminal(Protocol):
    """What commands can show. Two kinds: for people (``TextTerminal``) and for programs."""

    def progress(self, title: str) -> "AbstractContextManager[ProgressListener]": ...
    def report(self, report: Report, status: LibraryStatus) -> None: ...
    def previews(self, previews: Iterable[Preview]) -> None: ...
    def folders(self, status: LibraryStatus) -> None: ...
    def status(self, status: LibraryStatus, service_pid: int | None = None) -> None: ...
    def service(self, service: ServiceStatus) -> None: ...
    def lines(self, lines: Iterable[str]) -> None: ...
    def pieces(self, pieces: Iterable[str]) -> None: ...
    def result(self, shape: Any, lines: Iterable[str]) -> None: ...
    def hits(self, question: str, hits: Sequence[Hit], seconds: float) -> None: ...
    def answer(self, events: Iterable[StreamEvent], question: str = "") -> Answer: ...
    def sources(self, citations: Sequence[Citation]) -> None: ...
    def questions(self, questions: Sequence[str]) -> None: ...
    def evaluation(self, evaluation: "Evaluation") -> None: ...
    def settings(self, settings: Settings, names: Sequence[str]) -> None: ...
    def findings(self, findings: Iterable[Finding]) -> list[Finding]: ...
    def error(self, error: LocalDocsError) -> None: ...
    def interrupted(self) -> None: ...


@contextmanager
def open_terminal(as_json: bool) -> Iterator[Terminal]:
    """The terminal that this run prints on."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # file names need not be valid text
    if as_json:
        with stdout_to_ourselves() as out:
            yield JsonTerminal(out)
    else:
        yield TextTerminal()


_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ERASE = "\r\x1b[K"


class TextTerminal:
    """For people. Colours only on a terminal, and never with ``NO_COLOR``."""

    def __init__(self, fancy: bool | None = None) -> None:
        """``fancy`` None: as standard output is."""
        self._style = style_of_stdout() if fancy is None else Style(fancy)

    def progress(self, title: str) -> "AbstractContextManager[ProgressListener]":
        return reading_progress(title)

    def report(self, report: Report, status: LibraryStatus) -> None:
        kinds = ("added", "changed", "renamed", "removed", "unchanged")
        done = [f"{getattr(report, kind)} {kind}" for kind in kinds if getattr(report, kind)]
        skipped = [f"{len(report.skipped)} skipped"] if report.skipped else []
        print(f"{', '.join(done + skipped) or 'nothing to do'} in {report.seconds:.1f} s.")
        self._listed("skipped", [(str(item.path), item.reason) for item in report.skipped])
        print(f"In the library: {_amount(status)}.")

    def previews(self, previews: Iterable[Preview]) -> None:
        for preview in previews:
            self.lines(preview_lines(preview))
            self._listed("would skip", [(str(it.path), it.reason) for it in preview.skipped])
            print(time_line(preview))
        print("Nothing was stored.")

    def folders(self, status: LibraryStatus) -> None:
        if not status.folders:
            print("No folders yet. Add one: localdocs add ~/Documents")
        for folder in status.folders:
            note = "" if folder.state == "ready" else f"  ({folder.state})"
            print(f"{self._bold(shown(folder.name))}  {shown(str(folder.path))}{note}")
            print(
                f"    {_plural(folder.documents, 'document')}, "
                f"{_plural(folder.passages, 'passage')}"
            )

    def status(self, status: LibraryStatus, service_pid: int | None = None) -> None:
        self.folders(status)
        for folder in status.folders:
            self._listed("skipped", [(str(item.path), item.reason) for item in folder.skipped])
            self._listed("note", [(str(path), note) for path, note in folder.notes])
        if status.folders:
            print(f"In all: {_amount(status)}.")
        if status.embedded < status.passages:
            waiting = _plural(status.passages - status.embedded, "passage")
            rest = "the service" if service_pid else "'localdocs sync'"
            print(f"{waiting} can be found by their words only; {rest} does the rest.")
        if service_pid:
            print(f"The service runs: process {service_pid}.")

    def service(self, service: ServiceStatus) -> None:
        self.lines(service_lines(service))
        if service.pid:
            self.folders(service.library)

    def lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            print(line, flush=True)

    def pieces(self, pieces: Iterable[str]) -> None:
        """A model's reply, as it comes; characters that steer a terminal are left out.

        A person sees that it is awaited: a model may think for long before it answers.
        """
        erase = ""
        if self._style.fancy:
            self._write(self._dim("…"))
            erase = _ERASE
        for piece in pieces:
            self._write(erase + _STEERING.sub("", piece))
            erase = ""
        self._write(erase + "\n")

    def result(self, shape: Any, lines: Iterable[str]) -> None:
        """What ``--json`` prints as ``shape``, in lines for people."""
        self.lines(lines)

    def hits(self, question: str, hits: Sequence[Hit], seconds: float) -> None:
        if not hits:
            print("Nothing found.")
        for number, hit in enumerate(hits, start=1):
            place = f"{shown(str(hit.path))}, page {hit.page_number}"
            print(f"{self._bold(str(number) + '.')} {place}")
            if hit.heading:
                print(f"   {self._dim(shown(hit.heading))}")
            print(f"   {shown(shortened(hit.text, SNIPPET_CHARACTERS))}")

    def answer(self, events: Iterable[StreamEvent], question: str = "") -> Answer:
        """Print an answer as it comes. What has been printed is never taken back."""
        answer = None
        gap = ""
        for event in events:
            if event.kind == "hits" and self._style.fancy:
                evidence = list(evidence_lines(question, event.hits, self._style))
                self.lines(evidence)
                gap = "\n" if evidence else ""
            elif event.kind == "text":
                self._write(gap + shown_lines(event.text))
                gap = " "
            elif event.answer is not None:
                answer = event.answer
        assert answer is not None  # every stream of events ends with the answer
        if answer.status is AnswerStatus.NOT_FOUND:
            self.lines(not_found_lines(answer, self._style))
        else:
            self.lines(["\n", *answer_lines(answer, self._style)])
        for note in answer.notes:
            print(f"\nNote: {shown_lines(note)}", file=sys.stderr)
        return answer

    def sources(self, citations: Sequence[Citation]) -> None:
        self.lines(source_lines(citations, self._style))

    def questions(self, questions: Sequence[str]) -> None:
        self.lines(f"{number:>3}  {shown(text)}" for number, text in enumerate(questions, start=1))

    def evaluation(self, evaluation: "Evaluation") -> None:
        from localdocs.views.evaluation import evaluation_lines

        self.lines(evaluation_lines(evaluation))

    def settings(self, settings: Settings, names: Sequence[str]) -> None:
        from localdocs.home.settings import find_setting

        for name in names:
            try:
                value, origin = settings.origin(name)
            except SettingsError as error:
                if len(names) == 1:
                    raise
                self.error(error)
                continue
            print(f"{self._bold(name)} = {json.dumps(value)}  {self._dim(f'({origin})')}")
            print(f"    {find_setting(name).help}")

    def findings(self, findings: Iterable[Finding]) -> list[Finding]:
        everything = []
        for finding in findings:
            everything.append(finding)
            print(
                f"{'ok ' if finding.healthy else 'BAD'} {self._bold(finding.subject)}: "
                f"{finding.detail}",
                flush=True,
            )
            if finding.remedy:
                print(f"    {finding.remedy}")
        return everything

    def error(self, error: LocalDocsError) -> None:
        print(f"Error: {shown_lines(error.message)}", file=sys.stderr)
        if error.remedy:
            print(shown_lines(error.remedy), file=sys.stderr)

    def interrupted(self) -> None:
        print("\nInterrupted. What was finished is kept.", file=sys.stderr)

    def _listed(self, kind: str, items: Sequence[tuple[str, str]]) -> None:
        """Files with what is to be said of them; those of which the same is said are counted."""
        paths: dict[str, list[str]] = {}
        for path, words in items:
            paths.setdefault(words, []).append(path)
        for words, alike in sorted(paths.items(), key=lambda item: -len(item[1])):
            if len(alike) <= FILES_LISTED:
                for path in alike:
                    print(f"  {kind} {shown(path)}: {shown(words)}")
            else:
                such_as = f"{len(alike)} files, such as {shown(alike[0])}"
                print(f"  {kind} {such_as}: {shown(words)}")
        if any(len(alike) > FILES_LISTED for alike in paths.values()):
            print("  All of them: localdocs status --json")

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    def _bold(self, text: str) -> str:
        return self._style.bold(text)

    def _dim(self, text: str) -> str:
        return self._style.dim(text)


def _amount(status: LibraryStatus) -> str:
    return f"{_plural(status.documents, 'document')}, {_plural(status.passages, 'passage')}"


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
