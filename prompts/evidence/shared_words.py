"""A reader that knows no language: it points to the sentence that shares most with the question.

It stands in for the reader proper, which was trained on English, where a question is written in a
script without spaces. Made for documents in Chinese and Japanese, whose questions were all refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prompts.evidence.finding import SHORTEST, covered, extent
from prompts.evidence.reading import Reading
from prompts.text.sentences import sentence_spans

_HEADING_MARK = "# "
_END = "。！？.!? "


@dataclass(frozen=True, slots=True)
class SharedWords:
    """A Reader; ``rarity`` weighs the stems of the one question that it is for."""

    rarity: Mapping[str, float]

    def read(
        self, question: str, texts: Sequence[str], headings: Sequence[str] = ()
    ) -> list[Reading]:
        """The best sentence of each text, without its full stop. How likely the text answers is the
        share of the question's words that it has with its heading."""
        above = headings or [""] * len(texts)
        return [self._reading(text, over) for text, over in zip(texts, above, strict=True)]

    def _reading(self, text: str, heading: str) -> Reading:
        shares = [
            (covered(self.rarity, text[start:end]), -start, end)
            for start, end in sentence_spans(text)
            if extent(text[start:end]) >= SHORTEST
            and text[start:end].lstrip(_HEADING_MARK) not in heading
        ]
        share, start, end = max(shares, default=(0.0, 0, 0))
        if not share:
            return Reading(0, 0, 0.0, 0.0)
        sentence = text[-start:end].rstrip(_END)
        known = covered(self.rarity, f"{heading}\n{sentence}")
        return Reading(-start, -start + len(sentence), share, known)
