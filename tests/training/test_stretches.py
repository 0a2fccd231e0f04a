"""A passage is trained on a few sentences at a time."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from training.everyday.stretches import LONGEST, REST, stretches_of

FILLER = "The meadow was mown in June, and the hay was dry by the end of that week. "
TELLS = "The gate key hangs behind the clock in the hall. "


def test_a_short_passage_is_one_stretch_and_no_rest_stands_alone() -> None:
    assert stretches_of("") == []
    assert stretches_of(TELLS) == [(0, len(TELLS.strip()))]
    several = stretches_of(FILLER * 12 + "The end.")
    assert len(several) == 2 and several[-1][1] - several[-1][0] > REST
    assert all(end - start <= LONGEST + REST for start, end in several)


@given(st.lists(st.sampled_from([FILLER, TELLS, "Yes.\n\n", "x" * 700 + ". "]), max_size=30))
def test_no_sentence_is_lost_and_none_is_read_twice(sentences: list[str]) -> None:
    text = "".join(sentences)
    spans = stretches_of(text)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    between = [text[one[1] : other[0]] for one, other in pairwise(spans)]
    assert not "".join(between).strip()
    covered = sum(end - start for start, end in spans)
    assert covered >= len(text.strip()) - 3 * len(spans)
