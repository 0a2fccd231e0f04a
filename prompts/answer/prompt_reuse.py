"""A prompt that begins as the one before: what a model has read already, it need not read again.

A language model keeps what it computed for its last prompt, and goes on from the longest beginning
that the next one shares with it. So a question about the passages of the one before is asked below
the same sources, in the same order, and what is new comes after them. Kept for each model of this
process by its name, as `prompts.answer.prompt_speed` does.
"""

from collections.abc import Callable, Sequence
from itertools import takewhile

from localdocs.types import Hit, Prompt

MOST_NEW = 1
"""Sources that are added to those of the prompt before."""

_last: dict[str, Prompt] = {}


def remember(model: str, prompt: Prompt) -> None:
    """The model has read this prompt."""
    _last[model] = prompt


def new_tokens(model: str, prompt: Prompt) -> int:
    """About how many tokens of a prompt the model has not read yet."""
    if model not in _last or not prompt.text:
        return prompt.token_count
    pairs = zip(_last[model].text, prompt.text, strict=False)
    known = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return round(prompt.token_count * (1 - known / len(prompt.text)))


def known_first(
    model: str, sources: Sequence[Hit], found: Sequence[Hit], is_there: Callable[[Hit], bool]
) -> list[Hit]:
    """The ``sources`` of a prompt, after those of the prompt before if it was about the same.

    It was where the search has ``found`` something on the page of its best source. As many of its
    sources are kept as ``is_there`` confirms: in the index yet, and in the files that were asked
    for. Of those that are new, the best come after them.
    """
    before = _last[model].sources if model in _last else ()
    pages = {(hit.path, hit.page_number) for hit in found}
    if not sources or not before or (before[0].path, before[0].page_number) not in pages:
        return list(sources)
    kept = list(takewhile(is_there, before))
    new = [source for source in sources if not any(holds(known, source) for known in kept)]
    return [*kept, *new[:MOST_NEW]] if kept else list(sources)


def holds(whole: Hit, part: Hit) -> bool:
    """Whether all that one source says stands in another one."""
    if (part.path, part.page_number) != (whole.path, whole.page_number):
        return False
    begin = part.start - whole.start
    return begin >= 0 and whole.text[begin : begin + len(part.text)] == part.text
