"""What a document may be called: tells titles from file names, stock phrases and other lines.

The readers of all formats ask here, so that the same letter has the same title as text, as PDF and
as a Word file.
"""

import re

from ingest.pages.cleaning import clean_line

LONGEST_TITLE = 250
"""Characters; a longer line is a paragraph."""

_MOST_WORDS = 30
_FIRST_CHARACTERS = 3000
_BOGUS = re.compile(
    r"untitled.*|(?:no )?title|(?:(?:new|word) )?document\d*"
    r"|power ?point[ -]pr[äe]sentation|pr[ée]sentation powerpoint|presentaci[óo]n de powerpoint"
    r"|microsoft (?:word|powerpoint|excel) - .*|(?:slide|sheet|page) ?\d+"
    r"|[\w .()-]+\.(?:pdf|docx?|xlsx?|pptx?|indd|tex|dvi|rtf|txt|qxd|ps"
    r"|eps|odt|html?|md|pages|exe|csv|xml|ai|psd|cdr|pub|wpd|fm|qxp|p65|pmd|jpe?g|png|tiff?)"
    r"|[\d\W_]{6,}|\W*|[a-z]+\d{6,}\w*",
    re.IGNORECASE,
)
_STOCK = re.compile(
    r"(?:table of )?contents|index|abstract|foreword|preface|introduction|summary|executive summary"
    r"|for immediate release|press release|news release|(?:strictly )?confidential.*|draft|copy"
    r"|\W*publish(?:ed)?\W*|unpublished.*|page \d+.*|version\W.*|date\W.*|www\..*|https?:.*"
    r"|this (?:page|section|document) .*|all rights reserved.*|dear .*|(?:to|from|by|re) ?:.*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\W*(?:\w{3,9}[ .-]*)?\d{1,4}(?:st|nd|rd|th)?[ .,/-]*(?:\w{3,9}|\d{1,2})?[ .,/-]*"
    r"(?:\d{2,4})?\W*",
    re.IGNORECASE,
)
_PAGE_BEHIND = re.compile(r"(?:\.{3,}|…|\s)\s*\d{1,4}$")
_LABEL = re.compile(r"[A-Z][\w&/’' -]{1,40}(?:\([^)]*\))?(?::(?:\s|$)|：)")
_LABELLED = re.compile(
    r"^(?:\d[\d.]*\s+)?"
    r"(?:(?:(?!short\b|running\b|job\b)\w+[ \t]+){0,3}title(?:[ \t]+of[ \t]+(?:\w+[ \t]+){0,2}\w+)?"
    r"(?:[ \t]*\([^)\n]*\))?[ \t]*:\s*|(?:study |protocol |project |full )?title[ \t]*\n\s*"
    r"|(?:re|subject|concerning|betreff|objet)[ \t]*:\s*)",
    re.IGNORECASE | re.MULTILINE,
)
_BOX = re.compile(r"\[[ x]\]")  # of a form
_MOST_TITLE_LINES = 4


def own_title(text: str) -> str:
    """The title that a file states about itself, in one line; "" if it is none.

    "untitled", "Microsoft Word - x.doc" and "report.pdf" come from programs, not from people.
    """
    title = clean_line(text)
    if len(title) > LONGEST_TITLE:
        return title
    return "" if _BOGUS.fullmatch(title) or title.endswith((":", "：")) else title


def is_telling(line: str) -> bool:
    """Whether a line could be a title: words, and no label, date, stock phrase or page number."""
    return is_worded(line) and not is_label(line)


def is_label(line: str) -> bool:
    """Whether a line begins with the name of a field: "Sponsor: Acme Inc."."""
    return _LABEL.match(line) is not None


def is_worded(line: str) -> bool:
    """As ``is_telling``, but a colon may follow the first words: "Logic: An Introduction"."""
    words = line.split()
    letters = sum(character.isalpha() for character in line)
    return (
        letters >= 2
        and letters >= len(line.replace(" ", "")) * 0.5
        and len(line) <= LONGEST_TITLE
        and len(words) <= _MOST_WORDS
        and not line.endswith((",", ";", ":"))
        and not _STOCK.fullmatch(line)
        and not _DATE.fullmatch(line)
        and not _BOGUS.fullmatch(line)
        and not _PAGE_BEHIND.search(line)
        and not _BOX.search(line)
    )


def labelled_title(text: str) -> str:
    """What stands behind "Title:", "Study title:" or "Subject:" on a first page; "" if nothing."""
    for match in _LABELLED.finditer(text[:_FIRST_CHARACTERS]):
        paragraph = text[match.end() : _FIRST_CHARACTERS * 2].split("\n\n", 1)[0]
        lines: list[str] = []
        for line in paragraph.split("\n")[:_MOST_TITLE_LINES]:
            if lines and is_label(line):
                break
            lines.append(line)
        title = clean_line(" ".join(lines))
        if is_worded(title.rstrip(":;,")) and " " in title:
            return title
    return ""


def first_line_title(text: str) -> str:
    """The line that stands alone at the top of a text, if it looks like a title; else ""."""
    paragraph, below, _ = text[: LONGEST_TITLE * 2].lstrip().partition("\n\n")
    title = clean_line(paragraph)
    fits = "\n" not in paragraph and below and len(title) <= LONGEST_TITLE // 2
    return title if fits and " " in title and is_telling(title) else ""
