"""What a reasoning model thinks before it answers, apart from its answer, while both are coming."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace

from localdocs.models.running.language_model import Piece
from prompts.answer.model import Usage
from prompts.text.thinking import ReplyPart, ThoughtSplitter


def told_apart(pieces: Generator[Piece, None, Usage], prompt: str) -> Generator[Piece, None, Usage]:
    """The pieces of a reply to ``prompt``: ``text`` is answer alone, the rest is ``thought``.

    Some blanks and marks come with the piece after theirs; closing this closes ``pieces``.
    """
    splitter, token = ThoughtSplitter(prompt), 0
    with closing(pieces):
        while True:
            try:
                piece = next(pieces)
            except StopIteration as end:
                usage: Usage = end.value
                break
            token = piece.token
            yield _apart(piece, list(splitter.add(piece.text)))
    if rest := list(splitter.rest()):
        yield _apart(Piece("", token), rest)
    return usage


def _apart(piece: Piece, parts: Sequence[ReplyPart]) -> Piece:
    answer = "".join(part.text for part in parts if not part.is_thought)
    thought = "".join(part.text for part in parts if part.is_thought)
    return replace(piece, text=answer, thought=thought)
