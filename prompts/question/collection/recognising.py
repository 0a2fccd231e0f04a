"""Which questions are about the collection itself.

A question is taken only if a pattern fits all of it, from its first word to its last, and what it
names (a time, a file) exists. Everything else is an ordinary question, also one that begins alike:
"how many pages does the lease allow?", "which files were exchanged in the Smith case?".
"""

import re
from datetime import date

from localdocs.languages.times import period_of
from prompts.question.collection.patterns import EXTREMES, KINDS, NUMBERS, PATTERNS
from prompts.question.collection.questions import (
    DOCUMENT,
    CollectionQuestion,
    Counting,
    Extreme,
    Fact,
    Listing,
    Mentions,
    Selection,
    Summary,
)

MOST_WORDS = 6
"""What is looked for word for word is short; more words, not quoted, are an ordinary question."""

_POLITE = re.compile(
    r"^(?:(?:please|hey|hi|ok|so),? |(?:can|could|would|will) you (?:please )?"
    r"|(?:please )?tell me (?=how|wh|which|in)|i (?:want|would like) to (?:know|see) "
    r"|do you know )+|,? please$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“‘'](?P<inside>.+)[\"”’']")
_BEFORE_WORDS = re.compile(
    r"^(?:(?:both|anything about|the (?:exact )?(?:words?|phrases?|terms?|names?|keywords?"
    r"|expressions?)|a|an|the)(?: of)? )+",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    r"^(?:(?:the|my|this) )?(?:file|document|pdf)(?: called| named)? (?=.)", re.IGNORECASE
)
_AFTER_WORDS = re.compile(
    r" (?:at all|anywhere|somewhere|in (?:it|them|the text|there)|mentioned)$", re.IGNORECASE
)
_NO_TERM = re.compile(
    r"(?:that|who|when|how|why|whether|what|where|which|if)\b.*|(?:it|this|that|them|these|those"
    r"|him|her|he|she|me|us|something|anything|nothing)",
    re.IGNORECASE,
)


def recognise(question: str, today: date) -> CollectionQuestion | None:
    """What is asked of the collection, or None where the question is an ordinary one."""
    plain = " ".join(question.split()).strip(" ?!.…")
    plain = _POLITE.sub("", plain)
    for name, patterns in PATTERNS.items():
        for pattern in patterns:
            if match := pattern.fullmatch(plain):
                asked = _asked(name, match, today)
                if asked is not None:
                    return asked
    return None


def _asked(name: str, match: re.Match[str], today: date) -> CollectionQuestion | None:
    """The question that a pattern has found, or None where it does not hold after all."""
    parts = {key: value.strip() for key, value in match.groupdict().items() if value}
    selection = _selection(parts, today)
    if selection is None:
        return None
    match name:
        case "list":
            return Listing(selection)
        case "count" | "pages":
            return Counting(selection, pages=name == "pages")
        case "extreme":
            return _extreme(parts, selection)
        case "mentions" | "times":
            words = _term(parts)
            document = parts.get("document", "")
            return Mentions(selection, words, name == "times", document) if words else None
        case "summary" | "about":
            return Summary(_document(parts), name == "summary")
        case _:
            fact = "added" if name == "time of" and "added" in parts else name.split()[0]
            return Fact(_document(parts), fact)


def _selection(parts: dict[str, str], today: date) -> Selection | None:
    """Which files are meant; None where the words for a time name none."""
    kind = next(
        (kind for words, kind in KINDS if re.fullmatch(words, parts.get("kind", ""), re.I)),
        DOCUMENT,
    )
    folders = (parts.get(name, "") for name in ("folder", "named_folder", "bare_folder"))
    folder = next(filter(None, folders), "")
    if "when" not in parts:
        return Selection(kind, folder)
    period = period_of(parts["when"], today)
    return None if period is None else Selection(kind, folder, period, "added" in parts)


def _extreme(parts: dict[str, str], selection: Selection) -> Extreme:
    word = parts.get("extreme", "newest").lower()
    by, descending = EXTREMES[word]
    plural = not re.fullmatch(r".*(?:file|document|doc|pdf)", parts["kind"], re.IGNORECASE)
    number = parts.get("number", "5" if plural else "1").lower()
    return Extreme(selection, word, by, descending, NUMBERS.get(number) or max(int(number), 1))


def _term(parts: dict[str, str]) -> str:
    """The words to look for; "" where they are too many or only point at something."""
    words = _BEFORE_WORDS.sub("", _AFTER_WORDS.sub("", parts["term"]))
    if quoted := _QUOTED.fullmatch(words):
        return quoted["inside"]
    if _NO_TERM.fullmatch(words) or len(words.split()) > MOST_WORDS:
        return ""
    return words


def _document(parts: dict[str, str]) -> str:
    """The name of a document, without quotes."""
    name = parts.get("called") or parts.get("file") or parts["document"]
    name = _BEFORE_NAME.sub("", name)
    quoted = _QUOTED.fullmatch(name)
    return quoted["inside"] if quoted else name
