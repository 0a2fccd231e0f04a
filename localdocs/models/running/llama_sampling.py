"""What a reply must keep to, and how likely its tokens were: in the child that runs llama.cpp."""

from collections.abc import Callable
from typing import Any

_MOST_CHARACTERS = 300
"""Of what the conversion of a schema says: it may repeat all of the schema."""

_ANY_CHARACTER = 'char ::= [^"\\\\] |'
_NO_CONTROL_CHARACTER = 'char ::= [^"\\\\\\x7F\\x00-\\x1F] |'
"""Of a string in JSON, which a line end may not stand in as it is: the conversion of schemas lets
one through."""


class RefusedError(Exception):
    """A request that cannot be done; the message goes to the parent and the worker goes on."""


def grammar_of(sampling: dict[str, Any], vocabulary: Any) -> Any:
    """The grammar of ``sampling``, None where there is none. Raises RefusedError.

    It is tried first: llama.cpp gives no grammar, and later dies of that, where it cannot read one.
    """
    from llama_cpp import llama_sampler_free, llama_sampler_init_grammar
    from llama_cpp.llama_grammar import LlamaGrammar

    rules = sampling["grammar"]
    try:
        if sampling["json_schema"]:
            rules = LlamaGrammar.from_json_schema(sampling["json_schema"], False)._grammar
    except Exception as error:  # whatever the conversion trips over
        why = str(error)[:_MOST_CHARACTERS] or type(error).__name__
        raise RefusedError(f"The JSON schema cannot be used: {why}") from None
    if not rules:
        return None
    rules = rules.replace(_ANY_CHARACTER, _NO_CONTROL_CHARACTER)
    tried = llama_sampler_init_grammar(vocabulary, rules.encode(), b"root")
    if not tried:
        raise RefusedError("The grammar cannot be read: is it GBNF, with a rule named root?")
    llama_sampler_free(tried)
    return LlamaGrammar.from_string(rules, False)


def likelihood(
    llama: Any, token: int, count: int, bytes_of: Callable[[int], bytes]
) -> dict[str, Any]:
    """What the model thought of the token that was just taken, and of the ``count`` likeliest.

    Log-likelihoods (natural logarithm) of the model alone, before penalties and temperature.
    """
    import numpy as np

    native = llama._ctx.get_logits_ith(-1)
    logits = np.ctypeslib.as_array(native, shape=(llama.n_vocab(),)).astype(np.float64)
    logits -= logits.max()
    logits -= np.log(np.exp(logits).sum())

    def text_of(other: int) -> str:
        return bytes_of(other).decode("utf-8", errors="replace")

    best = map(int, np.argsort(-logits)[:count])
    return {
        "token": token,
        "text": text_of(token),
        "logprob": float(logits[token]),
        "likeliest": [(text_of(other), float(logits[other])) for other in best],
    }
