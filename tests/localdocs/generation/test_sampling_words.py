"""The words of ``generate``: GPT4All's defaults, names and bounds."""

import json

import pytest

from localdocs.errors import UsageError
from localdocs.generation.sampling_words import SamplingWords, sampling_of


def test_the_defaults_are_those_of_gpt4all() -> None:
    sampling = sampling_of({})
    assert (sampling.max_tokens, sampling.temperature, sampling.top_k) == (200, 0.7, 40)
    assert (sampling.top_p, sampling.min_p) == (0.4, 0.0)
    assert (sampling.repeat_penalty, sampling.repeat_last_n) == (1.18, 64)
    assert sampling.top_logprobs is None


def test_n_predict_wins_over_max_tokens() -> None:
    assert sampling_of({"max_tokens": 9, "n_predict": 1}).max_tokens == 1
    assert sampling_of({"max_tokens": 9, "n_predict": None}).max_tokens == 9


def test_without_a_seed_each_reply_has_its_own() -> None:
    assert len({sampling_of({}).seed for _ in range(5)}) > 1
    assert {sampling_of({"seed": 7}).seed for _ in range(5)} == {7}
    assert sampling_of({"seed": -1}).seed >= 0


def test_one_stop_string_needs_no_list() -> None:
    assert sampling_of({"stop": "END"}).stop == ("END",)
    assert sampling_of({"stop": ["a", "b"]}).stop == ("a", "b")


def test_a_schema_may_be_a_mapping_or_json() -> None:
    schema = {"type": "object"}
    assert json.loads(sampling_of({"json_schema": schema}).json_schema) == schema
    assert sampling_of({"json_schema": '{"type": "object"}'}).json_schema == '{"type": "object"}'


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"max_tokens": 0}, "0 is less than the minimum of 1 - 'max_tokens'"),
        ({"temp": -0.1}, "minimum of 0 - 'temp'"),
        ({"temp": float("nan")}, "minimum of 0 - 'temp'"),
        ({"top_p": 1.5}, "1.5 is greater than the maximum of 1 - 'top_p'"),
        ({"top_k": -1}, "minimum of 0 - 'top_k'"),
    ],
)
def test_numbers_out_of_bounds_are_refused(words: SamplingWords, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        sampling_of(words)


def test_a_word_that_there_is_not_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'temperature'"):
        sampling_of({"temperature": 0.5})  # type: ignore[typeddict-unknown-key]
