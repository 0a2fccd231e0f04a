"""The child process in which the service opens the library: models and native code live here.

Standard input and output carry JSON, one object a line. The first line says what to open; every
later one is a request, and its answers carry its number, up to ``{"end": true}``:

    {"home": …, "role": "answering" | "searching" | "indexing", "cores": …}
    {"id": …, "do": "search", "question", "k", "filters", "show"}
                                                  ->  {"hits", "documents"} or {"shown", "code"}
    {"id": …, "do": "ask", "question", "language_model", "k", "filters", "previous"} -> {"event"} …
    {"id": …, "do": "generate", "prompt" | "messages", "words", "logprobs", "model": name or None}
                                                  ->  {"piece"} … {"usage"}
    {"id": …, "do": "map"}                                    ->  {"drawn": true}
    {"id": …, "do": "models"}                                 ->  {"language", "embedding"}
    {"id": …, "do": "embed", "texts", "dimensionality"}       ->  {"embeddings", "tokens"}
    {"id": …, "do": "summary", "document": id}                ->  {"sentences"}
    {"id": …, "do": "add" | "sync" | "remove", …}             ->  {"progress"} … {"report"}
    {"id": …, "do": "read_scans", "seconds"}     ->  {"progress"} … {"report", "left": pages}
    {"do": "stop", "id": …}          ends that request at once
    {"do": "pause"}, {"do": "resume"}    indexing waits after the file or batch that it is at

Every request says in which folder the caller stands (``directory``) and what the caller was told
about settings (``settings``). ``{"error": …}`` may stand for any answer.
"""

import contextlib
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from localdocs.computer.child_end import ChildEnd, Message
from localdocs.errors import EXIT_NOT_FOUND, LocalDocsError
from localdocs.generation.text_generator import PieceModel
from localdocs.home.settings import Settings
from localdocs.library import Library
from localdocs.models.shelf.finding import find_listed
from localdocs.reports import Progress
from localdocs.service.wire import error_to_wire, from_wire, to_wire
from localdocs.service.work.generating import embedded, generated, models_here
from localdocs.terminal.json import as_text
from localdocs.types import Filters, Hit, Turn
from localdocs.views.answers import hit_lines, hits_shape
from localdocs.views.style import Style

NICENESS = 10

_BELOW_NORMAL_PRIORITY_CLASS = 0x4000


class StoppedError(BaseException):
    """Raised in the main thread by the listening thread: nobody wants this answer any more."""


class Turns:
    """What the two threads know of each other: which request runs, and what is wanted of it."""

    def __init__(self) -> None:
        self.running: int | None = None
        self.stopped: int | None = None
        self.sending = False
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def hear(self, message: Message) -> bool:
        """In the listening thread: whether a message is for us, not a request."""
        match message.get("do"):
            case "stop":
                self.stop(message["id"])
            case "pause":
                self.may_go_on.clear()
            case "resume":
                self.may_go_on.set()
            case _:
                return False
        return True

    def stop(self, number: int) -> None:
        """In the listening thread: interrupt the main one."""
        self.stopped = number
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        else:
            signal.raise_signal(signal.SIGINT)

    def interrupted(self, *_: object) -> None:
        """In the main thread: the handler of that signal. Late stops hit nobody, and none
        comes in the middle of a line."""
        if self.running is not None and self.running == self.stopped and not self.sending:
            self.running = None
            raise StoppedError


class LibraryWorker:
    """The library, and what can be asked of it."""

    def __init__(self, home: Path, turns: Turns, parent: ChildEnd) -> None:
        self._library = Library(home)
        self._turns = turns
        self._parent = parent

    def answer(self, request: Message) -> None:
        """All answers to one request. Never raises."""
        number = self._turns.running = request["id"]
        try:
            with contextlib.chdir(request["directory"]):
                self._library.use_settings(self._settings(request))
                for answer in self._answers(request):
                    self._send(answer)
        except StoppedError:
            pass
        except LocalDocsError as error:
            self._send({"error": error_to_wire(error)})
        except Exception as error:
            logging.getLogger("localdocs").exception("request failed")
            unforeseen = LocalDocsError(f"Unforeseen: {error!r}", "'localdocs service logs'")
            self._send({"error": error_to_wire(unforeseen)})
        self._turns.running = None
        self._send({"end": True, "id": number})

    def use_idle_time(self, is_idle: Callable[[], bool]) -> None:
        """Draw the map, then make missing summaries, until there is a request. Never raises."""

        def may_go_on() -> bool:
            return is_idle() and self._turns.may_go_on.is_set()

        try:
            self._library.draw_map(well=True, may_go_on=may_go_on)
        except Exception:
            logging.getLogger("localdocs").exception("the map cannot be drawn")
        try:
            while may_go_on() and self._library.summarise_some(1):
                pass
        except Exception:
            logging.getLogger("localdocs").exception("summaries cannot be made")

    def _settings(self, request: Message) -> Settings:
        """The caller's settings: the file as it is now, what the caller was told, and the language
        model that the request names."""
        where = self._library.places
        settings = Settings(where.settings, environment={})
        for name, value in request["settings"].items():
            settings.override(name, value)
        if (name := request.get("model")) is not None:
            settings.override("language_model", str(find_listed(name, where).path))
        return settings

    def _answers(self, request: Message) -> Iterator[Message]:
        library = self._library
        match request["do"]:
            case "search":
                yield self._found(request)
            case "ask":
                events = library.stream(
                    request["question"],
                    request["language_model"],
                    k=request["k"],
                    filters=from_wire(Filters, request["filters"]),
                    previous=[from_wire(Turn, turn) for turn in request["previous"]],
                )
                with contextlib.closing(events):
                    for event in events:
                        yield {"event": to_wire(event)}
            case "generate":
                yield from generated(cast(PieceModel, library.language_model), request)
            case "map":
                yield {"drawn": library.draw_map(well=False)}
            case "models":
                yield models_here(library.places)
            case "embed":
                yield embedded(library.embedder, library.places, request)
            case "summary":
                yield {"sentences": to_wire(library.summary(request["document"]))}
            case "add":
                path, name = request["path"], request["name"]
                report = library.add(path, name=name, listener=self._tell, read_scans=False)
                yield {"report": to_wire(report)}
            case "sync":
                only = None if request["only"] is None else {Path(p) for p in request["only"]}
                rebuild = request["rebuild"]
                report = library.sync(
                    only=only, rebuild=rebuild, listener=self._tell, read_scans=False
                )
                yield {"report": to_wire(report)}
            case "read_scans":
                report = library.read_scans(request["seconds"], listener=self._tell)
                yield {"report": to_wire(report), "left": library.scans_left()}
            case "remove":
                yield {"report": to_wire(library.remove(request["folder"]))}
            case unknown:
                raise LocalDocsError(f"The worker cannot do {unknown!r}.")

    def _found(self, request: Message) -> Message:
        started = time.monotonic()
        question, filters = request["question"], from_wire(Filters, request["filters"])
        hits = self._library.search(question, request["k"], filters=filters)
        seconds = time.monotonic() - started
        if not request["show"]:
            documents = self._library.document_ids(hit.path for hit in hits)
            return {"hits": to_wire(hits), "documents": documents}
        code = 0 if hits else EXIT_NOT_FOUND
        return {"shown": shown_hits(question, hits, seconds, request["show"]), "code": code}

    def _tell(self, progress: Progress) -> None:
        self._send({"progress": to_wire(progress)})
        self._turns.may_go_on.wait()

    def _send(self, message: Message) -> None:
        self._turns.sending = True
        self._parent.send(message)
        self._turns.sending = False
        self._turns.interrupted()


def shown_hits(question: str, hits: list[Hit], seconds: float, show: str) -> str:
    """Hits as the terminal prints them: ``show`` is "json", "plain" or "fancy"."""
    if show == "json":
        return as_text(hits_shape(question, hits, seconds))
    return "".join(f"{line}\n" for line in hit_lines(hits, Style(fancy=show == "fancy")))


def be_polite(cores: int) -> None:
    """Yield to every other program, and leave some cores (0: none) to them alone."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    else:
        import ctypes

        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS)
    if cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-cores:])


def main() -> None:
    """Take the pipes over, then serve for ever: the listening thread ends the process."""
    turns = Turns()
    signal.signal(signal.SIGINT, turns.interrupted)
    parent = ChildEnd(turns.hear)
    logging.basicConfig(format="%(asctime)s %(name)s: %(message)s")
    opening = parent.next_request()
    if opening["role"] == "indexing":
        be_polite(opening["cores"])
    worker = LibraryWorker(Path(opening["home"]), turns, parent)
    while True:
        worker.answer(parent.next_request())
        if opening["role"] == "indexing":
            worker.use_idle_time(parent.is_idle)


if __name__ == "__main__":
    main()
