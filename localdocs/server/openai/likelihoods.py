"""How likely the tokens of a reply were, in the two shapes that clients read."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from localdocs.models.running.language_model import TokenLikelihood

Shape = dict[str, Any]


def listed(likelihoods: Sequence[TokenLikelihood]) -> list[Shape]:
    """One object a token: of chats and of responses."""
    return [
        _token(one.text, one.logprob)
        | {"top_logprobs": [_token(text, logprob) for text, logprob in one.likeliest]}
        for one in likelihoods
    ]


def in_columns(likelihoods: Sequence[TokenLikelihood], offset: int) -> Shape:
    """One list a fact, the older shape, of completions. ``offset``: where in the text the first
    of the tokens begins."""
    texts = [one.text for one in likelihoods]
    return {
        "tokens": texts,
        "token_logprobs": [one.logprob for one in likelihoods],
        "top_logprobs": [dict(one.likeliest) | {one.text: one.logprob} for one in likelihoods],
        "text_offset": list(accumulate(map(len, texts[:-1]), initial=offset)) if texts else [],
    }


def _token(text: str, logprob: float) -> Shape:
    return {"token": text, "logprob": logprob, "bytes": list(text.encode("utf-8", "replace"))}
