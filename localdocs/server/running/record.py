"""Where the server of a home is reached: a file that is there while it runs.

Several may run over one home. The first that is still there keeps the file; when it is gone,
another one takes its place.
"""

import json
import os
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from localdocs.computer.files import write_atomically
from localdocs.home.places import Places

LOOK_SECONDS = 5.0
"""So often a second server looks whether the first is still there."""

_PATIENCE_SECONDS = 2.0


@contextmanager
def announced(where: Places, address: str) -> Iterator[None]:
    """Leave the address meanwhile, for as long as that of no other server stands there which
    answers."""
    ended = threading.Event()
    if not _took_place(where, address):
        threading.Thread(target=_follow, args=(where, address, ended), daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        if _recorded(where).get("pid") == os.getpid():
            where.server.unlink(missing_ok=True)


def _follow(where: Places, address: str, ended: threading.Event) -> None:
    """Take the place once it is free."""
    while not ended.wait(LOOK_SECONDS):
        with suppress(OSError):  # a home that is gone may come back
            if _took_place(where, address):
                return


def _took_place(where: Places, address: str) -> bool:
    if _lives(_recorded(where)):
        return False
    write_atomically(where.server, json.dumps({"pid": os.getpid(), "address": address}))
    return True


def running_server(where: Places) -> str:
    """The address of the server over this home; "" where none runs. Who has its port now is asked,
    since it may be another program."""
    record = _recorded(where)
    return str(record["address"]) if _lives(record) else ""


def health(address: str) -> dict[str, Any]:
    """What a server of ours at this address says of itself; empty where none answers."""
    # Here, since it is only needed when something is in the way.
    from http.client import HTTPConnection, HTTPException, HTTPSConnection

    line: HTTPConnection | None = None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "https":
            line = HTTPSConnection(host, port, timeout=_PATIENCE_SECONDS, context=_trusting())
        else:
            line = HTTPConnection(host, port, timeout=_PATIENCE_SECONDS)
        line.request("GET", "/health")
        said = json.loads(line.getresponse().read(1000))
        return said if isinstance(said, dict) and said.get("name") == "localdocs" else {}
    except (OSError, ValueError, HTTPException):
        return {}
    finally:
        if line is not None:
            line.close()


def _trusting() -> ssl.SSLContext:
    """For certificates that one has made oneself: nothing is told to whoever is there."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _recorded(where: Places) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        found = json.loads(where.server.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _lives(record: dict[str, Any]) -> bool:
    pid, address = record.get("pid"), record.get("address")
    if not isinstance(pid, int) or not isinstance(address, str) or pid <= 0:
        return False
    return _is_running(pid) and bool(health(address))


def _is_running(pid: int) -> bool:
    if os.name != "posix":
        return True  # there, os.kill would end it; the address tells
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
