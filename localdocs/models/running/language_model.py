"""The language model that runs llama.cpp, in a process of its own.

The native library lives in a child process (`worker`): should it crash, the answer
ends with ModelCrashedError, and the next call starts a new child.
"""

import logging
import threading
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from localdocs.computer.child_process import ChildEndedError, ChildProcess, Message
from localdocs.computer.processor import physical_cores
from localdocs.errors import (
    ModelCrashedError,
    ModelDamagedError,
    ModelError,
    ModelRequestError,
)
from localdocs.models.gguf.header import TAKE_ANOTHER, layers_of, read_facts, trained_context
from localdocs.models.running.runner import check_runner
from localdocs.reports import Finding
from localdocs.types import Sampling
from prompts.answer.model import ModelDescription, Usage
from prompts.templates.choice import choose_template
from prompts.templates.renderer import why_unusable

logger = logging.getLogger("localdocs")

REBUILD_REMEDY = (
    "Build the native library again without the processor's matrix instructions:\n"
    '  export CFLAGS="-mno-amx-tile -mno-amx-int8 -mno-amx-bf16" CXXFLAGS="$CFLAGS"\n'
    "  pip install --force-reinstall --no-cache-dir llama-cpp-python"
)

_STOP_SECONDS = 1.0
_TRIED_CONTEXT = 256


@dataclass(frozen=True, slots=True)
class TokenLikelihood:
    """A token that was taken, its log-likelihood, and the likeliest ones in its place."""

    token: int
    text: str
    logprob: float
    likeliest: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a reply: whole characters, and the token that completed them.

    ``thought``: what of it is thought, where that has been told apart from ``text``, the answer.
    """

    text: str
    token: int
    likelihoods: tuple[TokenLikelihood, ...] = ()
    thought: str = ""


@dataclass(frozen=True, slots=True)
class LlamaOptions:
    """How the model is run. ``threads`` 0: one for each physical core.

    ``gpu_layers`` -1: all of them where the installed llama.cpp has a GPU, else none.
    ``key_value_type`` is the format of the attention's memory: "f16" or "q8_0". ``templates`` is
    the folder of the person's own chat templates.
    """

    context_tokens: int = 4096
    threads: int = 0
    flash_attention: bool = True
    native_log: Path | None = None
    batch_tokens: int = 512
    key_value_type: str = "f16"
    memory_map: bool = True
    memory_lock: bool = False
    gpu_layers: int = -1
    templates: Path | None = None


class LlamaLanguageModel:
    """A GGUF file behind the Protocol. Constructing costs nothing; the child starts when needed.

    One conversation at a time: a call from another thread waits for its turn, a call in the midst
    of one's own stream is refused with ModelError.
    """

    def __init__(self, path: Path, name: str, options: LlamaOptions = LlamaOptions()) -> None:
        self.name = name
        self._path = path
        self._options = options
        self._child: ChildProcess | None = None
        self._description: ModelDescription | None = None
        self._streams = 0
        self._turn = threading.Lock()
        self._turn_of: int | None = None

    @cached_property
    def parameters(self) -> int:
        """As the head of the file tells; 0 of a model in several files.

        Raises ModelMissingError and ModelDamagedError.
        """
        facts = read_facts(self._path)
        return facts.parameters if facts.parts == 1 else 0

    def describe(self) -> ModelDescription:
        if self._description is None:
            with self._conversation() as child:
                facts = self._asked(child, {"do": "describe"}, "description")
            facts["control_tokens"] = tuple(facts["control_tokens"])
            facts["chat_template"], facts["note"] = self._template(facts, facts.pop("title"))
            self._description = ModelDescription(**facts)
        return self._description

    def _template(self, facts: Message, title: str) -> tuple[str, str]:
        """The template to speak to the model with, and a note where the file's own is of no use."""
        in_file: str = facts["chat_template"]
        names = (self.name, self._path.stem, title)
        about = (facts["architecture"], names, self._options.templates)
        chosen = choose_template(in_file, *about)
        if not in_file or chosen != in_file:
            return chosen, ""
        tokens = {"bos_token": facts["bos_token"], "eos_token": facts["eos_token"]}
        why = why_unusable(in_file, **tokens)
        if not why:
            return chosen, ""
        note = (
            f"The chat template in the file of {self.name} is of no use ({why}); the usual one of "
            "its family is taken instead."
        )
        logger.warning("%s", note)
        return choose_template("", *about), note

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        with self._conversation() as child:
            request = {"do": "count", "texts": list(texts)}
            counts: list[int] = self._asked(child, request, "counts")
        return counts

    def stream(self, prompt: str, sampling: Sampling) -> Generator[str, None, Usage]:
        with closing(self.pieces(prompt, sampling)) as pieces:
            while True:
                try:
                    piece = next(pieces)
                except StopIteration as end:
                    usage: Usage = end.value
                    return usage
                yield piece.text

    def pieces(self, prompt: str, sampling: Sampling) -> Generator[Piece, None, Usage]:
        """As ``stream``, with the tokens, and their likelihoods where the sampling wants them."""
        with self._conversation() as child:
            self._streams += 1
            number = self._streams
            request = {"do": "stream", "id": number, "prompt": prompt}
            child.send(request | {"sampling": asdict(sampling)})
            finished = False
            try:
                while "usage" not in (answer := _answer(child)):
                    yield _piece(answer)
                finished = True
            except ModelError:
                finished = True  # the worker said so itself, and waits for the next request
                raise
            finally:
                if not finished:
                    self._stop(child, number)
        return Usage(**answer["usage"])

    def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.close()

    @contextmanager
    def _conversation(self) -> Generator[ChildProcess]:
        """The running child, for one request and its answers."""
        if self._turn_of == threading.get_ident():
            raise ModelError("The language model is still busy with an answer of this thread.")
        with self._turn:
            self._turn_of = threading.get_ident()
            try:
                yield self._running_child()
            except ChildEndedError as ended:
                self.close()
                raise ModelCrashedError(
                    f"The language model {self.name} stopped unexpectedly ({ended}).",
                    "It is started again with the next question; if that does not help, "
                    "'localdocs doctor' looks for the cause.",
                ) from None
            finally:
                self._turn_of = None

    def _running_child(self) -> ChildProcess:
        if self._child is None:
            check_runner()
            trained = trained_context(self._path) or self._options.context_tokens
            self._child = ChildProcess(
                "localdocs.models.running.worker", native_log=self._options.native_log
            )
            self._open(self._child, min(trained, self._options.context_tokens))
        return self._child

    def _open(self, child: ChildProcess, context_tokens: int) -> None:
        opening = {
            "path": str(self._path),
            "context": context_tokens,
            "threads": self._options.threads or physical_cores(),
            "flash": self._options.flash_attention,
            "batch": self._options.batch_tokens,
            "key_value": self._options.key_value_type,
            "memory_map": self._options.memory_map,
            "memory_lock": self._options.memory_lock,
            "gpu_layers": self._options.gpu_layers,
            "layers": layers_of(self._path),
        }
        try:
            self._asked(child, opening, "ready")
        except ModelError as error:
            self.close()
            raise ModelDamagedError(
                f"Cannot load the language model {self._path}: {error.message}",
                TAKE_ANOTHER,
            ) from None

    def _asked(self, child: ChildProcess, request: Message, key: str) -> Any:
        """The one answer to a request."""
        try:
            child.send(request)
            return _answer(child)[key]
        except (ModelError, ChildEndedError):
            raise
        except BaseException:  # Ctrl-C: the answer must not reach the next caller
            self._child = None
            child.kill()
            raise

    def _stop(self, child: ChildProcess, number: int) -> None:
        """Stop a stream at the next token; a child that is deep in a prompt is ended instead."""
        try:
            child.send({"do": "stop", "id": number})
            while "usage" not in child.receive(_STOP_SECONDS):
                pass
        except (TimeoutError, ChildEndedError):
            self._child = None
            child.kill()


def check_loads(path: Path, name: str) -> None:
    """Load the model once, in a child process, as answering does, but with a short context.

    Raises ModelDamagedError where that fails, ModelMissingError, RunnerMissingError.
    """
    options = LlamaOptions(context_tokens=_TRIED_CONTEXT, gpu_layers=0)
    with closing(LlamaLanguageModel(path, name, options)) as model:
        try:
            model.count_tokens(["word"])
        except ModelCrashedError as error:
            raise ModelDamagedError(error.message) from None


def probe_language_model(path: Path, name: str) -> Finding:
    """Whether the native library and the model work here: load both, in a child, and say a word."""
    subject = f"language model {name}"
    model = LlamaLanguageModel(path, name, LlamaOptions(context_tokens=_TRIED_CONTEXT))
    try:
        with closing(model):
            for _ in model.stream("Hello", Sampling(max_tokens=1)):
                pass
            where = model.describe().backend
    except ModelCrashedError as error:
        return Finding(subject, False, error.message, REBUILD_REMEDY)
    except ModelError as error:
        return Finding(subject, False, error.message, error.remedy)
    told = "the processor" if where == "cpu" else f"the graphics card ({where})"
    return Finding(subject, True, f"loads and answers, on {told}.")


def _piece(answer: Message) -> Piece:
    likelihoods = tuple(
        TokenLikelihood(
            known["token"],
            known["text"],
            known["logprob"],
            tuple((text, logprob) for text, logprob in known["likeliest"]),
        )
        for known in answer.get("likelihoods", ())
    )
    return Piece(answer["text"], answer["token"], likelihoods)


def _answer(child: ChildProcess) -> Message:
    answer = child.receive()
    if "error" in answer:
        raise ModelError(answer["error"])
    if "refused" in answer:
        raise ModelRequestError(answer["refused"])
    return answer
