"""Claims with known verdicts, made from question sets when a benchmark runs.

A SQuAD-like file gives questions with a gold span in a passage. A claim is the span put into the
words of its question ("told"), the span alone ("short"), the sentence that it stands in ("copied")
or two of these in one sentence ("joined"). People's questions bring sentences that people wrote
("gold", "wording"), whose files are read and split as for an index. Every claim comes with five
passages: the right one among others of its article, or its file. What is then made wrong, and how,
is in `claims_altered.py`.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims_altered import ALTERATIONS, altered
from people_set import read_people_questions

from ingest.passages.splitting import split
from ingest.passages.tokens import Tokenizer
from ingest.readers import read
from localdocs.types import Hit, Passage
from prompts.text.sentences import sentence_spans
from prompts.text.support import telling_stems

SEED, SOURCES = 11, 5

_AUXILIARY = "is|are|was|were|did|do|does|has|have|had|can|could|will|would|should|may|might|must"
_QUESTION = re.compile(
    rf"(?:(?P<before>in|on|at|by|for|from|to|of|with|during|under|until) )?"
    rf"(?P<wh>who|whom|what|which|when|where|how many|how much|how long|how old|how far|how)"
    rf"(?P<noun>(?: (?!(?:{_AUXILIARY})\b)[\w'’-]+){{0,4}}?) (?P<aux>{_AUXILIARY}) (?P<rest>.+)",
    re.IGNORECASE,
)
_OF_SUBJECT = re.compile(r"(?P<wh>who|what|which(?: \w+)?|how many)(?P<rest> .+)", re.IGNORECASE)
_DONE = re.compile(r"\b(?:\w{2,}(?:ed|en|ing)|known|made|found|held|born|built|part|able|used)\b")
_BE, _DO = frozenset("is are was were".split()), frozenset("do does did".split())
LONGEST_ANSWER = 25
"""Words. What is longer is no answer that could be told in a sentence."""


@dataclass(frozen=True, slots=True)
class Case:
    """A claim of ``kind`` about a question, whether the sources say it, and the question that it
    was made from (``number``: claims of one question are not independent)."""

    group: str
    number: int
    kind: str
    claim: str
    question: str
    sources: tuple[Hit, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class _Gold:
    question: str
    answer: str
    start: int


def squad_cases(path: Path, limit: int) -> list[Case]:
    """The claims of ``limit`` questions of a SQuAD-like file, the same in every run."""
    chance = random.Random(SEED)
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    shelf = [(name, article["paragraphs"]) for name, article in _titled(articles)]
    places = [(a, p) for a, (_, paragraphs) in enumerate(shelf) for p in range(len(paragraphs))]
    chance.shuffle(places)
    cases: list[Case] = []
    for number, (article, place) in enumerate(places[:limit]):
        name, paragraphs = shelf[article]
        golds = _golds(paragraphs[place])
        if not golds:
            continue
        others = [p["context"] for i, p in enumerate(paragraphs) if i != place]
        text = paragraphs[place]["context"]
        texts = [text, *chance.sample(others, min(SOURCES - 1, len(others)))]
        chance.shuffle(texts)
        sources = tuple(_hit(text, name, index) for index, text in enumerate(texts))
        elsewhere = _golds(_elsewhere(shelf, article, chance))
        make = _maker(cases, path.stem, number, sources)
        _make_all(make, golds, elsewhere, text, sources, chance)
        for question, plausible in _plausible(paragraphs[place])[:1]:
            if told := statement(question, plausible):
                make("plausible", told, question, False)
    return cases


def _make_all(
    make: "Make",
    golds: Sequence[_Gold],
    elsewhere: Sequence[_Gold],
    text: str,
    sources: Sequence[Hit],
    chance: random.Random,
) -> None:
    """All claims that one passage gives."""
    gold = chance.choice(golds)
    question, told = gold.question, statement(gold.question, gold.answer)
    copied = _sentence_at(text, gold.start)
    if told:
        make("told", told, question, True)
    if len(gold.answer.split()) <= 8:
        make("short", _as_sentence(gold.answer), question, True)
    if copied:
        make("copied", _as_sentence(copied), question, True)
    second = chance.choice(golds)
    also = statement(second.question, second.answer)
    joined = f"{told.rstrip('.')}, and {also}" if told and also and second != gold else ""
    if joined:
        make("joined", joined, f"{question} {second.question}", True)
    names = " ".join(hit.text for hit in sources)
    for kind in ALTERATIONS:
        bases = [base for base in (told, copied, joined) if base]
        if kind == "number":
            bases.append(_as_sentence(gold.answer))
        wrong = [
            (base, changed) for base in bases if (changed := altered(kind, base, names, chance))
        ]
        if wrong:
            base, changed = chance.choice(wrong)
            asked = f"{question} {second.question}" if base == joined else question
            make(kind, changed, asked, False)
    siblings = [
        one for one in golds if _is_another(one, gold) and _type(one.answer) == _type(gold.answer)
    ]
    if siblings:
        answer = chance.choice(siblings).answer
        make("sibling, short", _as_sentence(answer), question, False)
        if wrong_fact := statement(question, answer):
            make("sibling", wrong_fact, question, False)
    if elsewhere and (other := statement(*_pair(chance.choice(elsewhere)))):
        make("other question", other, question, False)


def people_cases(people: Path, pdfs: Path, tokenizer: Tokenizer) -> list[Case]:
    """Claims of people's questions: sentences of gold answers and of right and wrong wordings."""
    chance = random.Random(SEED)
    lines = (people / "wordings.jsonl").read_text(encoding="utf-8").splitlines()
    wordings = {item["id"]: item for item in map(json.loads, lines)}
    quotes = {
        item["id"]: item["quotes"]
        for item in map(json.loads, (people / "questions.jsonl").read_text("utf-8").splitlines())
    }
    passages: dict[str, list[Hit]] = {}
    cases: list[Case] = []
    for number, asked in enumerate(read_people_questions(people, pdfs)):
        for file in sorted(asked.files):
            if file not in passages:
                passages[file] = _hits_of(Path(file), tokenizer)
        found = [hit for file in sorted(asked.files) for hit in passages[file]]
        sources = tuple(_chosen(found, quotes[asked.id], asked.text))
        make = _maker(cases, f"people, {asked.half}", number, sources)
        for wording in wordings[asked.id]["wrong"]:
            make("wrong wording", _as_sentence(wording), asked.text, False)
        if not asked.answerable:
            continue
        names = " ".join(hit.text for hit in sources)
        for count, wording in enumerate(wordings[asked.id]["right"]):
            for start, end in sentence_spans(wording):
                sentence = _as_sentence(wording[start:end])
                if len(sentence.split()) == 1 and sentence.lower() in {"no.", "yes."}:
                    continue
                make("wording" if count else "gold", sentence, asked.text, True)
                if count == 0:
                    for kind in ALTERATIONS:
                        if changed := altered(kind, sentence, names, chance):
                            make(kind, changed, asked.text, False)
    return cases


Make = Callable[[str, str, str, bool], None]


def _maker(cases: list[Case], group: str, number: int, sources: tuple[Hit, ...]) -> Make:
    def make(kind: str, claim: str, question: str, supported: bool) -> None:
        cases.append(Case(group, number, kind, claim, question, sources, supported))

    return make


def statement(question: str, answer: str) -> str:
    """The answer in a sentence of the question's words; "" where the question is of another kind.

    >>> statement("When were the Normans baptized?", "in 911")
    'The Normans were baptized in 911.'
    """
    asked, answer = " ".join(question.split()).rstrip(" ?."), answer.strip(" .,;")
    if len(answer.split()) > LONGEST_ANSWER:
        return ""
    if match := _QUESTION.fullmatch(asked):
        return _as_sentence(_told(match, answer))
    if match := _OF_SUBJECT.fullmatch(asked):
        return _as_sentence(f"{answer}{match['rest']}")
    return ""


def _told(match: re.Match[str], answer: str) -> str:
    auxiliary, rest = match["aux"].lower(), match["rest"]
    counted = match["noun"].strip() if match["wh"].lower().startswith("how m") else ""
    if counted and counted.split()[-1].rstrip("s").lower() in answer.lower():
        counted = ""
    said = " ".join(filter(None, [match["before"] or "", answer, counted]))
    done = _DONE.search(rest)
    of_subject = auxiliary in _BE and (match["noun"] or match["wh"].lower() == "who")
    if of_subject and done and done.start() == 0:  # "Who was elected president?"
        return f"{said} {auxiliary} {rest}"
    if done and done.start() > 0 and auxiliary not in _DO:
        return f"{rest[: done.start()]}{auxiliary} {rest[done.start() :]} {said}"
    return f"{rest} {auxiliary} {said}" if auxiliary in _BE else f"{rest} {said}"


def _titled(articles: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, article in enumerate(articles):
        yield str(article.get("title", f"part {number}")).replace("_", " "), article


def _golds(paragraph: dict[str, Any]) -> list[_Gold]:
    return [
        _Gold(item["question"], item["answers"][0]["text"], item["answers"][0]["answer_start"])
        for item in paragraph["qas"]
        if not item.get("is_impossible") and item["answers"]
    ]


def _plausible(paragraph: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (item["question"], item["plausible_answers"][0]["text"])
        for item in paragraph["qas"]
        if item.get("plausible_answers")
    ]


def _elsewhere(
    shelf: Sequence[tuple[str, list[dict[str, Any]]]], article: int, chance: random.Random
) -> dict[str, Any]:
    """A paragraph of another article; where there is only one article, any of it."""
    others = [index for index in range(len(shelf)) if index != article] or [article]
    return chance.choice(shelf[chance.choice(others)][1])


def _pair(gold: _Gold) -> tuple[str, str]:
    return gold.question, gold.answer


def _is_another(one: _Gold, gold: _Gold) -> bool:
    """Whether a fact is not the same one in other words."""
    first, second = telling_stems(one.answer).keys(), telling_stems(gold.answer).keys()
    return bool(first) and first.isdisjoint(second)


def _type(answer: str) -> str:
    if re.search(r"\d", answer):
        return "number"
    return "name" if re.search(r"[A-Z]", answer) else "words"


def _sentence_at(text: str, place: int) -> str:
    """The sentence that holds a place, where it has the length of a claim."""
    for start, end in sentence_spans(text):
        if start <= place < end:
            sentence = " ".join(text[start:end].split())
            return sentence if 5 <= len(sentence.split()) <= 40 else ""
    return ""


def _as_sentence(text: str) -> str:
    text = " ".join(text.split()).strip(" ,;")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _hit(text: str, title: str, number: int) -> Hit:
    path = Path(f"/{title}.txt")
    return Hit(number, path, title, 1, "", 0, len(text), "", "", text, 1.0, "both")


def _hits_of(path: Path, tokenizer: Tokenizer) -> list[Hit]:
    document = read(path)
    return [
        _as_hit(path, document.title, number, passage)
        for number, passage in enumerate(split(document, tokenizer))
    ]


def _as_hit(path: Path, title: str, number: int, passage: Passage) -> Hit:
    return Hit(
        number, path, title, passage.page_number, "", passage.start, passage.end,
        passage.heading, passage.columns, passage.text, 1.0, "both",
    )  # fmt: skip


def _chosen(hits: Sequence[Hit], quotes: Sequence[str], question: str) -> list[Hit]:
    """Five passages: those with the words of the quotes, then those with the question's words."""

    def shared(hit: Hit, text: str) -> float:
        words = telling_stems(text).keys()
        return len(words & telling_stems(f"{hit.heading} {hit.text}").keys()) / max(len(words), 1)

    chosen: list[Hit] = []
    for quote in quotes:
        best = max(hits, key=lambda hit: shared(hit, quote))
        if best not in chosen:
            chosen.append(best)
    rest = sorted(hits, key=lambda hit: -shared(hit, question))
    chosen += [hit for hit in rest if hit not in chosen]
    return chosen[:SOURCES]
