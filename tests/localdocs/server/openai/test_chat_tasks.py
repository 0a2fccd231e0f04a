"""What chat programs want written beside the talk."""

import asyncio
import json

import pytest

from localdocs.server.openai.chat_tasks import chore_in, done
from localdocs.server.openai.said import whole

TALK = "<chat_history>\nUSER: When is the varroa mite treated in hives?\nASSISTANT: In August.\n"
JSON = "### Output:\nJSON format\n"
TITLE = "### Task:\nGenerate a concise, 3-5 word title summarizing the chat history.\n"
TAGS = "### Task:\nGenerate 1-3 broad tags categorizing the themes of the chat history.\n"
QUERIES = (
    "### Task:\nAnalyze the chat history to see whether generating search queries is needed.\n"
)
NEXT = "### Task:\nSuggest 3-5 relevant follow-up questions for this conversation.\n"
WORDS = "When is the varroa mite treated"


@pytest.mark.parametrize(
    ("text", "chore", "said"),
    [
        (TITLE + JSON + TALK, "title", {"title": WORDS}),
        (TAGS + JSON + TALK, "tags", {"tags": []}),
        (QUERIES + JSON + TALK, "queries", {"queries": [f"{WORDS} in hives?"]}),
        (NEXT + JSON + TALK, "follow_ups", {"follow_ups": []}),
        (TITLE + TALK, "title", WORDS),
        ("Please reply with a title for the chat, no more.\n\nIn August.", "title", "Varroa"),
    ],
)
def test_a_chore_is_done_without_a_model(text: str, chore: str, said: object) -> None:
    assert chore_in(text) == chore
    earlier = [] if TALK in text else ["Varroa?"]
    reply = asyncio.run(whole(done(chore, text, earlier)))
    assert (json.loads(reply.text) if isinstance(said, dict) else reply.text) == said
    assert reply.ended.finish_reason == "stop"


@pytest.mark.parametrize(
    "text",
    [
        "What is the title of the report on our conversation?",
        "Which tags does the chat program know?\nAnd who wrote it?",
        "### Task:\nRespond to the user query.\n<context>\nA chat.\n</context>\nWho wrote it?",
        "Write a title for my book.\nIt is about bees.",
    ],
)
def test_a_question_is_no_chore(text: str) -> None:
    assert chore_in(text) == ""
