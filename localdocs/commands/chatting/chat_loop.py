"""A conversation over the documents: questions that are answered as ``ask`` does, one by one.

``Chat.run`` takes lines, from a person or a pipe. A line that begins with a slash and a word is a
command of the table ``COMMANDS``; all others are questions.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from localdocs.commands.opened import OpenedLibrary, Terminal
from localdocs.computer.viewer import open_source
from localdocs.conversations.last_questions import MOST_TURNS, turn_of
from localdocs.conversations.store import Conversation, Conversations
from localdocs.errors import EXIT_NOT_FOUND, LocalDocsError, ServiceError, StorageError, UsageError
from localdocs.models.shelf.found import called
from localdocs.types import (
    Answer,
    AnswerStatus,
    Citation,
    Filters,
    Hit,
    StreamEvent,
    Timings,
    Turn,
)
from localdocs.views.answers import source_lines
from localdocs.views.style import shown

COMMANDS = {
    "/sources": "the sources of the last answer, with their quotes",
    "/open": "/open N: show the file of source N, at its page where the program for it can",
    "/model": "/model MODEL: answer with this file or name; without MODEL: which one answers",
    "/reset": "begin anew: what was said before is not leant on any more",
    "/history": "the questions of this conversation",
    "/help": "this list",
    "/exit": "leave, as Ctrl-D does; Ctrl-C stops an answer",
}

_COMMAND = re.compile(r"(/[a-z]*)(?:\s+(.*))?", re.DOTALL)

OpenLibrary = Callable[[str], OpenedLibrary]
"""Opens the library with this language model, "" for that of the settings."""

FindModel = Callable[[str], str]
"""From what a person calls a model to its file. Raises ModelError for one that cannot answer."""


@dataclass(slots=True)
class _Heard:
    """What has come of an answer so far."""

    question: str
    pieces: list[str] = field(default_factory=list)
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None

    def listen(self, events: Iterable[StreamEvent]) -> Iterator[StreamEvent]:
        for event in events:
            self.hits = event.hits or self.hits
            if event.kind == "text":
                self.pieces.append(event.text)
                self.citations = event.citations
            self.answer = event.answer
            yield event

    def so_far(self) -> Answer | None:
        """The answer as far as it came, or None where nothing was said yet."""
        if self.answer is not None or not self.pieces:
            return self.answer
        return Answer(
            question=self.question,
            text=" ".join(self.pieces),
            status=AnswerStatus.PARTIAL,
            citations=self.citations,
            unsupported=(),
            passages=self.hits,
            model="",
            prompt_tokens=0,
            answer_tokens=0,
            timings=Timings(0.0, None, 0.0),
        )


class Chat(AbstractContextManager["Chat"]):
    """One conversation. Close it, or use it in a ``with`` statement.

    ``conversations`` None: nothing is kept. ``interactive``: Ctrl-C stops the answer, not the chat.
    """

    def __init__(
        self,
        open_library: OpenLibrary,
        terminal: Terminal,
        conversations: Conversations | None,
        *,
        find_model: FindModel,
        filters: Filters | None = None,
        model: str = "",
        without_model: bool = False,
        interactive: bool = False,
    ) -> None:
        self._open_library = open_library
        self._terminal = terminal
        self._conversations = conversations
        self._find_model = find_model
        self._filters = filters
        self._model = model
        self._without_model = without_model
        self._interactive = interactive
        self._library: OpenedLibrary | None = None
        self._number: int | None = None
        self._turns: list[Turn] = []
        self._citations: tuple[Citation, ...] = ()
        self._model_used = ""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the library; the next question opens it again."""
        library, self._library = self._library, None
        if library is not None:
            library.close()

    def go_on_with(self, conversation: Conversation) -> None:
        """Continue a conversation that was kept."""
        self._number = conversation.number
        self._turns = [exchange.as_turn() for exchange in conversation.exchanges]
        self._citations = conversation.exchanges[-1].citations if conversation.exchanges else ()

    def run(self, lines: Iterable[str]) -> int:
        """Answer line by line; the exit code of the last answer."""
        code, waiting = 0, iter(lines)
        while True:
            try:
                line = next(waiting, "/exit")
                if command := _COMMAND.fullmatch(line):
                    if command[1] == "/exit":
                        return code
                    self._obey(command[1], (command[2] or "").strip())
                elif line:
                    code = self._ask(line)
                if line:
                    self._terminal.lines([""])
            except LocalDocsError as error:
                self._terminal.error(error)
                code = error.exit_code
            except KeyboardInterrupt:
                if not self._interactive:
                    raise

    # Questions

    def _ask(self, question: str) -> int:
        heard = _Heard(question)
        self._citations = ()
        try:
            with closing(self._events(question)) as events:
                answer: Answer | None = self._terminal.answer(heard.listen(events), question)
        except KeyboardInterrupt:
            if not self._interactive:
                raise
            self._terminal.interrupted()
            answer = heard.so_far()
        except ServiceError:
            self.close()  # it ended: the next question looks whether there is one
            raise
        if answer is not None:
            self._take(answer)
        return EXIT_NOT_FOUND if answer and answer.status is AnswerStatus.NOT_FOUND else 0

    def _events(self, question: str) -> Generator[StreamEvent, None, None]:
        if self._library is None:
            self._library = self._open_library(self._model)
        return self._library.stream(
            question,
            not self._without_model,
            filters=self._filters,
            previous=tuple(self._turns[-MOST_TURNS:]),
        )

    def _take(self, answer: Answer) -> None:
        """Remember an answer for what follows, and keep it if conversations are kept."""
        self._turns.append(turn_of(answer))
        self._citations = answer.citations
        self._model_used = answer.model
        if self._conversations is None:
            return
        try:
            self._number = self._conversations.add(answer, self._number)
        except StorageError as error:
            self._conversations = None
            self._terminal.error(error)

    # Commands

    def _obey(self, command: str, rest: str) -> None:
        match command:
            case "/sources":
                self._show_sources()
            case "/open":
                source = self._source(rest)
                open_source(source.path, source.page_number)
            case "/model":
                self._show_or_change_model(rest)
            case "/reset":
                self._turns, self._citations, self._number = [], (), None
                self._terminal.lines(["A new conversation."])
            case "/history":
                asked = enumerate((turn.question for turn in self._turns), start=1)
                self._terminal.lines(f"{number:>3}  {shown(text)}" for number, text in asked)
            case "/help":
                self._terminal.lines(f"{name:<9} {words}" for name, words in COMMANDS.items())
            case _:
                raise UsageError(f"There is no command {command}.", "/help lists them.")

    def _show_sources(self) -> None:
        if self._citations:
            self._terminal.lines(source_lines(self._citations, self._terminal.style))
        else:
            self._terminal.lines(["The last answer has no sources."])

    def _source(self, number: str) -> Citation:
        """The source of the last answer with that number. Raises UsageError where there is none."""
        for citation in self._citations:
            if number == str(citation.number):
                return citation
        known = ", ".join(str(citation.number) for citation in self._citations)
        raise UsageError(
            f"There is no source {number}." if number else "/open wants the number of a source.",
            f"The last answer has: {known}" if known else "The last answer has no sources.",
        )

    def _show_or_change_model(self, name: str) -> None:
        if name:
            self._model, self._without_model = self._find_model(name), False
            self.close()
        self._terminal.lines([self._words_of_model()])

    def _words_of_model(self) -> str:
        if self._without_model:
            return "No model: the documents' own words. /model MODEL answers with one."
        name = called(Path(self._model)) if self._model else self._model_used
        return f"Answers are worded by {name or 'the model of the settings'}."
