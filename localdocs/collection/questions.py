"""Which questions are about the collection itself: the patterns, all in one place.

A question is taken only if a pattern fits all of it, from its first word to its last, and what it
names (a time, a file) exists. Everything else is an ordinary question, also one that begins alike:
"how many pages does the lease allow?", "which files were exchanged in the Smith case?".
"""

import re
from dataclasses import dataclass
from datetime import date

from localdocs.collection.periods import Period, period_of

MOST_WORDS = 6
"""What is looked for word for word is short; more words, not quoted, are an ordinary question."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the words for one and for many of it, and its suffixes; none means all."""

    one: str = "document"
    many: str = "documents"
    suffixes: tuple[str, ...] = ()


DOCUMENT = Kind()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files are meant. ``folder`` is a name of one in the library, "" for everywhere."""

    kind: Kind = DOCUMENT
    folder: str = ""
    period: Period | None = None
    by_arrival: bool = False
    """Whether the period is of when a file was indexed, not of when it was changed."""


@dataclass(frozen=True, slots=True)
class Listing:
    """ "Which files do I have?" """

    selection: Selection


@dataclass(frozen=True, slots=True)
class Counting:
    """ "How many PDFs are in this folder?" ``pages``: theirs are counted."""

    selection: Selection
    pages: bool = False


@dataclass(frozen=True, slots=True)
class Extreme:
    """ "What is the largest file?" ``by`` is "time", "size" or "pages"."""

    selection: Selection
    word: str
    by: str
    descending: bool
    number: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """ "Which documents mention lithium?" ``times``: single mentions are counted.

    ``document`` names the one document to look at, "" for all.
    """

    selection: Selection
    words: str
    times: bool = False
    document: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """ "How many pages has report.pdf?" ``fact`` is "pages", "time", "added" or "size"."""

    document: str
    fact: str


@dataclass(frozen=True, slots=True)
class Summary:
    """ "Summarise report.pdf". ``asked_for``: by that word, so that several may be meant."""

    document: str
    asked_for: bool


CollectionQuestion = Listing | Counting | Extreme | Mentions | Fact | Summary

_KINDS = (
    ("documents?|docs?|files?", DOCUMENT),
    ("pdfs?|pdf (?:documents?|files?)", Kind("PDF", "PDFs", (".pdf",))),
    (
        "(?:ms |microsoft )?word (?:documents?|files?)|docx(?: files?)?",
        Kind("Word document", "Word documents", (".docx", ".docm", ".doc")),
    ),
    ("text ?files?|txt files?", Kind("text file", "text files", (".txt", ".text"))),
    ("markdown (?:documents?|files?)", Kind("Markdown file", "Markdown files", (".md",))),
    ("csv(?: ?files?|s)", Kind("CSV file", "CSV files", (".csv",))),
    ("html? ?(?:files?|pages?)", Kind("HTML file", "HTML files", (".html", ".htm", ".xhtml"))),
    (
        "spreadsheets?|excel (?:documents?|files?)|xlsx files?",
        Kind("spreadsheet", "spreadsheets", (".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".tsv")),
    ),
    (
        "presentations|powerpoint (?:documents?|files?)|pptx files?",
        Kind("presentation", "presentations", (".pptx", ".ppt", ".odp")),
    ),
    ("e-?mail files?|eml files?", Kind("e-mail", "e-mails", (".eml", ".msg", ".mbox"))),
)
_NUMBERS = {word: n for n, word in enumerate("two three four five six seven eight".split(), 2)}
_EXTREMES = {
    "newest": ("time", True),
    "latest": ("time", True),
    "most recent": ("time", True),
    "most recently changed": ("time", True),
    "most recently modified": ("time", True),
    "last modified": ("time", True),
    "oldest": ("time", False),
    "largest": ("size", True),
    "biggest": ("size", True),
    "smallest": ("size", False),
    "longest": ("pages", True),
    "shortest": ("pages", False),
}

# Pieces that patterns share. What may be left out begins with its own space.

_PIECES = {
    "FILES": "(?P<kind>" + "|".join(words for words, _ in _KINDS) + ")",
    "MANY": "(?:documents|docs|files|pdfs)",
    "EXTREME": "(?P<extreme>" + "|".join(sorted(_EXTREMES, key=len, reverse=True)) + ")",
    "NUMBER": r"(?:(?P<number>\d{1,2}|" + "|".join(_NUMBERS) + ") )?",
    "LIST": r"(?:(?:list|show|display|name|give|find|get)(?: me)?(?: a list of)?|(?:a )?list of)",
    "ALL": r"(?: ?\b(?:all|every|each|any|the|of|my|our|these|those)\b)*",
    "HAVE": r"(?:(?:do|have) (?:i|we|you)(?: have| got| know| see)?|can you see|are there"
    r"|are (?:indexed|stored|available))",
    "WHERE": r"(?:<SOMEWHERE>)*",
    "SOMEWHERE": r"(?:<PLACE>| (?:here|indexed|now|at the moment|in total|altogether|in all"
    r"|in (?P<bare_folder>[\w.-]+)))",
    "PLACE": r"(?: (?:in here"
    r"|(?:in|inside|of) (?:all )?(?:the|this|these|my|our) (?:whole |entire )?"
    r"(?:library|collection|index|folders?|directory|directories)"
    r"|in (?:the )?(?:folder|directory) (?P<folder>.+)"
    r"|in (?:the |my )?(?P<named_folder>.+) (?:folder|directory)))",
    "WERE": r"(?:(?:that |which )?(?:have been|has been|were|was|got|are|have i|did i|i have|i))",
    "CHANGED": r"(?:change|changed|modify|modified|edit|edited|update|updated"
    r"|(?P<added>add|added|index|indexed|new))",
    "LAST": "(?:last|most recently|the last time)",
    "WHEN": r"(?P<when>.+)",
    "FILE": r"(?:(?:the )?(?:file|document|pdf) (?P<called>.+?)"
    r"|(?:the )?(?P<file>.+\.\w{1,5}[\"”'’]?))",
    "DOCUMENT": r"(?P<document>.+?)",
    "MENTION": r"(?:(?:(?:that|which|where|with|do)(?: is| are)? )?"
    r"(?:(?:mention|contain|includ|discuss)(?:s|es|e|ed|ing)?|(?:(?:is|are) )?about"
    r"|(?:talk|speak)(?:s|ing)? (?:about|of)|refer(?:s|ring)? to|deal(?:s|ing)? with"
    r"|ha(?:s|ve|ving)(?= the (?:word|phrase|term))|(?<=with)(?= the (?:word|phrase|term))))",
    "MENTIONED": r"(?:mentioned|discussed|named|referred to|talked about|found)",
    "OCCUR": r"(?:appear|occur|come up|show up|stand|found|used|mentioned)s?",
    "TERM": r"(?P<term>.+?)",
    "WORD": r"(?P<term>the (?:word|phrase|term|name|expression)s? .+?|[\"“'‘].+[\"”'’])",
    "EVERYWHERE": r"(?: (?:in|across|throughout)(?: all)?(?: of)? (?:the|my|our|these|this|all) "
    r"(?:<MANY>|library|collection|index|folders?))?",
}

_PATTERNS = {
    "list": (
        "(?:what|which) <FILES> <HAVE><WHERE>",
        "(?:what|which) <FILES> (?:is|are)<SOMEWHERE>",
        "(?:<LIST><ALL>|what are(?: all)? (?:the|my)) <FILES>(?:(?: that| which)? <HAVE>)?<WHERE>",
        "what(?: is|'s)<PLACE>",
        "(?:what|which) <FILES> <WERE> <CHANGED> <WHEN>",
        "<LIST><ALL> <FILES> <WERE> <CHANGED> <WHEN>",
        "(?:<LIST>|(?:what|which))?<ALL> ?<FILES>(?: are)? (?:<CHANGED> )?<WHEN>",
    ),
    "count": (
        "how many <FILES>(?: <HAVE>)?<WHERE>",
        "how many <FILES> (?:is|are)<SOMEWHERE>",
        "(?:what(?: is|'s) )?(?:the )?(?:total )?number of <FILES>(?: <HAVE>)?<WHERE>",
        "count<ALL> <FILES><WHERE>",
        "how many <FILES> (?:are )?(?:<WERE> )?(?:<CHANGED> )?<WHEN>",
    ),
    "pages": (
        "how many pages <HAVE><SOMEWHERE>",
        "how many pages do (?:i|we) have",
        "how many pages do(?: all)? (?:the|my|our|these) <FILES> have<WHERE>",
        "how many pages are(?: there)? in(?: all)? (?:the|my|our|these) <MANY><WHERE>",
    ),
    "extreme": (
        "(?:(?:what|which)(?: is| are|'s)? |<LIST> )?(?:the |my )?<NUMBER><EXTREME> <FILES>"
        "(?: <HAVE>)?<WHERE>",
        "(?:what|which) <FILES> (?:is|are)(?: the)? <EXTREME>",
        "(?:what|which) <FILES> (?:was|were|did i) <CHANGED> (?:<LAST>)",
    ),
    "mentions": (
        "(?:what|which|how many|(?:is|are) there)(?: of)?<ALL> <FILES>(?:<SOMEWHERE>)?"
        " <MENTION> <TERM>",
        "(?:<LIST>|count)?<ALL> ?<FILES>(?:<SOMEWHERE>)? <MENTION> <TERM>",
        "in (?:what|which|how many)(?: of)?<ALL> <FILES> (?:is|are|was|were) <TERM> <MENTIONED>",
        "in (?:what|which|how many)(?: of)?<ALL> <FILES> (?:do|does) <TERM> <OCCUR>",
    ),
    "times": (
        "how (?:often|many times) (?:is|are|was|were) <TERM> mentioned<EVERYWHERE>",
        "how (?:often|many times) (?:is|are|was|were) <TERM> mentioned in <DOCUMENT>",
        "how (?:often|many times) (?:do|does|is|are) <WORD> <OCCUR><EVERYWHERE>",
        "how (?:often|many times) (?:do|does|is|are) <WORD> <OCCUR> in <DOCUMENT>",
        "(?:count(?: all)?(?: the)?|how many) mentions of <TERM>",
    ),
    "pages of": (
        "how many pages (?:do|does) <DOCUMENT> have",
        "how many pages (?:has|have) <DOCUMENT>(?: got)?",
        "how many pages are(?: there)? in <DOCUMENT>",
        "how many pages long is <DOCUMENT>",
        "(?:what(?: is|'s) )?(?:the )?(?:page count|number of pages) (?:of|in) <DOCUMENT>",
        "how long is <FILE>",
    ),
    "time of": (
        "when (?:was|did i) <FILE>(?: last)? <CHANGED>(?: <LAST>)?",
        "when did i(?: last)? <CHANGED> <FILE>",
        "how old is <FILE>",
    ),
    "size of": (
        "how (?:large|big) is <FILE>",
        "(?:what(?: is|'s) )?(?:the )?(?:file ?)?size of <FILE>",
    ),
    "summary": (
        r"(?:summari[sz]e|sum up) <DOCUMENT>(?: for me| briefly| in short| in a few \w+)*",
        "(?:(?:give|write|make|show)(?: me)? |i (?:want|need) |can i have )?(?:a |the )?"
        "(?:(?:short|brief|quick) )?(?:summary|overview) of <DOCUMENT>",
        "tl;?dr:? <DOCUMENT>",
    ),
    "about": (
        "what(?: is|'s| are) <DOCUMENT> (?:all )?about",
        "what (?:does|do) <FILE> (?:say|contain|cover|deal with|discuss)",
        "tell me about <FILE>",
    ),
}
"""What is asked, and how people ask it. ``<NAMES>`` are pieces."""

_PIECE = re.compile("<([A-Z]+)>")
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
    for name, patterns in _COMPILED.items():
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
        (kind for words, kind in _KINDS if re.fullmatch(words, parts.get("kind", ""), re.I)),
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
    by, descending = _EXTREMES[word]
    plural = not re.fullmatch(r".*(?:file|document|doc|pdf)", parts["kind"], re.IGNORECASE)
    number = parts.get("number", "5" if plural else "1").lower()
    return Extreme(selection, word, by, descending, _NUMBERS.get(number) or max(int(number), 1))


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


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its pieces filled in, pieces of pieces too."""
    while _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda piece: _PIECES[piece[1]], pattern)
    return re.compile(pattern, re.IGNORECASE)


_COMPILED = {name: [_compiled(pattern) for pattern in them] for name, them in _PATTERNS.items()}
