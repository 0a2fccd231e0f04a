"""What the classes have in common: the server that they ask."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, SecretStr

from langchain_localdocs.server import TIMEOUT_SECONDS, Server, find_server


class Connected(BaseModel):
    """Knows the server. It is found when it is made, and called when it is asked."""

    model_config = ConfigDict(populate_by_name=True)

    server: str | None = None
    """Its address; by default that of ``LOCALDOCS_SERVER``, else that of this computer."""

    token: SecretStr | None = Field(default=None, alias="api_key")
    """By default that of ``LOCALDOCS_TOKEN``, else that of this computer's home."""

    timeout: float | None = None
    """In seconds."""

    _asked: Server = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        super().model_post_init(context)
        token = self.token.get_secret_value() if self.token else None
        self._asked = find_server(self.server, token, self.timeout or TIMEOUT_SECONDS)


class Narrowed(BaseModel):
    """Where to look."""

    folder: str | list[str] | None = None
    """Names of folders of the library, or paths in them."""

    type: str | list[str] | None = None
    """Types of files, such as "pdf"."""

    since: str | None = None
    """Files changed on that day or later: "2026-03-31"."""

    until: str | None = None
    """Files changed on that day or before."""

    def filters(self) -> dict[str, Any]:
        """Those that are set."""
        given = {
            "folder": self.folder,
            "type": self.type,
            "since": self.since,
            "until": self.until,
        }
        return {name: value for name, value in given.items() if value is not None}
