"""What the addresses about models, settings and what is kept reply."""

from typing import Literal

from pydantic import Field

from localdocs.server.api.replies import Reply


class ModelHere(Reply):
    """A model on this computer. `answers`: whether it writes text; `words` say how it suits this
    computer, or why it cannot be used."""

    name: str
    file: str
    program: str = Field(description="Whose it is, such as `Ollama`.")
    in_use: bool
    answers: bool
    removable: bool = Field(description="Whether localdocs has fetched it.")
    size: int = Field(description="In bytes.")
    licence: str
    brings: str
    fits: bool
    words: str
    tokens_a_second: float | None = Field(description="About, when it writes.")
    seconds_an_answer: float | None = Field(
        description="About, for 800 tokens read and 120 written, reckoned."
    )


class ModelToBeHad(Reply):
    """A model of the catalogue that is not here. `came`: bytes that an earlier download brought."""

    name: str
    file: str
    url: str = Field(
        description='Where it would come from; "" where the setting `model_mirror` is no address.'
    )
    answers: bool
    size: int = Field(description="In bytes; reckoned unless `is_size_known`.")
    is_size_known: bool
    came: int
    licence: str
    commercial_use: bool | None
    languages: list[str]
    brings: str
    current: bool = Field(description="Whether it is one that people choose today.")
    thinks: bool | None = Field(
        description="Whether it thinks before it answers although it is told not to."
    )
    instructions: float | None = Field(
        description="Of a hundred instructions, how many it follows, as published (IFEval)."
    )
    fits: bool
    words: str
    tokens_a_second: float | None
    seconds_an_answer: float | None


class Suggestion(Reply):
    """The model of the catalogue that suits this computer best, and why."""

    name: str
    words: str


class Models(Reply):
    """The models that are here and to be had. `in_use` is the name of the one that answers;
    `problem`, if any, why it cannot."""

    machine: str
    folder: str
    in_use: str
    problem: str
    suggestion: Suggestion | None = Field(
        description="Null where none is better for it than what is in use."
    )
    here: list[ModelHere]
    to_be_had: list[ModelToBeHad]


class TransferEvent(Reply):
    """How far a download is, in bytes."""

    doing: Literal["connecting", "downloading", "checking"]
    done: int
    total: int | None
    trouble: str = Field(description="Why it does not go on, where it is tried again; else empty.")


class SettingReply(Reply):
    """A setting. `origin`: where the value comes from, `file`, `environment` or `default`."""

    name: str
    value: str | int | float | bool
    default: str | int | float | bool
    origin: str
    kind: Literal["truth", "whole", "number", "text"]
    least: float | None
    most: float | None
    help: str
    group: str
    refusal: str = Field(description='Why it cannot be changed here; "" where it can.')
    from_next_start: bool = Field(description="Whether it is read when the service starts.")
    problem: str = Field(description="What is wrong with the value that was written.")


class SettingsReply(Reply):
    """All settings, group by group."""

    settings: list[SettingReply]


class KeptReply(Reply):
    """One kind of what is kept. `is_personal`: made of documents and questions."""

    name: str
    words: str
    paths: list[str]
    size: int = Field(description="In bytes.")
    is_personal: bool


class Privacy(Reply):
    """What is kept where, and who can ask this server."""

    home: str
    kept: list[KeptReply]
    listens_at: str
    is_local: bool = Field(description="Whether programs of this computer alone reach it.")
    origins: list[str] = Field(description="Other websites and programs that may ask.")
    keeps_conversations: bool
    conversations: int | None = Field(description="Null where they cannot be read.")
    network: str


class EverythingForgotten(Reply):
    """What was deleted; a number is null where what it counts could not be read. `models`: their
    files."""

    documents: int | None
    conversations: int | None
    models: list[str]
