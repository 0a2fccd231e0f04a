"""Where things lie. What is the person's own (index, settings, logs) is private: 0700 and 0600.

``LOCALDOCS_HOME`` moves all of that to one folder. What is derived from model files alone, and
holds no text of the person's, lies in the platform's cache folder (``LOCALDOCS_CACHE`` moves it),
so that several homes share it and it can be deleted at any time.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from localdocs.computer.files import make_private
from localdocs.errors import StorageError


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one installation."""

    home: Path
    cache: Path

    @property
    def index(self) -> Path:
        """The folder of the database and its vector cache."""
        return self.home / "index"

    @property
    def database(self) -> Path:
        """The SQLite file that holds everything that is indexed."""
        return self.index / "localdocs.db"

    @property
    def settings(self) -> Path:
        """The settings file, TOML."""
        return self.home / "config.toml"

    @property
    def last_questions(self) -> Path:
        """The last questions asked on the command line, for one that follows."""
        return self.home / "last_question.json"

    @property
    def suggested(self) -> Path:
        """There once a better model was suggested to the person."""
        return self.home / "model-suggested"

    @property
    def conversations(self) -> Path:
        """The SQLite file of the conversations that are kept; made by the first one."""
        return self.home / "conversations.db"

    @property
    def forgotten(self) -> Path:
        """What is being deleted, while that goes on."""
        return self.home / "forgotten"

    @property
    def lock(self) -> Path:
        """Locked by the one process that writes the index."""
        return self.home / "writer.lock"

    @property
    def templates(self) -> Path:
        """The person's own chat templates: NAME.jinja, after the model's name."""
        return self.home / "templates"

    @property
    def embedders(self) -> Path:
        """Embedding models that the person chose and that were unpacked for it."""
        return self.home / "embedders"

    @property
    def log(self) -> Path:
        """What native libraries print, of the last run."""
        return self.home / "native.log"

    @property
    def service(self) -> Path:
        """Where the background service is reached; there while it runs."""
        return self.home / "service.json"

    @property
    def service_lock(self) -> Path:
        """Locked by the background service for as long as it runs."""
        return self.home / "service.lock"

    @property
    def service_log(self) -> Path:
        """What the background service did; older ones are numbered."""
        return self.home / "service.log"

    @property
    def server_token(self) -> Path:
        """What every caller of the HTTP server shows."""
        return self.home / "server-token"

    @property
    def server(self) -> Path:
        """Where the HTTP server is reached, and its process; there while it runs."""
        return self.home / "server.json"

    def create(self) -> None:
        """Make the folders, private. Raises StorageError where that is not allowed."""
        for folder in (self.home, self.index, self.cache):
            try:
                make_private(folder)
            except OSError as error:
                raise StorageError(
                    f"{folder} cannot be made: {error.strerror}.",
                    "Set LOCALDOCS_HOME to a folder that you can write to.",
                ) from error

    def must_exist(self) -> None:
        """For programs that run on: raises StorageError where the folders that they began with are
        gone, so that none is made anew, empty."""
        for folder in (self.home, self.index):
            if not folder.is_dir():
                raise StorageError(
                    f"{folder} is not there any more: it was moved or deleted.",
                    "Put it back where it was, or end localdocs and start it anew.",
                )


def places(home: Path | None = None) -> Places:
    """The places of ``home``, else of ``LOCALDOCS_HOME``, else of the platform."""
    if home is None and os.environ.get("LOCALDOCS_HOME"):
        home = Path(os.environ["LOCALDOCS_HOME"])
    if home is None:
        from platformdirs import user_data_path

        home = user_data_path("localdocs", appauthor=False)
    return Places(home.expanduser().absolute(), _cache())


def _cache() -> Path:
    if os.environ.get("LOCALDOCS_CACHE"):
        return Path(os.environ["LOCALDOCS_CACHE"]).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("localdocs", appauthor=False)
