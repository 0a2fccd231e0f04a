"""What who looks through folders of this computer asks with."""

from pydantic import Field

from localdocs.server.http.bodies import Strict


class PlaceQuery(Strict):
    """Which folder is looked into."""

    path: str | None = Field(
        None, max_length=5000, description="In full, or from `~` on; by default the person's own."
    )


class GlanceQuery(Strict):
    """What might be added."""

    path: str = Field(max_length=5000, description="A folder or file, in full, or from `~` on.")
