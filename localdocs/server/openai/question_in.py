"""The question in what a user is said to have said: programs put context around it.

Some name it by a tag or a label, others write it last. A short text is a question as it stands.
"""

from collections.abc import Sequence

SHORT_CHARACTERS = 400
"""So long a text may be and is taken whole: it hardly holds a context."""

_NAMES = ("question", "query")
_LONGEST_NAME = 40
_FENCE = "```"


def question_in(parts: Sequence[str]) -> str:
    """The question in the text parts of a message, else all of its text.

    It is what stands in the last tag that is named after a question or query. Of what has a context
    (long, with code, or with a part of several lines before the last one) it is the last paragraph
    if that asks, else the last line with such a name before a colon, else the last part.
    """
    whole = "".join(parts)
    if tagged := _tagged(whole):
        return tagged
    *before, last = [part for part in parts if part.strip()] or [""]
    is_after_context = any("\n" in part.strip() for part in before)
    if not is_after_context and len(whole) <= SHORT_CHARACTERS and _FENCE not in whole:
        return whole
    text = last if is_after_context else whole
    asking = _asking_end(text)
    return _labelled(asking) or asking or _labelled(whole) or text


def _tagged(text: str) -> str:
    """What stands in the last tag that is named so; "" where there is none."""
    end = len(text)
    while (end := text.rfind("</", 0, end)) >= 0:
        name, closed, _ = text[end + 2 : end + 2 + _LONGEST_NAME].partition(">")
        if closed and _is_named(name):
            begin = text.rfind(f"<{name}>", 0, end)
            return "" if begin < 0 else text[begin + len(name) + 2 : end].strip()
    return ""


def _labelled(text: str) -> str:
    """What follows "Question:" or its like on the last line that begins so; "" where none does."""
    for line in reversed(text.splitlines()):
        name, colon, behind = line.partition(":")
        if colon and behind.strip() and len(name) <= _LONGEST_NAME and _is_label(name):
            return behind.strip(" \t*")
    return ""


def _asking_end(text: str) -> str:
    """The last paragraph, or the last line of a long one, where it ends as questions do."""
    lines = text.strip().splitlines() or [""]
    if not lines[-1].rstrip().endswith(("?", "？", "؟")):
        return ""
    blank = [number for number, line in enumerate(lines) if not line.strip()]
    paragraph = "\n".join(lines[blank[-1] + 1 if blank else 0 :])
    return paragraph if len(paragraph) <= SHORT_CHARACTERS else lines[-1].strip()


def _is_named(name: str) -> bool:
    return any(word in name.lower() for word in _NAMES)


def _is_label(name: str) -> bool:
    words = name.strip(" \t*#").split()
    return 1 <= len(words) <= 2 and words[-1].lower() in _NAMES
