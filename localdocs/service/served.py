"""The HTTP server beside the service, where the settings want it: a child that ends as we do."""

import logging
import threading
from contextlib import suppress
from pathlib import Path

from localdocs.computer.child_process import ChildEndedError, ChildProcess

logger = logging.getLogger("localdocs.service")

STARTS = 5
"""A server that ended so often is not started again."""

START_SECONDS = 20.0


class ServerProcess:
    """One server, started again where it crashes. Close it in the end."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._child: ChildProcess | None = None
        self._closed = threading.Event()
        self.address = ""
        """Where it answers; "" while it does not."""
        self.hint = ""
        """What a person should know: why it does not run."""

    def start(self) -> None:
        """Start it in the background."""
        threading.Thread(target=self._keep_running, daemon=True).start()

    def close(self) -> None:
        """End it."""
        self._closed.set()
        if self._child is not None:
            self._child.close()

    def _keep_running(self) -> None:
        for _ in range(STARTS):
            if self._closed.is_set() or not self._run():
                return
        self.hint = "the HTTP server ended again and again: see server.log beside service.log"

    def _run(self) -> bool:
        """One run, to its end; whether another one may go better."""
        self._child = ChildProcess(
            "localdocs.server.running.attached",
            str(self._home),
            native_log=self._home / "server.log",
        )
        try:
            said = self._child.receive(START_SECONDS)
            if "error" in said:
                self.hint = f"the HTTP server does not run: {said['error']}"
                logger.warning("%s", self.hint)
                return False
            self.address, self.hint = said["address"], ""
            logger.info("HTTP server at %s, process %d", self.address, self._child.pid)
            self._child.receive()  # it says no more: this waits for its end
        except (ChildEndedError, TimeoutError) as ended:
            if not self._closed.is_set():
                logger.warning("the HTTP server ended: %s", ended)
        finally:
            self.address = ""
            with suppress(OSError):
                self._child.close()
        return True
