"""What clients of OpenAI's API send, as far as it is used here. Keys that are not named are passed
over: clients send many, and each version others."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator

ROLES = ("system", "developer", "user", "assistant", "tool", "function")

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Count = Annotated[StrictInt, Field(ge=1)]


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", protected_namespaces=())


class DocumentOptions(_Lenient):
    """Ours, under ``localdocs``: where to look, how widely, and who words the answer.

    ``model``: a language model of this computer; "none" gives the documents' own words.
    """

    folder: StrictStr | list[StrictStr] | None = None
    type: StrictStr | list[StrictStr] | None = None
    since: StrictStr | None = None
    until: StrictStr | None = None
    k: Annotated[StrictInt, Field(ge=1, le=50)] | None = None
    model: StrictStr | None = None
    sources: StrictBool = True
    """Whether the sources stand below the text of an answer too."""


class Part(_Lenient):
    """A part of a message."""

    type: StrictStr
    text: StrictStr | None = None


class ChatMessage(_Lenient):
    """One message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: StrictStr | list[Part] | None = None


class StreamOptions(_Lenient):
    """What a stream tells beside the reply."""

    include_usage: StrictBool = False


class JsonSchema(_Lenient):
    """A JSON schema by its name."""

    name: StrictStr = ""
    schema_: dict[str, Any] | None = Field(default=None, alias="schema")


class ResponseFormat(_Lenient):
    """The form of a reply."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None

    @model_validator(mode="after")
    def _has_schema(self) -> "ResponseFormat":
        if self.type == "json_schema" and (
            self.json_schema is None or self.json_schema.schema_ is None
        ):
            raise ValueError("'json_schema.schema' is missing")
        return self


class Sampled(_Lenient):
    """How the next words are picked. What OpenAI does not have, llama.cpp's servers do."""

    temperature: Annotated[Number, Field(ge=0, le=2)] | None = None
    top_p: Annotated[Number, Field(ge=0, le=1)] | None = None
    top_k: Annotated[StrictInt, Field(ge=0)] | None = None
    min_p: Annotated[Number, Field(ge=0, le=1)] | None = None
    repeat_penalty: Annotated[Number, Field(ge=0)] | None = None
    frequency_penalty: Annotated[Number, Field(ge=-2, le=2)] | None = None
    presence_penalty: Annotated[Number, Field(ge=-2, le=2)] | None = None
    seed: StrictInt | None = None
    stop: StrictStr | list[StrictStr] | None = None
    max_tokens: Count | None = None
    n: Annotated[StrictInt, Field(ge=1, le=16)] | None = None
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None


class ChatRequest(Sampled):
    """POST /v1/chat/completions"""

    model: StrictStr
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=10_000)]
    max_completion_tokens: Count | None = None
    logprobs: StrictBool | None = None
    top_logprobs: Annotated[StrictInt, Field(ge=0, le=20)] | None = None
    response_format: ResponseFormat | None = None
    tools: list[Any] | None = None
    tool_choice: Any = None
    localdocs: DocumentOptions | None = None


class CompletionRequest(Sampled):
    """POST /v1/completions"""

    model: StrictStr
    prompt: Any = None
    echo: StrictBool | None = None
    suffix: StrictStr | None = None
    logprobs: Annotated[StrictInt, Field(ge=0, le=20)] | None = None


class EmbeddingRequest(_Lenient):
    """POST /v1/embeddings"""

    model: StrictStr
    input: Any
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: Count | None = None


class ResponseRequest(_Lenient):
    """POST /v1/responses"""

    model: StrictStr
    input: Any = None
    instructions: StrictStr | None = None
    stream: StrictBool | None = None
    temperature: Annotated[Number, Field(ge=0, le=2)] | None = None
    top_p: Annotated[Number, Field(ge=0, le=1)] | None = None
    max_output_tokens: Count | None = None
    previous_response_id: StrictStr | None = None
    tools: list[Any] | None = None
    tool_choice: Any = None
    text: dict[str, Any] | None = None
    localdocs: DocumentOptions | None = None
