"""Twenty cases that clients of OpenAI's API count on, each by its number."""

import base64
import json
import struct
import sys
import time
from typing import Any

import pytest

from server_support import (
    CHAT,
    COMPLETIONS,
    EMBEDDING,
    EMBEDDINGS,
    LANGUAGE,
    RESPONSES,
    Served,
    model_processes,
)
from service_support import kill, until

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

KNOWN, UNKNOWN = "How high is the rent?", "What is the capital of Mongolia?"
ENDLESS = {
    "model": LANGUAGE,
    "prompt": "1, 2, 3, 4,",
    "temperature": 0,
    "repeat_penalty": 1,
    "stream": True,
}


def error_of(reply: Any) -> dict[str, Any]:
    error: dict[str, Any] = reply.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    return error


def choice_of(reply: Any) -> dict[str, Any]:
    assert reply.status == 200, reply.body
    [choice] = reply.json()["choices"]
    found: dict[str, Any] = choice
    return found


def test_01_models(served: Served) -> None:
    listed = served.get("/v1/models").json()
    assert listed["object"] == "list"
    names = [model["id"] for model in listed["data"]]
    assert names[:2] == ["localdocs", "localdocs/docs"]
    assert {LANGUAGE, EMBEDDING, "gpt-4o"} <= set(names)
    for model in listed["data"]:
        assert set(model) == {"id", "object", "created", "owned_by"}
        assert model["object"] == "model" and isinstance(model["created"], int)
    assert served.get("/v1//models").json() == listed


def test_02_one_model(served: Served) -> None:
    for name in ("localdocs", "localdocs/docs", LANGUAGE, "gpt-4o"):
        assert served.get(f"/v1/models/{name}").json()["id"] == name
    unknown = served.get("/v1/models/none")
    assert (unknown.status, error_of(unknown)["code"]) == (404, "model_not_found")


def test_03_the_token(served: Served) -> None:
    for token in ("", "wrong"):
        refused = served.post(CHAT, {}, token=token)
        assert (refused.status, error_of(refused)["type"]) == (401, "authentication_error")
    assert served.get("/health", token="").status == 200


def test_04_a_whole_chat(served: Served) -> None:
    reply = served.chat("Hello").json()
    assert reply["id"].startswith("chatcmpl-") and reply["object"] == "chat.completion"
    assert isinstance(reply["created"], int) and reply["model"] == LANGUAGE
    [choice] = reply["choices"]
    assert choice["index"] == 0 and choice["logprobs"] is None
    assert choice["message"]["role"] == "assistant" and choice["message"]["content"]
    assert choice["finish_reason"] in ("stop", "length")
    usage = reply["usage"]
    assert usage["prompt_tokens"] > 0 and usage["completion_tokens"] > 0
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


def test_05_a_stream(served: Served) -> None:
    reply = served.chat("Hello", stream=True)
    assert reply.headers["content-type"].startswith("text/event-stream")
    *chunks, last = reply.events()
    assert last == "[DONE]"
    assert len({(one["id"], one["created"], one["model"]) for one in chunks}) == 1
    assert {one["object"] for one in chunks} == {"chat.completion.chunk"}
    deltas = [one["choices"][0]["delta"] for one in chunks]
    assert [number for number, delta in enumerate(deltas) if "role" in delta] == [0]


@pytest.mark.parametrize("path", [CHAT, COMPLETIONS])
def test_06_the_end_of_a_stream_stands_alone(served: Served, path: str) -> None:
    asked = {"messages": [{"role": "user", "content": "Hello"}], "prompt": "1, 2,"}
    said = asked | {"model": LANGUAGE, "stream": True, "max_tokens": 5}
    *inner, last = [one["choices"][0] for one in served.post(path, said).events()[:-1]]
    assert all(choice["finish_reason"] is None for choice in inner)
    assert last["finish_reason"] == "length"
    assert last.get("delta", {}) == {} and last.get("text", "") == ""


def test_07_usage_of_a_stream(served: Served) -> None:
    plain = served.chat("Hello", stream=True).events()[:-1]
    assert not any("usage" in chunk for chunk in plain)
    told = served.chat("Hello", stream=True, stream_options={"include_usage": True}).events()[:-1]
    *before, last = told
    assert all(chunk["usage"] is None and chunk["choices"] for chunk in before)
    assert last["choices"] == [] and last["usage"]["total_tokens"] > 0


def test_08_parts_of_a_message(served: Served) -> None:
    parts = [{"type": "text", "text": "How high is "}, {"type": "text", "text": "the rent?"}]
    whole = served.documents(KNOWN).json()["choices"]
    asked = [{"role": "user", "content": parts}]
    assert served.documents("", messages=asked).json()["choices"] == whole
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    for model in ("localdocs", LANGUAGE):
        refused = served.chat([{"role": "user", "content": [*parts, picture]}], model)
        assert refused.status == 400
        assert error_of(refused)["param"] == "messages[0].content[2]"
        assert "image_url" in error_of(refused)["message"]


@pytest.mark.parametrize(
    ("messages", "param"),
    [
        (None, "messages"),
        ("x", "messages"),
        ([123], "messages[0]"),
        ([{}], "messages[0].role"),
        ([{"role": 123, "content": "x"}], "messages[0].role"),
        ([{"role": "user", "content": 123}], "messages[0].content"),
        (
            [{"role": "user", "content": [{"type": "text", "text": 1}]}],
            "messages[0].content[0].text",
        ),
        ([], "messages"),
    ],
)
def test_09_messages_that_are_none(served: Served, messages: Any, param: str) -> None:
    refused = served.post(CHAT, {"model": LANGUAGE, "messages": messages})
    assert refused.status == 400
    error = error_of(refused)
    assert (error["type"], error["param"]) == ("invalid_request_error", param)
    assert param in error["message"] and error["code"]


def test_10_roles_keys_and_tools(served: Served) -> None:
    messages = [
        {"role": "developer", "content": "Be brief.", "name": "me"},
        {"role": "user", "content": "Look it up."},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]},
        {"role": "tool", "tool_call_id": "1", "content": "It is raining."},
    ]
    more = {"tools": [], "user": "u", "store": True, "metadata": {}, "unheard_of": {"a": [1]}}
    assert choice_of(served.chat(messages, **more))["message"]["content"]
    tools = [{"type": "function", "function": {"name": "look", "parameters": {}}}]
    # Programs offer their tools with everything; text is an answer too, but for who insists.
    for offered in ({}, {"tool_choice": "none"}, {"tool_choice": "auto"}):
        assert choice_of(served.chat("Hello", tools=tools, **offered))["message"]["content"]
    named = {"type": "function", "function": {"name": "look"}}
    for name, option, given in (
        ("tools", "tool_choice", tools),
        ("functions", "function_call", [{"name": "look"}]),
    ):
        for choice in ("required", named):
            refused = served.chat("Hello", **{name: given, option: choice})
            assert refused.status == 400 and error_of(refused)["param"] == name
            assert "Tools" in error_of(refused)["message"]


@pytest.mark.parametrize("name", ["max_tokens", "max_completion_tokens"])
def test_11_how_many_tokens(served: Served, name: str) -> None:
    asked = {"model": LANGUAGE, "messages": [{"role": "user", "content": "Tell me a story"}]}
    reply = served.post(CHAT, asked | {name: 3})
    assert choice_of(reply)["finish_reason"] == "length"
    assert reply.json()["usage"]["completion_tokens"] == 3


@pytest.mark.parametrize("stop", ["5", ["x", "5"]])
def test_12_where_to_stop(served: Served, stop: Any) -> None:
    asked = ENDLESS | {"stream": False, "max_tokens": 30, "stop": stop}
    choice = choice_of(served.post(COMPLETIONS, asked))
    assert choice["finish_reason"] == "stop" and choice["text"].strip() == ""


def test_13_the_same_again(served: Served) -> None:
    said = [
        choice_of(served.chat("Tell me a story", temperature=temperature, seed=7, max_tokens=20))
        for temperature in (0, 0, 1.5, 1.5)
    ]
    assert said[0] == said[1] and said[2] == said[3] and said[0] != said[2]


def test_14_the_form_of_a_reply(served: Served) -> None:
    schema = {
        "type": "object",
        "properties": {"city": {"enum": ["Oslo", "Rome"]}},
        "required": ["city"],
        "additionalProperties": False,
    }
    form = {"type": "json_schema", "json_schema": {"name": "place", "schema": schema}}
    said = choice_of(served.chat("A city?", response_format=form, max_tokens=30, temperature=0))
    assert json.loads(said["message"]["content"])["city"] in ("Oslo", "Rome")
    asked = {"model": LANGUAGE, "input": "A city?", "max_output_tokens": 30, "temperature": 0}
    flat = {"type": "json_schema", "name": "place", "schema": schema}
    reply = served.post(RESPONSES, asked | {"text": {"format": flat}}).json()
    text = reply["output"][0]["content"][0]["text"]
    assert json.loads(text)["city"] in ("Oslo", "Rome")
    assert reply["text"]["format"] == flat
    for wrong in ({"type": "xml"}, {"type": "json_schema"}):
        assert served.chat("A city?", response_format=wrong).status == 400
        assert served.post(RESPONSES, asked | {"text": {"format": wrong}}).status == 400
    refused = served.documents(KNOWN, response_format=form)
    assert (refused.status, error_of(refused)["param"]) == (400, "response_format")


def test_15_embeddings(served: Served) -> None:
    asked = {"model": EMBEDDING, "input": ["a stove", "a lease"]}
    listed = served.post(EMBEDDINGS, asked).json()
    assert [one["index"] for one in listed["data"]] == [0, 1]
    assert listed["model"] == EMBEDDING and listed["usage"]["prompt_tokens"] > 0
    vector = listed["data"][0]["embedding"]
    assert sum(number * number for number in vector) == pytest.approx(1)
    packed = served.post(
        EMBEDDINGS, asked | {"input": "a stove", "encoding_format": "base64"}
    ).json()
    content = base64.b64decode(packed["data"][0]["embedding"])
    assert struct.unpack(f"<{len(vector)}f", content) == pytest.approx(vector, abs=1e-3)
    for tokens in ([1, 2], [[1, 2], [3]]):
        refused = served.post(EMBEDDINGS, asked | {"input": tokens})
        assert refused.status == 400 and "token" in error_of(refused)["message"]


def test_16_completions(served: Served) -> None:
    asked = {"model": LANGUAGE, "max_tokens": 3, "temperature": 0}
    both = served.post(COMPLETIONS, asked | {"prompt": ["1, 2,", "a, b,"], "echo": True}).json()
    assert both["id"].startswith("cmpl-") and both["object"] == "text_completion"
    assert [choice["index"] for choice in both["choices"]] == [0, 1]
    for choice, prompt in zip(both["choices"], ("1, 2,", "a, b,"), strict=True):
        assert choice["text"].startswith(prompt) and len(choice["text"]) > len(prompt)
    twice = served.post(COMPLETIONS, asked | {"prompt": "1, 2,", "n": 2}).json()
    assert [choice["index"] for choice in twice["choices"]] == [0, 1]
    assert twice["usage"]["completion_tokens"] == 6
    once = served.post(COMPLETIONS, asked | {"prompt": "1, 2,"}).json()
    assert twice["usage"]["prompt_tokens"] == once["usage"]["prompt_tokens"]
    assert both["usage"]["prompt_tokens"] > once["usage"]["prompt_tokens"]
    for tokens in ([1, 2], [[1, 2]], [], None):
        assert served.post(COMPLETIONS, asked | {"prompt": tokens}).status == 400


def test_17_the_events_of_a_response(served: Served) -> None:
    asked = {"model": LANGUAGE, "input": "Hello", "max_output_tokens": 5, "stream": True}
    reply = served.post(RESPONSES, asked)
    events = reply.events()
    names = [event["type"] for event in events]
    said = [line[7:] for line in reply.body.decode().splitlines() if line.startswith("event: ")]
    assert said == names, "each event has its name twice"
    deltas = names.count("response.output_text.delta")
    assert deltas > 0
    assert names == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        *["response.output_text.delta"] * deltas,
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.incomplete",
    ]
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    responses = [event["response"] for event in events if "response" in event]
    [identity] = {response["id"] for response in responses}
    [item] = {event["item_id"] for event in events if "item_id" in event}
    assert identity.startswith("resp_") and item.startswith("msg_")
    text = "".join(event["delta"] for event in events if "delta" in event)
    assert responses[-1]["output"][0]["content"][0]["text"] == text
    assert responses[-1]["incomplete_details"] == {"reason": "max_output_tokens"}
    assert responses[-1]["usage"]["output_tokens"] == 5
    assert responses[0]["output"] == [] and responses[0]["status"] == "in_progress"


def test_18_annotations(served: Served) -> None:
    plain = choice_of(served.documents(KNOWN))["message"]
    [cited] = plain["annotations"]
    place = cited["url_citation"]
    assert plain["content"][place["start_index"] : place["end_index"]] == "[1]"
    assert place["url"].startswith(served.address) and "1,140 euros" in place["quote"]
    chunks = [chunk["choices"][0] for chunk in served.documents(KNOWN, stream=True).events()[:-1]]
    assert "".join(one["delta"].get("content", "") for one in chunks) == plain["content"]
    assert chunks[-2]["delta"] == {"annotations": [cited]}
    assert chunks[-1]["delta"] == {} and chunks[-1]["finish_reason"] == "stop"
    response = served.documents(KNOWN, RESPONSES).json()
    part = response["output"][0]["content"][0]
    assert part["text"] == plain["content"]
    assert part["annotations"] == [{"type": "url_citation", **place}]
    added = "response.output_text.annotation.added"
    events = served.documents(KNOWN, RESPONSES, stream=True).events()
    assert [one["annotation"] for one in events if one["type"] == added] == part["annotations"]


def test_18_what_is_not_in_the_documents(served: Served) -> None:
    reply = served.documents(UNKNOWN)
    message = choice_of(reply)["message"]
    assert message["annotations"] == [] and "ot in your documents" in message["content"]
    assert reply.json()["choices"][0]["references"] is None
    part = served.documents(UNKNOWN, RESPONSES).json()["output"][0]["content"][0]
    assert part["annotations"] == [] and part["text"] == message["content"]


@pytest.mark.parametrize("stream", [True, False])
def test_19_hanging_up_frees_the_model(served: Served, stream: bool) -> None:
    served.chat("Hello")  # the model is there
    asked = ENDLESS | {"max_tokens": 2000, "stream": stream}
    if stream:
        line, reply = served.opened("POST", COMPLETIONS, asked)
        reply.readline()
    else:
        line = served.sent("POST", COMPLETIONS, asked)
        until(lambda: served.answering() == "busy", 10)
        time.sleep(0.5)
    line.close()
    until(lambda: served.answering() == "ready", 1)


def test_19_an_error_in_the_midst_of_a_stream(served: Served) -> None:
    for path, asked in (
        (COMPLETIONS, ENDLESS | {"max_tokens": 2000}),
        (RESPONSES, {"model": LANGUAGE, "input": "Tell me a long story", "stream": True}),
    ):
        line, reply = served.opened("POST", path, asked)
        reply.readline()
        for pid in model_processes(served.home):
            kill(pid)
        events = [one for one in served.read(reply).events() if "error" in one]
        line.close()
        assert f"model {LANGUAGE} stopped unexpectedly" in events[0]["error"]["message"]
        if path == RESPONSES:
            assert events[0]["type"] == "error" and events[0]["sequence_number"] > 0
    assert served.chat("Hello").status == 200, "the next one is answered"


def test_20_who_may_ask_from_a_browser(served: Served) -> None:
    origin = {"Origin": "app://obsidian.md"}
    asked = origin | {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,x-stainless-os",
    }
    preflight = served.ask("OPTIONS", CHAT, headers=asked, token="")
    assert preflight.status in (200, 204)
    allowed = preflight.headers["access-control-allow-headers"]
    assert allowed == "*, Authorization", "the star is every header but that one"
    assert served.get("/v1/models", headers={"Origin": "https://evil.example"}).status == 403
    assert served.get("/v1/models", headers={"Host": "evil.example"}).status == 421
    assert served.post(CHAT, b"{}", headers={"Content-Type": "text/plain"}).status == 415
