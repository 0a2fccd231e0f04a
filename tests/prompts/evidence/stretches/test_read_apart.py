"""A passage is read a few sentences at a time, and its best stretch speaks for it."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from prompts.evidence.reading import Reading
from prompts.evidence.stretches.read_apart import LONGEST, REST, read_apart, stretches_of

FILLER = "The meadow was mown in June, and the hay was dry by the end of that week. "
TELLS = "The gate key hangs behind the clock in the hall. "


class FindsTheKey:
    """Points to "clock"; the surer, the shorter the text in which it stands."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def read(
        self, question: str, texts: Sequence[str], headings: Sequence[str] = ()
    ) -> list[Reading]:
        self.seen += zip(texts, headings, strict=True)
        places = [text.find("clock") for text in texts]
        return [
            Reading(place, place + 5, 3.0, 20 / len(text))
            if place >= 0
            else Reading(0, 3, -3.0, 0.01)
            for text, place in zip(texts, places, strict=True)
        ]


def test_the_place_is_one_of_the_whole_text() -> None:
    text = FILLER * 12 + TELLS + FILLER * 12
    reader = FindsTheKey()
    found = read_apart(reader, "where is the key", ["", text, FILLER], ["", "House", "Meadow"])
    assert text[found[1].start : found[1].end] == "clock"
    assert found[0] == Reading(0, 0, 0.0, 0.0) and found[2].answerable == 0.01
    assert {heading for _, heading in reader.seen} == {"House", "Meadow"}
    assert max(len(part) for part, _ in reader.seen) <= LONGEST + REST


def test_a_short_passage_is_one_stretch_and_no_rest_stands_alone() -> None:
    assert stretches_of("") == []
    assert stretches_of(TELLS) == [(0, len(TELLS.strip()))]
    several = stretches_of(FILLER * 12 + "The end.")
    assert len(several) == 2 and several[-1][1] - several[-1][0] > REST


@given(st.lists(st.sampled_from([FILLER, TELLS, "Yes.\n\n", "x" * 700 + ". "]), max_size=30))
def test_no_sentence_is_lost_and_none_is_read_twice(sentences: list[str]) -> None:
    text = "".join(sentences)
    spans = stretches_of(text)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    between = [text[one[1] : other[0]] for one, other in pairwise(spans)]
    assert not "".join(between).strip()
    covered = sum(end - start for start, end in spans)
    assert covered >= len(text.strip()) - 3 * len(spans)
