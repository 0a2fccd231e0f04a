"""``localdocs search`` through the service without importing the program.

Importing click, dataclasses and the rest takes longer than the search itself. So a search of the
common form is sent on as it is, and what the service prints is printed. Whatever is not understood
here, or does not succeed, is left to ``localdocs.commands.root``, which does all of it properly.
"""

import os
import sys

from localdocs.service.caller.call import CutShortError, Message, NoServiceError, call, read_record

MOST_HITS = 1000

DATES = ("--since", "--until")

_OWN_VARIABLES = {"LOCALDOCS_HOME", "LOCALDOCS_CACHE"}


def search_quickly(arguments: list[str]) -> int | None:
    """The exit code, or None where nothing was done and the whole program is needed."""
    request = parse_search(arguments)
    if request is None or _is_told_otherwise():
        return None
    home = quick_home()
    try:
        if home is None or _settings_mention_service(home):
            return None
        shown = None
        for answer in call(read_record(home), "/search", request):
            if "shown" in answer:
                shown = answer
    except (NoServiceError, CutShortError):
        return None
    if shown is None:
        return None
    return _print(shown)


def parse_search(arguments: list[str]) -> Message | None:
    """``search QUESTION`` with its plain options as a request; None for any other words."""
    if not arguments or arguments[0] != "search":
        return None
    questions: list[str] = []
    given: dict[str, list[str]] = {"-k": [], "--in": [], "--type": []}
    given |= {name: [] for name in DATES}
    as_json = False
    words = iter(arguments[1:])
    for word in words:
        if word == "--json":
            as_json = True
        elif word in given:
            given[word].append(next(words, ""))
        elif word.startswith("-"):
            return None
        else:
            questions.append(word)
    count = _last(given["-k"], "10")
    is_count = count.isascii() and count.isdecimal() and 1 <= int(count) <= MOST_HITS
    if len(questions) != 1 or not is_count or "" in (value for v in given.values() for value in v):
        return None
    return {
        "question": questions[0],
        "k": int(count),
        "filters": [given["--in"], given["--type"], *(_last(given[name], "") for name in DATES)],
        "show": _show(as_json),
        "directory": os.getcwd(),  # noqa: PTH109
        "settings": {},
    }


def quick_home() -> str | None:
    """The home folder, as ``localdocs.home.places`` finds it with more effort; None: not known
    here."""
    if os.environ.get("LOCALDOCS_HOME"):
        return os.path.expanduser(os.environ["LOCALDOCS_HOME"])  # noqa: PTH111
    system: str = sys.platform
    if system == "darwin":
        return os.path.expanduser("~/Library/Application Support/localdocs")  # noqa: PTH111
    if system == "linux":
        data = os.environ.get("XDG_DATA_HOME", "").strip()
        return (data or os.path.expanduser("~/.local/share")) + "/localdocs"  # noqa: PTH111
    return None


def _is_told_otherwise() -> bool:
    """Whether the environment changes a setting."""
    return any(name.startswith("LOCALDOCS_") for name in os.environ.keys() - _OWN_VARIABLES)


def _settings_mention_service(home: str) -> bool:
    try:
        with open(f"{home}/config.toml", "rb") as file:  # noqa: PTH123
            return b"use_service" in file.read()
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _last(values: list[str], default: str) -> str:
    return values[-1] if values else default


def _show(as_json: bool) -> str:
    if as_json:
        return "json"
    return "fancy" if sys.stdout.isatty() and "NO_COLOR" not in os.environ else "plain"


def _print(shown: Message) -> int:
    code: int = shown["code"]
    try:
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        sys.stdout.write(shown["shown"])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    return code
