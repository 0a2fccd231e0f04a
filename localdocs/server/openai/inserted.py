"""Text between two others, as a model that follows instructions writes it.

Few models know the marks for that, and those differ from one to the next; all models that are
talked with understand it in words.
"""

_SYSTEM = (
    "You fill a gap in a text. Reply with the missing text alone: nothing that stands before the "
    "gap or after it, no quotation marks and no explanation."
)
_ASKED = "Before the gap:\n{before}\n\nAfter the gap:\n{after}\n\nWrite what is missing between."


def gap_messages(before: str, after: str) -> list[dict[str, str]]:
    """The conversation in which a model is asked for what stands between the two."""
    asked = _ASKED.format(before=before, after=after)
    return [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": asked}]
