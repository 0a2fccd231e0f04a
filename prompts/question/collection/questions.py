"""What can be asked of the collection itself, in values."""

from dataclasses import dataclass

from localdocs.languages.times import Period


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
