"""Once for each home: which model would suit this computer better than the one that came along."""

import sys
from collections.abc import Callable

from localdocs.errors import LocalDocsError
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.types import Answer, AnswerStatus


def suggest_once(
    answer: Answer, settings: Settings, where: Places, note: Callable[[str], None]
) -> None:
    """Tell a person who looks on, after the first answer of the default model.

    Nothing is said, and nothing breaks, where that cannot be found out.
    """
    if where.suggested.exists() or settings.text("language_model") or not sys.stderr.isatty():
        return
    if answer.status is AnswerStatus.NOT_FOUND:
        return
    # Here, since it is wanted once.
    from localdocs.models.shelf.defaults import DEFAULT_LANGUAGE_MODEL
    from localdocs.models.shelf.desk import open_desk
    from localdocs.views.models import advice_words

    if answer.model not in ("", DEFAULT_LANGUAGE_MODEL):
        return
    try:
        desk = open_desk(where)
        where.suggested.touch()
        if suggestion := desk.suggested():
            note(advice_words(suggestion))
    except (LocalDocsError, OSError):
        return
