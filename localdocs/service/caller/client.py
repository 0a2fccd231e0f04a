"""The library of a running service: the same methods, done by its workers.

The command line uses it in place of ``Library`` when a service answers. Both raise the same errors
and give the same results. It imports neither the library nor what reads, finds and answers.
"""

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from localdocs.errors import ServiceError
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.reports import LibraryStatus, Progress, ProgressListener, Report, ServiceStatus
from localdocs.service.caller.call import (
    CutShortError,
    Message,
    NoServiceError,
    call,
    read_record,
)
from localdocs.service.wire import error_from_wire, from_wire, to_wire
from localdocs.types import Filters, Hit, StreamEvent, Turn


def _ignore(_: Progress) -> None:
    pass


class ServiceLibrary(AbstractContextManager["ServiceLibrary"]):
    """What ``localdocs.library.Library`` does, done by the service. For one thread at a time.

    Beside the library's errors, all methods raise ServiceError when the service ends meanwhile.
    """

    def __init__(self, record: Message, settings: Settings) -> None:
        self._record = record
        self.settings = settings

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is held between two calls."""

    def add(
        self, path: Path | str, *, name: str | None = None, listener: ProgressListener = _ignore
    ) -> Report:
        """See ``Library.add``."""
        return self._update("/add", {"path": str(path), "name": name}, listener)

    def sync(self, *, rebuild: bool = False, listener: ProgressListener = _ignore) -> Report:
        """See ``Library.sync``."""
        return self._update("/sync", {"only": None, "rebuild": rebuild}, listener)

    def remove(self, folder: Path | str) -> Report:
        """See ``Library.remove``."""
        return self._update("/remove", {"folder": str(folder)}, _ignore)

    def search(self, question: str, k: int = 10, *, filters: Filters | None = None) -> list[Hit]:
        """See ``Library.search``."""
        request = {"question": question, "k": k, "show": ""}
        request |= {"filters": to_wire(filters or Filters())}
        for answer in self._call("/search", request):
            if "hits" in answer:
                return [from_wire(Hit, hit) for hit in answer["hits"]]
        raise _cut_short()

    def stream(
        self,
        question: str,
        language_model: bool = True,
        *,
        k: int | None = None,
        filters: Filters | None = None,
        previous: Sequence[Turn] = (),
    ) -> Generator[StreamEvent, None, None]:
        """See ``Library.stream``."""
        request = {"question": question, "language_model": language_model, "k": k}
        request |= {"filters": to_wire(filters or Filters()), "previous": to_wire(list(previous))}
        last = None
        for answer in self._call("/ask", request):
            if "event" in answer:
                last = from_wire(StreamEvent, answer["event"])
                yield last
        if last is None or last.answer is None:
            raise _cut_short()

    def status(self) -> LibraryStatus:
        """See ``Library.status``."""
        return service_status(self._record).library

    def _update(self, path: str, request: Message, listener: ProgressListener) -> Report:
        for answer in self._call(path, request):
            if "progress" in answer:
                listener(from_wire(Progress, answer["progress"]))
            elif "report" in answer:
                return from_wire(Report, answer["report"])
        raise _cut_short()

    def _call(self, path: str, request: Message) -> Iterator[Message]:
        about_us = {"directory": os.getcwd(), "settings": self.settings.given()}  # noqa: PTH109
        yield from _answers(self._record, path, request | about_us)


def connect_service(places: Places, settings: Settings) -> ServiceLibrary | None:
    """The library of the service of this home, or None where one should work alone."""
    if not settings["use_service"]:
        return None
    try:
        record = read_record(str(places.home))
        for _ in call(record, "/health", {}):
            pass
    except (NoServiceError, CutShortError):
        return None
    return ServiceLibrary(record, settings)


def find_service(places: Places) -> ServiceStatus:
    """What the service of this home is doing; ``pid`` is None where none answers."""
    try:
        return service_status(read_record(str(places.home)))
    except (NoServiceError, ServiceError):
        return ServiceStatus()


def service_status(record: Message) -> ServiceStatus:
    """What that service is doing. Raises ServiceError where it does not answer."""
    for answer in _answers(record, "/status", {}):
        if "status" in answer:
            return from_wire(ServiceStatus, answer["status"])
    raise _cut_short()


def _answers(record: Message, path: str, request: Message) -> Iterator[Message]:
    """The answers of a call; errors are raised."""
    try:
        for answer in call(record, path, request):
            if "error" in answer:
                raise error_from_wire(answer["error"])
            yield answer
    except (NoServiceError, CutShortError):
        raise _cut_short() from None


def _cut_short() -> ServiceError:
    return ServiceError(
        "The background service ended before it had finished.",
        "What was finished is kept: run the command again.",
    )
