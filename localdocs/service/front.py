"""The front process of the service: light, since all that is heavy lives in its workers.

    python -m localdocs.service.front

It listens, follows the folders, and hands requests to the workers. It loads no model and none of
the libraries behind them; a test holds that.
"""

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from logging.handlers import RotatingFileHandler

from localdocs import __version__
from localdocs.computer.memory import resident_bytes
from localdocs.errors import LocalDocsError, ServiceError
from localdocs.home.forgetting import finish_forgetting, forget_everything
from localdocs.home.index_location import index_location
from localdocs.home.places import Places, places
from localdocs.home.settings import Settings
from localdocs.home.writer_lock import hold_lock
from localdocs.library import Library
from localdocs.reports import LibraryStatus, ServiceStatus
from localdocs.service.app import Addresses, make_app
from localdocs.service.holding import WHILE_HELD, Holders
from localdocs.service.listening import Listening
from localdocs.service.mirror import Mirror
from localdocs.service.quiet_server import QuietServer, quiet_config
from localdocs.service.served import ServerProcess
from localdocs.service.work.worker import Worker, WorkerOptions, cores_for
from localdocs.service.work.workers import Workers
from localdocs.views.style import shown

logger = logging.getLogger("localdocs.service")

SHORT_REST_SECONDS = 30.0
"""The other workers end sooner than the answering one: they start again within a second."""

CACHE_BYTES = 1 << 20
"""What the front keeps of the database while it counts: it is to stay small."""

LOG_BYTES, LOGS_KEPT = 1 << 20, 3


class Front:
    """Everything that the front process holds, for as long as it runs."""

    def __init__(self, where: Places) -> None:
        self._places = where
        self._started = time.monotonic()
        settings = Settings(where.settings)
        rest_seconds = 60 * settings.number("idle_minutes")
        short_rest = min(rest_seconds, SHORT_REST_SECONDS)
        self.answering = Worker(WorkerOptions(where.home, "answering", rest_seconds))
        self.searching = Worker(WorkerOptions(where.home, "searching", short_rest))
        self.indexing = Worker(
            WorkerOptions(
                where.home,
                "indexing",
                short_rest,
                cores_for(settings.whole("indexing_threads")),
            )
        )
        self.server = ServerProcess(where.home)
        self._serves = settings["serve"] is True
        self.mirror = Mirror(where.home, self.indexing, lambda: Settings(where.settings))

    def start(self) -> None:
        """Begin to follow the folders, and to serve other programs if that is wanted."""
        self.mirror.start()
        if self._serves:
            self.server.start()

    def close(self) -> None:
        """End the workers and the watching."""
        self.server.close()
        self.answering.close()
        self.searching.close()
        self.mirror.stop()

    def forget_everything(self) -> None:
        """Delete what was made of documents and questions; the workers end for it.

        Raises LibraryBusyError while another process writes, StorageError.
        """
        with ExitStack() as emptied:
            for worker in (self.indexing, self.answering, self.searching):
                emptied.enter_context(worker.emptied())
            with hold_lock(self._places):
                forget_everything(self._places)
                _prepare_database(self._places)
        self.mirror.begin_anew()
        logger.info("everything was forgotten")

    def status(self) -> ServiceStatus:
        """What the service is doing, and what is in the library. Loads no model."""
        run = self.mirror.run
        return ServiceStatus(
            pid=os.getpid(),
            version=__version__,
            uptime_seconds=time.monotonic() - self._started,
            memory=resident_bytes(os.getpid()),
            workers=tuple(w.status() for w in (self.answering, self.searching, self.indexing)),
            doing=self.mirror.doing(),
            waiting=self.mirror.waiting,
            progress=run.progress if run else None,
            passages_a_second=run.passages_a_second() if run else None,
            seconds_left=run.seconds_left() if run else None,
            hints=(*self.mirror.hints(), *filter(None, [self.server.hint])),
            server=self.server.address,
            library=self._library_status(),
        )

    def _library_status(self) -> LibraryStatus:
        with Library(self._places.home, CACHE_BYTES) as library:
            status = library.status()
        run = self.mirror.run
        looked_at = {*self.mirror.waiting, *(_folders_of(run.request) if run else ())}
        folders = tuple(
            replace(folder, state="indexing")
            if folder.state == "ready" and str(folder.path) in map(str, looked_at)
            else folder
            for folder in status.folders
        )
        return replace(status, folders=folders)


def run(where: Places, *, while_held: bool = False) -> None:
    """Serve until a signal or a call says stop, or, ``while_held``, nobody holds it any more.

    Raises ServiceError where one runs already.
    """
    os.umask(0o077)
    where.create()
    _log_to(where)
    with ExitStack() as leaving:
        leaving.enter_context(_only_one(where))
        with suppress(OSError):  # it is tried again when everything is deleted
            finish_forgetting(where)
        _prepare_database(where)
        front = Front(where)
        leaving.callback(front.close)
        listening = Listening(where)
        leaving.callback(listening.close)
        server = _server(front, listening, while_held)
        listening.socket.listen()
        listening.announce()
        front.start()
        logger.info("service %s runs, process %d", __version__, os.getpid())
        server.run(sockets=[listening.socket])
        logger.info("service stops")


def _server(front: Front, listening: Listening, while_held: bool) -> QuietServer:
    addresses = Addresses(
        Workers(front.answering, front.searching, front.indexing),
        front.mirror,
        front.status,
        front.forget_everything,
        lambda: server.end(),
        Holders(lambda: server.end(), while_held=while_held),
    )
    app = make_app(addresses, listening.token)
    server = QuietServer(quiet_config(app))
    return server


@contextmanager
def _only_one(where: Places) -> Iterator[None]:
    """Hold the service's lock, which the system frees when the process dies."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(where.service_lock, timeout=0, mode=0o600):
            yield
    except Timeout:
        raise ServiceError(
            f"A service for {where.home} runs already.", "'localdocs service status' shows it."
        ) from None


def _prepare_database(where: Places) -> None:
    """Make the database, or bring it up to date, before any worker can be suspended over it."""
    from index.opening import open_index

    open_index(index_location(where, Settings(where.settings))).close()


def _folders_of(request: dict[str, object]) -> tuple[object, ...]:
    only = request.get("only")
    return tuple(only) if isinstance(only, list) else (request.get("path"),)


class _PrivateLog(RotatingFileHandler):
    """Log files that only their owner can read, also those that were there before."""

    def _open(self):  # type: ignore[no-untyped-def]
        stream = super()._open()
        os.chmod(self.baseFilename, 0o600)  # noqa: PTH101
        return stream


class _OneLine(logging.Formatter):
    """A line end in the name of a folder begins no line of the log."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        record.message = shown(record.message)
        return super().formatMessage(record)


def _log_to(where: Places) -> None:
    handler = _PrivateLog(
        where.service_log, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8"
    )
    handlers: list[logging.Handler] = [handler]
    if sys.stderr.isatty():
        handlers.append(logging.StreamHandler())
    for each in handlers:
        each.setFormatter(_OneLine("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(handlers=handlers, level=logging.INFO)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)


def main() -> None:
    """Run the service of the environment's home; errors go to the log and to standard error."""
    try:
        run(places(), while_held=WHILE_HELD in sys.argv[1:])
    except LocalDocsError as error:
        logger.error("%s %s", error.message, error.remedy)
        sys.stderr.write(f"{error.message}\n{error.remedy}\n")
        sys.exit(error.exit_code)
    except Exception:
        logger.exception("the service ended unexpectedly")
        raise


if __name__ == "__main__":
    main()
