"""Requests in the shapes in which programs are known to send them."""

import sys
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
)

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

KNOWN = "How high is the rent?"
ASKED: list[dict[str, Any]] = [{"role": "user", "content": KNOWN}]


def streamed(served: Served, body: dict[str, Any], **headers: str) -> list[dict[str, Any]]:
    reply = served.ask("POST", CHAT, body, headers)
    assert reply.status == 200, reply.body
    *chunks, last = reply.events()
    assert last == "[DONE]"
    return chunks


def test_open_webui(served: Served) -> None:
    """Its source chips are made of annotations in a chunk's delta; a second turn sends back all
    that it got, and titles are asked for in the same way."""
    more = {"stream_options": {"include_usage": True}, "user": {"name": "me"}, "num_ctx": 4096}
    body = {"model": "localdocs", "stream": True, "localdocs": {"model": "none"}} | more
    chunks = streamed(served, body | {"messages": ASKED})
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks if chunk["choices"]]
    [cited] = [one for delta in deltas for one in delta.get("annotations", ())]
    assert cited["type"] == "url_citation" and cited["url_citation"]["url"].startswith("http")
    text = "".join(delta.get("content", "") for delta in deltas)
    follow_up = [*ASKED, {"role": "assistant", "content": text}]
    follow_up.append({"role": "user", "content": [{"type": "text", "text": "And the deposit?"}]})
    again = served.post(CHAT, body | {"messages": follow_up, "stream": False}).json()
    assert "3,420 euros" in again["choices"][0]["message"]["content"]
    title = {"model": LANGUAGE, "messages": ASKED, "stream": False, "max_completion_tokens": 20}
    assert served.post(CHAT, title).status == 200


def test_open_webui_with_documents_of_its_own(served: Served) -> None:
    """Its template puts what it found itself around the question."""
    found = '<source id="1">Bees are kept in hives.</source>\n' * 20
    task = "### Task:\nRespond to the user query using the provided context.\n"
    said = f"{task}<context>\n{found}</context>\n<user_query>\n{KNOWN}\n</user_query>"
    reply = served.documents(said, model="localdocs").json()
    assert "1,140 euros" in reply["choices"][0]["message"]["content"]


def test_open_webui_wants_a_title(served: Served) -> None:
    task = "### Task:\nGenerate a concise, 3-5 word title summarizing the chat history.\n"
    talk = f"<chat_history>\nUSER: {KNOWN}\nASSISTANT: 1,140 euros.\n</chat_history>"
    asked = [{"role": "user", "content": f'{task}JSON: {{"title": "…"}}\n{talk}'}]
    body = {"model": "localdocs", "messages": asked, "max_tokens": 12}
    reply = served.post(CHAT, body).json()
    assert reply["choices"][0]["message"]["content"] == '{"title": "How high is the rent"}'
    assert "references" not in reply["choices"][0]
    assert streamed(served, body | {"stream": True})


def test_obsidian_copilot(served: Served) -> None:
    origin = {"Origin": "app://obsidian.md"}
    asked = {"model": EMBEDDING, "input": ["a", "b"], "encoding_format": "float"}
    reply = served.ask("POST", EMBEDDINGS, asked, origin)
    assert [len(one["embedding"]) for one in reply.json()["data"]] == [384, 384]
    assert reply.headers["access-control-allow-origin"] == "app://obsidian.md"
    body = {"model": "localdocs", "messages": ASKED, "stream": True, "temperature": 0.1}
    assert streamed(served, body | {"localdocs": {"model": "none"}}, **origin)


def test_continue(served: Served) -> None:
    """A chat, and code that is completed between the marks of some family of models."""
    body = {"model": LANGUAGE, "messages": ASKED, "stream": True, "max_tokens": 5}
    assert streamed(served, body | {"stop": ["\n\n"], "top_p": 0.9})
    code = {
        "model": LANGUAGE,
        "prompt": "<fim_prefix>def add(a, b):\n    <fim_suffix>\n<fim_middle>",
        "max_tokens": 5,
        "temperature": 0.01,
        "stream": True,
        "stop": ["<fim_prefix>", "<fim_suffix>", "\n\n"],
    }
    assert served.post(COMPLETIONS, code).events()[-1] == "[DONE]"


def test_continue_with_code_before_the_question(served: Served) -> None:
    """And with its tools, which it sends along with everything."""
    parts = [
        {"type": "text", "text": "```python lease.py\nrent = 3\nprint(rent)\n```\n"},
        {"type": "text", "text": KNOWN},
    ]
    tools = [{"type": "function", "function": {"name": "read_file", "parameters": {}}}]
    reply = served.documents("", messages=[{"role": "user", "content": parts}], tools=tools).json()
    assert "1,140 euros" in reply["choices"][0]["message"]["content"]
    items = [{"role": "user", "content": parts}]
    assert served.documents("", RESPONSES, input=items).json()["references"]


def test_aider(served: Served) -> None:
    said = [
        {"role": "system", "content": "Act as an expert."},
        {"role": "user", "content": "I want you to act."},
        {"role": "assistant", "content": "Ok."},
        {"role": "user", "content": "Say hello.\n"},
        {"role": "system", "content": "Be brief."},
    ]
    body = {"model": LANGUAGE, "messages": said, "temperature": 0, "stream": True}
    assert streamed(served, body | {"max_tokens": 5})


def test_a_client_with_a_name_built_in(served: Served) -> None:
    body = {"model": "gpt-4o", "messages": ASKED, "localdocs": {"model": "none"}}
    reply = served.post(CHAT, body).json()
    assert reply["model"] == "gpt-4o" and reply["choices"][0]["references"]
