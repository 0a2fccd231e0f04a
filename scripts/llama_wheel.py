"""llama-cpp-python is compiled on the machine that runs it: which way, and where the wheel is kept.

A build uses every instruction that this CPU knows, so a wheel is kept under a key of everything
that shaped it; another clone on the same machine takes it from there, a different CPU never does.

There are up to three ways to build, tried in this order until one runs:

    stock         as its authors mean it, for this very CPU
    without AMX   the same, less Intel's matrix tiles (GCC miscompiles ggml's kernels for them)
    portable      for any CPU with AVX2 (or any ARM), slower

Only what is used is built: the library itself, not what reads pictures, nor llama.cpp's own tools.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "llama-cpp-python"
NO_AMX_FLAGS = "-mno-amx-tile -mno-amx-int8 -mno-amx-bf16"
CRASH_SIGNALS = ("SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV")
WINDOWS_LOWEST_CRASH_CODE = 0xC0000000
VSWHERE = "C:/Program Files (x86)/Microsoft Visual Studio/Installer/vswhere.exe"
CRASH_MARK = "crashes-here.txt"
CMAKE_FILE = Path(__file__).resolve().parent / "llama_build.cmake"
BUILD_SETTINGS = {
    "cmake.define.LLAVA_BUILD": "OFF",
    "cmake.define.CMAKE_PROJECT_INCLUDE": str(CMAKE_FILE),
    "wheel.exclude": "bin/**;include/**;lib/**",  # a second copy of what lies in llama_cpp/lib
}
OLDEST_GCC = 9
NEEDED_BYTES = 800_000_000
LAST_LINES = 12


class BuildError(Exception):
    """The wheel could not be built; the text is the end of what the compiler said."""


@dataclass(frozen=True)
class Machine:
    """What a native build depends on. ``compiler`` is what it says of its version, "" if none."""

    system: str
    architecture: str
    cpu_features: tuple[str, ...]
    compiler: str

    @property
    def is_intel_like(self) -> bool:
        return self.architecture.lower() in ("x86_64", "amd64")

    @property
    def has_amx(self) -> bool:
        return "amx_tile" in self.cpu_features

    @property
    def compiler_is_gcc(self) -> bool:
        return "Free Software Foundation" in self.compiler

    @property
    def compiler_is_too_old(self) -> bool:
        """Whether it is a GCC that does not know all of C++17."""
        words = self.compiler.partition("\n")[0].split()
        major = words[-1].partition(".")[0] if words else ""
        return self.compiler_is_gcc and major.isdecimal() and int(major) < OLDEST_GCC

    @property
    def can_compile(self) -> bool:
        return bool(self.compiler) and not self.compiler_is_too_old

    @property
    def compiler_is_microsoft(self) -> bool:
        return "Visual Studio" in self.compiler


@dataclass(frozen=True)
class Recipe:
    """One way to build: compiler flags and CMake arguments on top of the person's own."""

    name: str
    compiler_flags: str = ""
    cmake_arguments: str = ""

    def environment(self, given: dict[str, str]) -> dict[str, str]:
        """The variables of the build; what the person has set stays, ours come last."""
        return {
            "CFLAGS": joined(given.get("CFLAGS", ""), self.compiler_flags),
            "CXXFLAGS": joined(given.get("CXXFLAGS", ""), self.compiler_flags),
            "CMAKE_ARGS": joined(given.get("CMAKE_ARGS", ""), self.cmake_arguments),
        }


STOCK = Recipe("stock")
WITHOUT_AMX = Recipe("without AMX", compiler_flags=NO_AMX_FLAGS)
PORTABLE = Recipe("portable", cmake_arguments="-DGGML_NATIVE=OFF")


def joined(*words: str) -> str:
    return " ".join(word for word in words if word)


def recipes_for(machine: Machine) -> list[Recipe]:
    """The ways to build, best first; the AMX flags are words that only GCC and Clang know."""
    if not machine.is_intel_like or machine.compiler_is_microsoft:
        return [STOCK, PORTABLE]
    if machine.has_amx and machine.compiler_is_gcc:
        return [WITHOUT_AMX, PORTABLE]
    return [STOCK, WITHOUT_AMX, PORTABLE]


def cache_key(version: str, machine: Machine, environment: dict[str, str]) -> str:
    """A readable start and a hash of all that shaped the build."""
    shaped_by = [
        version,
        machine.system,
        machine.architecture,
        *machine.cpu_features,
        machine.compiler,
        *(f"{name}={value}" for name, value in sorted(environment.items())),
        *(f"{name}={value}" for name, value in BUILD_SETTINGS.items() if value != str(CMAKE_FILE)),
        CMAKE_FILE.read_text(encoding="utf-8"),
    ]
    digest = hashlib.sha256("\n".join(shaped_by).encode()).hexdigest()
    return f"llama-{version}-{digest[:16]}"


def cache_folder() -> Path:
    parent = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(parent) / "localdocs" / "wheels"


def died_by_crash(exit_code: int) -> bool:
    """Whether native code went wrong in a child; being killed from outside does not count."""
    if exit_code < 0:
        return -exit_code in {getattr(signal, name, None) for name in CRASH_SIGNALS}
    return exit_code >= WINDOWS_LOWEST_CRASH_CODE


def this_machine() -> Machine:
    return Machine(
        system=platform.system(),
        architecture=platform.machine(),
        cpu_features=read_cpu_features(platform.system()),
        compiler=read_compiler(platform.system()),
    )


def read_cpu_features(system: str) -> tuple[str, ...]:
    if system == "Linux":
        return parse_cpu_features(Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    if system == "Darwin":
        names = ("machdep.cpu.brand_string", "machdep.cpu.features", "machdep.cpu.leaf7_features")
        return tuple(sorted(output_of(["sysctl", "-n", name]) for name in names))
    return (platform.processor(),)


def parse_cpu_features(cpuinfo: str) -> tuple[str, ...]:
    """The words of the first "flags" (Intel, AMD) or "Features" (ARM) line, sorted."""
    for line in cpuinfo.splitlines():
        name, _, value = line.partition(":")
        if name.strip() in ("flags", "Features"):
            return tuple(sorted(value.split()))
    return ()


def read_compiler(system: str) -> str:
    if system == "Windows":
        query = ["-latest", "-products", "*", "-property", "catalog_buildVersion"]
        version = output_of([VSWHERE, *query])
        return f"Visual Studio {version}" if version else ""
    return output_of([os.environ.get("CXX") or "c++", "--version"])


def output_of(command: list[str]) -> str:
    """What a command prints, or "" if it is missing or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def cached_wheel(folder: Path) -> Path | None:
    return next(iter(sorted(folder.glob("*.whl"))), None)


def known_crash(folder: Path) -> int:
    """The exit code that an earlier try left here, or 0."""
    mark = folder / CRASH_MARK
    return int(mark.read_text(encoding="utf-8")) if mark.exists() else 0


def mark_as_crashing(folder: Path, exit_code: int) -> None:
    """Leave a note instead of the wheel, so that no clone builds it a second time."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / CRASH_MARK).write_text(str(exit_code), encoding="utf-8")


class Build:
    """A wheel that is being compiled, in a process of its own; it is in ``folder`` when it is done.

    pip's own cache is passed by: it takes no notice of the compiler's flags. All that is made on
    the way lies beside ``folder``, since the system's temporary folder may be small.
    """

    def __init__(
        self, python: str, version: str, environment: dict[str, str], folder: Path
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._scratch = tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True)
        self._log = Path(self._scratch.name) / "log.txt"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                build_command(python, version, self._scratch.name),
                env={**os.environ, **environment, "TMPDIR": self._scratch.name},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wheel(self) -> Path:
        """Wait for the end. Raises BuildError, and OSError where there is no room for the wheel."""
        with self._scratch as scratch:
            if self._process.wait() != 0:
                said = self._log.read_text(encoding="utf-8", errors="replace").rstrip()
                raise BuildError("\n".join(said.splitlines()[-LAST_LINES:]))
            built = next(Path(scratch).glob("*.whl"))
            return built.replace(self._folder / built.name)

    def stop(self) -> None:
        """End it where its wheel is no longer wanted; the compiler ends as its files are gone."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait()
        self._scratch.cleanup()


def build_command(python: str, version: str, folder: str) -> list[str]:
    """What compiles the wheel into a folder."""
    command = [python, "-m", "pip", "wheel", "-q", "--no-deps", "--no-cache-dir"]
    command += [f"--config-settings={name}={value}" for name, value in BUILD_SETTINGS.items()]
    return [*command, "--no-binary", PACKAGE, "--wheel-dir", folder, f"{PACKAGE}=={version}"]
