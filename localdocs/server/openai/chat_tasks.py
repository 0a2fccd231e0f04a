"""Chores that chat programs give to a model beside the talk: a title for it, tags, what to search
for, what could be asked next. They are no questions to documents, and need no model here."""

import json
from collections.abc import Sequence
from typing import Any

from localdocs.server.openai.said import Ended, Reply, Said

TITLE_WORDS = 6

_LOOKED_AT = 400
"""Characters of the beginning, where the task stands."""

_MARK = "### task"
_ORDERS = ("generat", "create", "write", "suggest", "provide", "reply with")
_TALKS = ("chat", "conversation")
_TASKS = (("follow-up", "follow_ups"), ("queries", "queries"), ("tags", "tags"), ("title", "title"))
"""A word of each task, and what the reply is called in JSON."""


def chore_in(text: str) -> str:
    """What a message wants written about a talk that stands in it: "title", "tags", "queries",
    "follow_ups"; "" where it is none of these tasks."""
    beginning = text.strip()[:_LOOKED_AT].lower()
    if "\n" not in text.strip() or not any(word in text.lower() for word in _TALKS):
        return ""
    for line in beginning.splitlines():
        found = [(line.find(word), name) for word, name in _TASKS if word in line]
        is_about_talk = beginning.startswith(_MARK) or any(word in line for word in _TALKS)
        if found and is_about_talk and any(order in line for order in _ORDERS):
            return min(found)[1]
    return ""


async def done(chore: str, text: str, earlier: Sequence[str]) -> Reply:
    """The reply: a title is of the words of the first question, which also is what to search for;
    tags and further questions are none. ``earlier``: what the user said before."""
    first = _first_question(text) or (earlier[0] if earlier else text.strip().splitlines()[-1])
    values: dict[str, Any] = {"title": _title(first), "queries": [first]}
    value = values.get(chore, [])
    plain = value if isinstance(value, str) else "\n".join(value)
    yield Said(json.dumps({chore: value}) if "json" in text.lower() else plain)
    yield Ended("stop", 0, 0)


def _first_question(text: str) -> str:
    """The first line of a talk written down that is the user's; "" where none is named so."""
    for line in text.splitlines():
        who, colon, said = line.partition(":")
        if colon and who.strip(" #*").lower() in ("user", "human") and said.strip():
            return said.strip()
    return ""


def _title(question: str) -> str:
    words = question.split()[:TITLE_WORDS]
    return " ".join(words).strip(" ?!.,;:\"'")[:80]
