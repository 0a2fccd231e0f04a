"""What clients send that is odd, large or wrong: refused in words, or answered; nothing breaks."""

import json
import socket
import sys
from typing import Any

import pytest

from server_support import CHAT, COMPLETIONS, EMBEDDING, EMBEDDINGS, LANGUAGE, RESPONSES, Served
from service_support import until

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

KNOWN = "How high is the rent?"


def nested(depth: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(depth):
        schema = {"type": "object", "properties": {"a": schema}, "required": ["a"]}
    return schema


def test_a_thousand_messages_to_the_documents(served: Served) -> None:
    said = [{"role": ("user", "assistant")[n % 2], "content": f"Word {n}."} for n in range(1000)]
    reply = served.documents("", messages=[*said, {"role": "user", "content": KNOWN}])
    assert reply.json()["choices"][0]["references"]


def test_a_question_of_a_megabyte(served: Served) -> None:
    assert served.documents(KNOWN + " rent" * 200_000).status in (200, 400)
    reply = served.chat("word " * 100_000)
    assert (reply.status, reply.json()["error"]["code"]) == (400, "context_length_exceeded")
    assert "n_ctx" not in reply.json()["error"]["message"], "that is a word of Python programs"


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "nonsense"},
        {"$ref": "#/$defs/none"},
        {"$ref": "https://example.com/schema.json"},
        {"type": "object", "properties": 1},
        {"type": "string", "pattern": "("},
        nested(400),
    ],
)
def test_schemas_that_are_none(served: Served, schema: dict[str, Any]) -> None:
    form = {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}
    reply = served.chat("Hello", response_format=form)
    assert reply.status in (200, 400), reply.body
    assert len(reply.body) < 2000
    assert served.chat("Hello").status == 200


@pytest.mark.parametrize("field", ["messages", "metadata", "unheard_of", "input", "localdocs"])
def test_deep_json_anywhere(served: Served, field: str) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    for path in (CHAT, RESPONSES):
        body = json.dumps({"model": "localdocs"}).encode()[:-1]
        reply = served.post(path, body + b',"' + field.encode() + b'":' + deep + b"}")
        assert reply.status == 400


@pytest.mark.parametrize(
    ("item", "param"),
    [
        ({"role": "user", "content": [{"type": "input_image", "image_url": "x"}]}, "content[0]"),
        ({"role": "user", "content": [{"type": "input_file", "file_id": "x"}]}, "content[0]"),
        ({"type": "function_call_output", "call_id": "1", "output": "x"}, ""),
        ({"type": "item_reference", "id": "x"}, ""),
        ({"content": "no role"}, ""),
    ],
)
def test_items_that_cannot_be_read(served: Served, item: dict[str, Any], param: str) -> None:
    asked = {"model": "localdocs", "input": [{"role": "user", "content": KNOWN}, item]}
    reply = served.post(RESPONSES, asked)
    assert reply.status == 400
    named = ".".join(filter(None, ["input[1]", param]))
    assert reply.json()["error"]["param"] == named


@pytest.mark.parametrize(
    ("path", "more", "param"),
    [
        (CHAT, {"localdocs": {"folder": "none"}}, "localdocs.folder"),
        (CHAT, {"localdocs": {"type": "xyz"}}, "localdocs.type"),
        (CHAT, {"localdocs": {"since": "soon", "until": "2026-01-01"}}, "localdocs.since"),
        (CHAT, {"localdocs": {"model": "none such"}}, "localdocs.model"),
        (CHAT, {"model": "localdocs/none"}, "model"),
        (CHAT, {"model": "localdocs/none", "localdocs": {"type": "docx"}}, "model"),
        (CHAT, {"model": "localdocs/docs", "localdocs": {"folder": "none"}}, "localdocs.folder"),
        (CHAT, {"model": "none such"}, "model"),
        (CHAT, {"model": LANGUAGE, "messages": [{"role": "user", "content": "x " * 99_999}]},
         "messages"),
        (RESPONSES, {"model": LANGUAGE, "input": "x " * 99_999}, "input"),
        (RESPONSES, {"input": [{"role": "assistant", "content": "x"}]}, "input"),
        (RESPONSES, {"text": {"format": {"type": "json_object"}}}, "text.format"),
        (COMPLETIONS, {"model": LANGUAGE, "prompt": "x " * 99_999}, "prompt"),
        (COMPLETIONS, {"model": "none such", "prompt": "x"}, "model"),
        (EMBEDDINGS, {"model": "none such"}, "model"),
        (EMBEDDINGS, {"model": EMBEDDING, "dimensions": 1000}, "dimensions"),
    ],
)  # fmt: skip
def test_errors_of_the_library_name_the_field_at_fault(
    served: Served, path: str, more: dict[str, Any], param: str
) -> None:
    asked = {"model": "localdocs", "input": KNOWN, "prompt": KNOWN} | more
    if path == CHAT:
        asked.setdefault("messages", [{"role": "user", "content": KNOWN}])
    if path == RESPONSES:
        del asked["prompt"]
    reply = served.post(path, asked)
    assert 400 <= reply.status < 500
    assert reply.json()["error"]["param"] == param, reply.json()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("previous_response_id", "resp_1"),
        ("conversation", "conv_1"),
        ("prompt", {"id": "x"}),
        ("background", True),
    ],
)
def test_what_a_response_would_have_to_remember(served: Served, name: str, value: Any) -> None:
    reply = served.documents(KNOWN, RESPONSES, **{name: value})
    assert reply.status == 400 and reply.json()["error"]["param"] == name
    assert served.documents(KNOWN, RESPONSES, **{name: None}).status == 200


def test_what_is_taken_and_passed_over(served: Served) -> None:
    more = {"store": True, "include": ["file_search_call.results"], "reasoning": {"effort": "low"}}
    reply = served.documents(KNOWN, RESPONSES, metadata={"a": "b"}, **more).json()
    assert reply["store"] is False and reply["metadata"] == {"a": "b"}
    thought = {"type": "reasoning", "id": "rs_1", "summary": [], "content": []}
    asked = [{"role": "user", "content": "Hello"}, thought, {"role": "user", "content": KNOWN}]
    assert served.documents("", RESPONSES, input=asked).json()["references"]


@pytest.mark.parametrize("text", ["\0", "\ud800", "\u202e", "😀" * 50])
def test_odd_characters(served: Served, text: str) -> None:
    for reply in (served.chat(text), served.documents(text)):
        assert reply.status in (200, 400)
        reply.json()
    assert served.post(EMBEDDINGS, {"model": EMBEDDING, "input": text}).status in (200, 400)


@pytest.mark.parametrize(
    ("name", "value"),
    [("max_tokens", 10**30), ("top_k", 10**12), ("seed", -(10**30)), ("temperature", 1e308)],
)
def test_numbers_out_of_all_bounds(served: Served, name: str, value: Any) -> None:
    reply = served.chat("Hello", **{"max_tokens": 2} | {name: value})
    assert reply.status in (200, 400), reply.body


@pytest.mark.parametrize("value", [[], [""], "", [1, "x"], [None], {}, None, ["x"] * 3000])
def test_no_texts_to_embed(served: Served, value: Any) -> None:
    assert served.post(EMBEDDINGS, {"model": EMBEDDING, "input": value}).status == 400


def test_usage_of_an_answer_from_the_documents(served: Served) -> None:
    own = served.documents(KNOWN).json()["usage"]
    assert own == {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}, "no model ran"
    body = {"model": "localdocs", "messages": [{"role": "user", "content": KNOWN}]}
    usage = served.post(CHAT, body).json()["usage"]
    assert usage["prompt_tokens"] > 0
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


def test_a_client_that_never_reads_keeps_nobody_waiting(served: Served) -> None:
    """What it does not fetch is given up when it leaves."""
    asked = {"prompt": "1, 2, 3,", "stream": True, "logprobs": 20, "max_tokens": 300}
    body = json.dumps({"model": LANGUAGE, "repeat_penalty": 1} | asked).encode()
    head = [
        f"POST {COMPLETIONS} HTTP/1.1",
        f"Host: 127.0.0.1:{served.port}",
        f"Authorization: Bearer {served.token}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", served.port))
        line.sendall("\r\n".join([*head, "", ""]).encode() + body)
        until(lambda: served.answering() == "busy", 10)
        assert served.chat("Hello").status == 200
    until(lambda: served.answering() == "ready", 2)
