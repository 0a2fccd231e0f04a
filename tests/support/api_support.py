"""Asks the server's own API, and holds every reply against what the OpenAPI page says of it."""

from typing import Any

from starlette.routing import compile_path

from localdocs.server.api.operations import OPERATIONS, Operation
from localdocs.server.api.replies import ErrorReply
from server_support import Reply, Served


class Api:
    """A server that was asked; every reply is one that is described."""

    def __init__(self, served: Served) -> None:
        self.served = served

    def ask(self, method: str, path: str, body: Any = None, status: int = 200, **more: Any) -> Any:
        """The JSON of a reply; its bytes, where it is none."""
        reply = self.reply(method, path, body, status, **more)
        is_json = reply.headers.get("content-type") == "application/json"
        return reply.json() if is_json and reply.body else reply.body

    def reply(
        self, method: str, path: str, body: Any = None, status: int = 200, **more: Any
    ) -> Reply:
        """A reply, once it was looked at."""
        reply = self.served.ask(method, path, body, **more)
        assert reply.status == status, (method, path, reply.status, reply.body[:500])
        operation = operation_of(method, path)
        if status >= 400:
            ErrorReply.model_validate(reply.json())
            return reply
        assert operation is not None and reply.status == operation.status
        kind = reply.headers.get("content-type", "").partition(";")[0]
        if kind == "application/json" and operation.reply is not None:
            operation.reply.model_validate(reply.json())
        elif operation.status != 204:
            assert kind in (operation.media, "application/json"), kind
        return reply

    def get(self, path: str, status: int = 200) -> Any:
        return self.ask("GET", path, status=status)

    def post(self, path: str, body: Any, status: int = 200) -> Any:
        return self.ask("POST", path, body, status)

    def events(self, path: str, body: Any) -> list[tuple[str, Any]]:
        """The server-sent events of a reply, each of a name and a shape that is described."""
        reply = self.served.post(path, body)
        assert reply.status == 200, reply.body
        assert reply.headers["content-type"].startswith("text/event-stream")
        operation = operation_of("POST", path)
        assert operation is not None
        kinds = dict(operation.events) | {"error": ErrorReply}
        names = [line[7:] for line in reply.body.decode().splitlines() if line[:7] == "event: "]
        found = list(zip(names, reply.events(), strict=True))
        for name, said in found:
            kinds[name].model_validate(said)
        return found

    def documents(self) -> dict[str, Any]:
        """All documents, by the names of their files."""
        found = self.get("/api/documents?limit=1000")["documents"]
        return {document["name"]: document for document in found}


def operation_of(method: str, path: str) -> Operation | None:
    """The row of the table that answers."""
    plain = path.partition("?")[0]
    for operation in OPERATIONS:
        pattern, _, _ = compile_path(operation.path)
        if operation.method == method and pattern.match(plain):
            return operation
    return None
