"""Everything that can go wrong and that a person can do something about.

    LocalDocsError                 exit code 1
    ├── UsageError                 exit code 2: the call's words are off
    │   ├── SettingsError          an unknown setting, or a value that it cannot take
    │   └── FilterError            a filter that names nothing in the library
    ├── NothingIndexedError        a question before the first folder
    ├── PathError                  a folder or file that is missing or cannot be read
    ├── LibraryBusyError           another process is writing the index
    ├── IndexProblemError
    │   ├── IndexMismatchError     the index was built by another model or version
    │   └── IndexDamagedError      the database cannot be read
    ├── StorageError               no space, no permission, or nothing, where the index lives
    ├── ServiceError               the background service does not start, stop or finish
    ├── ModelError
    │   ├── ModelMissingError      no model file where one is named
    │   ├── ModelDamagedError      a file whose checksum or header is wrong
    │   ├── ModelUnsupportedError  a sound file of a kind that cannot be run here
    │   ├── RunnerMissingError     the program that runs language models is not installed
    │   ├── ModelTooLargeError     a model that needs more memory than there is
    │   ├── CatalogueError         a catalogue of models that does not hold what it should
    │   ├── DownloadError          a model that could not be fetched
    │   ├── ModelClosedError       a model that was closed is asked again
    │   ├── ModelRequestError      something that a model cannot be asked for
    │   ├── PromptTooLongError     a text that does not fit into the model's context
    │   └── ModelCrashedError      the native library died; the worker is started again
    └── ReadError                  a document that cannot be read (becomes Skipped)
        ├── EncryptedError
        ├── NoTextError
        │   └── ScanError
        └── TooLargeError

Each says what happened and where (``message``), what to do (``remedy``), and with which code a
program should end. ``localdocs.commands.opened`` has the handler that prints them.

Some are Python's own errors too, so that code which was written for GPT4All goes on catching them:
a UsageError is a ValueError, a ModelError a RuntimeError, a ModelMissingError a FileNotFoundError.
"""

EXIT_NOT_FOUND = 3
"""The documents do not hold the answer: a result, not an error."""

EXIT_INTERRUPTED = 130
"""Ctrl-C, as shells number it."""


class LocalDocsError(Exception):
    """The root: ``message`` says what and where, ``remedy`` what to do about it (may be "")."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(LocalDocsError, ValueError):
    """The call's words are off."""

    exit_code = 2


class SettingsError(UsageError):
    """An unknown setting, or a value that it cannot take."""


class FilterError(UsageError):
    """A filter that names nothing in the library."""


class NothingIndexedError(LocalDocsError):
    """A question was put before any folder was added."""


class PathError(LocalDocsError):
    """A folder or file that is missing or cannot be read."""


class LibraryBusyError(LocalDocsError):
    """Another process is writing the index."""


class IndexProblemError(LocalDocsError):
    """Something is wrong with the index as a whole."""


class IndexMismatchError(IndexProblemError):
    """The index was built by another embedding model or version than the one in use."""


class IndexDamagedError(IndexProblemError):
    """The database cannot be read."""


class StorageError(LocalDocsError):
    """No space, no permission, or nothing any more, where the index lives."""


class ServiceError(LocalDocsError):
    """The background service does not start, stop, or finish what it began."""


class ModelError(LocalDocsError, RuntimeError):
    """Something is wrong with a model."""


class ModelMissingError(ModelError, FileNotFoundError):
    """No model file where one is named."""


class ModelDamagedError(ModelError):
    """A model file whose checksum or header is wrong."""


class ModelUnsupportedError(ModelError):
    """A sound file of a kind that cannot be run here: an old format, an unknown architecture."""


class RunnerMissingError(ModelError):
    """llama.cpp, which runs language models, is not installed. All else works without it."""


class ModelTooLargeError(ModelError):
    """A model that needs more memory than this computer has."""


class CatalogueError(ModelError):
    """A catalogue of models that does not hold what it should."""


class DownloadError(ModelError):
    """A model that could not be fetched. What has come is kept where it can be continued."""


class ModelCrashedError(ModelError):
    """The native library died; its process is started again at the next question."""


class ModelClosedError(ModelError, ValueError):
    """A model that was closed is asked again."""


class ModelRequestError(ModelError, ValueError):
    """Something that a model cannot be asked for: a schema that is none, an empty prompt."""


class PromptTooLongError(ModelError, ValueError):
    """A text that does not fit into the model's context."""


class ReadError(LocalDocsError):
    """A document that cannot be read. Indexing turns it into a Skipped and goes on."""


class EncryptedError(ReadError):
    """A document that wants a password."""


class NoTextError(ReadError):
    """A document without any text, such as a scan."""


class ScanError(NoTextError):
    """A document of pictures: ``pictures`` are the numbers of the pages that OCR may read."""

    def __init__(self, message: str, remedy: str = "", *, pictures: tuple[int, ...] = ()) -> None:
        super().__init__(message, remedy)
        self.pictures = pictures


class TooLargeError(ReadError):
    """A document over a limit of size, time or memory."""
