"""/api/search and /api/ask."""

import sys

import pytest

from api_support import Api
from server_support import EMBEDDING, EMBEDDINGS, open_files
from service_support import until

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

NOTICE = {"question": "How long is the notice period?", "model": "none"}


def test_a_search_is_that_of_the_command_line(api: Api) -> None:
    found = api.post("/api/search", {"question": "notice period", "k": 3})
    said = api.served.home.json("search", "notice period", "-k", "3")
    ours = [{k: v for k, v in hit.items() if k not in ("document", "url")} for hit in found["hits"]]
    assert ours == said["hits"]
    for hit in found["hits"]:
        document = api.get(f"/api/documents/{hit['document']}")
        assert document["path"] == hit["path"]
        page = api.get(f"/api/documents/{hit['document']}/pages/{hit['page']}")
        assert page["text"][hit["start"] : hit["end"]] == hit["text"]


def test_an_answer_comes_event_by_event(api: Api) -> None:
    events = api.events("/api/ask", NOTICE)
    names = [name for name, _ in events]
    assert names[0] == "hits" and names[-1] == "answer" and set(names[1:-1]) == {"text"}
    answer = events[-1][1]
    assert "three months" in answer["answer"] and answer["status"] == "answered"
    assert answer["conversation"] is None
    for citation in answer["citations"]:
        page = api.get(f"/api/documents/{citation['document']}/pages/{citation['page']}")
        assert page["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert citation["verified"]
    said = [shape for name, shape in events if name == "text"]
    assert said[-1]["citations"][0]["quote"] == answer["citations"][0]["quote"]


def test_an_answer_whole_is_that_of_the_command_line(api: Api) -> None:
    answer = api.post("/api/ask", NOTICE | {"stream": False})
    said = api.served.home.json("ask", NOTICE["question"], "--no-llm")
    assert answer["answer"] == said["answer"]
    assert set(said) < set(answer)


def test_filters_narrow(api: Api) -> None:
    found = api.post("/api/search", {"question": "stove", "type": ["docx"], "folder": "docs"})
    assert {hit["path"].rpartition(".")[2] for hit in found["hits"]} == {"docx"}
    for wrong in ({"folder": "none"}, {"type": "xyz"}, {"since": "soon"}, {"until": "1999-01-01"}):
        for path in ("/api/search", "/api/ask"):
            asked = {"question": "stove"} if path == "/api/search" else NOTICE
            assert [api.post(path, asked | wrong, 400)["error"]["param"]] == list(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": ""},
        {"question": "x" * 20_001},
        {"question": None},
        {"k": 0},
        {"k": "3"},
        {"k": 10**30},
        {"foldr": "docs"},
        {"previous": "x"},
        {"previous": [{"question": "x"}], "conversation": 1},
        {"conversation": "1"},
    ],
)
def test_what_is_off_is_named(api: Api, wrong: dict[str, object]) -> None:
    said = api.post("/api/ask", NOTICE | wrong, 400)["error"]
    assert said["type"] == "invalid_request_error" and said["param"]


def test_an_empty_question_and_an_unknown_model_have_a_status_of_their_own(api: Api) -> None:
    api.post("/api/ask", {"question": "  ", "model": "none"}, 400)
    api.post("/api/ask", {"question": "stove", "model": "no-such-model"}, 404)


def test_a_question_leans_on_the_turns_before(api: Api) -> None:
    previous = [{"question": "How long is the notice period?", "answer": "Three months."}]
    asked = {"question": "and for the landlord?", "model": "none", "stream": False}
    answer = api.post("/api/ask", asked | {"previous": previous})
    assert "notice period" in answer["understood"]


def test_a_turn_is_kept_where_it_is_wanted(api: Api) -> None:
    begun = api.ask("POST", "/api/conversations", {"title": "The flat"}, 201)["conversation"]
    first = api.post("/api/ask", NOTICE | {"stream": False, "conversation": begun})
    assert first["conversation"] == begun
    asked = {"question": "and for the landlord?", "model": "none", "conversation": begun}
    second = api.events("/api/ask", asked)[-1][1]
    assert "notice period" in second["understood"]
    api.post("/api/ask", asked | {"keep": False, "stream": False})
    kept = api.get(f"/api/conversations/{begun}")
    assert [one["question"] for one in kept["exchanges"]] == [
        NOTICE["question"],
        "and for the landlord?",
    ]
    assert kept["exchanges"][0]["citations"][0]["document"] is not None
    new = api.post("/api/ask", NOTICE | {"stream": False, "keep": True})["conversation"]
    assert new not in (None, begun)
    for number in (begun, new):
        api.ask("DELETE", f"/api/conversations/{number}", status=204)


def test_no_conversation_is_gone_on_with_that_there_is_not(api: Api) -> None:
    for number in (0, -1, 999_999, 10**30):
        api.post("/api/ask", NOTICE | {"conversation": number}, 404)


def test_those_who_hang_up_leave_nothing_open(api: Api) -> None:
    number = api.documents()["stove-handbook.pdf"]["id"]
    api.post("/api/ask", NOTICE | {"stream": False})  # what stays open with the first is there then
    before = open_files(api.served.pid)
    for _ in range(15):
        line, reply = api.served.opened("POST", "/api/ask", NOTICE)
        reply.readline()
        line.close()
        line, reply = api.served.opened("GET", f"/api/documents/{number}/file")
        line.close()
    until(lambda: open_files(api.served.pid) <= before + 2, 20)
    assert api.post("/api/ask", NOTICE | {"stream": False})["status"] == "answered"


def test_short_questions_do_not_wait_for_a_long_embedding(api: Api) -> None:
    served = api.served
    served.post(EMBEDDINGS, {"model": EMBEDDING, "input": "a text"})  # its model is there then
    texts = [f"Number {number}. " + "The stove is lit. " * 100 for number in range(400)]
    line = served.sent("POST", EMBEDDINGS, {"model": EMBEDDING, "input": texts})
    try:
        until(lambda: served.answering() == "busy")
        assert api.post("/api/search", {"question": "stove"})["hits"]
        asked = NOTICE | {"stream": False}
        assert api.post("/api/ask", asked)["citations"]
        assert served.answering() == "busy"
    finally:
        line.close()
    until(lambda: served.answering() != "busy", 120)
