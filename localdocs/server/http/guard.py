"""Who may ask the server, and how: held against every request before anything reads it.

A page of any website can send requests to this computer, and a name of any website can be made to
lead here (DNS rebinding). So the name by which the server is called has to be one of its own, the
page that asks has to be named as allowed, and every caller has to show the token. Bodies are JSON
of a bounded size, so that no form of a website is taken for a request.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from localdocs.server.http.links import SIGNED_PATHS
from localdocs.server.http.replies import RequestError, error_reply, no_content
from localdocs.server.page import files, way_in

LONGEST_BODY = 8 << 20
"""In bytes: a conversation of a few million words."""

PREFLIGHT_SECONDS = 600

ICON = "/favicon.ico"
"""Browsers ask for it by themselves, beside every page."""

OPEN_PATHS = frozenset({"/health", ICON, files.PATH, way_in.KEYS_PATH, *SIGNED_PATHS})
"""They want no token: they tell nothing, or have proof of their own."""

_TOO_LARGE = f"A request may have {LONGEST_BODY >> 20} MiB at most."

_METHODS = "GET, POST, PUT, PATCH, DELETE"
_ALWAYS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """``hosts``: "127.0.0.1:4891" and other names of the server itself. ``origins``: websites and
    programs that may ask from a browser, such as "app://obsidian.md". ``address`` is where the
    server listens; ``is_local``: programs of this computer alone reach that."""

    token: str
    hosts: frozenset[str]
    origins: frozenset[str] = field(default=frozenset())
    address: str = ""
    is_local: bool = True


class Guard:
    """An ASGI application in front of another one."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        origin = ", ".join(headers.getlist("origin"))  # two of them are none that was named
        scope["path"] = _plain(scope["path"])
        send = _with_headers(send, origin if origin in self._rules.origins else "")
        refusal = self._refusal(scope, headers, origin)
        if refusal is not None:
            await refusal(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await no_content()(scope, receive, send)
        else:
            await self._app(scope, _bounded(receive), send)

    def _refusal(self, scope: Scope, headers: Headers, origin: str) -> ASGIApp | None:
        """What is said to a request that goes no further; None where it may pass."""
        if headers.getlist("host") != [host := headers.get("host", "")] or not self._is_ours(host):
            return error_reply(421, "This server is not called that.", code="unknown_host")
        if origin and origin not in self._rules.origins and not self._is_own_page(origin):
            return error_reply(403, f"Pages of {origin!r} may not ask.", code="unknown_origin")
        if scope["method"] == "OPTIONS":
            return None
        if is_open(scope["path"]):
            return _wrong_body(scope, headers)
        tokens = _tokens(headers)
        if len(tokens) > 1:  # someone in between may have read the other one
            return _unauthorised("There are two tokens: send it once, in Authorization.")
        if not tokens or not self._is_right(scope["path"], tokens[0]):
            return _unauthorised(
                "The token is missing or wrong: 'localdocs serve --show-token' prints it."
            )
        return _wrong_body(scope, headers)

    def _is_ours(self, host: str) -> bool:
        return host.lower() in self._rules.hosts

    def _is_own_page(self, origin: str) -> bool:
        scheme, _, host = origin.partition("://")
        return scheme in ("http", "https") and self._is_ours(host)

    def _is_right(self, path: str, token: str) -> bool:
        if path.startswith(way_in.REACH) and way_in.is_key(self._rules.token, token):
            return True
        return hmac.compare_digest(token.encode(), self._rules.token.encode())


def is_open(path: str) -> bool:
    """Whether what is at a path wants no token."""
    return path in OPEN_PATHS or path.startswith(files.FOLDER)


def loopback_hosts(port: int, names: Iterable[str] = ()) -> frozenset[str]:
    """The names under which a server of this computer is called, and others that were named."""
    known = [in_address(name.lower()) for name in ("127.0.0.1", "localhost", "::1", *names)]
    with_port = {f"{name}:{port}" for name in known}
    return frozenset(with_port.union(known if port in (80, 443) else ()))


def in_address(name: str) -> str:
    """A name or a number of a computer as it stands in addresses: those of IPv6 in brackets."""
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def _tokens(headers: Headers) -> list[str]:
    """What was shown as a token, in either of the headers; an empty one is none."""
    found = []
    for given in (*headers.getlist("authorization"), *headers.getlist("x-api-key")):
        scheme, _, behind = given.partition(" ")
        found.append((behind if scheme.lower() == "bearer" else given).strip())
    return list(filter(None, found))


def _unauthorised(words: str) -> ASGIApp:
    return error_reply(401, words, kind="authentication_error", code="invalid_api_key")


def _wrong_body(scope: Scope, headers: Headers) -> ASGIApp | None:
    if scope["method"] in ("GET", "HEAD"):
        return None
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length) > LONGEST_BODY:
        return _too_large()
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and (length != "0" or "transfer-encoding" in headers):
        return error_reply(415, "Send JSON, as Content-Type: application/json.")
    return None


def _too_large() -> ASGIApp:
    return error_reply(413, _TOO_LARGE)


def _bounded(receive: Receive) -> Receive:
    came = 0

    async def bounded() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > LONGEST_BODY:
            raise RequestError(_TOO_LARGE, status=413)
        return message

    return bounded


def _with_headers(send: Send, origin: str) -> Send:
    """``send`` with what stands at the head of every reply; ``origin`` may read it."""
    allowed = {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": _METHODS,
        "access-control-allow-headers": "*, Authorization",
        "access-control-expose-headers": "*",
        "access-control-max-age": str(PREFLIGHT_SECONDS),
        "vary": "Origin",
    }

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in (_ALWAYS | (allowed if origin else {})).items():
                headers.setdefault(name, value)
        await send(message)

    return with_headers


def _plain(path: str) -> str:
    """The path without doubled slashes and one at its end: clients put "/v1" and "/models"
    together in all ways that there are."""
    while "//" in path:
        path = path.replace("//", "/")
    return path.rstrip("/") or "/"
