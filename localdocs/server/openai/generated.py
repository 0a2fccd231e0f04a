"""Replies of a language model alone: nothing is looked up in the documents."""

from collections.abc import Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Any

from localdocs.errors import (
    ModelMissingError,
    ModelRequestError,
    ModelTooLargeError,
    ModelUnsupportedError,
    PromptTooLongError,
)
from localdocs.models.running.language_model import Piece
from localdocs.server.http.replies import RequestError, at_fault
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.openai.requests import ChatMessage, InputItem, Sampled
from localdocs.server.openai.said import Ended, Reply, Said
from localdocs.service.caller.call import Message
from localdocs.service.wire import from_wire
from prompts.answer.model import Usage

DEFAULT_MAX_TOKENS = 1024
"""Where the caller says nothing. GPT4All's server cut answers at 16, which people took for a
fault."""

DEFAULTS: Message = {"top_p": 1.0, "repeat_penalty": 1.0}
"""As clients of OpenAI's API expect. GPT4All's 0.4 and 1.18 make little talk livelier, and tear
lists, code and JSON apart, in which words come again."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What a request calls its text, and the schema that its reply is held to."""

    text: str
    schema: str = ""


def spoken_words(messages: Sequence[ChatMessage]) -> list[dict[str, str]]:
    """The messages as a model's template takes them: system, user, assistant, with plain text.

    Raises RequestError for pictures and other parts that are not text.
    """
    roles = {"developer": "system", "tool": "user", "function": "user"}
    return [
        {
            "role": roles.get(message.role, message.role),
            "content": text_of(message, f"messages[{number}]"),
        }
        for number, message in enumerate(messages)
    ]


def text_of(message: ChatMessage | InputItem, name: str) -> str:
    """The text of a message, its parts joined. Raises as ``texts_of`` does."""
    return "".join(texts_of(message, name))


def texts_of(message: ChatMessage | InputItem, name: str) -> list[str]:
    """The parts of a message. ``name``: where it stands in the request. Raises RequestError for
    parts that are no text."""
    if message.content is None or isinstance(message.content, str):
        return [message.content or ""]
    for place, part in enumerate(message.content):
        if part.text is None:
            raise RequestError(
                f"Parts of type {part.type!r} cannot be read: send text.",
                param=f"{name}.content[{place}]",
                code="unsupported_content",
            )
    return [part.text or "" for part in message.content]


def sampling_words(
    asked: Sampled, max_tokens: int | None, schema: dict[str, Any] | None = None
) -> Message:
    """How the words are picked, in the words of ``TextGenerator.generate``."""
    words = {
        "temp": asked.temperature,
        "top_p": asked.top_p,
        "top_k": asked.top_k,
        "min_p": asked.min_p,
        "repeat_penalty": asked.repeat_penalty,
        "frequency_penalty": asked.frequency_penalty,
        "presence_penalty": asked.presence_penalty,
        "seed": asked.seed,
        "stop": asked.stop,
        "json_schema": schema,
    }
    given = {name: value for name, value in words.items() if value is not None}
    return DEFAULTS | given | {"max_tokens": max_tokens or DEFAULT_MAX_TOKENS}


async def generated(
    line: ServiceLine,
    model: str,
    words: Message,
    fields: Fields,
    *,
    prompt: str = "",
    messages: Sequence[dict[str, str]] = (),
    logprobs: int | None = None,
) -> Reply:
    """What ``model`` says to the messages, or how it continues ``prompt``. Raises RequestError,
    with the one of ``fields`` that is at fault, and the library's errors."""
    request: dict[str, Any] = {"prompt": prompt, "messages": list(messages), "words": words}
    answers = line.answers("/generate", request | {"logprobs": logprobs, "model": model})
    with _fields_named(fields, words):
        async with aclosing(answers):
            async for answer in answers:
                if "piece" in answer:
                    piece = from_wire(Piece, answer["piece"])
                    yield Said(piece.text, piece.thought, piece.likelihoods)
                elif "usage" in answer:
                    usage = from_wire(Usage, answer["usage"])
                    yield Ended(usage.finish_reason, usage.prompt_tokens, usage.answer_tokens)
                    return


@contextmanager
def _fields_named(fields: Fields, words: Message) -> Iterator[None]:
    try:
        yield
    except PromptTooLongError as error:
        remedy = "Send less, or set 'context_tokens' higher where the model can take more."
        raise at_fault(PromptTooLongError(error.message, remedy), fields.text) from None
    except ModelRequestError as error:
        raise at_fault(error, fields.schema if "json_schema" in words else fields.text) from None
    except (ModelMissingError, ModelUnsupportedError, ModelTooLargeError) as error:
        raise at_fault(error, "model") from None
