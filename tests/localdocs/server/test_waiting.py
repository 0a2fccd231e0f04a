"""What waits while a language model writes for somebody else, and what does not."""

import sys
import time
from collections.abc import Iterator

import pytest
from openai import OpenAI

from server_support import (
    CHAT,
    COMPLETIONS,
    EMBEDDING,
    EMBEDDINGS,
    LANGUAGE,
    RESPONSES,
    Served,
)
from service_support import until

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

ENDLESS = {
    "model": LANGUAGE,
    "prompt": "1, 2, 3, 4,",
    "temperature": 0,
    "repeat_penalty": 1,
    "max_tokens": 2000,
    "stream": True,
}


@pytest.fixture
def writing(served: Served) -> Iterator[Served]:
    """The server while its model writes, and does not come to an end."""
    line, reply = served.opened("POST", COMPLETIONS, ENDLESS)
    reply.readline()
    try:
        yield served
    finally:
        line.close()
        until(lambda: served.answering() != "busy", 60)


def test_a_short_text_is_embedded_meanwhile(writing: Served) -> None:
    reply = writing.post(EMBEDDINGS, {"model": EMBEDDING, "input": ["a stove", "a lease"]})
    assert [len(one["embedding"]) for one in reply.json()["data"]] == [384, 384]
    assert writing.answering() == "busy"


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        (CHAT, {"model": LANGUAGE, "messages": [{"role": "user", "content": "Hello"}]}),
        (COMPLETIONS, {"model": LANGUAGE, "prompt": "Hello"}),
        (RESPONSES, {"model": LANGUAGE, "input": "Hello"}),
        ("/api/ask", {"question": "How high is the rent?"}),
    ],
)
def test_a_stream_that_waits_says_so(writing: Served, path: str, asked: dict[str, object]) -> None:
    """Nothing came, not even a head, and callers gave up."""
    started = time.monotonic()
    line, reply = writing.opened("POST", path, asked | {"stream": True})
    assert reply.status == 200 and time.monotonic() - started < 5
    while not reply.readline().startswith(b": waiting"):
        assert time.monotonic() - started < 20
    assert writing.answering() == "busy"
    line.close()


def test_what_is_wrong_with_a_request_is_said_at_once(writing: Served) -> None:
    asked = {"model": LANGUAGE, "messages": [], "stream": True}
    assert writing.post(CHAT, asked).status == 400


def test_openai_takes_its_turn(served: Served) -> None:
    """Its client passes over what is said while it waits."""
    line, reply = served.opened("POST", COMPLETIONS, ENDLESS)
    reply.readline()
    with OpenAI(base_url=f"{served.address}/v1", api_key=served.token, max_retries=0) as client:
        waiting = client.chat.completions.create(
            model=LANGUAGE,
            messages=[{"role": "user", "content": "Hello"}],
            max_tokens=8,
            stream=True,
        )
        time.sleep(4)
        line.close()
        chunks = list(waiting)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert chunks[-1].choices[0].finish_reason == "length"
