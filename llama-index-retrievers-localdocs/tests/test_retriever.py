"""The retriever against a running server (LOCALDOCS_SERVER); see scripts/framework_tests.py."""

import asyncio
import os
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.retrievers.localdocs import LocalDocsRetriever, LocalDocsServerError

needs_server = pytest.mark.skipif("LOCALDOCS_SERVER" not in os.environ, reason="no server")

QUESTION = "How long is the notice period of the tenants?"


def test_it_is_a_retriever() -> None:
    assert issubclass(LocalDocsRetriever, BaseRetriever)


def test_that_there_is_no_server_is_said_with_what_starts_it() -> None:
    with pytest.raises(LocalDocsServerError, match="localdocs serve"):
        LocalDocsRetriever(server="http://127.0.0.1:9").retrieve(QUESTION)


@pytest.mark.parametrize("address", ["http://127.0.0.1:port", "127.0.0.1:9"])
def test_what_is_no_address_is_said(address: str) -> None:
    with pytest.raises(LocalDocsServerError, match=re.escape(address)):
        LocalDocsRetriever(server=address).retrieve(QUESTION)


class Other(BaseHTTPRequestHandler):
    """Another program at that port."""

    def do_POST(self) -> None:
        refused = "refused" in self.path
        self.send_response(500 if refused else 200)
        self.end_headers()
        self.wfile.write(b"[]" if refused else b"<html>Hello</html>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(("path", "status"), [("", 200), ("/refused", 500)])
def test_another_program_at_the_port_is_no_server_of_localdocs(path: str, status: int) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        retriever = LocalDocsRetriever(server=f"http://127.0.0.1:{server.server_port}{path}")
        for asked in (retriever.retrieve, lambda q: asyncio.run(retriever.aretrieve(q))):
            with pytest.raises(LocalDocsServerError, match="is no localdocs") as said:
                asked(QUESTION)
            assert said.value.status == status
        server.shutdown()


@needs_server
def test_it_finds_passages_with_their_places() -> None:
    found = LocalDocsRetriever(similarity_top_k=3).retrieve(QUESTION)
    assert len(found) == 3
    assert "three months" in found[0].text
    assert found[0].metadata["source"].endswith("tenancy-agreement.docx")
    assert found[0].metadata["url"].startswith("http://")
    assert found[0].metadata["title"]
    assert found[0].score >= found[1].score
    again = asyncio.run(LocalDocsRetriever(similarity_top_k=3).aretrieve(QUESTION))
    assert [one.id_ for one in again] == [one.id_ for one in found]


@needs_server
def test_filters_narrow_it_and_refusals_are_in_the_servers_words() -> None:
    found = LocalDocsRetriever(type="pdf").retrieve(QUESTION)
    assert {one.metadata["source"].rpartition(".")[2] for one in found} == {"pdf"}
    with pytest.raises(LocalDocsServerError, match="folders are") as refused:
        LocalDocsRetriever(folder="nothing").retrieve(QUESTION)
    assert refused.value.status == 400
