"""Whether what was found has a value of the kind that a question names: who asks for a telephone
number is not served by a day. Set by hand, for kinds whose values look like nothing else."""

import re

from localdocs.languages.days import days_in
from prompts.question.question import Question

_DAY_OR_TIME = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}:\d\d")
_MONEY = re.compile(
    r"[$€£¥]|\b(?:EUR|USD|GBP|CHF|euros?|cents?|dollars?|pounds?|francs?)\b|\d[.,]\d\d(?!\d)"
    r"|\b(?:free|nothing|rent|salary|salaries|percent)\b|%",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(
    r"\b(?:tele)?phone(?: number)?\b|\b(?:mobile|cell|fax) number\b", re.IGNORECASE
)
_MAIL_ADDRESS = re.compile(r"\be-?mail address\b", re.IGNORECASE)
_BIRTHDAY = re.compile(r"\bbirthday\b|\bborn\b|\bdate of birth\b", re.IGNORECASE)
_HOW_MUCH = re.compile(
    r"\bhow much\b.{0,60}\b(?:pay|pays|paid|cost|costs|spend|spent|owe|owes|earn|earns)\b",
    re.IGNORECASE,
)
_THREE_DIGITS = re.compile(r"\d(?:[ ()/.-]?\d){2}")


def lacks_its_kind(question: Question, text: str) -> bool:
    """Whether the question names a kind of value, and ``text`` has none."""
    asked = question.asked
    if _TELEPHONE.search(asked) and question.wants.fact and not question.wants.person:
        return not _THREE_DIGITS.search(_DAY_OR_TIME.sub(" ", text))
    if _MAIL_ADDRESS.search(asked):
        return "@" not in text
    if _BIRTHDAY.search(asked) and question.wants.time:
        return not days_in(text) and not re.search(r"\b(?:1[89]|20)\d\d\b", text)
    return bool(_HOW_MUCH.search(asked)) and not _MONEY.search(text)
