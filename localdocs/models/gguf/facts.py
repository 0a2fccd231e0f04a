"""The vocabulary of models, on one page: what a file says of itself, what a catalogue says."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GgufFacts:
    """What the head of a GGUF file says. Numbers that it does not give are 0, words are ""."""

    architecture: str
    name: str
    file_bytes: int
    weight_bytes: int
    """What the tensors take, and so what llama.cpp holds in memory of them."""
    parameters: int
    quantization: str
    context_tokens: int
    layers: int
    width: int
    """The length of a token's embedding."""
    key_value_width: int
    """Numbers that attention remembers of one token, keys and values, over all layers."""
    vocabulary: int
    experts: int
    experts_used: int
    licence: str
    languages: tuple[str, ...]
    chat_template: str
    part: int
    """From 0, where a model is split into several files."""
    parts: int
    """How many files a model is split into; 1 where it is not."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """The sampling that a model's makers recommend; None where they do not say."""

    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    min_p: float | None = None


@dataclass(frozen=True, slots=True)
class CatalogueModel:
    """A model that can be fetched. What nobody is sure of is None (numbers, digests) or ""."""

    name: str
    file: str
    url: str
    family: str
    architecture: str
    parameters: int
    quantization: str
    active_parameters: int = 0
    """What a token passes through, where that is not all; 0 where it is."""
    kind: str = "language"
    """"language" or "embedding"."""
    size: int | None = None
    """Bytes of the file."""
    sha256: str | None = None
    md5: str | None = None
    context_tokens: int | None = None
    ram_gb: float | None = None
    """Memory of a computer that it runs on, as its publisher says."""
    licence: str = ""
    commercial_use: bool | None = None
    languages: tuple[str, ...] = ()
    chat_template: str = ""
    """Where the template comes from: "gguf" (in the file), or the name of one that is known."""
    sampling: Recommended = Recommended()
    current: bool = False
    """Whether it is one that people choose today; the others are found by their names."""
    thinks: bool | None = None
    """Whether it thinks before it answers although it is told not to, which takes its time."""
    instructions: float | None = None
    """Of a hundred instructions, how many it follows (IFEval), as ``instructions_source`` says."""
    instructions_source: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    origin: str = ""
    """Which catalogue it is from: "built in", or the path of a person's own."""
    instead_of: str = ""
    """Of a person's own: the model of ours whose place it takes."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Names of files that cannot be run any more, what they are, and what to get instead."""

    names: tuple[str, ...]
    what: str
    instead: str


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A GGUF file on this computer. ``program``: whose it is, such as "Ollama"."""

    name: str
    path: Path
    program: str
    facts: GgufFacts


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file where models lie that is none that can be run, and why."""

    name: str
    path: Path
    program: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class MemoryNeed:
    """Bytes of memory that running a model takes, part by part."""

    weights: int
    context: int
    buffers: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.context + self.buffers
