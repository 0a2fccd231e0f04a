"""The commands that use a model without documents: ``run``, ``complete`` and ``embed``."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from typing import Any

import click

from localdocs.commands.opened import Terminal, opened_terminal
from localdocs.commands.options import Command, force_option, json_option
from localdocs.errors import LocalDocsError, UsageError
from localdocs.generation import Embedder, Model
from localdocs.home.places import places
from localdocs.home.settings import Settings

PROMPT = "> "
CONTINUED = "… "
BLOCK = '"""'
NO_ANSWER = "(No answer: it had nothing to say, or was still thinking. More room: --max-tokens)"
HELP = (
    "/reset  forget what was said",
    "/clear  clear the screen",
    "/help   show this",
    "/exit   leave; so does Ctrl-D",
    f"A line that ends in \\ goes on in the next; {BLOCK} begins and ends a text of many lines.",
    "Ctrl-C stops an answer.",
)


def sampling(command: Command) -> Command:
    """The options that say how tokens are picked."""
    for option in (
        click.option("--seed", type=click.IntRange(0), help="The same seed, the same reply."),
        click.option(
            "--temp", default=0.7, show_default=True, type=click.FloatRange(0), help="0: likeliest."
        ),
        click.option(
            "--max-tokens", default=400, show_default=True, type=click.IntRange(1), help="Longest."
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("model", required=False)
@click.option("--system", metavar="TEXT", help="What the model is told first.")
@force_option
@sampling
def run(model: str | None, system: str | None, force: bool, **words: Any) -> None:
    """Talk with MODEL, without documents. /help says how.

    MODEL is a GGUF file or the name of a model on this computer. Input that is piped in is taken
    line by line.
    """
    with (
        opened_terminal() as terminal,
        closing(open_model(model, force=force)) as opened,
        opened.chat_session(system),
    ):
        converse(opened, spoken(_read_line), terminal, words)


@click.command()
@click.argument("prompt", required=False)
@click.option("--model", metavar="MODEL", help="A GGUF file, or a model's name.")
@force_option
@click.option("--stop", multiple=True, metavar="TEXT", help="End the reply before this text.")
@sampling
@json_option
def complete(
    prompt: str | None,
    model: str | None,
    force: bool,
    stop: tuple[str, ...],
    as_json: bool,
    **words: Any,
) -> None:
    """Continue the text PROMPT.

    Without PROMPT, or with "-", it is read from standard input.
    """
    with opened_terminal(as_json) as terminal:
        if prompt in (None, "-"):
            prompt = "" if sys.stdin.isatty() else sys.stdin.read()
        if not prompt:
            raise UsageError("There is no PROMPT to continue.", "localdocs complete TEXT")
        with closing(open_model(model, force=force)) as opened:
            if as_json:
                completion = asdict(opened.complete(prompt, stop=stop, **words))
                del completion["likelihoods"], completion["thought"]
                terminal.result({"model": opened.name, **completion}, ())
            else:
                terminal.pieces(opened.generate(prompt, streaming=True, stop=stop, **words))


@click.command()
@click.argument("texts", nargs=-1, metavar="TEXT…")
@click.option("--model", default="", metavar="FOLDER", help="A sentence-transformers folder.")
@click.option("--prefix", metavar="PURPOSE", help="What the texts are for: search_query, …")
@click.option("--dimensionality", type=int, help="Shorter vectors, where the model has them.")
@json_option
def embed(
    texts: tuple[str, ...],
    model: str,
    prefix: str | None,
    dimensionality: int | None,
    as_json: bool,
) -> None:
    """Turn each TEXT into a vector.

    With "-" each line of standard input is a text. A line of numbers for each text.
    """
    with opened_terminal(as_json) as terminal:
        wanted = [line.rstrip("\n") for line in sys.stdin] if texts == ("-",) else list(texts)
        with Embedder(model or _setting("embedding_model")) as embedder:
            found = embedder.embed(
                [text for text in wanted if text],
                prefix=prefix,
                dimensionality=dimensionality,
                return_dict=True,
            )
        vectors = found["embeddings"]
        shape = {"dimension": len(vectors[0]), "embeddings": vectors}
        terminal.result(
            shape | {"prompt_tokens": found["n_prompt_tokens"]},
            (" ".join(f"{number:.7g}" for number in vector) for vector in vectors),
        )


def converse(
    model: Model, messages: Iterable[str], terminal: Terminal, words: dict[str, Any]
) -> None:
    """Answer each message in the model's session, until there are none or one says /exit."""
    before = list(model.current_chat_session or [])
    for message in messages:
        match message.strip():
            case "":
                continue
            case "/exit":
                return
            case "/reset":
                model.current_chat_session = before
                terminal.lines(["What was said is forgotten."])
            case "/clear":
                click.clear()
            case "/help":
                terminal.lines(HELP)
            case _:
                _answer(model, message, terminal, words)


def spoken(read: Callable[[str], str]) -> Iterator[str]:
    """Messages, of one line or several; ``read`` gets a prompt, and raises EOFError at the end."""
    while True:
        try:
            line = read(PROMPT)
            while line.endswith("\\"):
                line = line[:-1] + "\n" + read(CONTINUED)
            if line.startswith(BLOCK):
                line = line.removeprefix(BLOCK)
                while BLOCK not in line:
                    line += "\n" + read(CONTINUED)
                line = line.partition(BLOCK)[0].strip("\n")
        except EOFError:
            return
        yield line


def _answer(model: Model, message: str, terminal: Terminal, words: dict[str, Any]) -> None:
    """A person may stop an answer and go on; what is piped in ends with the first error."""
    interactive = sys.stdin.isatty()
    try:
        terminal.pieces(model.generate(message, streaming=True, **words))
        if said := model.current_chat_session:
            terminal.lines([] if said[-1]["content"] else [NO_ANSWER])
    except KeyboardInterrupt:
        if not interactive:
            raise
        terminal.lines([""])
    except LocalDocsError as error:
        if not interactive:
            raise
        terminal.error(error)


def _read_line(prompt: str) -> str:
    if not sys.stdin.isatty():
        return input()
    import readline  # noqa: F401  the keys of line editing

    return input(prompt)


def open_model(model: str | None, *, force: bool = False) -> Model:
    """The model that is named, else that of the settings, which was chosen knowing its size."""
    settings = Settings(places().settings)
    return Model(
        model or settings.text("language_model"),
        context_tokens=settings.whole("context_tokens"),
        threads=settings.whole("threads"),
        force=force or model is None,
    )


def _setting(name: str) -> str:
    return Settings(places().settings).text(name)
