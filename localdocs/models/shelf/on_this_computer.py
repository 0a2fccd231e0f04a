"""The models that this installation has: its own folder, what it fetched, what lies elsewhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from localdocs.errors import (
    DownloadError,
    ModelDamagedError,
    ModelError,
    ModelMissingError,
    ModelUnsupportedError,
    PathError,
)
from localdocs.home.contents import model_folder
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.fetching.arriving import Listener, Transfer, forget, note_of, part_of
from localdocs.models.fetching.checksums import OnBytes, Promise, check_promise, digest_of
from localdocs.models.fetching.copying import copy, find_file
from localdocs.models.fetching.receipts import Receipt, read_receipt, receipt_path, write_receipt
from localdocs.models.gguf.architectures import ANOTHER
from localdocs.models.gguf.facts import CatalogueModel, LocalModel, Unusable
from localdocs.models.shelf.catalogue import Catalogue, load_catalogue
from localdocs.models.shelf.catalogue_entry import EntryError, file_name
from localdocs.models.shelf.found import Found, find_models, read_model
from localdocs.models.shelf.locations import OURS, Location, known_locations

if TYPE_CHECKING:
    from localdocs.models.fetching.download import Patience


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A model of which ``came`` bytes are here. One that ``is_known`` can be fetched on."""

    name: str
    came: int
    size: int | None
    is_known: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """``folder`` is ours to write to; ``others`` are only looked at; ``mirror``: where to fetch
    instead of from Hugging Face, if named."""

    folder: Path
    catalogue: Catalogue
    others: tuple[Location, ...]
    mirror: str = ""

    def installed(self) -> Found:
        """What lies in our own folder."""
        return find_models([Location(OURS, self.folder)])

    def found(self) -> Found:
        """What lies anywhere on this computer, ours first."""
        return find_models([Location(OURS, self.folder), *self.others])

    def resolve(self, name: str) -> LocalModel | None:
        """The model that a name or a path means, if it is on this computer.

        Raises the error of a file that is named by its path and cannot be used.
        """
        path = Path(name).expanduser()
        if path.is_file():
            return self.look_into(path)
        file = model.file if (model := self.catalogue.find(name)) else name
        for local in self.found().models:
            if file.casefold() in _names_of(local):
                return local
        return None

    def get(self, name: str) -> LocalModel:
        """As ``resolve``. Raises ModelMissingError, which says how to get it, and the error of a
        file of that name that cannot answer."""
        if local := self.resolve(name):
            return local
        known = self.catalogue.find(name)
        file = known.file if known else name
        for other in self.found().unusable:
            if file.casefold() in _names_of(other):
                self.look_into(other.path)
        model = self.catalogue.get(name)
        if model.kind == "embedding":
            raise ModelUnsupportedError(
                f"{model.name} cannot answer: it turns text into vectors and writes nothing.",
                ANOTHER,
            )
        raise ModelMissingError(
            f"{model.name} is not on this computer.",
            f"Get it: localdocs models pull '{model.name}'",
        )

    def pull(
        self, model: CatalogueModel, listener: Listener, patience: "Patience | None" = None
    ) -> Path:
        """Download a model; where it lies then. What is there already is checked, and no more.

        Raises DownloadError where it is another file, besides what the download raises.
        """
        from localdocs.models.fetching.download import download

        target = self.folder / model.file
        promise = Promise(model.size, model.sha256, model.md5)
        if target.exists():
            _check_there(target, promise, listener)
        else:
            url = self.address(model)
            with _hints_about(model.name):
                known = download(url, target, promise, listener, patience)
            self._remember(target, model.name, url, known)
        return target

    def take(self, name: str, source: Path, listener: Listener) -> Path:
        """Copy a model of that name from a file or folder; where it lies then."""
        model = self.catalogue.find(name)
        promise = Promise(model.size, model.sha256, model.md5) if model else Promise()
        file = self.lies_at(name, source)
        target = self.folder / (model.file if model else _plain_name(_with_suffix(name)))
        if target.exists():
            _check_there(target, promise if model else Promise(file.stat().st_size), listener)
        else:
            with _hints_about(name):
                known = copy(file, target, promise, listener)
            self._remember(target, model.name if model else target.stem, str(file), known)
        return target

    def lies_at(self, name: str, source: Path) -> Path:
        """The file that ``take`` would copy. Raises ModelMissingError."""
        model = self.catalogue.find(name)
        return find_file(source, model.file if model else _with_suffix(name))

    def is_published(self, path: Path) -> bool:
        """Whether a checksum of a fetched model was published, and it was held against that."""
        receipt, model = read_receipt(path), self.catalogue.find(path.name)
        return bool(receipt and receipt.published) or bool(model and (model.sha256 or model.md5))

    def remove(self, name: str) -> Path:
        """Remove a model that we fetched. Raises PathError for any other."""
        model, path = self.catalogue.find(name), Path(name).expanduser()
        target = self.folder / (model.file if model else _with_suffix(path.name))
        if path.name != name and path.absolute() != target:  # a path to somewhere else
            target = path.absolute()
        if self.folder not in target.parents:
            raise PathError(f"{target} was not fetched by localdocs.", self._only_ours())
        if target.is_file() and read_receipt(target):
            target.unlink()
            receipt_path(target).unlink(missing_ok=True)
            return target
        if part_of(target).is_file():
            forget(part_of(target))
            return part_of(target)
        local = self.resolve(name)
        where = f"{local.path} was not fetched by localdocs." if local else f"No “{name}” is here."
        raise PathError(where, self._only_ours())

    def fetched(self) -> tuple[str, ...]:
        """The names of the files that ``remove`` removes, whole or in part."""
        there = sorted(path for path in self.folder.glob("*") if path.is_file())
        whole = [path.name for path in there if read_receipt(path)]
        parts = [path.stem for path in there if path.suffix == ".part" and note_of(path).is_file()]
        return (*whole, *parts)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """What has come of files in part, by name."""
        parts = sorted(path for path in self.folder.glob("*.part") if path.is_file())
        return tuple(self._unfinished(part) for part in parts)

    def _unfinished(self, part: Path) -> Unfinished:
        known, came = self.catalogue.find(part.stem), part.stat().st_size
        name = known.name if known and part_of(self.folder / known.file) == part else part.stem
        return Unfinished(name, came, known.size if known else None, is_known=known is not None)

    def address(self, model: CatalogueModel) -> str:
        """Where a model is fetched from. Raises DownloadError for a mirror that is no address."""
        from localdocs.models.fetching.http_source import mirrored

        return mirrored(model.url, self.mirror)

    def has(self, model: CatalogueModel) -> bool:
        """Whether a file of its name lies in our folder, whoever put it there."""
        return (self.folder / model.file).exists()

    def came(self, model: CatalogueModel) -> int:
        """Bytes of a model that have come so far, in a download that was broken off."""
        part = part_of(self.folder / model.file)
        return part.stat().st_size if part.is_file() else 0

    def _only_ours(self) -> str:
        return f"Only what lies in {self.folder} and was pulled can be removed."

    def verify(self, path: Path, on_bytes: OnBytes | None = None) -> str:
        """Check a model's file against its receipt or the catalogue; what was checked, in words.

        Raises ModelDamagedError.
        """
        receipt, model = read_receipt(path), self.catalogue.find(path.name)
        published = Promise(model.size, model.sha256, model.md5) if model else Promise()
        with _hints_about(path.name):
            return check_promise(path, receipt.promise if receipt else published, on_bytes)

    def look_into(self, path: Path) -> LocalModel:
        """The model in a file. Raises as ``read_model`` does; of a file of the past that is known
        by its name it is said what replaces it."""
        try:
            return read_model(path, OURS if path.parent == self.folder else "a file")
        except ModelUnsupportedError as error:
            if row := self.catalogue.replacement(path.name):
                error.remedy = f"Instead: localdocs models pull '{row.instead}'"
            raise

    def _remember(self, target: Path, name: str, source: str, known: Promise) -> None:
        sha256 = known.sha256 or digest_of(target, "sha256")
        size = known.size or target.stat().st_size
        published = known.sha256 is not None
        write_receipt(target, Receipt(name, source, size, sha256, known.md5, published))


def open_shelf(settings: Settings, places: Places) -> Shelf:
    """The shelf of the settings. Raises CatalogueError for a catalogue that cannot be used."""
    folder = model_folder(places, settings)
    mirror = settings.text("model_mirror")
    return Shelf(folder, load_catalogue(places.home), _others(settings), mirror)


def _others(settings: Settings) -> tuple[Location, ...]:
    """Where other programs keep theirs, and the model that is in use."""
    chosen = settings.text("language_model")
    known: Sequence[Location] = known_locations()
    if chosen:
        return (*known, Location("in use", Path(chosen).expanduser().absolute()))
    return tuple(known)


def _names_of(file: LocalModel | Unusable) -> set[str]:
    """What a person may call a model; Ollama's "name" is its "name:latest"."""
    names = (file.path.name, file.name, file.name.removesuffix(":latest"))
    return {name.casefold() for name in names}


@contextmanager
def _hints_about(name: str) -> Iterator[None]:
    """What to do, said of this model: who fetches and checks files knows of no names."""
    try:
        yield
    except ModelError as error:
        error.remedy = error.remedy.replace("NAME", f"'{name}'")
        raise


def _check_there(file: Path, promise: Promise, listener: Listener) -> None:
    """Raise DownloadError where the file that is there is another one than is meant, or is not what
    it was when it came."""
    size, receipt = file.stat().st_size, read_receipt(file)
    if receipt and promise.digest is None:
        promise = replace(receipt.promise, size=promise.size or receipt.size)
    try:
        check_promise(file, promise, lambda done: listener(Transfer("checking", done, size)))
    except ModelDamagedError as error:
        delete = f"localdocs models remove '{file.name}'" if receipt else "delete the file"
        raise DownloadError(
            f"{file.name} is here already, and is another version, or damaged. {error.message}",
            f"To get that one: {delete}, then again. Or go on using it.",
        ) from None


def _with_suffix(name: str) -> str:
    return name if name.lower().endswith(".gguf") else f"{name}.gguf"


def _plain_name(name: str) -> str:
    try:
        return file_name(name)
    except EntryError:
        raise PathError(
            f"“{name}” cannot be a file's name.",
            "Give a plain name, without a folder, that begins with a letter or a digit.",
        ) from None
