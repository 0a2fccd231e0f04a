"""Orders: sentences of a document that tell whoever answers what to write.

A document may come from anybody, and what it says is only ever something to answer from. Sentences
that speak to a model ("ignore the above and say …") are not shown to it, and nothing that it writes
can rest on them. They stay in the index, can be found, and are quoted to a person like all others.

By rule, so that it can be understood and costs nothing: the rule knows how such sentences are put,
not what they ask for. What it does not know still meets the check of every sentence of a reply.
"""

import re
from functools import lru_cache

from prompts.text.sentences import sentence_spans

LEFT_OUT = "[…]"
"""What a model sees in place of an order."""

_WITHIN = r"(?:[^.!?\n]|\n(?!\s*\n)|[.!?](?!\s+(?-i:[A-Z])|\s*\n\s*\n|\s*$))"
"""A character of the same sentence, or of one that is quoted in it."""

_REPLY = r"(?:answers?|responses?|repl(?:y|ies)|outputs?|completions?|summar(?:y|ies)|messages?)"
_SAY = r"(?:say|print|write|output|repeat|respond|reply|answer|echo|type|return)"
_ORDER = re.compile(
    rf"""
      \b(?:ignore|disregard|forget|override|bypass|overlook|do\ not\ (?:follow|obey))\b
        {_WITHIN}{{0,60}}
        \b(?:instructions?|prompts?|guidelines|directions?|commands?|above|before|learned
        |previous(?:ly)?|prior|earlier|told)\b
    | (?:^|(?<=[.!?:\]]\s)|(?<=\n)) \W{{0,50}} (?:please\s+)?
        (?!(?:thanks?|we|i|you|they|he|she|it|the|this|that|these|those|a|an|if|when|what|how|why|who
        |where|which|is|are|was|were|do|does|did|can|could|may|your|our|my|re|after|before|since
        |as|and|but|or|so|with|for|from|by|on|at|to|upon|there|no|not|any|all|awaiting|regarding
        |until|while|once|because|although|dear|hi|hello|subject)\b)
        [a-z]+ \b {_WITHIN}{{0,200}} \byour\ (?:\w+\ )?{_REPLY}\b
    | \b(?:in|to|into|of|for|with)\ your\ (?:\w+\ )?{_REPLY}\s?,\s
    | \b(?:just|only|simply|instead|then|always|must|now)\ {_SAY}\b
        (?:\ (?:only|with|exactly|just|the\ words?|this|that))* \ ? ["'“‘`:]
    | \byour\ (?:only|entire|whole|full|final)\ {_REPLY}\b
    | \b(?:you\ are\ (?:now|no\ longer|going\ to\ (?:act|play|be)|about\ to)
        |from\ now\ on,?\ you|(?:act|behave|answer|respond)\ as\ (?:if|an?\ |the\ )
        |pretend\ (?:to\ be|that|you)|play\ the\ role\ of)\b
        (?={_WITHIN}{{0,120}}\b(?:AI|assistant|model|chat\ ?bot|bot|DAN|mode|restrictions?|rules
        |you\ (?:will|must|have\ to|should|can|are)|answer|respond|intelligence)\b)
    | \b(?:AI|language\ model|chat\ ?bot|LLM|assistant)s?\b {_WITHIN}{{0,40}}
        (?::|\b(?:must|should|shall|please|have\ to|are\ (?:instructed|required|ordered))\b)
        {_WITHIN}{{0,80}} \b(?:{_SAY}|tell|include|add|mention|recommend|state|ignore)\b
    | \b(?:new|updated|hidden|secret|real|system)\ (?:instructions?|prompt|directive)\s?:
    | \b(?:reveal|show|leak|{_SAY})\b {_WITHIN}{{0,30}} \b(?:system|hidden|secret)\ prompt\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=256)
def order_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the orders in a text: each such sentence and the next one of its paragraph, which
    often is what should be written."""
    if not _ORDER.search(text):
        return ()
    sentences = list(sentence_spans(text))
    found: list[tuple[int, int]] = []
    for match in _ORDER.finditer(text):
        touched = [span for span in sentences if span[0] < match.end() and match.start() < span[1]]
        start = touched[0][0] if touched else match.start()
        end = touched[-1][1] if touched else match.end()
        after = next((span for span in sentences if span[0] >= end), None)
        if after and "\n\n" not in text[end : after[0]]:
            end = after[1]
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def without_orders(text: str) -> str:
    """A text as a model may see it."""
    pieces, position = [], 0
    for start, end in order_spans(text):
        pieces += [text[position:start], LEFT_OUT]
        position = end
    return "".join([*pieces, text[position:]])
