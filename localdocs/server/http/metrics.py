"""Figures of the server for Prometheus: how many requests, how long, how many at the moment.

They name routes and no more: no path of a file, no word of a question or a document.
"""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ADDRESS = "localdocs.address"
"""Where a route leaves its own address in the scope."""

_SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)


class Metrics:
    """The figures of one server."""

    media_type = CONTENT_TYPE_PLAIN_0_0_4

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "localdocs_requests", "Requests.", ["route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "localdocs_request_seconds",
            "Time to the end of the reply.",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._now = Gauge("localdocs_requests_now", "At this moment.", registry=self._registry)

    def text(self) -> bytes:
        """All figures, in Prometheus's text format."""
        return generate_latest(self._registry)

    def counting(self, app: ASGIApp) -> ASGIApp:
        """``app``, each request of it counted. A reply that was not sent to its end, since the
        caller hung up, has the status "gone"."""

        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            status, ended = "", False

            async def noted(message: Message) -> None:
                nonlocal status, ended
                if message["type"] == "http.response.start":
                    status = str(message["status"])
                elif not message.get("more_body", False):
                    ended = True
                await send(message)

            started = time.perf_counter()
            self._now.inc()
            try:
                await app(scope, receive, noted)
            finally:
                self._now.dec()
                route = scope.get(ADDRESS, "none")
                self._seconds.labels(route).observe(time.perf_counter() - started)
                self._requests.labels(route, status if ended else "gone").inc()

        return counted
