"""A Python module of this program as a child process that talks in lines of JSON.

The other end is `localdocs.computer.child_end`. The child gets a session of its own, so that Ctrl-C
reaches only the parent, and ends when its standard input does. One that may be suspended gets only
a process group of its own, which is suspended as a whole: should we die meanwhile, the kernel ends
a suspended group that nobody is left to wake (POSIX: a process group that becomes orphaned).
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

from localdocs.computer.files import open_private

Message = dict[str, Any]

CAN_SUSPEND = hasattr(signal, "SIGSTOP")
"""Whether this system can (all but Windows)."""

LONGEST_ANSWER = 512 << 20
"""Bytes of a line that are taken from a child at most."""

_PATIENCE_SECONDS = 1.0


class ChildEndedError(Exception):
    """The child is gone; the message says how it ended, ``code`` too where it is known."""

    def __init__(self, how: str, code: int | None = None) -> None:
        super().__init__(how)
        self.code = code


class NoSenseError(ChildEndedError):
    """The child answered what is no JSON object, and was ended."""


class TooLongError(ChildEndedError):
    """The child did not come to the end of an answer, and was ended."""


class ChildProcess:
    """``python -m module`` with both ends of the conversation. Close it, or it lives as we do."""

    def __init__(
        self,
        module: str,
        *arguments: str,
        native_log: Path | None = None,
        suspendable: bool = False,
        in_our_group: bool = False,
    ) -> None:
        """``native_log`` receives what the child prints; without one that is thrown away. A child
        ``in_our_group`` stands still whenever we are suspended."""
        with _opened_log(native_log) as log:
            self._process = subprocess.Popen(
                [*module_command(module), *arguments],
                env=module_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=not (suspendable or in_our_group),
                process_group=0 if suspendable and CAN_SUSPEND else None,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def send(self, message: Message) -> None:
        """Raises ChildEndedError when nobody listens any more."""
        try:
            self._input.write(json.dumps(message).encode("ascii") + b"\n")
            self._input.flush()
        except (OSError, ValueError):  # a broken pipe; a pipe that was closed
            raise self._ended() from None

    def receive(self, timeout_seconds: float | None = None) -> Message:
        """The next answer. Nothing is read before somebody wants it: a child cannot fill us.

        Raises ChildEndedError, or TimeoutError when none comes in time; the child is killed then.
        """
        with self._killed_after(timeout_seconds):
            try:
                line = self._output.readline(LONGEST_ANSWER)
            except ValueError:  # closed by another thread
                raise self._ended() from None
        if len(line) >= LONGEST_ANSWER:
            self.kill()
            raise TooLongError("its answer had no end")
        if not line.endswith(b"\n"):
            raise self._ended()
        answer = _parsed(line)
        if not isinstance(answer, dict):
            self.kill()
            raise NoSenseError("its answer made no sense")
        return answer

    def close(self, patience_seconds: float = _PATIENCE_SECONDS) -> None:
        """End the child: politely, then by force. May be called twice."""
        with suppress(OSError):  # it died with something of ours unread
            self._input.close()
        try:
            self._process.wait(patience_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()

    def suspend(self) -> None:
        """Take the processor away from a child that is suspendable, and from what it has started
        in its group, until ``resume``."""
        self._signal_group("SIGSTOP")

    def resume(self) -> None:
        """Let them go on."""
        self._signal_group("SIGCONT")

    def kill(self) -> None:
        """End the child at once. May be called twice."""
        self._process.kill()
        self.close()

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _output(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def _signal_group(self, name: str) -> None:
        if CAN_SUSPEND and self.is_running:
            with suppress(ProcessLookupError, PermissionError):  # it has ended just now
                os.killpg(self.pid, getattr(signal, name))

    @contextmanager
    def _killed_after(self, seconds: float | None) -> Iterator[None]:
        """Raises TimeoutError in the end when the time was up; the child's death ends a wait."""
        if seconds is None:
            yield
            return
        expired = Event()

        def expire() -> None:
            expired.set()
            self._process.kill()

        timer = Timer(seconds, expire)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
        if expired.is_set():
            self.close()
            raise TimeoutError

    def _ended(self) -> ChildEndedError:
        try:
            code = self._process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            return ChildEndedError("it closed its output")
        if code >= 0:
            return ChildEndedError(f"exit code {code}", code)
        try:
            return ChildEndedError(signal.Signals(-code).name, code)
        except ValueError:
            return ChildEndedError(f"signal {-code}", code)


def run_module(
    module: str, *arguments: str, timeout_seconds: float
) -> "subprocess.CompletedProcess[str]":
    """Run a module of ours that says nothing but how it ended. Raises TimeoutError, OSError."""
    try:
        return subprocess.run(
            [*module_command(module), *arguments],
            env=module_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError from None


def module_command(module: str) -> list[str]:
    """The command for a module of ours. ``-P``: a folder of the user's may not shadow it."""
    return [sys.executable, "-P", "-m", module]


def module_environment() -> dict[str, str]:
    """The environment in which the child finds the same localdocs as we are."""
    home = str(Path(__file__).resolve().parents[2])
    paths = [home, os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _opened_log(path: Path | None) -> IO[bytes]:
    return Path(os.devnull).open("wb") if path is None else open_private(path)
