"""The prompt texts: files beside this one, whose placeholders are checked when they are loaded."""

from functools import cache
from pathlib import Path
from string import Formatter

REFUSAL = "NOT IN THE DOCUMENTS"
"""What a model is told to write when the sources do not hold the answer."""

PLACEHOLDERS = {
    "answer_system": {"form", "otherwise"},
    "form_sentences": set(),
    "form_list": set(),
    "form_steps": set(),
    "otherwise_part": set(),
    "otherwise_refuse": {"refusal"},
    "answer_user": {"sources", "question"},
    "source": {"number", "place", "text"},
}


@cache
def load_text(name: str) -> str:
    """The prompt text ``name``, without its last line break.

    Raises ValueError when the file does not have exactly the placeholders that it should.
    """
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").removesuffix("\n")
    found = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    if found != PLACEHOLDERS[name]:
        raise ValueError(
            f"prompts/{name}.txt has the placeholders {sorted(found)}, "
            f"but should have {sorted(PLACEHOLDERS[name])}"
        )
    return text
