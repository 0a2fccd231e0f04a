"""The last questions of the command line, kept for ``ask --follow-up``.

A small file in the home folder, readable by its owner alone. It holds the last three turns and
counts for two hours; ``remove`` deletes it, since an answer quotes what is to be forgotten.
"""

import json
import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from localdocs.computer.files import write_atomically
from localdocs.types import Answer, AnswerStatus, Turn

MOST_TURNS = 3
KEPT_SECONDS = 2 * 60 * 60

logger = logging.getLogger("localdocs")


def turn_of(answer: Answer) -> Turn:
    """What a question that follows may need of an answer."""
    found = answer.status is not AnswerStatus.NOT_FOUND
    return Turn(
        answer.question,
        answer.understood or answer.question,
        answer.text if found else "",
        tuple(dict.fromkeys(citation.path for citation in answer.citations)),
    )


def remember(file: Path, turns: Sequence[Turn]) -> None:
    """Write the last of these turns down. Where that fails, there is nothing to follow up on."""
    kept = [
        {
            "question": turn.question,
            "standalone": turn.standalone,
            "answer": turn.answer_text,
            "paths": [str(path) for path in turn.paths],
        }
        for turn in turns[-MOST_TURNS:]
    ]
    try:
        write_atomically(file, json.dumps({"at": time.time(), "turns": kept}))
    except OSError as error:
        logger.info("%s cannot be written: %s", file, error)


def remembered(file: Path) -> tuple[Turn, ...]:
    """The turns that were written down, oldest first; none where they are too old."""
    try:
        content: Any = json.loads(file.read_text(encoding="ascii"))
        if not 0 <= time.time() - content["at"] <= KEPT_SECONDS:
            return ()
        return tuple(
            Turn(
                str(kept["question"]),
                str(kept["standalone"]),
                str(kept["answer"]),
                tuple(Path(path) for path in kept["paths"]),
            )
            for kept in content["turns"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def forget(file: Path) -> None:
    """Delete what was written down."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        logger.info("%s cannot be deleted: %s", file, error)
