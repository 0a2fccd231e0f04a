"""GPT4All's cases for its server, by their numbers in docs/conformance.md."""

import sys
from pathlib import Path
from typing import Any

import pytest

from server_support import (
    CHAT,
    COMPLETIONS,
    EMBEDDING,
    EMBEDDINGS,
    LANGUAGE,
    Served,
    running_server,
)

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

KNOWN = "How high is the rent?"
ASKED = {
    "model": LANGUAGE,
    "prompt": "The quick brown fox",
    "messages": [{"role": "user", "content": "Hello"}],
}


def refused(served: Served, path: str, body: Any, status: int = 400) -> dict[str, Any]:
    reply = served.post(path, body)
    assert reply.status == status, reply.body
    error: dict[str, Any] = reply.json()["error"]
    assert error["type"] == "invalid_request_error"
    return error


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in ASKED.items() if key != name}


def test_s1_to_s6_addresses(served: Served) -> None:
    assert served.get("/v1/foobarbaz").status == 404
    assert served.get("/v1/models/foo").status == 404
    for path in ("/v1/models", "/v1/models/foo"):
        assert "POST is not what" in refused(served, path, {}, 405)["message"]
    for path in (CHAT, COMPLETIONS, EMBEDDINGS, "/v1/responses"):
        reply = served.get(path)
        assert reply.status == 405 and reply.headers["allow"] == "POST"
        assert reply.json()["error"]["code"] == "method_not_supported"


@pytest.mark.parametrize("path", [CHAT, COMPLETIONS])
def test_s8_to_s13_bodies_and_numbers(served: Served, path: str) -> None:
    for body in (b"x", b"[]", b"null", b'"x"'):
        assert refused(served, path, body)["code"] == "invalid_json"
    assert refused(served, path, without("model"))["param"] == "model"
    said = "messages" if path == CHAT else "prompt"
    assert refused(served, path, without(said))["param"] == said
    for name, wrong in (
        ("max_tokens", "x"),
        ("max_tokens", -1),
        ("temperature", 3),
        ("top_p", -1),
        ("top_p", "x"),
        ("n", 0),
        ("seed", 0.5),
        ("stream", "yes"),
        ("stop", [1]),
        ("temperature", True),
    ):
        error = refused(served, path, ASKED | {name: wrong})
        assert error["param"].partition("[")[0] == name and name in error["message"]
    assert refused(served, COMPLETIONS, ASKED | {"max_tokens": 0})["param"] == "max_tokens"


def test_s20_what_gpt4all_did_not_do(served: Served) -> None:
    more = {"stream": True, "seed": 1, "stop": ["x"], "frequency_penalty": 1, "max_tokens": 3}
    assert served.post(CHAT, ASKED | more).status == 200
    assert served.post(COMPLETIONS, ASKED | more).status == 200
    assert refused(served, COMPLETIONS, ASKED | {"best_of": 2})["param"] == "best_of"
    between = ASKED | {"suffix": "over the lazy dog.", "max_tokens": 5}
    assert served.post(COMPLETIONS, between).status == 200
    documents = {"model": "localdocs", "prompt": KNOWN, "suffix": "x"}
    assert refused(served, COMPLETIONS, documents)["param"] == "suffix"


def test_s31_to_s35_completions(served: Served) -> None:
    six = ASKED | {"temperature": 0, "max_tokens": 6}
    first, again = (served.post(COMPLETIONS, six).json() for _ in range(2))
    [choice] = first["choices"]
    assert choice["finish_reason"] == "length" and choice["logprobs"] is None
    assert first["usage"]["completion_tokens"] == 6
    assert choice == again["choices"][0]
    for more in ({"temperature": 0.5}, {"min_p": 0.1, "top_p": 0.9}):
        assert served.post(COMPLETIONS, six | more).status == 200
    echoed = served.post(COMPLETIONS, six | {"echo": True, "n": 2}).json()["choices"]
    assert [one["finish_reason"] for one in echoed] == ["length", "length"]
    assert all(one["text"] == ASKED["prompt"] + choice["text"] for one in echoed)


def test_s36_a_reply_is_not_cut_after_sixteen_tokens(served: Served) -> None:
    asked = {"model": LANGUAGE, "prompt": "1, 2, 3,", "stop": "40", "repeat_penalty": 1}
    reply = served.post(COMPLETIONS, asked | {"temperature": 0}).json()
    assert reply["usage"]["completion_tokens"] > 16


@pytest.mark.parametrize(
    "name", ["no-such-model", "localdocs/none", "/etc/passwd", "~/.bashrc", "a\0b"]
)
def test_s37_unknown_models(served: Served, name: str) -> None:
    """GPT4All took the default without a word. A file is no model by its path, even if there."""
    for path in (CHAT, COMPLETIONS):
        for more in ({}, {"stream": True}):
            error = refused(served, path, ASKED | {"model": name} | more, 404)
            assert error["code"] == "model_not_found"
    error = refused(served, CHAT, ASKED | {"model": "localdocs", "localdocs": {"model": name}}, 404)
    assert error["code"] == "model_not_found"


def test_s37_a_model_of_the_other_kind(served: Served) -> None:
    assert refused(served, CHAT, ASKED | {"model": EMBEDDING})["code"] == "model_not_supported"
    asked = {"model": LANGUAGE, "input": "x"}
    assert refused(served, EMBEDDINGS, asked, 404)["code"] == "model_not_found"


def test_s38_to_s40_messages(served: Served) -> None:
    told = [
        {"role": "user", "content": "My name is Ada. Say it."},
        {"role": "assistant", "content": "Ada"},
        {"role": "user", "content": "What is my name? Answer with the name."},
    ]
    words = {"temperature": 0, "max_tokens": 30}
    known = served.chat(told, **words).json()["choices"][0]["message"]["content"]
    assert "Ada" in known
    alone = served.chat(told[2:], **words).json()
    assert "Ada" not in alone["choices"][0]["message"]["content"], "nothing is left of it"
    system = {"role": "system", "content": "You are a parrot."}
    with_system = served.chat([system, *told[2:]], **words).json()
    assert with_system["usage"]["prompt_tokens"] != alone["usage"]["prompt_tokens"]
    assert served.chat([system]).status == 200
    assert served.chat(told[:2]).status == 200


def test_r1_r3_r6_references_every_time(served: Served) -> None:
    for _ in range(2):
        [choice] = served.documents(KNOWN).json()["choices"]
        [reference] = choice["references"]
        assert {"file", "title", "author", "date", "text", "page", "from", "to"} <= set(reference)
        assert reference["file"] == "tenancy-agreement.docx" and reference["page"] == 1
        assert "1,140 euros" in reference["text"] and reference["verified"] is True
        assert reference["path"].endswith("docs/tenancy-agreement.docx")
        assert reference["score"] > 0 and reference["to"] > reference["from"]


def test_r2_no_references_of_a_language_model(served: Served) -> None:
    assert "references" not in served.chat(KNOWN).json()["choices"][0]


def test_r4_odd_conversations_with_the_documents(served: Served) -> None:
    system = [{"role": "system", "content": "Be brief."}]
    assert refused(served, CHAT, {"model": "localdocs", "messages": system})["param"] == "messages"
    turns = [{"role": "user", "content": KNOWN}, {"role": "assistant", "content": "It is"}]
    assert served.documents("", messages=system + turns).json()["choices"][0]["references"]


def test_r5_folders_by_request(tmp_path: Path) -> None:
    with running_server(tmp_path) as served:
        boats = tmp_path / "boats"
        boats.mkdir()
        (boats / "mooring.txt").write_text("The mooring costs 300 euros a year.\n")
        served.home.run("add", str(boats))
        served.home.settle()
        question = "What does the mooring cost?"
        for more, known in (
            ({}, True),
            ({"model": "localdocs/boats"}, True),
            ({"model": "localdocs/docs"}, False),
            ({"localdocs": {"folder": "boats"}}, True),
            ({"localdocs": {"folder": ["docs"]}}, False),
            ({"localdocs": {"type": "pdf"}}, False),
        ):
            [choice] = served.documents(question, **more).json()["choices"]
            files = [one["file"] for one in choice["references"] or ()]
            assert ("mooring.txt" in files) == known, more


def test_s2_without_a_library_there_are_models_still(tmp_path: Path) -> None:
    with running_server(tmp_path, examples=False) as served:
        names = [model["id"] for model in served.get("/v1/models").json()["data"]]
        assert names == ["localdocs", LANGUAGE, EMBEDDING]
        reply = served.documents(KNOWN)
        assert reply.status == 409 and reply.json()["error"]["code"] == "nothing_indexed"
