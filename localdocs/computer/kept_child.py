"""A child process that is asked again and again, and replaced when it has ended."""

import threading
from collections.abc import Callable
from typing import Self

from localdocs.computer.child_process import ChildEndedError, ChildProcess, Message

_START_SECONDS = 60.0


class NotStartedError(ChildEndedError):
    """No child said that it is ready; the message says how it ended."""


class KeptChild:
    """A module of ours as a child that answers one request after the other, each within a time.

    It starts with the first one. One request at a time; another thread waits. Use it as a context
    manager, or call ``close``.
    """

    def __init__(
        self, module: str, *arguments: str, when_killed: Callable[[int], None] = lambda _: None
    ) -> None:
        """``when_killed`` is told the process id of a child that could not clean up itself."""
        self._command = (module, *arguments)
        self._when_killed = when_killed
        self._child: ChildProcess | None = None
        self._asking = threading.Lock()
        self._changing = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The id of the running child, or None."""
        child = self._child
        return child.pid if child is not None else None

    def ask(self, request: Message, time_limit_seconds: float) -> Message:
        """What it answers. Raises NotStartedError, ChildEndedError, or TimeoutError; the child is
        gone then, and a later request starts another."""
        with self._asking:
            child = self._running_child()
            try:
                child.send(request)
                return child.receive(time_limit_seconds)
            except BaseException:  # also interrupted: the next answer would be to this question
                self._kill()
                raise

    def kill(self) -> None:
        """End the child at once. A later request starts another."""
        with self._asking:
            self._kill()

    def close(self) -> None:
        """End the child, also one that is asked or starts. A later request starts another."""
        child = self._taken()
        if child is not None:
            child.close()

    def _running_child(self) -> ChildProcess:
        child = self._child
        if child is not None and child.is_running:
            return child
        self._kill()
        return self._started()

    def _started(self) -> ChildProcess:
        """A child that has said that it is ready; ``close`` finds it before that too."""
        with self._changing:
            child = self._child = ChildProcess(*self._command)
        try:
            child.receive(_START_SECONDS)
        except (ChildEndedError, TimeoutError) as error:
            self._kill()
            raise NotStartedError(str(error) or "it says nothing") from None
        except BaseException:
            self._kill()
            raise
        return child

    def _taken(self) -> ChildProcess | None:
        """The child, which is not ours any more."""
        with self._changing:
            child, self._child = self._child, None
        return child

    def _kill(self) -> None:
        child = self._taken()
        if child is not None:
            child.kill()
            self._when_killed(child.pid)
