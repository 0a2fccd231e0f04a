"""Templates from before Jinja, written as Jinja: ``{0}`` and ``%1 %2``.

As GPT4All reads them: ``%1`` (or ``{0}``) is what the person says, ``%2`` (or ``{1}``) the reply,
and what follows ``%2`` ends a reply; without a ``%2`` that is a blank line. The system prompt
stands in front as it is.
"""

import json
import re

_JINJA = re.compile(r"\{[{%#]")
_PERSON, _REPLY = re.compile(r"%1(?![0-9])|\{0?\}"), re.compile(r"%2(?![0-9])|\{1\}")
_WITHOUT_REPLY = "\n\n"


def as_jinja(template: str) -> str:
    """``template`` as it is, or, when it is one of the old forms, what means the same in Jinja."""
    if _JINJA.search(template) or not (person := _PERSON.search(template)):
        return template
    before, after = template[: person.start()], template[person.end() :]
    reply = _REPLY.search(after)
    opening = after[: reply.start()] if reply else after
    closing = after[reply.end() :] if reply else _WITHOUT_REPLY
    return (
        "{%- for message in messages -%}"
        "{%- if message.role == 'system' -%}{{- message.content -}}"
        "{%- elif message.role == 'user' -%}"
        f"{{{{- {_quoted(before)} ~ message.content ~ {_quoted(opening)} -}}}}"
        "{%- elif message.role == 'assistant' -%}"
        f"{{{{- message.content ~ {_quoted(closing)} -}}}}"
        "{%- endif -%}"
        "{%- endfor -%}"
    )


def _quoted(text: str) -> str:
    """The text as a string of Jinja: JSON's escapes are among Jinja's."""
    return json.dumps(text)
