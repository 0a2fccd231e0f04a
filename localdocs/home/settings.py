"""Settings: one table of name, default and help. Environment, file and docs derive from it.

The value of a setting is the first of: an option of the command line, the environment variable
``LOCALDOCS_<NAME>``, the settings file, the default. Unknown names are refused in the file and on
the command line.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from localdocs.computer.disk import system_error
from localdocs.errors import SettingsError

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table. The type of ``default`` is the type of the setting."""

    name: str
    default: Value
    help: str
    least: float | None = None
    most: float | None = None


SETTINGS = (
    Setting(
        "embedding_model",
        "",
        'A sentence-transformers model folder, or "multilingual": the one in '
        "localdocs[multilingual]. Empty: the one in localdocs[models].",
    ),
    Setting(
        "reranking_model",
        "",
        "A cross-encoder folder that reorders the best passages of a search. Empty: none.",
    ),
    Setting("language_model", "", "A GGUF file. Empty: the one in localdocs[models]."),
    Setting(
        "model_folder",
        "",
        "Where 'models pull' puts models, if need be within the home folder. Empty: models, there.",
    ),
    Setting(
        "model_mirror",
        "",
        "Where 'models pull' asks instead of https://huggingface.co, as https://…; HF_ENDPOINT "
        "counts where it is empty.",
    ),
    Setting(
        "database",
        "",
        "Where the index lies: postgresql://user@host/name, with localdocs[postgres]. Empty: in "
        "the home folder.",
    ),
    Setting("passages", 5, "How many passages an answer may draw on.", 1, 50),
    Setting("source_tokens", 400, "Room for passages in the prompt, in the model's tokens.", 64),
    Setting(
        "first_token_seconds",
        1.5,
        "The prompt is cut so that the model's first word comes within this time. 0: any time.",
        0.0,
        600.0,
    ),
    Setting("answer_tokens", 160, "The longest answer, in the model's tokens.", 1),
    Setting(
        "context_tokens", 4096, "The context window, at most what the model was made for.", 256
    ),
    Setting("temperature", 0.0, "0 always takes the likeliest word; higher is freer.", 0.0, 2.0),
    Setting("seed", 0, "The seed of the dice, where temperature is above 0.", 0),
    Setting("threads", 0, "Threads for the language model. 0: one for each physical core.", 0),
    Setting("read_seconds", 120, "The longest that reading one file may take.", 1),
    Setting("read_memory_mib", 2048, "The most memory that reading one file may take, MiB.", 256),
    Setting("file_size_mib", 200, "Files larger than this are skipped, MiB.", 1),
    Setting("include_suffixes", "", 'Only files of these types, like "pdf, md". Empty: all.'),
    Setting("exclude_suffixes", "", 'No files of these types, like "csv, log".'),
    Setting("honour_gitignore", False, "Leave out what .gitignore files name."),
    Setting("ocr", True, "Read scans and pictures, where localdocs[ocr] or tesseract is there."),
    Setting("use_service", True, "Work through the background service while it runs."),
    Setting(
        "idle_minutes", 10.0, "The service frees its models after so many minutes of rest.", 0.01
    ),
    Setting(
        "indexing_threads",
        0,
        "Processor cores that the service may index with. 0: three quarters of them.",
        0,
    ),
    Setting(
        "remember_questions",
        True,
        "Keep conversations, and the last three questions for 'ask --follow-up' for two hours.",
    ),
    Setting("serve", False, "The service also runs the HTTP server, as 'localdocs serve' does."),
    Setting("serve_port", 4891, "The port of the HTTP server.", 0, 65535),
    Setting(
        "serve_origins",
        "",
        'Websites and programs that may ask it from a browser: "app://obsidian.md http://…".',
    ),
    Setting("pause_on_battery", False, "The service does not index while on battery."),
)

PATHS = frozenset({"embedding_model", "language_model", "reranking_model"})
"""Settings that name a file or a folder, which has to be there when they are set."""

NAMES = {"embedding_model": frozenset({"multilingual"})}
"""What such a setting may hold that is a name and no path."""

OF_WRITING = frozenset({"language_model", "context_tokens", "threads"})
"""Settings that decide which language model is loaded, and how."""

OF_MODELS = OF_WRITING | {"embedding_model", "reranking_model"}
"""Settings that decide which models are loaded, and how."""

AT_START = frozenset({"idle_minutes", "indexing_threads", "serve", "serve_port", "serve_origins"})
"""Settings that are read when the service or the server starts, and not again."""

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class Settings(Mapping[str, Value]):
    """The settings in force. ``settings["passages"]`` has the type of the default."""

    def __init__(self, path: Path, environment: Mapping[str, str] | None = None) -> None:
        self._path = path
        self._environment = os.environ if environment is None else environment
        self._file = _read(path)
        self._overridden: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        return self.origin(name)[0]

    def __iter__(self) -> Any:
        return iter(_BY_NAME)

    def __len__(self) -> int:
        return len(_BY_NAME)

    def origin(self, name: str) -> tuple[Value, str]:
        """A setting's value and where it comes from: "command line", "environment", "file"
        or "default"."""
        setting = find_setting(name)
        if name in self._overridden:
            return self._overridden[name], "command line"
        if self.is_set_outside(name):
            variable = _variable(name)
            return parse(setting, self._environment[variable], variable), "environment"
        if name in self._file:
            return parse(setting, self._file[name], str(self._path)), "file"
        return setting.default, "default"

    def is_set_outside(self, name: str) -> bool:
        """Whether the environment decides, whatever the file says."""
        return _variable(name) in self._environment

    def text(self, name: str) -> str:
        """A setting whose value is text."""
        return str(self[name])

    def whole(self, name: str) -> int:
        """A setting whose value is a whole number."""
        return int(self[name])

    def number(self, name: str) -> float:
        """A setting whose value is a number."""
        return float(self[name])

    def override(self, name: str, value: str) -> None:
        """Let a setting have another value for this run."""
        self._overridden[name] = parse(find_setting(name), value, "the command line")

    def given(self) -> dict[str, str]:
        """What this process was told otherwise than by the file, as ``override`` takes it."""
        origins = {name: self.origin(name) for name in self}
        outside = ("command line", "environment")
        return {name: str(value) for name, (value, origin) in origins.items() if origin in outside}

    def set(self, name: str, value: str, place: str = "the command line") -> Value:
        """Write a setting into the file, comments and order kept; the value as understood.

        ``place`` is where the value comes from. Raises SettingsError.
        """
        parsed = self.check(name, value, place)
        self._file[name] = parsed
        _write(self._path, {name: parsed}, remove=())
        return parsed

    def check(self, name: str, value: str, place: str = "the command line") -> Value:
        """A value as understood, if ``set`` would write it. Raises SettingsError."""
        parsed = parse(find_setting(name), value, place)
        if value != value.encode("utf-8", "replace").decode():
            raise SettingsError(
                f"{name}: {value!a} is no text, which the file of settings has to be.",
                "Give what it names another name.",
            )
        is_path = name in PATHS and value and value not in NAMES.get(name, ())
        if is_path and not Path(value).expanduser().exists():
            raise SettingsError(f"{name}: there is nothing at {value}.", find_setting(name).help)
        return parsed

    def unset(self, name: str) -> None:
        """Take a setting out of the file."""
        find_setting(name)
        self._file.pop(name, None)
        _write(self._path, {}, remove=(name,))


def _variable(name: str) -> str:
    return f"LOCALDOCS_{name.upper()}"


def find_setting(name: str) -> Setting:
    """The setting of that name. Raises SettingsError, with the nearest name, if there is none."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    from difflib import get_close_matches

    near = get_close_matches(name, _BY_NAME, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else "'localdocs config' lists them all."
    raise SettingsError(f"There is no setting '{name}'.", hint)


def parse(setting: Setting, value: object, place: str) -> Value:
    """A value as the setting's type, within its bounds. Raises SettingsError."""
    try:
        parsed = _as_type(setting, value)
    except (TypeError, ValueError):
        kind = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
        raise SettingsError(
            f"{setting.name} = {value!r} ({place}) is not {kind[type(setting.default)]}.",
            setting.help,
        ) from None
    if isinstance(parsed, int | float) and not isinstance(parsed, bool):
        _check_bounds(setting, parsed, place)
    return parsed


def _as_type(setting: Setting, value: object) -> Value:
    if isinstance(setting.default, bool):
        word = str(value).lower()
        if word not in _TRUE | _FALSE:
            raise ValueError(word)
        return word in _TRUE
    if isinstance(setting.default, int):
        return int(str(value))
    if isinstance(setting.default, float):
        return _finite(float(str(value)))
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _finite(number: float) -> float:
    if not isfinite(number):
        raise ValueError(number)
    return number


def _check_bounds(setting: Setting, value: float, place: str) -> None:
    low, high = setting.least, setting.most
    if (low is not None and not value >= low) or (high is not None and not value <= high):
        between = f"at least {low:g}" if high is None else f"between {low or 0:g} and {high:g}"
        raise SettingsError(
            f"{setting.name} = {_short(value)} ({place}) must be {between}.", setting.help
        )


def _short(value: float) -> str:
    """As people write it; a whole number may be longer than any float."""
    return str(value)[:40] if isinstance(value, int) else f"{value:g}"


def _read(path: Path) -> dict[str, Any]:
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise system_error(error) from error
    import tomllib

    try:
        content = tomllib.loads(written.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.", "Mend or delete it.") from error
    for name in content:
        find_setting(name)
    return content


def _write(path: Path, values: Mapping[str, Value], remove: tuple[str, ...]) -> None:
    import tomlkit

    from localdocs.computer.files import write_atomically

    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
        for name in remove:
            document.pop(name, None)
        document.update(values)
        write_atomically(path, tomlkit.dumps(document))
    except OSError as error:
        raise system_error(error) from error
