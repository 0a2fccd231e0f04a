"""Running the server: an address of this computer, the token, and the service behind it."""

import os
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from localdocs.errors import ServiceError, UsageError
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.server.app import make_app
from localdocs.server.http.guard import Rules, in_address, loopback_hosts
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.library.view import LibraryView
from localdocs.server.openai.answered import asks_documents
from localdocs.server.openai.backend import Backend
from localdocs.server.running.record import announced, health
from localdocs.server.running.token import server_token
from localdocs.service.quiet_server import QuietServer, quiet_config
from localdocs.service.work.generating import models_here

PORT = 4891
"""GPT4All's, so that programs which were set up for it find us."""

LOOPBACK = "127.0.0.1"
End = Callable[[], None]

_LOOPBACKS = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Listen:
    """How to serve. ``names`` are further names of this computer that callers may use;
    ``origins`` websites and programs that may ask from a browser; ``certificate`` and ``key`` files
    in PEM; ``aliases`` names of models that clients have built in."""

    port: int = PORT
    address: str = LOOPBACK
    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    without_tls: bool = False
    aliases: tuple[tuple[str, str], ...] = ()


def listen_of(settings: Settings) -> Listen:
    """How to serve by the settings alone: on the loopback address."""
    return Listen(
        port=settings.whole("serve_port"), origins=tuple(settings.text("serve_origins").split())
    )


def check(listen: Listen) -> None:
    """Raise UsageError for what would let others read along, and for origins that are none."""
    for origin in listen.origins:
        if not _is_origin(origin):
            raise UsageError(
                f"{origin!r} is no origin that can be named.",
                "An origin is the beginning of an address: https://example.org, app://obsidian.md.",
            )
    if (listen.certificate is None) != (listen.key is None):
        raise UsageError("TLS takes both a certificate and its key.", "--certificate and --key.")
    if listen.address in _LOOPBACKS or listen.certificate or listen.without_tls:
        return
    raise UsageError(
        f"At {listen.address}, others could read questions, answers and the token on their way.",
        "Give --certificate and --key, or --without-tls where the network itself is safe.",
    )


def _is_origin(text: str) -> bool:
    """Whether a browser may say that it is asked from there: a scheme and a host, no more."""
    scheme, _, host = text.rstrip("/").partition("://")
    plain = scheme.replace("-", "").replace("+", "").replace(".", "")
    return plain.isalnum() and bool(host) and not set(host) & set("/*?#@ ")


def serve(
    where: Places, listen: Listen, told: Callable[[str, End], None], *, may_start: bool = True
) -> None:
    """Serve until a signal says stop. ``told`` gets the address once it can be asked, and what ends
    the server.

    Starts the background service where none runs, if it may; it ends with the last who wanted it.
    Raises UsageError, also for a certificate that cannot be used or an alias of no model, and
    ServiceError where the port is taken, with the words who has it.
    """
    check(listen)
    where.create()
    with ExitStack() as leaving:
        _check_aliases(where, listen)
        bound = open_port(listen)
        leaving.callback(bound.close)
        line = ServiceLine(where, may_start=may_start)
        leaving.callback(line.close)
        port = bound.getsockname()[1]
        server = _server(where, listen, line, port)
        if may_start:
            line.hold()
        address = _address(listen, port)
        leaving.enter_context(announced(where, address))
        bound.listen(socket.SOMAXCONN)
        told(address, server.end)
        server.run(sockets=[bound])


def _check_aliases(where: Places, listen: Listen) -> None:
    """Raise UsageError for another name of a model that there is not."""
    named = [(name, model) for name, model in listen.aliases if not asks_documents(model)]
    if not named:
        return
    here = models_here(where)
    known = {*here["language"], here["embedding"]}
    for name, model in named:
        if model not in known:
            raise UsageError(
                f"'{name}' cannot be another name of '{model}': there is no such model.",
                "'localdocs models list' shows them; 'localdocs' are the documents.",
            )


def _server(where: Places, listen: Listen, line: ServiceLine, port: int) -> QuietServer:
    """The server with all that it needs in place. Raises UsageError where TLS cannot be had."""
    token = server_token(where)
    rules = Rules(
        token,
        loopback_hosts(port, (listen.address, *listen.names)),
        frozenset(origin.rstrip("/") for origin in listen.origins),
        _address(listen, port),
        listen.address in _LOOPBACKS,
    )
    app = make_app(Backend(line, token, dict(listen.aliases)), LibraryView(where), rules)
    config = quiet_config(app, certificate=listen.certificate, key=listen.key)
    try:
        config.load()
    except OSError as error:  # those of the files, and of what is in them
        raise UsageError(
            f"TLS does not work with {listen.certificate} and {listen.key}: "
            f"{error.strerror or error}.",
            "Both are files in PEM, and the key is that of the certificate.",
        ) from None
    return QuietServer(config, line.end)


def _address(listen: Listen, port: int) -> str:
    scheme = "https" if listen.certificate else "http"
    return f"{scheme}://{in_address(listen.address)}:{port}"


def open_port(listen: Listen) -> socket.socket:
    """The open port. Raises ServiceError where it is taken, or the address is not ours."""
    family = socket.AF_INET6 if ":" in listen.address else socket.AF_INET
    # Named as TCP: asyncio sends small pieces at once (TCP_NODELAY) on what it knows to be that.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((listen.address, listen.port))
        bound.listen(socket.SOMAXCONN)
    except (OSError, OverflowError) as error:
        bound.close()
        raise ServiceError(
            f"The server cannot listen at {listen.address}, port {listen.port}: "
            f"{_who_has(listen) or getattr(error, 'strerror', None) or error}.",
            "Choose another one with --port, or end what has it.",
        ) from None
    return bound


def _who_has(listen: Listen) -> str:
    """Who answers at the port, in words; "" where nobody does."""
    version = health(f"http://{in_address(listen.address)}:{listen.port}").get("version")
    return f"localdocs {version} serves there already" if version else ""
