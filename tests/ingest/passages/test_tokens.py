"""Texts are tokenised in slices, and no place shows it."""

from collections.abc import Sequence

import pytest

from ingest.passages import tokens
from ingest.passages.tokens import TokenRuler, token_starts


class Words:
    """A tokenizer whose tokens are words, with the longest call that was made of it."""

    def __init__(self) -> None:
        self.most_at_once = 0

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        self.most_at_once = max(self.most_at_once, sum(map(len, texts)))
        return [
            [
                place
                for place, sign in enumerate(text)
                if not sign.isspace() and (place == 0 or text[place - 1].isspace())
            ]
            for text in texts
        ]


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "SLICE_CHARACTERS", 50)
    monkeypatch.setattr(tokens, "_BATCH_CHARACTERS", 100)


@pytest.mark.parametrize("text", [
    "one two three\nfour five " * 100,
    "\n".join(["a line of a log"] * 200),
    " " * 500 + "word" + "\n" * 500,
    "short",
    "",
])  # fmt: skip
def test_slices_begin_at_spaces(text: str) -> None:
    tokenizer = Words()
    (whole,) = Words().token_starts([text])
    assert list(token_starts(tokenizer, [text])[0]) == whole
    assert tokenizer.most_at_once <= 100


def test_an_endless_word_is_cut_anywhere() -> None:
    (starts,) = token_starts(Words(), ["a" * 500])
    assert list(starts) == list(range(0, 500, 50))


def test_many_texts_stay_apart() -> None:
    texts = ["one two", "", "three " * 60, "four"]
    expected = Words().token_starts(texts)
    assert [list(starts) for starts in token_starts(Words(), texts)] == expected


def test_a_ruler_takes_what_is_found() -> None:
    text = "one two three four"
    (starts,) = token_starts(Words(), [text])
    ruler = TokenRuler(starts, len(text))
    assert (ruler.count(0, len(text)), ruler.reach(0, 2)) == (4, 8)
