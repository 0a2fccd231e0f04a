"""Which documents mention something: every passage that has the words, not only the best ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from index.database import lookup
from index.database.listing import ListedFile
from index.ranking.fusion import Ranked
from index.sqlite.full_text import matching_texts
from index.words.full_text import Expression, Mention
from index.words.query import all_words_expression, phrase_expression
from localdocs.collection.contents import Contents, plural
from localdocs.collection.prose import LONGEST, is_prose
from localdocs.collection.reply import MOST_LINES, Reply, as_list, citation
from localdocs.types import Hit
from prompts.question.collection.questions import Kind, Mentions
from prompts.text.sentences import sentence_spans

PASSAGES_QUOTED_FROM = 5
"""So many passages of a document, those with most mentions, are looked through for a quote."""

_TIME = Kind("time", "times")
_PASSAGE = Kind("passage", "passages")
_OR = re.compile(r",? or |, ", re.IGNORECASE)


@dataclass(slots=True)
class _Found:
    """One document with the passages that mention it."""

    file: ListedFile
    passages: list[Mention] = field(default_factory=list)

    @property
    def times(self) -> int:
        return sum(mention.times for mention in self.passages)


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for and what it stands for; ``exact`` where the words stand as asked for."""

    match: Expression
    quoted: str
    exact: bool


def mentions_reply(asked: Mentions, contents: Contents) -> Reply | None:
    """Who mentions it, most mentions first. None where there is no such document or folder, or
    nothing to look for."""
    files = contents.selected(asked.selection)
    if files is not None and asked.document:
        named = contents.named(asked.document)
        files = list(named.files) if named.exactly or len(named.files) == 1 else None
    ways = list(_ways(asked.words))
    if not files or not ways:
        return None
    coverage = contents.coverage(files)
    for sought in ways:
        if found := _found(sought.match, files, contents):
            break
    else:
        text = f"{_none_of(files, asked, contents)} “{asked.words}”."
        return Reply(text, False, coverage)
    quotes = _quotes(sought.match, found[:MOST_LINES], contents)
    lines = [
        f"{contents.short_name(item.file)}: {_amount(item, sought)} [{number}]"
        for number, item in enumerate(found[:MOST_LINES], start=1)
    ]
    citations = tuple(
        citation(contents.connection, number, hit.path, hit.title, hit.page_number, start, end)
        for number, (hit, start, end) in enumerate(quotes, start=1)
    )
    text = as_list(_head(asked, sought, found, files), lines, len(found))
    return Reply(text, True, coverage, citations, tuple(hit for hit, _, _ in quotes))


def _ways(words: str) -> Iterator[_Sought]:
    """What to look for, the closest first: the phrase, either of its parts, all of its words."""
    phrase = phrase_expression(words)
    if not phrase:
        return
    yield _Sought(phrase, f"“{words}”", True)
    parts = [part for part in _OR.split(words) if phrase_expression(part)]
    if len(parts) > 1 and re.search(" or ", words, re.IGNORECASE):
        match = tuple(chain.from_iterable(map(phrase_expression, parts)))
        yield _Sought(match, " or ".join(f"“{part}”" for part in parts), True)
    elif (match := all_words_expression(words)) != phrase:
        yield _Sought(match, f"“{words}”", False)


def _found(match: Expression, files: Sequence[ListedFile], contents: Contents) -> list[_Found]:
    """The documents in which it is found, most mentions first."""
    by_id = {file.file_id: _Found(file) for file in files}
    for mention in contents.connection.full_text.mentions(match, list(by_id)):
        by_id[mention.file_id].passages.append(mention)
    found = [item for item in by_id.values() if item.passages]
    return sorted(found, key=lambda item: (-item.times, item.file.path))


def _quotes(
    match: Expression, found: Sequence[_Found], contents: Contents
) -> list[tuple[Hit, int, int]]:
    """For each document the passage, and the span of its page, that shows a mention best."""
    by_passage = {
        mention.passage_id: item.file.file_id
        for item in found
        for mention in sorted(item.passages, key=lambda mention: -mention.times)[
            :PASSAGES_QUOTED_FROM
        ]
    }
    ranked = [Ranked(passage_id, 1.0, "words") for passage_id in by_passage]
    sentences = [
        (hit, start, end)
        for hit in lookup.hits_for(contents.connection, ranked, {})
        for start, end in sentence_spans(hit.text)
    ]
    matching = matching_texts(match, [hit.text[start:end] for hit, start, end in sentences])
    best: dict[int, tuple[tuple[bool, bool, bool], tuple[Hit, int, int]]] = {}
    for place, (hit, start, end) in enumerate(sentences):
        worth = (place in matching, is_prose(hit.text[start:end]), end - start <= LONGEST)
        file_id = by_passage[hit.passage_id]
        if file_id not in best or worth > best[file_id][0]:
            best[file_id] = worth, (hit, hit.start + start, hit.start + end)
    return [best[item.file.file_id][1] for item in found]


def _amount(item: _Found, sought: _Sought) -> str:
    passages = plural(len(item.passages), _PASSAGE)
    return f"{plural(item.times, _TIME)}, in {passages}" if sought.exact else passages


def _head(
    asked: Mentions, sought: _Sought, found: Sequence[_Found], files: Sequence[ListedFile]
) -> str:
    """The sentence above the list."""
    kind = asked.selection.kind
    of_all = f"{len(found):,} of {plural(len(files), kind)}"
    if not sought.exact:
        has = "has" if len(found) == 1 else "have"
        return (
            f"No {kind.one} has {sought.quoted} word for word; "
            f"{of_all} {has} all of its words in one passage:"
        )
    if asked.times:
        times = plural(sum(item.times for item in found), _TIME)
        return f"{sought.quoted} is mentioned {times}, in {of_all}:"
    return f"{of_all} {'mentions' if len(found) == 1 else 'mention'} {sought.quoted}:"


def _none_of(files: Sequence[ListedFile], asked: Mentions, contents: Contents) -> str:
    if len(files) == 1:
        return f"{contents.short_name(files[0])} does not mention"
    return f"None of the {plural(len(files), asked.selection.kind)} mentions"
