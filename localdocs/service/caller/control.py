"""Starting and stopping the background service, from outside of it."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from localdocs.computer.child_process import module_command, module_environment
from localdocs.computer.files import open_private
from localdocs.errors import ServiceError
from localdocs.home.places import Places
from localdocs.service.caller.call import CutShortError, NoServiceError, call, connect, read_record
from localdocs.service.caller.client import find_service
from localdocs.service.holding import WHILE_HELD

FRONT = "localdocs.service.front"
START_SECONDS = 20.0
STOP_SECONDS = 8.0

_LOOK_SECONDS = 0.05
_FOLLOW_SECONDS = 0.5


def start(places: Places) -> int:
    """Start the service in the background and wait until it answers; its process id.

    Where one runs already, it is kept. Raises ServiceError with what it said where it fails.
    """
    pid = _start(places, ())
    with suppress(NoServiceError, CutShortError):
        for _ in call(read_record(str(places.home)), "/keep", {}):
            pass
    return pid


def hold(places: Places) -> socket.socket:
    """An open connection for as long as which the service runs; it is started where none does, and
    ends then when nobody holds it any more. Raises ServiceError."""
    try:
        return _held(places)
    except (NoServiceError, ServiceError):  # the one that runs may just be ending
        has_ended(places, STOP_SECONDS)
    try:
        return _held(places)
    except NoServiceError:
        raise ServiceError("The service ended while it was called.", _SEE_LOG) from None


def is_held(line: socket.socket) -> bool:
    """Whether the service is still there that ``hold`` has connected to: it says nothing."""
    try:
        line.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        pass
    return False


def _held(places: Places) -> socket.socket:
    _start(places, (WHILE_HELD,))
    line = connect(read_record(str(places.home)), "/hold", {})
    line.setblocking(False)
    return line


def _start(places: Places, words: tuple[str, ...]) -> int:
    if pid := find_service(places).pid:
        return pid
    places.create()
    said = places.home / "service-start.log"
    with open_private(said) as output:
        process = subprocess.Popen(
            [*module_command(FRONT), *words],
            env=module_environment() | {"LOCALDOCS_HOME": str(places.home)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=places.home,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if pid := find_service(places).pid:  # another's, where two were started at once
            return pid
        if process.poll() is not None and has_ended(places, 0):
            why = said.read_text(encoding="utf-8", errors="replace").strip()
            why = why or "it says nothing; is there room on the disk?"
            raise ServiceError(f"The service does not start: {why[-2000:]}", _SEE_LOG)
        time.sleep(_LOOK_SECONDS)
    process.kill()
    process.wait()
    raise ServiceError(f"The service did not answer within {START_SECONDS:g} seconds.", _SEE_LOG)


def stop(places: Places) -> bool:
    """End the service: politely, then by force. False where none ran. Raises ServiceError."""
    try:
        record = read_record(str(places.home), any_version=True)
    except NoServiceError:
        return False
    with suppress(NoServiceError, CutShortError):
        for _ in call(record, "/stop", {}):
            pass
    if has_ended(places, STOP_SECONDS):
        return True
    with suppress(ProcessLookupError):
        os.kill(record["pid"], getattr(signal, "SIGKILL", signal.SIGTERM))
    if not has_ended(places, STOP_SECONDS):
        raise ServiceError(f"The service (process {record['pid']}) does not end.")
    return True


def has_ended(places: Places, timeout_seconds: float) -> bool:
    """Whether no service runs, or the one that runs ends in time: its lock tells."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(places.service_lock, timeout=timeout_seconds, poll_interval=0.02, mode=0o600):
            places.service.unlink(missing_ok=True)
            return True
    except Timeout:
        return False


def log_lines(path: Path, count: int, *, follow: bool = False) -> Iterator[str]:
    """The last ``count`` lines of the log; then, for ever, what is added to it."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as log:
        yield from log.read().splitlines()[-count:]
        read = log.tell()
    while follow:
        time.sleep(_FOLLOW_SECONDS)
        if path.exists() and path.stat().st_size != read:
            with path.open(encoding="utf-8", errors="replace") as log:
                log.seek(read if path.stat().st_size > read else 0)  # else it is a new one
                yield from log.read().splitlines()
                read = log.tell()


_SEE_LOG = "'localdocs service logs' shows what it wrote; 'localdocs service run' shows it here."
