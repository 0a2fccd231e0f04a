"""The clients that people use, as they are: OpenAI's own, and LangChain's."""

import sys
from collections.abc import Iterator
from typing import Annotated, Any

import openai
import pytest
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from openai import OpenAI
from pydantic import BaseModel, Field

from server_support import EMBEDDING, LANGUAGE, Served, model_processes
from service_support import kill

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

KNOWN, UNKNOWN = "How high is the rent?", "What is the capital of Mongolia?"
OWN_WORDS: dict[str, Any] = {"localdocs": {"model": "none"}}


@pytest.fixture
def client(served: Served) -> Iterator[OpenAI]:
    address = f"{served.address}/v1/"
    with OpenAI(base_url=address, api_key=served.token, max_retries=0) as opened:
        yield opened


def chain(served: Served, **more: Any) -> ChatOpenAI:
    return ChatOpenAI(
        base_url=f"{served.address}/v1",
        api_key=served.token,
        model="localdocs",
        extra_body=OWN_WORDS,
        max_retries=0,
        **more,
    )


def test_models(client: OpenAI) -> None:
    names = [model.id for model in client.models.list()]
    assert {"localdocs", LANGUAGE, EMBEDDING} <= set(names)
    assert client.models.retrieve("localdocs/docs").id == "localdocs/docs"
    with pytest.raises(openai.NotFoundError) as unknown:
        client.models.retrieve("none")
    assert unknown.value.code == "model_not_found"


def test_a_chat_with_the_documents(client: OpenAI) -> None:
    asked = [{"role": "user", "content": KNOWN}]
    reply = client.chat.completions.create(
        model="localdocs",
        messages=asked,  # type: ignore[arg-type]
        extra_body=OWN_WORDS,
    )
    message = reply.choices[0].message
    assert message.annotations is not None
    [cited] = message.annotations
    place = cited.url_citation
    assert (message.content or "")[place.start_index : place.end_index] == "[1]"
    assert place.title == "tenancy-agreement.docx, page 1"
    extra = reply.choices[0].model_extra
    assert extra is not None and extra["references"][0]["verified"] is True


def test_a_stream_of_a_chat(client: OpenAI) -> None:
    with client.chat.completions.stream(
        model=LANGUAGE, messages=[{"role": "user", "content": "Hello"}], temperature=0
    ) as stream:
        pieces = [event.delta for event in stream if event.type == "content.delta"]
    message = stream.get_final_completion().choices[0].message
    assert pieces and message.content == "".join(pieces)


def test_a_chat_as_a_value(client: OpenAI) -> None:
    class Place(BaseModel):
        city: Annotated[str, Field(max_length=20)]

    reply = client.chat.completions.parse(
        model=LANGUAGE,
        messages=[{"role": "user", "content": "Name a city."}],
        response_format=Place,
        max_tokens=60,
        temperature=0,
    )
    assert isinstance(reply.choices[0].message.parsed, Place)


def test_a_response(client: OpenAI) -> None:
    reply = client.responses.create(model="localdocs", input=KNOWN, extra_body=OWN_WORDS)
    assert reply.output_text.startswith("The rent is 1,140 euros")
    part = reply.output[0].content[0]  # type: ignore[union-attr, index]
    [cited] = part.annotations  # type: ignore[union-attr]
    assert cited.type == "url_citation" and cited.url.startswith("http://127.0.0.1")


def test_a_stream_of_a_response(client: OpenAI) -> None:
    with client.responses.stream(model="localdocs", input=KNOWN, extra_body=OWN_WORDS) as stream:
        names = [event.type for event in stream]
        whole = stream.get_final_response()
    assert names[0] == "response.created" and names[-1] == "response.completed"
    assert whole.output_text.startswith("The rent is 1,140 euros")
    assert whole.status == "completed"


def test_earlier_turns_as_items(client: OpenAI) -> None:
    first = client.responses.create(model="localdocs", input=KNOWN, extra_body=OWN_WORDS)
    turns: Any = [
        {"role": "user", "content": KNOWN},
        *(item.model_dump() for item in first.output),
        {"role": "user", "content": "And the deposit?"},
    ]
    second = client.responses.create(model="localdocs", input=turns, extra_body=OWN_WORDS)
    assert "deposit" in second.output_text
    with pytest.raises(openai.BadRequestError, match="Nothing is kept"):
        client.responses.create(model="localdocs", input="x", previous_response_id=first.id)


def test_completions_and_their_likelihoods(client: OpenAI) -> None:
    reply = client.completions.create(
        model=LANGUAGE, prompt="1, 2, 3,", echo=True, max_tokens=4, logprobs=2, temperature=0
    )
    [choice] = reply.choices
    known = choice.logprobs
    assert known is not None and known.tokens and known.text_offset and known.top_logprobs
    assert choice.text == "1, 2, 3," + "".join(known.tokens)
    assert [
        choice.text[at : at + len(t)] for at, t in zip(known.text_offset, known.tokens, strict=True)
    ] == (known.tokens)
    assert all(len(likely) >= 2 for likely in known.top_logprobs)


def test_likelihoods_of_a_chat(client: OpenAI) -> None:
    reply = client.chat.completions.create(
        model=LANGUAGE,
        messages=[{"role": "user", "content": "Hello"}],
        max_tokens=3,
        logprobs=True,
        top_logprobs=2,
    )
    known = reply.choices[0].logprobs
    assert known is not None and known.content is not None
    assert "".join(one.token for one in known.content) == reply.choices[0].message.content
    assert all(len(one.top_logprobs) == 2 and one.logprob <= 0 for one in known.content)


def test_vectors_come_as_numbers(client: OpenAI) -> None:
    """The client asks for base64 by itself."""
    found = client.embeddings.create(model=EMBEDDING, input=["a stove", "a lease"])
    assert [len(one.embedding) for one in found.data] == [384, 384]
    short = client.embeddings.create(model=EMBEDDING, input="a stove", dimensions=64)
    vector = short.data[0].embedding
    assert len(vector) == 64 and sum(x * x for x in vector) == pytest.approx(1, abs=1e-5)
    for wrong in ({"model": "none"}, {"model": EMBEDDING, "dimensions": 1000}):
        with pytest.raises(openai.APIStatusError) as refused:
            client.embeddings.create(input="x", **wrong)  # type: ignore[call-overload]
        assert refused.value.status_code in (400, 404)


@pytest.mark.parametrize("way", ["completions", "responses"])
def test_an_error_in_the_midst_is_raised(client: OpenAI, served: Served, way: str) -> None:
    """Half an answer is not taken for a whole one."""
    stream: Any = (
        client.completions.create(
            model=LANGUAGE,
            prompt="1, 2, 3,",
            max_tokens=2000,
            stream=True,
            extra_body={"repeat_penalty": 1},
        )
        if way == "completions"
        else client.responses.create(model=LANGUAGE, input="Tell me a long story", stream=True)
    )
    next(stream)
    for pid in model_processes(served.home):
        kill(pid)
    with pytest.raises(openai.APIError, match="stopped unexpectedly"):
        list(stream)


def test_langchain_chats(served: Served) -> None:
    said = chain(served).invoke(KNOWN)
    assert str(said.content).startswith("The rent is 1,140 euros")
    streamed = "".join(str(piece.content) for piece in chain(served).stream(KNOWN))
    assert streamed == said.content
    assert "Not in your documents" in str(chain(served).invoke(UNKNOWN).content)


@pytest.mark.parametrize("stream", [False, True])
def test_langchain_keeps_annotations_of_responses(served: Served, stream: bool) -> None:
    model = chain(served, use_responses_api=True)
    if stream:
        said: Any = None
        for piece in model.stream(KNOWN):
            said = piece if said is None else said + piece
    else:
        said = model.invoke(KNOWN)
    [cited] = [
        annotation for block in said.content_blocks for annotation in block.get("annotations", ())
    ]
    assert cited["type"] == "citation" and cited["title"] == "tenancy-agreement.docx, page 1"
    assert "/quote?" in cited["url"]


def test_langchain_holds_a_model_to_a_schema(served: Served) -> None:
    class Place(BaseModel):
        """A place."""

        city: Annotated[str, Field(max_length=20)]

    model = ChatOpenAI(
        base_url=f"{served.address}/v1",
        api_key=served.token,  # type: ignore[arg-type]
        model=LANGUAGE,
        temperature=0,
        max_retries=0,
    )
    found = model.with_structured_output(Place, method="json_schema").invoke("Name a city.")
    assert isinstance(found, Place)


def test_langchain_embeddings(served: Served) -> None:
    def opened(**more: Any) -> OpenAIEmbeddings:
        return OpenAIEmbeddings(
            base_url=f"{served.address}/v1",
            api_key=served.token,  # type: ignore[arg-type]
            model=EMBEDDING,
            max_retries=0,
            **more,
        )

    vectors = opened(check_embedding_ctx_length=False).embed_documents(["a stove", "a lease"])
    assert [len(vector) for vector in vectors] == [384, 384]
