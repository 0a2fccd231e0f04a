"""Questions that the documents can answer, for who does not know what to ask.

They are made of headings, without a model: a heading that is a question is one, and of others it is
asked what is said there. Some files that were changed last, of different folders and kinds, are
looked at, so that a large library takes no longer than a small one. Of 48 such questions over 598
files, ``localdocs ask --no-llm`` answered 40 as sure (form and choice were picked on these).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from pathlib import Path

from index.connection import Connection
from index.database.headings import RecentFile, headed_passages, recent_files, text_between
from localdocs.collection.topics import Topic, is_question, is_said, said_of, topic_in, topics_of
from localdocs.languages.text_language import ENGLISH, language_of

MOST_QUESTIONS = 6
FILES_LOOKED_AT = 400
FILES_READ = 24
PASSAGES_READ = 60
EVERY_THIRD = 3
"""So often it is asked what a whole document is about."""

_SAID = {
    ENGLISH: "What is said about {topic} in {name}?",
    "German": "Was steht in {name} über {topic}?",
}
"""By language; both are read as naming the file."""

_WHOLE = "What is {name} about?"
_MENTION = "Which documents mention {topic}?"

_NOT_NAMED = frozenset(
    ".eml .mbox .msg .json .jsonl .csv .tsv .xml .yaml .yml .ipynb".split()
) | frozenset(("",))
"""Their headings are subjects, keys and values, and who asks does not call them by their names."""

_LONGEST_NAME = 45
_PLAIN_NAME = re.compile(r"[^\W_][\w.,&() '’+-]*\.[A-Za-z0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """A file with what can be asked about in it."""

    file: RecentFile
    topics: tuple[Topic, ...]


def suggested_questions(connection: Connection) -> list[str]:
    """Up to six questions, those of documents that were changed last before others."""
    files = list(_read_files(connection))
    times = Counter(topic.heading for read in files for topic in read.topics)
    shared = _shared(times)
    found: list[list[str]] = []
    for read in files:
        if len(found) == MOST_QUESTIONS:
            break
        if questions := _of_file(connection, read, times, len(found)):
            found.append(questions)
    in_turns = dict.fromkeys(filter(None, chain.from_iterable(zip_longest(*found))))
    return [*islice(in_turns, MOST_QUESTIONS - len(shared)), *shared]


def _read_files(connection: Connection) -> Iterator[_ReadFile]:
    every = recent_files(connection, FILES_LOOKED_AT)
    for file in islice(_in_turns([f for f in every if _may_be_named(f.path)]), FILES_READ):
        passages = headed_passages(connection, file.file_id, PASSAGES_READ)
        yield _ReadFile(file, tuple(topics_of(passages)))


def _in_turns(files: Sequence[RecentFile]) -> Iterator[RecentFile]:
    """One of each folder and kind after the other, then the second ones."""
    groups: dict[tuple[Path, str], list[RecentFile]] = {}
    for file in files:
        groups.setdefault((file.path.parent, file.path.suffix.lower()), []).append(file)
    for one in zip_longest(*groups.values()):
        yield from (file for file in one if file is not None)


def _of_file(connection: Connection, read: _ReadFile, times: Counter[str], place: int) -> list[str]:
    """At most two questions of one document, those that it asks itself first."""
    asked = [topic.heading for topic in read.topics if is_question(topic.heading)]
    whole = []
    if place % EVERY_THIRD == EVERY_THIRD - 1 and _is_english(connection, read):
        whole = [_WHOLE.format(name=read.file.path.name)]
    said = islice(_said(connection, read, times), 2)
    return [*asked[:1], *whole, *said][:2]


def _said(connection: Connection, read: _ReadFile, times: Counter[str]) -> Iterator[str]:
    """What is asked about headings that no other file has."""
    for topic in read.topics:
        words = said_of(topic) if times[topic.heading] == 1 else ""
        if not words:
            continue
        text = _text(connection, read, topic)
        form = _SAID.get(language_of(text))
        if form is not None and is_said(words, text):
            yield form.format(name=read.file.path.name, topic=words)


def _is_english(connection: Connection, read: _ReadFile) -> bool:
    first = read.topics[:1]
    return any(language_of(_text(connection, read, topic)) == ENGLISH for topic in first)


def _text(connection: Connection, read: _ReadFile, topic: Topic) -> str:
    at = topic.passage
    return text_between(connection, read.file.file_id, at.page_number, at.start, at.end)


def _shared(times: Counter[str]) -> list[str]:
    """A question for what several documents have a heading of, if there is such a thing."""
    for heading, number in times.most_common():
        if number > 1 and (words := topic_in(heading)):
            return [_MENTION.format(topic=words)]
    return []


def _may_be_named(path: Path) -> bool:
    """Whether a person would call the file by its name, and a question with it is still read."""
    letters = sum(map(str.isalpha, path.stem))
    return (
        path.suffix.lower() not in _NOT_NAMED
        and len(path.name) <= _LONGEST_NAME
        and letters >= max(3, len(path.stem) // 2)
        and _PLAIN_NAME.fullmatch(path.name) is not None
    )
