"""What the addresses about models, settings and what is kept take."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr

from localdocs.server.http.bodies import Strict


class DownloadRequest(Strict):
    """How a download is told."""

    stream: StrictBool = Field(True, description="`false`: one reply when all is done.")


class InUseRequest(Strict):
    """Which model is to answer."""

    name: Annotated[StrictStr, Field(max_length=300)] = Field(
        description='As `here` has it; "default" is the one that comes along.'
    )


class ValueRequest(Strict):
    """The value of a setting."""

    value: (
        StrictBool
        | Annotated[StrictInt, Field(ge=-(2**53), le=2**53)]
        | Annotated[StrictFloat, Field(allow_inf_nan=False)]
        | Annotated[StrictStr, Field(max_length=10_000)]
    )


class EverythingQuery(Strict):
    """That all is meant."""

    all: Literal["true"]
    models: Literal["true", "false"] = Field(
        "false", description="Whether the models that were fetched go, too."
    )
