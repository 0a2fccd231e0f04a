"""Shapes of replies and errors that need no server to be seen."""

import json
import logging

import pytest
from starlette.requests import Request

from localdocs.errors import LocalDocsError, ModelRequestError
from localdocs.models.running.language_model import TokenLikelihood
from localdocs.server.http.bodies import read_body
from localdocs.server.http.replies import RequestError, told_error
from localdocs.server.openai.likelihoods import in_columns, listed
from localdocs.server.openai.requests import ChatRequest, EmbeddingRequest
from localdocs.server.openai.response_events import ResponseEvents
from localdocs.server.openai.said import Ended, Said, usage_of


async def read(body: dict[str, object]) -> ChatRequest:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

    scope = {"type": "http", "method": "POST", "headers": []}
    return await read_body(Request(scope, receive), ChatRequest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "param"),
    [
        ({"stop": [""]}, "stop[0]"),
        ({"stop": 1}, "stop"),
        ({"stop": ["x"] * 65}, "stop"),
        (
            {"messages": [{"role": "user", "content": [{"text": "x"}]}]},
            "messages[0].content[0].type",
        ),
        ({"response_format": {"type": "json_schema"}}, "response_format"),
        ({"localdocs": {"k": 0}}, "localdocs.k"),
        ({"localdocs": {"folder": [1]}}, "localdocs.folder[0]"),
        ({"localdocs": {"fodler": "docs"}}, "localdocs.fodler"),
    ],
)
def test_errors_name_the_place_in_the_body(more: dict[str, object], param: str) -> None:
    import asyncio

    body = {"model": "m", "messages": [{"role": "user", "content": "x"}]} | more
    with pytest.raises(RequestError) as refused:
        asyncio.run(read(body))
    assert refused.value.param == param
    assert refused.value.message.startswith(f"{param}: ")


def test_too_many_of_them_are_not_called_no_text() -> None:
    import asyncio

    body = {"model": "m", "messages": [{"role": "user", "content": "x"}], "stop": ["x"] * 5000}
    with pytest.raises(RequestError, match="It may have 64 items at most"):
        asyncio.run(read(body))


def test_what_was_not_foreseen_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """It may quote a document; the log of this computer has it."""
    for error in (ValueError("secret"), LocalDocsError("Unforeseen: KeyError('secret')", "")):
        with caplog.at_level(logging.ERROR):
            status, shape = told_error(error)
        assert status == 500 and "secret" not in json.dumps(shape)
        assert shape["error"]["code"] == "unforeseen"
    assert caplog.text.count("secret") >= 2
    assert told_error(ModelRequestError("The prompt is empty.", ""))[0] == 400


def test_a_response_of_a_model_that_thinks() -> None:
    events = ResponseEvents({"id": "resp_1"})
    told = events.opened()
    for piece in (Said("", "Hm"), Said("", "m."), Said("Yes", "!"), Said(".")):
        told += events.take(piece)
    told += events.take(Ended("stop", 5, 4))
    names = [name.removeprefix("response.") for name, _ in told]
    assert names == [
        "created",
        "in_progress",
        "output_item.added",
        "content_part.added",
        "reasoning_text.delta",
        "reasoning_text.delta",
        "reasoning_text.delta",
        "reasoning_text.done",
        "content_part.done",
        "output_item.done",
        "output_item.added",
        "content_part.added",
        "output_text.delta",
        "output_text.delta",
        "output_text.done",
        "content_part.done",
        "output_item.done",
        "completed",
    ]
    thought, message = events.response["output"]
    assert (thought["type"], thought["content"][0]["text"]) == ("reasoning", "Hmm.!")
    assert (message["type"], message["content"][0]["text"]) == ("message", "Yes.")
    assert (thought["status"], message["status"]) == ("completed", "completed")
    assert events.response["usage"]["output_tokens_details"] == {"reasoning_tokens": 3}
    opened = next(event for name, event in told if name.endswith("content_part.added"))
    assert opened["part"]["text"] == "", "an event is as things were when it was told"


def test_a_response_without_a_word() -> None:
    events = ResponseEvents({"id": "resp_1"})
    names = [name for name, _ in events.take(Ended("stop", 5, 0))]
    assert names[0] == "response.output_item.added" and names[-1] == "response.completed"
    assert events.response["output"][0]["content"][0]["text"] == ""


def test_a_response_that_fails() -> None:
    events = ResponseEvents({"id": "resp_1"})
    (_, error), (name, failed) = events.failed(ModelRequestError("No.", ""))
    assert error["type"] == "error" and error["message"] == error["error"]["message"] == "No."
    assert name == "response.failed" and failed["response"]["status"] == "failed"
    assert failed["response"]["error"] == {"code": "server_error", "message": "No."}


def test_likelihoods_in_both_shapes() -> None:
    known = (
        TokenLikelihood(1, "One", -0.5, (("One", -0.5), ("Two", -1.5))),
        TokenLikelihood(2, ".", -2.0, (("!", -0.1),)),
    )
    assert listed(known)[1] == {
        "token": ".",
        "logprob": -2.0,
        "bytes": [46],
        "top_logprobs": [{"token": "!", "logprob": -0.1, "bytes": [33]}],
    }
    assert in_columns(known, 7) == {
        "tokens": ["One", "."],
        "token_logprobs": [-0.5, -2.0],
        "top_logprobs": [{"One": -0.5, "Two": -1.5}, {"!": -0.1, ".": -2.0}],
        "text_offset": [7, 10],
    }


def test_prompts_are_counted_once_for_all_their_choices() -> None:
    ends = [Ended("stop", 5, 1), Ended("stop", 5, 2), Ended("stop", 7, 3), Ended("stop", 7, 4)]
    assert usage_of(ends, 2) == {"prompt_tokens": 12, "completion_tokens": 10, "total_tokens": 22}


def test_a_model_has_a_name() -> None:
    with pytest.raises(ValueError, match="at least 1 character"):
        EmbeddingRequest.model_validate({"model": "", "input": "x"})
