"""What clients of OpenAI's API send, as far as it is used here. Keys of theirs that are not named
are passed over: clients send many, and each version others."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator

from localdocs.server.library.questions import Answering

MOST_MESSAGES = 10_000

Role = Literal["system", "developer", "user", "assistant", "tool", "function"]
ModelName = Annotated[StrictStr, Field(min_length=1, max_length=1000)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Count = Annotated[StrictInt, Field(ge=1, lt=1 << 31)]
Tokens = Annotated[StrictInt, Field(ge=0, lt=1 << 31)]
Choices = Annotated[StrictInt, Field(ge=1, le=16)]
Likeliest = Annotated[StrictInt, Field(ge=0, le=20)]
Stop = Annotated[StrictStr, Field(min_length=1)]


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", protected_namespaces=())


class DocumentOptions(Answering):
    """Ours, under `localdocs`: where to look, how widely, and who words the answer. As they are
    ours, a name that is not known is refused."""

    sources: StrictBool = Field(
        default=True, description="Whether the sources stand below the text of an answer too."
    )


class Part(_Lenient):
    """A part of a message."""

    type: StrictStr
    text: StrictStr | None = None


class ChatMessage(_Lenient):
    """One message of a conversation."""

    role: Role
    content: StrictStr | list[Part] | None = None


class StreamOptions(_Lenient):
    """What a stream tells beside the reply."""

    include_usage: StrictBool = False


class JsonSchema(_Lenient):
    """A JSON schema by its name."""

    name: StrictStr = ""
    schema_: dict[str, Any] | None = Field(default=None, alias="schema")


class TextFormat(JsonSchema):
    """The form of a reply: text, any JSON object, or JSON by a schema, which chats have under
    ``json_schema`` and responses beside the type."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None

    @model_validator(mode="after")
    def _has_schema(self) -> Self:
        if self.type == "json_schema" and self.given_schema is None:
            raise ValueError("The schema is missing.")
        return self

    @property
    def given_schema(self) -> dict[str, Any] | None:
        """The schema, wherever it stands."""
        return self.schema_ if self.json_schema is None else self.json_schema.schema_


def schema_of(form: TextFormat | None) -> dict[str, Any] | None:
    """The schema that a reply is held to; None for text."""
    if form is None or form.type == "text":
        return None
    return form.given_schema or {"type": "object"}


class Sampled(_Lenient):
    """How the next words are picked. What OpenAI does not have, llama.cpp's servers do."""

    temperature: Annotated[Number, Field(ge=0, le=2)] | None = None
    top_p: Annotated[Number, Field(ge=0, le=1)] | None = None
    top_k: Annotated[StrictInt, Field(ge=0, lt=1 << 31)] | None = None
    min_p: Annotated[Number, Field(ge=0, le=1)] | None = None
    repeat_penalty: Annotated[Number, Field(ge=0)] | None = None
    frequency_penalty: Annotated[Number, Field(ge=-2, le=2)] | None = None
    presence_penalty: Annotated[Number, Field(ge=-2, le=2)] | None = None
    seed: StrictInt | None = None
    stop: Stop | Annotated[list[Stop], Field(max_length=64)] | None = None
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None


class ChatRequest(Sampled):
    """POST /v1/chat/completions. No tokens (0) are as many as by default: clients send that."""

    model: ModelName
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=MOST_MESSAGES)]
    max_tokens: Tokens | None = None
    max_completion_tokens: Tokens | None = None
    n: Choices | None = None
    logprobs: StrictBool | None = None
    top_logprobs: Likeliest | None = None
    response_format: TextFormat | None = None
    tools: list[Any] | None = None
    tool_choice: Any = None
    functions: list[Any] | None = None
    function_call: Any = None
    localdocs: DocumentOptions | None = None


class CompletionRequest(Sampled):
    """POST /v1/completions"""

    model: ModelName
    prompt: Any = None
    suffix: StrictStr | None = None
    max_tokens: Count | None = None
    n: Choices | None = None
    best_of: StrictInt | None = None
    echo: StrictBool = False
    logprobs: Likeliest | None = None
    localdocs: DocumentOptions | None = None


class EmbeddingRequest(_Lenient):
    """POST /v1/embeddings"""

    model: ModelName
    input: Any
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: Count | None = None


class InputItem(_Lenient):
    """What was said before, one by one: a message, or what the caller has of an earlier reply."""

    type: StrictStr = "message"
    role: Role | None = None
    content: StrictStr | list[Part] | None = None


class TextOptions(_Lenient):
    """The form of a reply, as Responses have it."""

    format: TextFormat | None = None


class ResponseRequest(Sampled):
    """POST /v1/responses"""

    model: ModelName
    input: StrictStr | Annotated[list[InputItem], Field(min_length=1, max_length=MOST_MESSAGES)]
    instructions: StrictStr | None = None
    max_output_tokens: Count | None = None
    text: TextOptions | None = None
    include: list[StrictStr] | None = None
    top_logprobs: Likeliest | None = None
    metadata: dict[str, StrictStr] | None = None
    tools: list[Any] | None = None
    tool_choice: Any = None
    previous_response_id: Any = None
    conversation: Any = None
    prompt: Any = None
    background: StrictBool | None = None
    localdocs: DocumentOptions | None = None
