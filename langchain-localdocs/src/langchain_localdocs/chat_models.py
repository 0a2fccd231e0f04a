"""A chat model that answers from the person's documents."""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import (
    AsyncCallbackManagerForLLMRun,
    CallbackManagerForLLMRun,
)
from langchain_core.language_models import LangSmithParams, LanguageModelInput
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable

from langchain_localdocs.connected import Connected, Narrowed
from langchain_localdocs.messages import metadata_of, spoken, usage_of
from langchain_localdocs.structured import structured

_PATH = "/v1/chat/completions"


class ChatLocalDocs(Connected, Narrowed, BaseChatModel):
    """Answers from the documents (``model`` "localdocs", or "localdocs/FOLDER"), or is a language
    model of this computer as it is, by its name.

    ``response_metadata`` of a message has ``citations`` (places of the text, in LangChain's form),
    ``references`` (the quotes, each with path, page, span and whether it was verified) and
    ``localdocs`` (status, notes, the model that worded it).
    """

    model: str = "localdocs"
    """Who answers."""

    language_model: str | None = None
    """Who words an answer from the documents; "none" gives the documents' own words."""

    k: int | None = None
    """How many passages are looked at."""

    sources: bool = False
    """Whether the sources stand below the text too."""

    temperature: float | None = None
    max_tokens: int | None = None
    seed: int | None = None
    stop: list[str] | None = None

    @property
    def _llm_type(self) -> str:
        return "localdocs"

    def _get_ls_params(self, stop: list[str] | None = None, **kwargs: Any) -> LangSmithParams:
        params = super()._get_ls_params(stop=stop or self.stop, **kwargs)
        params["ls_provider"] = "localdocs"
        return params

    def with_structured_output(
        self,
        schema: dict[str, Any] | type,
        *,
        include_raw: bool = False,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, Any]:
        """A language model that replies in the form of ``schema``: a class of Pydantic, of which an
        instance comes back, or a TypedDict or JSON schema, which give a dict.

        Answers from the documents have a form of their own. Whatever ``method`` and ``strict`` say,
        the reply is held to the schema word by word.
        """
        if unknown := kwargs.keys() - {"method", "strict"}:
            raise ValueError(f"Not known here: {', '.join(sorted(unknown))}.")
        return structured(self, schema, include_raw=include_raw)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return _result(self._asked.post(_PATH, self._body(messages, stop, kwargs)))

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return _result(await self._asked.apost(_PATH, self._body(messages, stop, kwargs)))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        body = self._body(messages, stop, kwargs) | _STREAMED
        pieces = _Pieces()
        for event in self._asked.stream(_PATH, body):
            for chunk in pieces.of(event):
                if run_manager:
                    run_manager.on_llm_new_token(chunk.text, chunk=chunk)
                yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        body = self._body(messages, stop, kwargs) | _STREAMED
        pieces = _Pieces()
        async for event in self._asked.astream(_PATH, body):
            for chunk in pieces.of(event):
                if run_manager:
                    await run_manager.on_llm_new_token(chunk.text, chunk=chunk)
                yield chunk

    def _body(
        self, messages: Sequence[BaseMessage], stop: list[str] | None, more: dict[str, Any]
    ) -> dict[str, Any]:
        given: dict[str, Any] = {
            "temperature": self.temperature,
            "max_tokens": self.max_tokens,
            "seed": self.seed,
            "stop": stop or self.stop,
        }
        options = {"k": self.k, "model": self.language_model, "sources": self.sources}
        body: dict[str, Any] = {"model": self.model, "messages": spoken(messages)}
        body |= {name: value for name, value in given.items() if value is not None}
        where = self.filters() | {n: value for n, value in options.items() if value is not None}
        return body | {"localdocs": where} | more


_STREAMED = {"stream": True, "stream_options": {"include_usage": True}}


def _result(reply: dict[str, Any]) -> ChatResult:
    choice = reply["choices"][0]
    metadata = metadata_of(reply, choice, choice["message"].get("annotations") or [])
    message = AIMessage(
        choice["message"]["content"] or "",
        id=reply["id"],
        response_metadata=metadata,
        usage_metadata=usage_of(reply["usage"]),
    )
    return ChatResult(generations=[ChatGeneration(message=message)])


class _Pieces:
    """Events of one reply as chunks; what is told of the whole comes with the last but one."""

    def __init__(self) -> None:
        self._annotations: list[dict[str, Any]] = []

    def of(self, event: dict[str, Any]) -> Iterator[ChatGenerationChunk]:
        identity = event["id"]
        if event.get("usage"):
            usage = usage_of(event["usage"])
            yield _chunk(AIMessageChunk(content="", id=identity, usage_metadata=usage))
        for choice in event["choices"]:
            self._annotations += choice["delta"].get("annotations") or []
            if choice["finish_reason"]:
                metadata = metadata_of(event, choice, self._annotations)
                yield _chunk(AIMessageChunk(content="", id=identity, response_metadata=metadata))
            elif text := choice["delta"].get("content"):
                yield _chunk(AIMessageChunk(content=text, id=identity))


def _chunk(message: AIMessageChunk) -> ChatGenerationChunk:
    return ChatGenerationChunk(message=message)
