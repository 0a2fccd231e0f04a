"""Generating text: one prompt, or a conversation, whole or as a stream, one at a time."""

import threading
import weakref
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import GEN_RUNNING, getgeneratorstate
from types import TracebackType
from typing import Literal, Protocol, Self, Unpack, overload

from localdocs.errors import ModelClosedError, ModelError, UsageError
from localdocs.generation.chat_session import ChatSession, Message, check_length
from localdocs.generation.sampling_words import SamplingWords, sampling_of
from localdocs.generation.thoughts import told_apart
from localdocs.models.running.language_model import Piece, TokenLikelihood
from localdocs.types import Sampling
from prompts.answer.model import ModelDescription, Usage

Callback = Callable[[int, str], bool]
"""Gets a token and the text that it completed; the generation ends where it returns False."""


class PieceModel(Protocol):
    """What runs the model: `localdocs.models.running.language_model.LlamaLanguageModel`."""

    @property
    def name(self) -> str: ...
    def describe(self) -> ModelDescription: ...
    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...
    def pieces(self, prompt: str, sampling: Sampling) -> Generator[Piece, None, Usage]: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Completion:
    """A reply with its figures. ``finish_reason``: "stop" or "length".

    ``thought``: what the model thought before it answered, where that is told apart.
    """

    text: str
    finish_reason: str
    prompt_tokens: int
    answer_tokens: int
    likelihoods: tuple[TokenLikelihood, ...] = ()
    thought: str = ""


class TextGenerator:
    """A model that continues texts and holds conversations.

    May be used by several threads: each generation waits for the one before it. A stream that its
    own thread has not read to the end is ended by that thread's next generation.

    ``thoughts_apart``: in a session, what a reasoning model thinks is no part of its answer.
    """

    def __init__(self, language_model: PieceModel, *, thoughts_apart: bool = True) -> None:
        self._language_model = language_model
        self._thoughts_apart = thoughts_apart
        self._session: ChatSession | None = None
        self._closed = False
        self._turn = threading.Lock()
        self._turn_of: int | None = None
        self._running: weakref.ref[Generator[Piece, None, Usage]] | None = None

    @property
    def name(self) -> str:
        """What a person calls the model."""
        return self._language_model.name

    @property
    def backend(self) -> str:
        """What computes: "cpu", "cuda", "metal", …; the model is loaded to know."""
        return self._describe().backend

    @property
    def device(self) -> str | None:
        """The GPU in use, by the name of its backend; None on the processor."""
        return None if self.backend == "cpu" else self.backend

    @property
    def context_tokens(self) -> int:
        """The longest prompt and reply together, in tokens."""
        return self._describe().context_tokens

    @overload
    def generate(
        self,
        prompt: str,
        *,
        streaming: Literal[False] = False,
        callback: Callback | None = None,
        **words: Unpack[SamplingWords],
    ) -> str: ...

    @overload
    def generate(
        self,
        prompt: str,
        *,
        streaming: bool,
        callback: Callback | None = None,
        **words: Unpack[SamplingWords],
    ) -> str | Iterator[str]: ...

    def generate(
        self,
        prompt: str,
        *,
        streaming: bool = False,
        callback: Callback | None = None,
        **words: Unpack[SamplingWords],
    ) -> str | Iterator[str]:
        """What the model says next: the answer in a chat session, else the text that follows.

        ``words``: max_tokens=200, temp=0.7, top_k=40, top_p=0.4, min_p=0.0, repeat_penalty=1.18,
        repeat_last_n=64, n_predict, seed, stop, grammar, json_schema, frequency_penalty,
        presence_penalty. With ``streaming`` an iterator over pieces of text; ending it early stops
        the model, and a session keeps the part that came. ``callback`` may end it too; the piece
        that it refuses is part of a whole text, and not of a stream.

        Raises PromptTooLongError, other ModelErrors, and UsageError for numbers out of bounds.
        """
        sampling = sampling_of(words)
        pieces = self._started(prompt, sampling, callback, keep_refused=not streaming)
        if streaming:
            return (piece.text for piece in pieces if piece.text)
        return "".join(piece.text for piece in pieces)

    def complete(
        self,
        prompt: str,
        *,
        callback: Callback | None = None,
        logprobs: int | None = None,
        **words: Unpack[SamplingWords],
    ) -> Completion:
        """As ``generate``, with the figures.

        ``logprobs``: tell the log-likelihood of each token, and of so many likely ones beside it.
        """
        if logprobs is not None and logprobs < 0:
            raise UsageError(f"{logprobs} is less than the minimum of 0 - 'logprobs'")
        pieces = self._started(prompt, sampling_of(words, logprobs), callback, keep_refused=True)
        said: list[Piece] = []
        while True:
            try:
                said.append(next(pieces))
            except StopIteration as end:
                usage: Usage = end.value
                break
        return Completion(
            "".join(piece.text for piece in said),
            usage.finish_reason,
            usage.prompt_tokens,
            usage.answer_tokens,
            tuple(known for piece in said for known in piece.likelihoods),
            "".join(piece.thought for piece in said),
        )

    def pieces(
        self, prompt: str, *, logprobs: int | None = None, **words: Unpack[SamplingWords]
    ) -> Generator[Piece, None, Usage]:
        """As ``generate``, each token as it comes, and the figures as the generator's value.

        Closing it stops the model. ``logprobs``: as ``complete`` has it.
        """
        return self._started(prompt, sampling_of(words, logprobs), None, keep_refused=False)

    @contextmanager
    def chat_session(
        self,
        system_message: str | Literal[False] | None = None,
        chat_template: str | None = None,
        *,
        system_prompt: str | None = None,
        prompt_template: str | None = None,
    ) -> Generator[Self]:
        """Until the end of the ``with`` block, ``generate`` answers, and remembers what was said.

        ``system_message`` None: what the model's template says by itself; False: none.
        ``chat_template``: Jinja, or the old forms ``USER: {0}`` and ``USER: %1 … %2``; None: the
        model's own. ``system_prompt`` and ``prompt_template`` are their older names.
        """
        self._check_open()
        system = system_message if system_prompt is None else system_prompt
        template = chat_template if prompt_template is None else prompt_template
        before = self._session
        self._session = ChatSession(self._language_model, system or "", template or "")
        try:
            yield self
        finally:
            self._end_own_stream()
            self._session = before

    @property
    def current_chat_session(self) -> list[Message] | None:
        """What was said in the session: "role" and "content", oldest first; None outside one."""
        return None if self._session is None else [dict(said) for said in self._session.messages]

    @current_chat_session.setter
    def current_chat_session(self, messages: Sequence[Message]) -> None:
        if self._session is None:
            raise UsageError(
                "current_chat_session may only be set when there is an active chat session"
            )
        self._session.replace(messages)

    def close(self) -> None:
        """Free the model. May be called twice; every other call raises ModelClosedError then."""
        self._end_own_stream()
        self._closed = True
        self._language_model.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _started(
        self, prompt: str, sampling: Sampling, callback: Callback | None, *, keep_refused: bool
    ) -> Generator[Piece, None, Usage]:
        """The exchange, known to itself so that it can be ended from outside."""
        self._check_open()
        itself: list[weakref.ref[Generator[Piece, None, Usage]]] = []
        exchange = self._exchange(prompt, sampling, callback, keep_refused, itself)
        itself.append(weakref.ref(exchange))
        return exchange

    def _exchange(
        self,
        prompt: str,
        sampling: Sampling,
        callback: Callback | None,
        keep_refused: bool,
        itself: "list[weakref.ref[Generator[Piece, None, Usage]]]",
    ) -> Generator[Piece, None, Usage]:
        with self._own_turn(itself[0]):
            session = self._session
            whole_prompt, prompt_tokens = self._whole_prompt(prompt, sampling)
            pieces = self._language_model.pieces(whole_prompt, sampling)
            if session is not None and self._thoughts_apart:
                pieces = told_apart(pieces, whole_prompt)
            said: list[str] = []
            told, failed = 0, False
            usage: Usage | None = None
            try:
                while True:
                    try:
                        piece = next(pieces)
                    except StopIteration as end:
                        usage = end.value
                        break
                    told += 1
                    wanted = callback is None or callback(piece.token, piece.text) is not False
                    if wanted or keep_refused:
                        said.append(piece.text)
                        yield piece
                    if not wanted:
                        break
            except ModelError:
                failed = True
                raise
            finally:
                pieces.close()
                if session is not None and not failed and (said or usage is not None):
                    session.record(prompt, "".join(said))
        return usage or Usage(prompt_tokens, told)

    def _whole_prompt(self, prompt: str, sampling: Sampling) -> tuple[str, int]:
        if self._session is not None:
            return self._session.prompt_for(prompt, sampling.max_tokens)
        tokens = self._language_model.count_tokens([prompt])[0]
        check_length(tokens, self._language_model.describe().context_tokens)
        return prompt, tokens

    @contextmanager
    def _own_turn(self, itself: "weakref.ref[Generator[Piece, None, Usage]]") -> Generator[None]:
        """Wait for the generations of other threads; an unfinished one of this thread ends."""
        self._end_own_stream()
        with self._turn:
            self._check_open()
            self._turn_of, self._running = threading.get_ident(), itself
            try:
                yield
            finally:
                self._turn_of = self._running = None

    def _end_own_stream(self) -> None:
        """Raises ModelError where that is the one which is being computed: inside a callback."""
        if self._turn_of != threading.get_ident() or self._running is None:
            return
        stream = self._running()
        if stream is None:
            return
        if getgeneratorstate(stream) == GEN_RUNNING:
            raise ModelError("The model is still busy with the generation that calls this.")
        stream.close()

    def _describe(self) -> ModelDescription:
        self._check_open()
        return self._language_model.describe()

    def _check_open(self) -> None:
        if self._closed:
            raise ModelClosedError("Attempted operation on a closed model.", "Open it again.")
