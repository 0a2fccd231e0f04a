"""Tags of site generators in Markdown: ``{% page "/leave/" %}``, ``{{ year }}``, ``{: .wide}``.

A generator takes them out before the Markdown is read, so that one may stand where Markdown wants
an address without spaces. Here each becomes one sign of a private area until the Markdown is read;
so does a comment that is opened and never closed, which would take the rest of the file with it.
"""

import re
from dataclasses import dataclass

_TAG = re.compile(
    r"\{%(?:(?!\n\n|\{%).){0,2000}?%\}"  # an instruction
    r"|\{\{(?:(?!\n\n|\{\{).){0,500}?\}\}"  # a value
    r"|\{:[^{}\n]{0,200}\}|\{#[\w-]{1,100}\}",  # attributes of a heading or a paragraph
    re.DOTALL,
)
_COMMENT = re.compile("<!--")
_FIRST, _LAST = 0xF0000, 0xFFFFD
_SIGN = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")


@dataclass(frozen=True, slots=True)
class TemplateTags:
    """The tags of one source, by their signs."""

    tags: tuple[str, ...] = ()

    def seen(self, text: str) -> str:
        """The text as a reader sees it: values stay as they are written, all else goes."""
        return self._with(text, "{{")

    def as_written(self, text: str) -> str:
        """The text with every tag, for code: there it is what the code is about."""
        return self._with(text, "")

    def _with(self, text: str, opening: str) -> str:
        if not self.tags:
            return text

        def tag(match: re.Match[str]) -> str:
            number = ord(match.group()) - _FIRST
            written = self.tags[number] if number < len(self.tags) else match.group()
            return written if written.startswith(opening) else ""

        return _SIGN.sub(tag, text)


def signs_for_tags(source: str) -> tuple[str, TemplateTags]:
    """The source with a sign for each tag, and the tags."""
    if _SIGN.search(source):
        return source, TemplateTags()
    tags: list[str] = []

    def sign(match: re.Match[str]) -> str:
        if len(tags) > _LAST - _FIRST:
            return match.group()
        tags.append(match.group())
        return chr(_FIRST + len(tags) - 1)

    closed = source.rfind("-->") + 1
    above, below = source[:closed], source[closed:]
    if "{" in source:
        above, below = _TAG.sub(sign, above), _TAG.sub(sign, below)
    return above + _COMMENT.sub(sign, below), TemplateTags(tuple(tags))
