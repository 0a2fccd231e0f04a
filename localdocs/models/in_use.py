"""The models that a library answers with: each opened when it is first needed, and kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from localdocs.errors import ModelError, ModelMissingError
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.running.runner import OWN_WORDS, has_runner
from prompts.answer.prompt_memory import PromptMemory

if TYPE_CHECKING:
    from prompts.answer.model import LanguageModel
    from prompts.evidence.ranking import Ranker
    from prompts.evidence.reading import Reader


class ModelsInUse:
    """Those of the settings, which ``settings`` gives as they are at the moment. Close it."""

    def __init__(self, settings: Callable[[], Settings], where: Places) -> None:
        self._settings = settings
        self._places = where
        self._language_model: LanguageModel | None = None
        self._reader: Reader | None = None
        self._ranker: Ranker | None = None
        self.prompt_memory = PromptMemory()
        """What the language model has read last."""

    @property
    def language_model(self) -> "LanguageModel":
        """Runs in a process of its own, with a prompt memory of its own."""
        if self._language_model is None:
            from localdocs.models.shelf.chosen import open_language_model

            self.use_language_model(open_language_model(self._settings(), self._places))
        assert self._language_model is not None
        return self._language_model

    def language_model_or_note(self) -> "tuple[LanguageModel | None, str]":
        """The same; None, and a note that says why, where there is none to answer with."""
        if not has_runner():
            return None, OWN_WORDS
        try:
            return self.language_model, ""
        except ModelError as error:
            return None, f"No language model was asked: {error.message} {error.remedy}".strip()

    @property
    def reader(self) -> "Reader":
        """The one that comes along."""
        if self._reader is None:
            from localdocs.models.reader.openvino_reader import OpenVinoReader

            self._reader = OpenVinoReader(self._places.cache)
        return self._reader

    @property
    def ranker(self) -> "Ranker | None":
        """That of ``localdocs[models]``; None where its package is not installed, or another model
        has reordered what search found. Raises ModelDamagedError where its file is another one than
        was published."""
        if self._settings().text("reranking_model"):
            return None
        if self._ranker is None:
            from localdocs.models.ranker.openvino_ranker import OpenVinoRanker

            try:
                self._ranker = OpenVinoRanker(self._places.cache)
            except ModelMissingError:
                return None
        return self._ranker

    def use_language_model(self, model: "LanguageModel") -> None:
        """Answer with this one from now on, until it is let go."""
        self._language_model, self.prompt_memory = model, PromptMemory()

    def let_go_of_language_model(self) -> None:
        """End its process; the next question opens the one of the settings."""
        if self._language_model is not None:
            self._language_model.close()
            self._language_model = None

    def close(self) -> None:
        """Let go of all of them."""
        self.let_go_of_language_model()
        self._reader = None
        self._ranker = None
