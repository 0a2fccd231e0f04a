"""What is small talk, and what only begins like it."""

import pytest

from prompts.question.small_talk import SmallTalk, small_talk


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hi", SmallTalk.GREETING),
        ("Hello there!", SmallTalk.GREETING),
        ("good morning", SmallTalk.GREETING),
        ("how are you?", SmallTalk.GREETING),
        ("thanks!", SmallTalk.THANKS),
        ("ok, thank you very much :)", SmallTalk.THANKS),
        ("Thanks, that was helpful", SmallTalk.THANKS),
        ("bye", SmallTalk.FAREWELL),
        ("ok", SmallTalk.AGREEMENT),
        ("what can you do?", SmallTalk.ABILITIES),
        ("help", SmallTalk.ABILITIES),
        ("Who are you?", SmallTalk.ABILITIES),
    ],
)
def test_small_talk(text: str, meant: SmallTalk) -> None:
    assert small_talk(text) is meant


@pytest.mark.parametrize(
    "text",
    [
        "sick leave?",
        "rent",
        "hi, how long is the notice period?",
        "thanks to whom was it built?",
        "help desk number",
        "what can you do about slugs?",
        "who are you insured with?",
        "good cause exemption",
        "what is this warranty worth?",
        "no smoking rules",
        "",
        "你好吗在哪里",
    ],
)
def test_what_asks_something_is_a_question(text: str) -> None:
    assert small_talk(text) is None
