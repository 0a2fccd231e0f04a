"""How much memory a model takes while it answers, reckoned from its head.

The parts are those of llama.cpp: the weights; keys and values of every token of the context, for
every layer; and the buffers: the vocabulary, a few vectors for each token of a batch, and, without
flash attention, a weight for each pair of a token and a place in the context. Logits hardly count,
as only those of the last token are computed.
"""

from localdocs.models.gguf.facts import CatalogueModel, GgufFacts, MemoryNeed
from localdocs.models.gguf.quantizations import about_bytes

PROGRAM_BYTES = 64 << 20
"""The process itself: Python and llama.cpp, before a model is loaded."""

KEY_VALUE_BYTES = {"f16": 2.0, "q8_0": 34 / 32}
"""Bytes of a number that attention remembers, by its format."""

_VECTORS_A_TOKEN = 8
_BYTES_OF_A_WORD = 200
"""What llama.cpp keeps of each token of the vocabulary."""
_SHARE_OF_CONTEXT = 0.12
"""Context and buffers beside the weights of a model of which no more is known, at 4,096 tokens."""


def memory_need(
    facts: GgufFacts,
    context_tokens: int,
    *,
    batch_tokens: int = 512,
    key_value_type: str = "f16",
    flash_attention: bool = True,
) -> MemoryNeed:
    """What a model takes with a context of that size, at most what it was made for.

    An upper bound for families in which some layers look back a short way only.
    """
    context = min(context_tokens, facts.context_tokens or context_tokens)
    batch = min(batch_tokens, context)
    remembered = facts.key_value_width * context * KEY_VALUE_BYTES[key_value_type]
    vocabulary = _BYTES_OF_A_WORD * facts.vocabulary
    vectors = 4 * batch * facts.width * _VECTORS_A_TOKEN
    pairs = 0 if flash_attention else 4 * batch * context * (facts.width // 128)
    return MemoryNeed(
        weights=facts.weight_bytes,
        context=round(remembered),
        buffers=PROGRAM_BYTES + vocabulary + vectors + pairs,
    )


def memory_need_of(model: CatalogueModel) -> MemoryNeed:
    """About what a model of the catalogue takes, whose head is not at hand."""
    weights = model.size or about_bytes(model.parameters, model.quantization)
    return MemoryNeed(weights, round(weights * _SHARE_OF_CONTEXT), PROGRAM_BYTES)
