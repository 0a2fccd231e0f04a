"""Control tokens of chat models, made harmless wherever they stand in a document or a question.

A model's template marks roles and turns with strings such as ``<|im_start|>``, and a prompt of ours
its sources with ``<source>``. In a document they are only text, and must not end a source or open a
turn, so a space is put inside. What nobody can see is left out: it could carry words that only the
model reads. The stored text, and so every quote, is left as it is.
"""

import re
from collections.abc import Sequence

_FAMILIES = re.compile(
    r"""
      <\|[^<>|\n]{0,64}\|>                              # <|im_start|>, <|eot_id|>, <|user|>
    | <｜[^<>｜\n]{0,64}｜>                             # DeepSeek
    | </?s>                                             # Llama, Mistral
    | \[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|gMASK|BOS|EOS)\]
    | <</?SYS>>
    | <[ \t]*/?[ \t]*sources?\b[^<>\n]{0,64}>              # the fence around our sources
    | </?(?:start_of_turn|end_of_turn|bos|eos|pad|unk|sop|eop|think|tool_call|tool_response)>
    | <\|?(?:START|END)_OF_TURN_TOKEN\|?>
    | <(?:extra_id_\d+|fim_[a-z]+|unused\d+|reserved_[^<>\n]{0,32})>
    | ^\#\#\#\ ?(?=(?:Instruction|Input|Response|System|Human|User|Assistant)\b)
    | ^(?=(?:USER|ASSISTANT|SYSTEM|Human|Assistant|System|User)\s?:)
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
"""Marks of direction, tag characters and spaces of no width."""


def neutralise(text: str, control_tokens: Sequence[str] = ()) -> str:
    """``text`` with every control token broken by a space, and nothing invisible.

    ``control_tokens`` are those of the model in use, beside the families known here.
    """
    text = _FAMILIES.sub(_broken, _INVISIBLE.sub("", text))
    present = [token for token in control_tokens if len(token) > 2 and token in text]
    for token in sorted(present, key=len, reverse=True):
        text = text.replace(token, f"{token[0]} {token[1:]}")
    return text


def _broken(match: re.Match[str]) -> str:
    token = match.group()
    if not token:  # a role at the start of a line
        return "- "
    return f"{token[0]} {token[1:-1]} {token[-1]}" if len(token) > 2 else f"{token} "
