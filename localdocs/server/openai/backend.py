"""What all ways of asking have in common: the line to the service, and who is to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from localdocs.server.http.links import Links, asked_at
from localdocs.server.http.replies import RequestError
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.openai.answered import answered, asks_documents, conversation
from localdocs.server.openai.chat_tasks import chore_in, done
from localdocs.server.openai.generated import (
    Fields,
    generated,
    sampling_words,
    spoken_words,
    text_of,
)
from localdocs.server.openai.inserted import gap_messages
from localdocs.server.openai.question_in import question_in
from localdocs.server.openai.requests import ChatMessage, DocumentOptions, Sampled
from localdocs.server.openai.said import Reply

PROMPT = Fields("prompt")


@dataclass(frozen=True, slots=True)
class Backend:
    """``aliases``: names of models that clients have built in, and what answers in their place."""

    line: ServiceLine
    token: str
    aliases: dict[str, str]

    def links(self, request: Request) -> Links:
        """Links by the name under which the caller knows the server."""
        return Links(asked_at(request), self.token)

    def model(self, name: str) -> str:
        """Who answers to this name."""
        return self.aliases.get(name, name)

    def embedder(self, name: str) -> str | None:
        """The embedding model that is meant; None is the one that there is."""
        meant = self.model(name)
        return None if asks_documents(meant) else meant

    def talked(
        self,
        request: Request,
        model: str,
        messages: Sequence[ChatMessage],
        sampled: Sampled,
        max_tokens: int | None,
        fields: Fields,
        *,
        schema: dict[str, Any] | None = None,
        logprobs: int | None = None,
        options: DocumentOptions | None = None,
    ) -> Reply:
        """The reply to a conversation, from the documents or of a language model alone.

        ``fields``: what the request calls the conversation and the schema.
        """
        name = self.model(model)
        if asks_documents(name):
            if schema is not None:
                raise _not_of_documents("An answer from the documents is text", fields.schema)
            question, turns = conversation(messages, fields.text)
            texts = [text_of(one, fields.text) for one in messages if one.role == "user"]
            if chore := chore_in(texts[-1]):
                return done(chore, texts[-1], texts[:-1])
            options = options or DocumentOptions()
            return answered(self.line, self.links(request), name, question, turns, options)
        words = sampling_words(sampled, max_tokens, schema)
        said = spoken_words(messages)
        return generated(self.line, name, words, fields, messages=said, logprobs=logprobs)

    def continued(
        self,
        request: Request,
        model: str,
        prompt: str,
        sampled: Sampled,
        max_tokens: int | None,
        *,
        suffix: str = "",
        logprobs: int | None = None,
        options: DocumentOptions | None = None,
    ) -> Reply:
        """What follows ``prompt``, or stands between it and ``suffix``; the documents take it for
        a question."""
        name = self.model(model)
        if asks_documents(name):
            if suffix:
                raise _not_of_documents("Documents answer; they fill no gap", "suffix")
            if not prompt.strip():
                raise RequestError("There is no question in 'prompt'.", param="prompt")
            options = options or DocumentOptions()
            question = question_in([prompt])
            return answered(self.line, self.links(request), name, question, (), options)
        words = sampling_words(sampled, max_tokens)
        gap = gap_messages(prompt, suffix) if suffix else ()
        return generated(
            self.line, name, words, PROMPT, prompt=prompt, messages=gap, logprobs=logprobs
        )


def refuse_tools(
    tools: Sequence[object] | None, choice: object, name: str = "tools", option: str = "tool_choice"
) -> None:
    """Raise RequestError where the caller insists on a tool. Who only offers some gets text, as
    one may by OpenAI's API: many programs send theirs with everything."""
    if tools and choice not in (None, "auto", "none"):
        raise RequestError(
            f"Tools are not called here: leave '{name}' out, or set '{option}' to \"auto\".",
            param=name,
            code="unsupported_parameter",
        )


def _not_of_documents(why: str, param: str) -> RequestError:
    words = f"{why}: leave '{param}' out, or ask a language model."
    return RequestError(words, param=param, code="unsupported_parameter")
