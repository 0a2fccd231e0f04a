"""Where the service listens, and the record that leads callers there.

A Unix socket that only its owner can use, in the home folder; where the path of that is too long
for a socket, in a private folder of the system's temporary one. Where there are no Unix sockets
(Windows), a port of this computer alone, and a token that only the owner can read.
"""

import contextlib
import hashlib
import json
import os
import secrets
import socket
import tempfile
from pathlib import Path
from typing import Any

from localdocs import __version__
from localdocs.computer.files import write_atomically
from localdocs.errors import ServiceError
from localdocs.home.places import Places

LONGEST_SOCKET_PATH = 100
"""In bytes; the systems' limits are 104 and 108."""


class Listening:
    """An open socket. Its record appears with ``announce`` and goes with ``close``."""

    def __init__(self, places: Places) -> None:
        self._record = places.service
        self._path: Path | None = None
        self.token = ""
        if hasattr(socket, "AF_UNIX"):
            self._path = _socket_path(places.home)
            self.socket = _unix_socket(self._path)
            self._address: dict[str, Any] = {"socket": str(self._path)}
        else:
            self.token = secrets.token_urlsafe(32)
            self.socket = socket.create_server(("127.0.0.1", 0))
            self._address = {"port": self.socket.getsockname()[1], "token": self.token}

    def announce(self) -> None:
        """Write the record, whole or not at all."""
        content = {"pid": os.getpid(), "version": __version__} | self._address
        write_atomically(self._record, json.dumps(content))

    def close(self) -> None:
        """Leave nothing behind."""
        self._record.unlink(missing_ok=True)
        self.socket.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)


def _unix_socket(path: Path) -> socket.socket:
    """Bound, and for its owner alone from the first moment. Whoever calls this holds the
    service's lock, so that a socket that is there already is a dead one."""
    path.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX)
    umask = os.umask(0o177)
    try:
        listening.bind(str(path))
    except OSError as error:
        listening.close()
        raise ServiceError(f"The service cannot listen at {path}: {error.strerror}.") from error
    finally:
        os.umask(umask)
    return listening


def _socket_path(home: Path) -> Path:
    path = home / "service.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    short = hashlib.blake2b(os.fsencode(home), digest_size=8).hexdigest()
    return _private_folder() / f"{short}.sock"


def _private_folder() -> Path:
    """A folder with a short name that belongs to this user alone. Raises ServiceError."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime or tempfile.gettempdir()) / f"localdocs-{os.getuid()}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise ServiceError(
            f"{folder} should be a folder that only you can enter.", "Remove it, and start again."
        )
    return folder
