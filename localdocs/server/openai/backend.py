"""What all ways of asking have in common: the line to the service, and who is to answer."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass

from starlette.requests import Request

from localdocs.server.hanging_up import until_hung_up
from localdocs.server.links import Links
from localdocs.server.openai.answered import answered, asks_documents, conversation
from localdocs.server.openai.generated import form_words, generated, sampling_words, spoken_words
from localdocs.server.openai.requests import (
    ChatMessage,
    DocumentOptions,
    ResponseFormat,
    Sampled,
)
from localdocs.server.openai.said import Ended, Reply, Said
from localdocs.server.replies import RequestError
from localdocs.server.service_line import ServiceLine


@dataclass(frozen=True, slots=True)
class Backend:
    """``aliases``: names of models that clients have built in, and what answers in their place."""

    line: ServiceLine
    token: str
    aliases: dict[str, str]

    def links(self, request: Request) -> Links:
        """Links by the name under which the caller knows the server."""
        return Links(f"{request.url.scheme}://{request.headers['host']}", self.token)

    def model(self, name: str) -> str:
        """Who answers to this name."""
        return self.aliases.get(name, name)

    def talked(
        self,
        request: Request,
        model: str,
        messages: Sequence[ChatMessage],
        sampled: Sampled,
        max_tokens: int | None,
        *,
        form: ResponseFormat | None = None,
        logprobs: int | None = None,
        options: DocumentOptions | None = None,
    ) -> Reply:
        """The reply to a conversation, from the documents or of a language model alone."""
        name = self.model(model)
        if asks_documents(name):
            question, turns = conversation(messages)
            options = options or DocumentOptions()
            return answered(self.line, self.links(request), name, question, turns, options)
        words = sampling_words(sampled, max_tokens) | form_words(form)
        said = spoken_words(messages)
        return generated(self.line, name, words, messages=said, logprobs=logprobs)


def refuse_tools(tools: Sequence[object] | None, choice: object) -> None:
    """Raise RequestError where the caller wants tools to be used."""
    if tools and choice != "none":
        raise RequestError(
            "Tools are not called here: leave 'tools' out, or set 'tool_choice' to \"none\".",
            param="tools",
            code="unsupported_parameter",
        )


async def begun(request: Request, reply: Reply) -> Reply:
    """The reply with its first piece there, so that what goes wrong before it is an error with a
    status of its own, and no event in a stream. Raises HungUpError."""

    async def first() -> Said | Ended:
        return await anext(reply)

    try:
        item = await until_hung_up(request, first())
    except BaseException:
        await reply.aclose()
        raise
    return _continued(item, reply)


async def _continued(first: Said | Ended, reply: Reply) -> Reply:
    async with aclosing(reply):
        yield first
        async for item in reply:
            yield item
