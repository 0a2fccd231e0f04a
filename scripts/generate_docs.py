"""The reference pages, made from the program itself: `make docs`.

`docs/cli.md` is written whole: from click, from the table of settings, from the error tree, and
from the shapes of made-up values; `docs/server-api.md` from the table of the server's addresses.
In `docs/file-formats.md` only the table between two markers is written.
`tests/whole/test_docs.py` fails while a committed page differs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import click

from ingest.readers import READERS
from localdocs import errors
from localdocs.commands.root import cli
from localdocs.computer.machine import Machine
from localdocs.conversations.store import Conversation, ConversationEntry, Exchange
from localdocs.errors import LocalDocsError, NothingIndexedError
from localdocs.evaluation.evaluating import EvaluatedQuestion, Evaluation
from localdocs.evaluation.questions import OwnQuestion
from localdocs.home.settings import SETTINGS, Setting, find_setting
from localdocs.models.gguf.memory import memory_need_of
from localdocs.models.shelf.catalogue import load_catalogue
from localdocs.models.shelf.suitability import suitability
from localdocs.reports import (
    FileKind,
    Finding,
    FolderStatus,
    LibraryStatus,
    Preview,
    Progress,
    Report,
    ServiceStatus,
    TeamStatus,
    TeamWorker,
    WorkerStatus,
)
from localdocs.terminal.json import JsonTerminal, as_text
from localdocs.types import Answer, AnswerStatus, Citation, Hit, Skipped, Timings
from localdocs.views.answers import answer_shape, hits_shape
from localdocs.views.conversations import (
    conversation_shape,
    conversations_shape,
    exchanges_shape,
)
from localdocs.views.evaluation import evaluation_shape
from localdocs.views.findings import findings_shape
from localdocs.views.folders import folder_shape, previews_shape, report_shape, status_shape
from localdocs.views.models import catalogue_shape
from localdocs.views.service import service_shape
from localdocs.views.settings import SettingInForce, settings_shape
from server_api_page import server_api_page

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
HELP_WIDTH = 88
TABLE_MARKS = ("<!-- generated: readers -->", "<!-- end of generated -->")

INTRODUCTION = """\
# The command line

This page is made by `make docs` from the program itself; do not edit it.

Answers, hits and tables go to standard output, messages and progress to standard error. With
`--json` a command prints one JSON object (or list) and nothing else on standard output. Colours
appear only on a terminal.
"""

JSON_INTRODUCTION = """\
## JSON

What each command prints with `--json`. Names may be added in later versions; those that are here
stay and keep their meaning. Numbers of pages and citations count from 1; `start` and `end` count
characters from 0 in the text of the page. `first_token_seconds` is `null` when no language model
spoke. `status` is `answered`, `partial` or `not_found`; `found_by` is `words`, `meaning` or
`both`. An error is printed on standard output too, and the exit code says which kind it is.
"""

SETTINGS_INTRODUCTION = """\
## Settings

The value of a setting is the first of: an option of the command (`ask --model`, for
`language_model`), the environment variable, the file `config.toml` in the home folder, the
default. `localdocs config` shows all values and where they come from, `localdocs config NAME VALUE`
changes one, `localdocs config NAME --unset` takes it out of the file. Unknown names are refused in
the file and on the command line.
"""

OTHER_VARIABLES = """\
Other environment variables:

| Variable | What it does |
| --- | --- |
| `LOCALDOCS_HOME` | The folder of index, settings and log. Default: the platform's data folder. |
| `LOCALDOCS_CACHE` | The folder of what is made from model files. Default: the platform's cache. |
| `NO_COLOR` | If set, to anything: no colours. |
| `_LOCALDOCS_COMPLETE` | Prints the completion script of a shell: `bash_source`, `zsh_source`, \
`fish_source`. |

Where the platform's folders are: [privacy](privacy.md#where-things-are).
"""

COMPLETION = """\
## Completion

Put the line of your shell into its start-up file:

```sh
eval "$(_LOCALDOCS_COMPLETE=bash_source localdocs)"              # ~/.bashrc
eval "$(_LOCALDOCS_COMPLETE=zsh_source localdocs)"               # ~/.zshrc
_LOCALDOCS_COMPLETE=fish_source localdocs | source               # ~/.config/fish/config.fish
```
"""

EXIT_CODES = {
    0: "Done, or answered (in whole or in part), or something was found.",
    1: "An error: see the message. `doctor`: something is unhealthy. `eval`: some question could "
    "not be evaluated. `models verify`: a file is not what it should be.",
    2: "The call's words are off: an unknown command, option, setting, filter or value.",
    errors.EXIT_NOT_FOUND: "`ask`: the documents do not hold the answer. `search`: no hit. "
    "`service status`: it does not run.",
    errors.EXIT_INTERRUPTED: "Interrupted (Ctrl-C). What was finished is kept.",
}


def cli_page() -> str:
    """The whole of `docs/cli.md`."""
    parts = [INTRODUCTION, *command_sections(), exit_codes(), JSON_INTRODUCTION]
    parts += [*json_sections(), SETTINGS_INTRODUCTION, settings_table(), OTHER_VARIABLES]
    return "\n".join([*parts, COMPLETION, error_section()])


def command_sections() -> Iterator[str]:
    """The help text of the program, then of each command."""
    root = click.Context(
        cli,
        info_name="localdocs",
        terminal_width=HELP_WIDTH,
        help_option_names=["-h", "--help"],
    )
    yield f"## localdocs\n\n{_as_text(cli.get_help(root))}"
    for name in cli.list_commands(root):
        yield from _sections_of(name, _command(cli, root, name), root)


def _sections_of(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, parent, name, terminal_width=HELP_WIDTH)
    yield f"## {context.command_path}\n\n{_as_text(command.get_help(context))}"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _sections_of(inner, _command(command, context, inner), context)


def _command(group: click.Group, context: click.Context, name: str) -> click.Command:
    """A command itself, not what stands in for it in the help of its group."""
    _, command, _ = group.resolve_command(context, [name])
    assert command is not None
    return command


def exit_codes() -> str:
    """The table of exit codes."""
    rows = [f"| {code} | {meaning} |" for code, meaning in sorted(EXIT_CODES.items())]
    return "\n".join(["## Exit codes\n", "| Code | Meaning |", "| --- | --- |", *rows, ""])


def json_sections() -> Iterator[str]:
    """What ``--json`` prints for made-up values, one section a kind of command."""
    shapes = {
        "ask": answer_shape(_ANSWER),
        "search": hits_shape("how long is the warranty", [_HIT], 0.0121),
        "eval": evaluation_shape(_EVALUATION),
        "add, sync, remove": report_shape(_REPORT, _STATUS),
        "add --dry-run": previews_shape([_PREVIEW]),
        "status": status_shape(_STATUS, team=_TEAM),
        "service status": service_shape(_SERVICE),
        "list": [folder_shape(_FOLDER)],
        "config": settings_shape([_default("passages"), _default("temperature")]),
        "chats list": conversations_shape([_ENTRY]),
        "chats show, chats export": conversation_shape(Conversation(1, _ASKED_AT, (_EXCHANGE,))),
        "chats search": exchanges_shape([_EXCHANGE]),
        "doctor, models verify": findings_shape([_FINDING]),
        "models info of a name": _CATALOGUE_SHAPE,
    }
    for title, shape in shapes.items():
        yield _json_section(title, as_text(shape))
    out = io.StringIO()
    JsonTerminal(out).error(_NOTHING_INDEXED)
    yield _json_section("an error", out.getvalue())


def settings_table() -> str:
    """One row a setting."""
    head = ["| Setting | Default | Environment variable | What it does |", "| --- " * 4 + "|"]
    rows = [
        f"| `{setting.name}` | `{setting.default!r}` | `LOCALDOCS_{setting.name.upper()}` | "
        f"{setting.help}{_bounds(setting)} |"
        for setting in SETTINGS
    ]
    return "\n".join([*head, *rows, ""])


def error_section() -> str:
    """The tree of errors, one row a class."""
    head = ["## Errors\n", _ERRORS_INTRODUCTION, "| Class | Exit code | Meaning |"]
    rows = [
        f"| {'&nbsp;' * 4 * depth}`{kind.__name__}` | {kind.exit_code} | {_first_line(kind)} |"
        for depth, kind in error_tree(LocalDocsError)
    ]
    return "\n".join([*head, "| --- " * 3 + "|", *rows, ""])


def error_tree(
    kind: type[LocalDocsError], depth: int = 0
) -> Iterator[tuple[int, type[LocalDocsError]]]:
    """A class of `localdocs.errors` and all below it, each with its depth."""
    yield depth, kind
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from error_tree(child, depth + 1)


def readers_table() -> str:
    """Which suffixes each reader takes."""
    suffixes: dict[str, list[str]] = {}
    for suffix, module in READERS.items():
        suffixes.setdefault(module, []).append(f"`{suffix}`")
    head = ["| Suffixes | Reader |", "| --- | --- |"]
    rows = [f"| {' '.join(found)} | `{module}` |" for module, found in suffixes.items()]
    return "\n".join([*head, *rows])


def formats_page(page: str) -> str:
    """`docs/file-formats.md` with its table written anew."""
    start, end = map(re.escape, TABLE_MARKS)
    table = f"{TABLE_MARKS[0]}\n\n{readers_table()}\n\n{TABLE_MARKS[1]}"
    return re.sub(f"{start}.*?{end}", lambda _: table, page, flags=re.DOTALL)


def pages() -> dict[Path, str]:
    """Every page that is generated, with what it should hold."""
    formats = DOCS / "file-formats.md"
    return {
        DOCS / "cli.md": cli_page(),
        DOCS / "server-api.md": server_api_page(),
        formats: formats_page(formats.read_text(encoding="utf-8")),
    }


def main() -> None:
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")


# Inside ------------------------------------------------------------------------------------------

_ERRORS_INTRODUCTION = """\
Each error says what happened and where (`message`), and what to do (`remedy`). The command line
prints both on standard error and ends with the exit code. A `ReadError` never ends a command: the
file is skipped, with the message as its reason.
"""

_PATH = Path("/home/ada/Documents/stove-handbook.pdf")
_QUOTE = "The stove has a warranty of three years from the day of delivery."
_HIT = Hit(
    passage_id=1,
    path=_PATH,
    title="Service handbook",
    page_number=7,
    page_label="",
    start=0,
    end=144,
    heading="Warranty",
    columns="",
    text=f"Warranty. Keep the receipt, and the name of the fitter. {_QUOTE}",
    score=1.0,
    found_by="both",
)
_ASKED = OwnQuestion(2, "how long is the warranty", _PATH.name, (7,))
_EVALUATION = Evaluation(10, (EvaluatedQuestion(_ASKED, 1, 1, 0.0121, _HIT),))
_ANSWER = Answer(
    question="How long is the warranty?",
    text=f"{_QUOTE} [1]",
    status=AnswerStatus.ANSWERED,
    citations=(Citation(1, _PATH, "Service handbook", 7, 79, 144, _QUOTE, verified=True),),
    unsupported=(),
    passages=(_HIT,),
    model="SmolLM2-135M-Instruct",
    prompt_tokens=637,
    answer_tokens=18,
    timings=Timings(0.0121, 1.2034, 1.8021),
)
_ASKED_AT = "2026-03-31T12:05:00+00:00"
_ENTRY = ConversationEntry(1, _ASKED_AT, 1, _ANSWER.question)
_EXCHANGE = Exchange(
    1,
    _ASKED_AT,
    _ANSWER.question,
    _ANSWER.question,
    _ANSWER.text,
    _ANSWER.status,
    _ANSWER.model,
    _ANSWER.citations,
)
_SKIPPED = (Skipped(Path("/home/ada/Documents/scan.pdf"), "a scan without text; needs OCR"),)
_REPORT = Report(added=6, skipped=_SKIPPED, passages=36, embedded=36, seconds=1.4)
_KINDS = (FileKind(".pdf", 5, 8_123_456), FileKind(".md", 1, 2048))
_PREVIEW = Preview(_PATH.parent, _KINDS, 0, _SKIPPED, ignored=2, not_wanted=0, seconds=41.5)
_FOLDER = FolderStatus(_PATH.parent, "Documents", "ready", 6, 36, _SKIPPED)
_STATUS = LibraryStatus(
    (_FOLDER,),
    6,
    passages=36,
    embedded=36,
    embedder="all-MiniLM-L6-v2:f277ef76b46787b5",
    needs_ocr=True,
)
_TEAM = TeamStatus((TeamWorker("indexer-1", 4713, "embedding", 0.8, True),), 1_250, 310.0)
_SERVICE = ServiceStatus(
    pid=4711,
    version="0.1.0",
    uptime_seconds=3600.0,
    memory=121_634_816,
    workers=(
        WorkerStatus("answering", "resting"),
        WorkerStatus("indexing", "busy", 4712, 78_643_200),
    ),
    doing="indexing",
    progress=Progress(6, 6, 48_230, 48_230, 36, 12, pending=24),
    passages_a_second=60.0,
    seconds_left=0.4,
    library=_STATUS,
)
_FINDING = Finding(
    "folder Documents",
    False,
    "/home/ada/Documents is not there.",
    "Plug it in, or: localdocs remove '/home/ada/Documents'",
)

_CATALOGUE_MODEL = load_catalogue().get("Llama 3.2 1B Instruct")
_CATALOGUE_SHAPE = catalogue_shape(
    _CATALOGUE_MODEL,
    suitability(memory_need_of(_CATALOGUE_MODEL), Machine(8_000_000_000, 6_000_000_000, 4, 4e10)),
)


_NOTHING_INDEXED = NothingIndexedError(
    "Nothing is indexed yet.", "Add a folder first: localdocs add ~/Documents"
)


def _default(name: str) -> SettingInForce:
    return SettingInForce(name, find_setting(name).default, "default")


def _json_section(title: str, text: str) -> str:
    return f"### JSON of {title}\n\n```json\n{text}```\n"


def _as_text(words: str) -> str:
    return f"```text\n{words}\n```\n"


def _bounds(setting: Setting) -> str:
    if setting.least is None and setting.most is None:
        return ""
    if setting.most is None:
        return f" At least {setting.least:g}."
    return f" {setting.least or 0:g} to {setting.most:g}."


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").strip().split("\n")[0]


if __name__ == "__main__":
    main()
