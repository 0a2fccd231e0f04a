"""The command line: the table of all commands, and how the program ends.

Exit codes: 0 answered or done, 1 error, 2 usage, 3 not found in the documents, 130 interrupted.
"""

import logging
import sys
from typing import NoReturn

import click

from localdocs import __version__
from localdocs.commands.lazy import LazyGroup, Place
from localdocs.computer.disk import system_error
from localdocs.errors import EXIT_INTERRUPTED, LocalDocsError
from localdocs.views.style import shown_lines

COMMANDS = {
    "add": Place(
        "localdocs.commands.folders:add",
        "Index folders or files, and keep them in the library.",
    ),
    "ask": Place(
        "localdocs.commands.ask:ask",
        "Answer QUESTION from the documents, each sentence with its quote.",
    ),
    "bundle": Place(
        "localdocs.commands.models.bundle:bundle",
        "Write FOLDER for a computer without a network: models, wheels, checksums, a note.",
    ),
    "chat": Place(
        "localdocs.commands.chatting.chat:chat",
        "Ask one question after another. /help lists what else can be typed, Ctrl-D leaves.",
    ),
    "chats": Place(
        "localdocs.commands.chatting.chats:chats",
        "The conversations that 'localdocs chat' has kept on this computer.",
    ),
    "complete": Place(
        "localdocs.commands.generation:complete",
        "Continue the text PROMPT.",
    ),
    "config": Place(
        "localdocs.commands.config:config",
        "Show the settings, or one, or change one.",
    ),
    "copy": Place(
        "localdocs.commands.copy:copy",
        "Copy the whole index into another database: nothing is read or embedded again.",
    ),
    "doctor": Place(
        "localdocs.commands.doctor:doctor",
        "Check the installation, and say what mends what is broken.",
    ),
    "embed": Place(
        "localdocs.commands.generation:embed",
        "Turn each TEXT into a vector.",
    ),
    "eval": Place(
        "localdocs.commands.eval:evaluate_questions",
        "Measure how well your own questions find the pages that answer them.",
    ),
    "forget": Place(
        "localdocs.commands.forget:forget",
        "Delete all that was made of your documents and questions; your files are not touched.",
    ),
    "list": Place(
        "localdocs.commands.folders:list_folders",
        "List the folders of the library.",
    ),
    "mcp": Place(
        "localdocs.commands.serve:mcp",
        "Serve the library to the program that starts this: MCP over standard input and output.",
    ),
    "models": Place(
        "localdocs.commands.models.group:models",
        "Find, fetch and look into the models that answer.",
    ),
    "open": Place(
        "localdocs.commands.open:open_page",
        "Show the library in a browser, by a link that is good once.",
    ),
    "remove": Place(
        "localdocs.commands.folders:remove",
        "Forget a folder of the library. Its files on disk are not touched.",
    ),
    "run": Place(
        "localdocs.commands.generation:run",
        "Talk with MODEL, without documents. /help says how.",
    ),
    "search": Place(
        "localdocs.commands.ask:search",
        "Find the passages that speak to QUESTION.",
    ),
    "serve": Place(
        "localdocs.commands.serve:serve",
        "Serve the library and the models to other programs: OpenAI's API, on this computer alone.",
    ),
    "service": Place(
        "localdocs.commands.service:service",
        "Keep the index up to date in the background, and the models warm.",
    ),
    "share": Place(
        "localdocs.commands.share:share",
        "Let others read FOLDER of a library on a PostgreSQL server, or list who may.",
    ),
    "status": Place(
        "localdocs.commands.folders:status",
        "Show what is indexed, and what was skipped and why.",
    ),
    "sync": Place(
        "localdocs.commands.folders:sync",
        "Make the index mirror the folders as they are now.",
    ),
    "worker": Place(
        "localdocs.commands.worker:worker",
        "Read and embed for a library on PostgreSQL, beside workers on any computer.",
    ),
}


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="localdocs")
@click.option("-v", "--verbose", is_flag=True, help="Say on stderr what is coped with silently.")
def cli(verbose: bool) -> None:
    """Ask your own files, offline, and get answers you can check.

    \b
    localdocs add ~/Documents        index a folder
    localdocs ask "When is it due?"  an answer with its quotes
    """
    level = logging.INFO if verbose else logging.ERROR
    logging.basicConfig(level=level, format="%(name)s: %(message)s")


def main() -> None:
    """Run the command line, and end the program with its exit code."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")  # what is piped in need not be UTF-8
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except LocalDocsError as error:
        _end_with(error)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        _end_with(system_error(error))


def _end_with(error: LocalDocsError) -> NoReturn:
    click.echo(shown_lines(f"Error: {error.message} {error.remedy}".strip()), err=True)
    sys.exit(error.exit_code)
