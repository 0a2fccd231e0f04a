"""Whether what was found has a value of the kind that a question names: who asks for a telephone
number is not served by a day. Set by hand, for kinds whose values look like nothing else."""

import re

from localdocs.languages.days import days_in
from localdocs.languages.units import Dimension, has_amount, looks_like_money
from prompts.question.question import Question
from prompts.text.sentences import sentence_spans

_TELEPHONE = re.compile(
    r"\b(?:(?:tele)?phone|mobile|cell|fax) number\b"
    r"|\bwhat(?:['’]?s| is| was)(?: [\w'’]+){1,4} (?:tele)?phone\W*$",
    re.IGNORECASE,
)
_MAIL_ADDRESS = re.compile(r"\bwhat\b.*\be-?mail address\b", re.IGNORECASE)
_BIRTHDAY = re.compile(
    r"\bwhen(?:['’]?s| is| was) .*(?:\bbirthday\W*$|\bborn\b)|\bdate of birth\b", re.IGNORECASE
)
_IN_DIGITS = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}:\d\d")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_THREE_DIGITS = re.compile(r"\d(?:[ ()/.-]?\d){2}")


def lacks_its_kind(question: Question, text: str) -> bool:
    """Whether the question names a kind of value, and ``text`` has none."""
    asked = question.asked
    if _TELEPHONE.search(asked) and not question.wants.person:
        return not _THREE_DIGITS.search(_without_days(text))
    if _MAIL_ADDRESS.search(asked):
        return "@" not in text
    if _BIRTHDAY.search(asked):
        return not days_in(text) and not _YEAR.search(text)
    return question.dimension is Dimension.MONEY and not _has_money(_without_days(text))


def _has_money(text: str) -> bool:
    """Whether any sentence has an amount of money: "please pay" has none of the next one's."""
    sentences = (text[start:end] for start, end in sentence_spans(text))
    return any(has_amount(one, Dimension.MONEY) or looks_like_money(one) for one in sentences)


def _without_days(text: str) -> str:
    """The text with days and times of day as blanks: their figures are none of another kind."""
    for day in days_in(text):
        text = text[: day.start] + " " * (day.end - day.start) + text[day.end :]
    return _IN_DIGITS.sub(" ", text)
