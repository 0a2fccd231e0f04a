"""What an MCP client gets, over either transport and by either protocol: the tools one by one."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("mcp")

from mcp import Client, MCPError

from mcp_clients import BEFORE, MODES, NEWEST, VERSIONS, called, over_http, over_stdio, refused
from server_support import Served

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

QUESTION = "How long is the notice period of the tenants?"

Opened = Callable[[Served], AbstractAsyncContextManager[Client]]


@asynccontextmanager
async def by_stdio(served: Served, mode: str) -> AsyncIterator[Client]:
    async with over_stdio(served.home, mode) as client:
        yield client


WAYS: dict[str, Opened] = {
    "http": lambda served: over_http(served, NEWEST),
    "http before": lambda served: over_http(served, BEFORE),
    "stdio": lambda served: by_stdio(served, NEWEST),
    "stdio before": lambda served: by_stdio(served, BEFORE),
}


@pytest.fixture(params=WAYS)
def opened(request: pytest.FixtureRequest, served: Served) -> Callable[[], Any]:
    return lambda: WAYS[request.param](served)


def test_every_way_gives_the_same(opened: Callable[[], Any]) -> None:
    async def talk() -> None:
        async with opened() as client:
            assert client.protocol_version in VERSIONS.values()
            assert "docs (6 documents)" in client.instructions
            tools = (await client.list_tools()).tools
            assert {tool.name for tool in tools} == {
                "search",
                "fetch",
                "ask",
                "list_documents",
                "status",
            }
            for tool in tools:
                assert tool.annotations.read_only_hint is True
                assert tool.output_schema["type"] == tool.input_schema["type"] == "object"
            best = (await called(client, "search", query=QUESTION, k=3))["results"][0]
            assert "three months" in best["text"]
            page = await called(client, "fetch", id=best["id"])
            assert page["text"][best["start"] : best["end"]] == best["text"]
            listed = await client.list_resources()
            assert len(listed.resources) == 6
            text = await client.read_resource(listed.resources[0].uri)
            assert text.contents[0].text
            templates = (await client.list_resource_templates()).resource_templates
            assert [one.uri_template for one in templates] == [
                "localdocs://documents/{id}",
                "localdocs://documents/{id}/pages/{page}",
            ]

    asyncio.run(talk())


def test_an_answer_has_its_quotes_word_for_word_and_progress_on_the_way(
    opened: Callable[[], Any],
) -> None:
    said: list[str] = []

    async def heard(progress: float, _: float | None, words: str | None) -> None:
        assert progress == len(said) + 1
        said.append(words or "")

    async def talk() -> None:
        async with opened() as client:
            asked = {"question": QUESTION, "model": "none"}
            result = await client.call_tool("ask", asked, progress_callback=heard)
            answer = result.structured_content
            assert answer["status"] == "answered"
            (quote, *_) = answer["quotes"]
            assert quote["verified"] and "three months" in quote["quote"]
            assert urlsplit(quote["url"]).scheme == "http"
            page = await called(client, "fetch", id=quote["id"])
            assert page["text"][quote["start"] : quote["end"]] == quote["quote"]
            assert page["url"] == quote["url"]

    asyncio.run(talk())
    assert said[0] == "Searching."
    assert "passages found" in said[1]
    assert "three months" in said[-1]


def talked(served: Served, talk: Callable[[Client], Any], mode: str = NEWEST) -> Any:
    async def talking() -> Any:
        async with over_http(served, mode) as client:
            return await talk(client)

    return asyncio.run(talking())


def test_what_the_documents_do_not_hold_is_said_and_is_no_error(served: Served) -> None:
    question = "What is the capital of Australia?"
    answer = talked(served, lambda c: called(c, "ask", question=question, model="none"))
    assert answer["status"] == "not_found"
    assert answer["quotes"] == []
    for near in answer["nearest"]:
        assert near["url"] and near["title"] and near["id"]


def test_a_question_leans_on_the_turns_before(served: Served) -> None:
    previous = [{"question": "How long is the warranty of the stove?", "answer": "Five years."}]
    answer = talked(
        served,
        lambda c: called(
            c, "ask", question="And who pays for it?", model="none", previous=previous
        ),
    )
    assert "warranty" in answer["understood"]


def test_filters_narrow_search_and_lists(served: Served) -> None:
    async def talk(client: Client) -> None:
        found = await called(client, "search", query="notice", type="html, .csv")
        assert {one["path"].rpartition(".")[2] for one in found["results"]} <= {"html", "csv"}
        listed = await called(client, "list_documents", type="pdf", folder="docs")
        assert [one["name"] for one in listed["documents"]] == ["stove-handbook.pdf"]
        assert listed["documents"][0]["folder"] == "docs"
        named = await called(client, "list_documents", name="TENANCY")
        assert [one["name"] for one in named["documents"]] == ["tenancy-agreement.docx"]
        assert (await called(client, "list_documents", type="exe"))["documents"] == []
        assert (await called(client, "list_documents", type="exe", folder="docs"))["total"] == 0
        foreign = await refused(client, "list_documents", after="999")
        assert "begin anew, without 'after'" in foreign
        pdf = listed["documents"][0]["id"]
        assert "begin anew" in await refused(client, "list_documents", type="csv", after=pdf)
        assert (await called(client, "search", query="notice", since="2000-01-01"))["results"]

    talked(served, talk)


def test_null_means_that_nothing_was_given(served: Served) -> None:
    assert talked(served, lambda c: called(c, "search", query="notice", folder=None, k=None))


def test_a_whole_document_is_read_by_its_id(served: Served) -> None:
    async def talk(client: Client) -> None:
        (listed,) = (await called(client, "list_documents", name="stove"))["documents"]
        whole = await called(client, "fetch", id=listed["id"])
        assert whole["title"] == listed["title"]
        assert whole["metadata"]["pages"] == listed["pages"] > 1
        assert f"--- page {listed['pages']} ---" in whole["text"]
        uri = f"localdocs://documents/{listed['id']}/pages/2"
        page = await called(client, "fetch", id=f"{listed['id']}/2")
        read = (await client.read_resource(uri)).contents
        assert [one.text for one in read] == [page["text"]]
        every = (await client.read_resource(f"localdocs://documents/{listed['id']}")).contents
        assert [one.uri for one in every][1] == uri
        assert len(every) == listed["pages"]

    talked(served, talk)


def test_the_status_says_what_there_is(served: Served) -> None:
    status = talked(served, lambda c: called(c, "status"))
    assert status["documents"] == 6
    assert status["folders"][0]["name"] == "docs"
    assert status["models"]


OFF: list[tuple[str, dict[str, Any], str]] = [
    ("search", {}, "query"),
    ("search", {"query": ""}, "query"),
    ("search", {"query": "a", "k": "ten"}, "k"),
    ("search", {"query": "a", "k": 51}, "k"),
    ("search", {"query": "a" * 20_001}, "query"),
    ("search", {"query": "a", "folders": "docs"}, "folders"),
    ("search", {"query": "a", "folder": "nothing"}, "The folders are: docs"),
    ("search", {"query": "a", "folder": "/etc"}, "The folders are: docs"),
    ("search", {"query": "a", "since": "soon"}, "2026-03-31"),
    ("fetch", {"id": "/etc/passwd"}, "Ids come from"),
    ("fetch", {"id": "file:///etc/passwd"}, "Ids come from"),
    ("fetch", {"id": "localdocs://documents/../../etc"}, "Ids come from"),
    ("fetch", {"id": "9" * 18}, "no document"),
    ("fetch", {"id": "1/999"}, "no page 999"),
    ("ask", {"question": "   "}, "empty"),
    ("ask", {"question": "a", "model": "nothing"}, "models list"),
    ("ask", {"question": "a", "previous": ["b"]}, "previous"),
    ("list_documents", {"after": "x"}, "Ids come from"),
]


@pytest.mark.parametrize("mode", MODES)
def test_what_is_off_is_said_with_what_mends_it(served: Served, mode: str) -> None:
    async def talk(client: Client) -> None:
        for tool, arguments, words in OFF:
            assert words in await refused(client, tool, **arguments), (tool, arguments)

    talked(served, talk, mode)


ASTRAY = [
    "localdocs://documents/99999",
    "localdocs://documents/1/pages/99",
    "localdocs://documents/%2e%2e",
    "localdocs:///etc/passwd",
    "file:///etc/passwd",
]


def test_no_address_leads_out_of_the_library(served: Served) -> None:
    async def talk(client: Client) -> None:
        for uri in ASTRAY:
            with pytest.raises(MCPError) as refusal:
                await client.read_resource(uri)
            assert refusal.value.code == -32602, uri

    talked(served, talk)


def test_a_tool_that_is_not_there_is_an_error_of_the_protocol(served: Served) -> None:
    async def talk(client: Client) -> None:
        with pytest.raises(MCPError, match="no tool"):
            await client.call_tool("delete", {})

    talked(served, talk)
