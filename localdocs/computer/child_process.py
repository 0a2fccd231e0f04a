"""A Python module of this program as a child process that talks in lines of JSON.

The child gets a session of its own, so that Ctrl-C reaches only the parent, and ends when its
standard input does. One that may be suspended gets only a process group of its own: should we die
meanwhile, the kernel ends a suspended group that nobody is left to wake (POSIX: a process group
that becomes orphaned).
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any

Message = dict[str, Any]

CAN_SUSPEND = hasattr(signal, "SIGSTOP")
"""Whether this system can (all but Windows)."""

_PATIENCE_SECONDS = 1.0


class ChildEndedError(Exception):
    """The child is gone; the message says how it ended."""


class ChildProcess:
    """``python -m module`` with both ends of the conversation. Close it, or it lives as we do."""

    def __init__(
        self, module: str, native_log: Path | None = None, *, suspendable: bool = False
    ) -> None:
        """``native_log`` receives what the child prints; without one that is thrown away."""
        self._answers: SimpleQueue[Message | None] = SimpleQueue()
        with _opened_log(native_log) as log:
            self._process = subprocess.Popen(
                module_command(module),
                env=module_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=not suspendable,
                process_group=0 if suspendable and CAN_SUSPEND else None,
            )
        self._reader = Thread(target=self._read, name=f"{module} reader", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, message: Message) -> None:
        """Raises ChildEndedError when nobody listens any more."""
        try:
            self._input.write(json.dumps(message).encode("ascii") + b"\n")
            self._input.flush()
        except (OSError, ValueError):  # a broken pipe; a pipe that was closed
            raise ChildEndedError(self._how_it_ended()) from None

    def receive(self, timeout_seconds: float | None = None) -> Message:
        """The next answer. Raises ChildEndedError, or TimeoutError when none comes in time."""
        try:
            answer = self._answers.get(timeout=timeout_seconds)
        except Empty:
            raise TimeoutError from None
        if answer is None:
            self._answers.put(None)  # it stays ended for whoever asks next
            raise ChildEndedError(self._how_it_ended())
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
        self._reader.join()
        self._output.close()

    def suspend(self) -> None:
        """Take the processor away from a child that is suspendable, until ``resume``."""
        self._signal("SIGSTOP")

    def resume(self) -> None:
        """Let it go on."""
        self._signal("SIGCONT")

    def kill(self) -> None:
        """End the child at once."""
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

    def _signal(self, name: str) -> None:
        if CAN_SUSPEND:
            self._process.send_signal(getattr(signal, name))  # does nothing to a child that ended

    def _read(self) -> None:
        for line in self._output:
            try:
                self._answers.put(json.loads(line))
            except ValueError:
                break  # a line that was cut short by the child's death
        self._answers.put(None)

    def _how_it_ended(self) -> str:
        try:
            code = self._process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            return "it closed its output"
        if code >= 0:
            return f"exit code {code}"
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"


def module_command(module: str) -> list[str]:
    """The command for a module of ours. ``-P``: a folder of the user's may not shadow it."""
    return [sys.executable, "-P", "-m", module]


def module_environment() -> dict[str, str]:
    """The environment in which the child finds the same localdocs as we are."""
    home = str(Path(__file__).resolve().parents[2])
    paths = [home, os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _opened_log(path: Path | None) -> IO[bytes]:
    if path is None:
        return Path(os.devnull).open("wb")
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb")
