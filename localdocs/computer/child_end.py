"""The child's end of `localdocs.computer.child_process`: requests come in, answers go out.

Standard input and output carry JSON, one object a line. The process ends when its input does, in
the middle of a computation too: that is how it never outlives its parent.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, NoReturn

Message = dict[str, Any]


class ChildEnd:
    """The pipes, taken over. Whatever native code prints from now on goes to standard error."""

    def __init__(self, heard_at_once: Callable[[Message], bool] = lambda message: False) -> None:
        """``heard_at_once`` gets every message in the listening thread, in the midst of an answer
        too, and says whether that was all: such a one is no request.
        """
        requests, self._answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        nowhere = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nowhere, 0)
        os.close(nowhere)
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        self._waiting: SimpleQueue[Message] = SimpleQueue()
        Thread(target=self._listen, args=(requests, heard_at_once), daemon=True).start()

    def next_request(self) -> Message:
        """Waits for it."""
        return self._waiting.get()

    def is_idle(self) -> bool:
        """Whether no request waits."""
        return self._waiting.empty()

    def send(self, answer: Message) -> None:
        """Pass an answer on."""
        self.send_json(json.dumps(answer))

    def send_json(self, answer: str) -> None:
        """As ``send``: an answer that is JSON already, without a line break. It may be long."""
        self._answers.write(answer.encode("utf-8", "surrogatepass"))
        self._answers.write(b"\n")
        self._answers.flush()

    def _listen(self, requests: IO[bytes], heard_at_once: Callable[[Message], bool]) -> NoReturn:
        """Leave at once when there will be no more, whatever the main thread does."""
        code = 1  # also a line that the parent's death has cut short is the end
        try:
            while line := requests.readline():
                message = json.loads(line)
                if not heard_at_once(message):
                    self._waiting.put(message)
            code = 0
        finally:
            os._exit(code)


def limit_memory(limit_bytes: int) -> None:
    """Bound the address space and forbid core dumps, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, limit in ((resource.RLIMIT_AS, limit_bytes), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (limit, limit))
        except (OSError, ValueError):
            continue


def limit_processor_time(seconds: float) -> None:
    """Let the system end this process after so much more of it (SIGPROF); 0: no longer."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)
