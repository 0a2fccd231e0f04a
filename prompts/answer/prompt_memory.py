"""What a loaded model has read, and how fast it reads.

A language model keeps what it computed for its last prompt, and goes on from the longest beginning
that the next one shares with it. So a question about the passages of the one before is asked below
the same sources, in the same order, and what is new comes after them. What it reads in a second is
learned from its prompts; before the first one, a slow laptop is assumed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from localdocs.types import Hit, Prompt

MOST_NEW = 1
"""Sources that are added to those of the prompt before."""

ASSUMED = 250.0
"""Tokens a second: two cores, and a model of a hundred million parameters."""

PARAMETERS_A_SECOND = 80e9
"""Parameters times tokens that two cores are assumed to compute in a second: half of what was
measured of a model of 1.5 billion."""

LEAST_TOKENS = 96
"""Less would not hold the sentence that the answer rests on."""

_SHARE_OF_THE_LATEST = 0.5


@dataclass(slots=True)
class PromptMemory:
    """One for each loaded model, as long as it stays loaded."""

    last: Prompt | None = None
    tokens_a_second: float | None = None

    def learn(self, prompt: Prompt, seconds: float) -> None:
        """The model has read ``prompt``; its first word came after ``seconds``."""
        tokens = self.new_tokens(prompt)
        self.last = prompt
        if tokens < LEAST_TOKENS or seconds <= 0:
            return
        latest = tokens / seconds
        before = self.tokens_a_second or latest
        self.tokens_a_second = _SHARE_OF_THE_LATEST * latest + (1 - _SHARE_OF_THE_LATEST) * before

    def affordable(self, seconds: float, parameters: int = 0) -> int:
        """The longest prompt, in tokens, whose first word comes within so many seconds of a model
        with so many ``parameters`` (0: not known)."""
        assumed = min(ASSUMED, PARAMETERS_A_SECOND / parameters) if parameters else ASSUMED
        return max(LEAST_TOKENS, int((self.tokens_a_second or assumed) * seconds))

    def new_tokens(self, prompt: Prompt) -> int:
        """About how many tokens of a prompt the model has not read yet."""
        if self.last is None or not prompt.text:
            return prompt.token_count
        pairs = zip(self.last.text, prompt.text, strict=False)
        known = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        return round(prompt.token_count * (1 - known / len(prompt.text)))

    def known_first(
        self, sources: Sequence[Hit], found: Sequence[Hit], is_there: Callable[[Hit], bool]
    ) -> list[Hit]:
        """The ``sources`` of a prompt, after those of the prompt before if it was about the same.

        It was where the search has ``found`` something on the page of its best source. As many of
        its sources are kept as ``is_there`` confirms: in the index yet, and in the files that were
        asked for. Of those that are new, the best come after them.
        """
        before = self.last.sources if self.last else ()
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
