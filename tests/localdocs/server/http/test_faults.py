"""What is off in a request is said in our words."""

import math
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from localdocs.server.api.operations import OPERATIONS
from localdocs.server.http.faults import words_of
from localdocs.server.mcp.arguments import AskArguments, ListArguments, SearchArguments
from localdocs.server.openai import requests as openai

KINDS = [
    *(kind for row in OPERATIONS for kind in (row.body, row.query) if kind is not None),
    openai.ChatRequest,
    openai.CompletionRequest,
    openai.EmbeddingRequest,
    openai.ResponseRequest,
    openai.DocumentOptions,
    AskArguments,
    ListArguments,
    SearchArguments,
]
ODD: list[Any] = [
    None, "", "x", "9" * 5000, "x" * 30_000, -1, 0.5, 10**30, math.nan, True, [], [""], [1], {},
    [{}] * 11_000, [{"role": "x"}], {"type": "x"}, {"type": "json_schema"}, {"nmae": 1},
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_word_of_pydantic_is_in_them(kind: type[BaseModel]) -> None:
    told = set()
    for name in (*kind.model_fields, "nmae"):
        for odd in ODD:
            try:
                kind.model_validate({name: odd})
            except ValidationError as error:
                told |= {words_of(fault) for fault in error.errors()}
    assert told
    for words in told:
        assert words[0].isupper() and words.endswith(".") and "{" not in words
        assert "cannot be read" not in words and "nput" not in words and "pydantic" not in words


def test_bounds_are_told_as_numbers_are_written() -> None:
    def told(**given: Any) -> list[str]:
        with pytest.raises(ValidationError) as refused:
            openai.ChatRequest.model_validate(
                {"model": "m", "messages": [{"role": "user"}]} | given
            )
        return [words_of(fault) for fault in refused.value.errors()]

    assert told(temperature=3) == ["It has to be 2 or less."]
    assert told(max_tokens=2**31) == ["It has to be less than 2,147,483,648."]
    assert told(model="") == ["It is empty."]
    assert told(messages=[]) == ["It is empty."]
    assert told(model="m" * 1001) == ["It may have 1,000 characters at most."]
    assert told(messages=[{"role": "x"}])[0].startswith("It has to be 'system', ")
    assert told(localdocs={"fodler": "docs"}) == ["There is nothing of this name."]
