"""What a second question about the same passages costs in a chat, beside the first one.

    python benchmarks/second_question.py SQUAD.json [--home FOLDER] [--pairs 20]

Pairs of questions about one paragraph, the articles indexed as `benchmarks/answers.py` does, the
language model of the settings. The first of each pair comes after one about another article, so
that nothing of it has been read. Prints, in the median over the pairs that reached the model both
times, the tokens of the prompts, how many of them were new, and the seconds from the evidence to
the first word; and the same without keeping the order of the sources.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from answers_sets import read_squad
from retrieval import indexed

from localdocs.conversations.last_questions import turn_of
from localdocs.library import Library
from localdocs.types import Hit, Prompt, Turn
from prompts.answer.prompt_memory import PromptMemory

SEED = 3
NEW_TOKENS = PromptMemory.new_tokens

Asked = tuple[int, int, float]
"""Tokens of the prompt, how many were new, seconds from the evidence to the first word."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("squad", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--pairs", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = (options.home or Path(scratch)).resolve()
        articles = home / options.squad.stem / "articles"
        read_squad(options.squad, articles, 0)
        pairs = pairs_of(options.squad, options.pairs)
        with indexed([articles], home / options.squad.stem, "txt") as library:
            library.ask("What is this about?")
            known_first = PromptMemory.known_first
            for name, order in (("as it is", known_first), ("best sources first", best_first)):
                PromptMemory.known_first = order
                found = [pair for pair in (ask_pair(library, *three) for three in pairs) if pair]
                print(f"\n{name}: {len(found)} pairs, medians")
                for title, place in (("tokens", 0), ("new tokens", 1), ("seconds", 2)):
                    first, second = (median(pair[turn][place] for pair in found) for turn in (0, 1))
                    share = median(pair[1][place] / pair[0][place] for pair in found)
                    print(f"  {title:<12}{first:8.2f}{second:8.2f}{share:8.0%}")


def pairs_of(path: Path, count: int) -> list[tuple[str, str, str]]:
    """Two questions about one indexed paragraph, and one before them about another article."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"][::2]
    dice, pairs = random.Random(SEED), []
    for _ in range(count):
        other, article = dice.sample(articles, 2)
        paragraph = dice.choice([one for one in article["paragraphs"] if len(possible(one)) > 1])
        before = dice.choice([text for one in other["paragraphs"] for text in possible(one)])
        first, second = dice.sample(possible(paragraph), 2)
        pairs.append((before, first, second))
    return pairs


def possible(paragraph: dict) -> list[str]:
    return [item["question"] for item in paragraph["qas"] if not item.get("is_impossible")]


def best_first(_memory: PromptMemory, sources: Sequence[Hit], *_others: object) -> list[Hit]:
    return list(sources)


def ask_pair(library: Library, before: str, first: str, second: str) -> list[Asked] | None:
    library.ask(before)
    turns: list[Turn] = []
    asked: list[Asked] = []
    for question in (first, second):
        read: list[int] = []

        def counted(memory: PromptMemory, prompt: Prompt, read: list[int] = read) -> int:
            read.append(NEW_TOKENS(memory, prompt))
            return read[-1]

        PromptMemory.new_tokens = counted
        answer = library.ask(question, previous=turns)
        turns.append(turn_of(answer))
        timings = answer.timings
        if not read or timings.first_token_seconds is None:
            return None
        seconds = timings.first_token_seconds - timings.search_seconds
        asked.append((answer.prompt_tokens, read[0], seconds))
    return asked


if __name__ == "__main__":
    main()
