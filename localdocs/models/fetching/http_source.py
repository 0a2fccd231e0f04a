"""One request for a file over HTTP, from some byte on, with the standard library.

Proxies are those of the environment (``HTTPS_PROXY``, ``NO_PROXY`` …). A mirror of Hugging Face is
named by the setting ``model_mirror``, or by ``HF_ENDPOINT``, as for its own programs. Only what was
asked for is taken: bytes as they are, from the place that was named; a web page, and an answer that
is compressed or from elsewhere, is refused.
"""

import os
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from typing import IO
from urllib.parse import urlsplit

from localdocs import __version__
from localdocs.errors import DownloadError

HUGGING_FACE = "https://huggingface.co"
MIRROR = "HF_ENDPOINT"
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_WEB_PAGE = "text/html"
BY_HAND = "Get the file with a browser, then: localdocs models pull NAME --from FILE"
_SHA256 = re.compile(r'"?([0-9a-f]{64})"?')


class InterruptedDownloadError(Exception):
    """The connection failed in a way that another try may mend; the text says how."""


class RangeRefusedError(Exception):
    """The server has nothing from that byte on (416)."""


@dataclass(frozen=True, slots=True)
class Response:
    """What the server sends. ``start``: the byte that comes first; ``total``: of the whole file,
    None where it does not say; ``tag``: of this version of the file."""

    body: HTTPResponse
    start: int
    total: int | None
    tag: str
    sha256: str | None


def mirrored(url: str, mirror: str = "", environment: Mapping[str, str] | None = None) -> str:
    """The address on ``mirror``, else on that of the environment, where one is named and the file
    lies on Hugging Face. Raises DownloadError for a mirror that is no web address."""
    variables = os.environ if environment is None else environment
    mirror = (mirror or variables.get(MIRROR, "")).strip().rstrip("/")
    if not mirror or not url.startswith(HUGGING_FACE + "/"):
        return url
    if not mirror.startswith(("https://", "http://")):
        raise DownloadError(
            f"The mirror “{mirror}” is no address of the web.",
            "Name it with https://: localdocs config model_mirror https://…",
        )
    return mirror + url.removeprefix(HUGGING_FACE)


def check_safe(url: str, has_digest: bool) -> None:
    """Raise DownloadError for an address whose answer anybody on the way could change."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise DownloadError(f"{url} is no address: {error}.", BY_HAND) from None
    if parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname)):
        return
    if parts.scheme == "http" and has_digest:
        return
    raise DownloadError(
        f"{url} is not encrypted, and no checksum of the file is known.",
        "Use an https address, or give its sha256 in the catalogue.",
    )


def request(url: str, start: int, tag: str, timeout_seconds: float) -> Response:
    """Ask for the file from byte ``start`` on, if it still is the version ``tag``.

    Raises DownloadError (no use in trying again), InterruptedDownloadError, RangeRefusedError.
    """
    headers = {"User-Agent": f"localdocs/{__version__}", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
        if tag:
            headers["If-Range"] = tag
    following = _Redirects()
    opener = urllib.request.build_opener(following)
    try:
        asked = urllib.request.Request(url, headers=headers)
        body: HTTPResponse = opener.open(asked, timeout=timeout_seconds)
    except urllib.error.HTTPError as error:
        with error:
            _refuse(error.code, url)
        raise InterruptedDownloadError(f"the server answered {error.code}") from None
    except (OSError, HTTPException) as error:
        raise InterruptedDownloadError(_words(error)) from None
    except ValueError as error:  # an address that is none, here or where the server leads to
        raise DownloadError(f"{url} is no address, or leads to none: {error}.", BY_HAND) from None
    try:
        return _understood(body, start, url, following.sha256)
    except BaseException:
        body.close()
        raise


def _understood(body: HTTPResponse, start: int, url: str, sha256: str | None) -> Response:
    if body.headers.get_content_type() == _WEB_PAGE:
        raise DownloadError(
            f"{url} answers with a web page instead of the model.",
            "Is there a proxy, or a page to log in to, between? Open the address in a browser. "
            f"{BY_HAND}",
        )
    encoding = body.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("identity", ""):
        raise DownloadError(f"{url} answers compressed ({encoding}), although it was asked not to.")
    tag = body.headers.get("ETag", "")
    if tag.startswith("W/"):
        tag = ""
    if body.status != 206:
        return Response(body, 0, _length(body), tag, sha256 or _linked(body.headers))
    found = _RANGE.fullmatch(body.headers.get("Content-Range", ""))
    if not found or int(found[1]) != start:
        raise DownloadError(f"{url} answers with another part of the file than was asked for.")
    total = None if found[3] == "*" else int(found[3])
    return Response(body, start, total, tag, sha256 or _linked(body.headers))


def _length(body: HTTPResponse) -> int | None:
    written = body.headers.get("Content-Length", "")
    return int(written) if written.isascii() and written.isdigit() else None


def _linked(headers: Message) -> str | None:
    """The SHA-256 that Hugging Face gives of a large file."""
    found = _SHA256.fullmatch(headers.get("X-Linked-ETag", ""))
    return found[1] if found else None


def _refuse(code: int, url: str) -> None:
    """Raise what fits to an error that another try would not mend."""
    if code == 416:
        raise RangeRefusedError
    if 300 <= code < 400:
        raise DownloadError(
            f"{url} leads from one address to the next without end, or nowhere ({code}).", BY_HAND
        )
    if code in (401, 403):
        raise DownloadError(f"{url} is not open to everybody ({code}).", BY_HAND)
    if code in (404, 410):
        raise DownloadError(
            f"{url} is not there any more ({code}).",
            "Name another address in a catalogue of your own: see docs/models.md.",
        )
    if 400 <= code < 500 and code not in (408, 425, 429):
        raise DownloadError(f"{url} was refused ({code}).", BY_HAND)


def _words(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, TimeoutError):
        return "nothing came for a while"
    return str(reason) or type(reason).__name__


def _is_here(host: str | None) -> bool:
    """Whether the address is this very computer."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows the server to another one, but never from encrypted to plain; what Hugging Face says
    of the file on the way is kept."""

    def __init__(self) -> None:
        self.sha256: str | None = None

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> urllib.request.Request | None:
        self.sha256 = self.sha256 or _linked(headers)
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise DownloadError(f"{req.full_url} leads to an address without encryption: {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]
