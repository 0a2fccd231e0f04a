"""What /api/map replies."""

from pydantic import Field

from localdocs.server.api.replies import Reply


class MapRegion(Reply):
    """A part of the map that has words of its own. `x` and `y` are from -1 to 1."""

    x: float
    y: float
    documents: int
    name: str


class Map(Reply):
    """Documents in columns: the n-th of each column are of one document, by id."""

    ids: list[int]
    x: list[int] = Field(description="In thousandths, from -1000 to 1000.")
    y: list[int] = Field(description="As `x`; upwards.")
    folder: list[int] = Field(description="Which of `folders`.")
    type: list[int] = Field(description="Which of `types`.")
    day: list[int | None] = Field(
        description="When the file was changed, in days since 1970; null where it is to be read "
        "anew."
    )
    names: list[str]
    folders: list[str] = Field(
        description="Folders of the library; where there is one alone, the folders within it."
    )
    types: list[str]
    regions: list[MapRegion] = Field(description="The largest first.")
    named: bool = Field(description="Whether the regions are of the documents as they are now.")
    waiting: int = Field(description="Documents that are not on the map yet.")
    method: str = Field(
        description="`neighbours` (PaCMAP), `components` (PCA), or empty: none was drawn."
    )


class MapDrawn(Reply):
    """How many documents are not on the map yet: their vectors are still to come."""

    waiting: int
