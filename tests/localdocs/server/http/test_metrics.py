"""Figures for Prometheus, without a word of anybody's."""

import sys

import pytest
from prometheus_client.parser import text_string_to_metric_families

from server_support import Served

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]


def figures(served: Served) -> dict[tuple[str, str], float]:
    text = served.get("/metrics").body.decode()
    return {
        (sample.labels["route"], sample.labels["status"]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "localdocs_requests_total"
    }


def test_requests_are_counted_by_their_routes(served: Served) -> None:
    before = figures(served)
    served.get("/v1/models")
    served.get("/v1/models/secret%20name")
    served.get("/secret/place", token="")
    served.post("/mcp", {"jsonrpc": "2.0"})
    after = figures(served)
    grown = {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key)}
    assert grown[("/v1/models", "200")] == 1
    assert grown[("/v1/models/{name:path}", "404")] == 1
    assert grown[("none", "401")] == 1
    assert sum(count for (route, _), count in grown.items() if route == "/mcp") == 1


def test_no_word_of_a_request_or_a_document_is_in_them(served: Served) -> None:
    body = {"model": "localdocs", "messages": [{"role": "user", "content": "unspeakable notice?"}]}
    served.post("/v1/chat/completions", body | {"localdocs": {"model": "none"}})
    text = served.get("/metrics").body.decode()
    assert "unspeakable" not in text and "tenancy" not in text and "secret" not in text


def test_they_are_not_for_everyone(served: Served) -> None:
    assert served.get("/metrics", token="").status == 401
