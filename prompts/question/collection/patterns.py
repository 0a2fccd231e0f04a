"""How people ask questions about the collection: the patterns, all in one place."""

import re

from localdocs.languages.numbers import VALUES
from prompts.question.collection.questions import DOCUMENT, Kind

KINDS = (
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
NUMBERS = {word: number for word, number in VALUES.items() if 2 <= number <= 8}
EXTREMES = {
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
    "FILES": "(?P<kind>" + "|".join(words for words, _ in KINDS) + ")",
    "MANY": "(?:documents|docs|files|pdfs)",
    "EXTREME": "(?P<extreme>" + "|".join(sorted(EXTREMES, key=len, reverse=True)) + ")",
    "NUMBER": r"(?:(?P<number>\d{1,2}|" + "|".join(NUMBERS) + ") )?",
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

_WORDINGS = {
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


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its pieces filled in, pieces of pieces too."""
    while _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda piece: _PIECES[piece[1]], pattern)
    return re.compile(pattern, re.IGNORECASE)


PATTERNS = {name: [_compiled(pattern) for pattern in them] for name, them in _WORDINGS.items()}
