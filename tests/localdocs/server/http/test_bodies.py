"""Bodies that are cut short or too long, as the application meets them."""

import json
from pathlib import Path

import pytest

from in_process import posted
from localdocs.server.http.guard import LONGEST_BODY

PATHS = ("/v1/chat/completions", "/api/ask", "/mcp")


@pytest.mark.parametrize("path", PATHS)
def test_a_caller_who_leaves_in_the_midst_of_a_body_is_no_fault_of_the_server(
    tmp_path: Path, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    half = {"type": "http.request", "body": b'{"model": ', "more_body": True}
    said = posted(tmp_path, path, [half, {"type": "http.disconnect"}])
    assert 500 not in [message.get("status") for message in said]
    assert not caplog.records


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_too_long_is_refused_in_words(
    tmp_path: Path, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    block = {"type": "http.request", "body": b" " * (LONGEST_BODY // 4), "more_body": True}
    start, body = posted(tmp_path, path, [block])
    assert start["status"] == 413 and "8 MiB" in json.loads(body["body"])["error"]["message"]
    assert not caplog.records
