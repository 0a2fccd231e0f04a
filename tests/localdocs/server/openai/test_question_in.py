"""The question in what programs send around it."""

import pytest

from localdocs.server.openai.question_in import question_in

QUESTION = "When is varroa treated?"
BOOK = "Bees are kept in hives.\n\nWhat is a hive? A box for bees.\n" * 20
TASK = "### Task:\nRespond to the user query using the provided context.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        QUESTION,
        f"{TASK}<context>\n{BOOK}\n</context>\n\n<user_query>\n{QUESTION}\n</user_query>\n",
        f"<context>{BOOK}<query>none</query></context><user_query>{QUESTION}</user_query>",
        f"{TASK}<context>\n{BOOK}\n</context>\n\n{QUESTION}",
        f"Use the context.\n{BOOK}\nQuestion: {QUESTION}\nHelpful answer:",
        f"**Question:** {QUESTION}\nContext: {BOOK}\nAnswer:",
        f"---\n{BOOK}\nQuestion: What is wax?\nIt is made by bees.\n---\nQuery: {QUESTION}",
        f"```python\nbees = 3\n```\n\n{QUESTION}",
    ],
)
def test_what_is_asked_is_found(text: str) -> None:
    assert question_in([text]) == QUESTION


def test_it_is_the_last_of_several_parts() -> None:
    code = "```python notes.py\nprint('bees')\n```\n"
    assert question_in([code, QUESTION]) == QUESTION
    assert question_in([code, "Varroa, in short", "\n"]) == "Varroa, in short"
    assert question_in(["When is varroa ", "treated?"]) == QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I keep bees.\n\nWhen is varroa treated?\n\nThank you",
        "Compare:\n- oxalic acid\n- thymol\n\nWhich is cheaper?",
        "Question of the year: which mite is it",
        BOOK,
        "</user_query>",
        "</query>" * 3000,
    ],
)
def test_what_has_no_place_for_it_is_taken_whole(text: str) -> None:
    assert question_in([text]) == text
