"""scripts/setup.py and scripts/llama_wheel.py: what is decided before anything is installed."""

import subprocess
import sys
from pathlib import Path

import pytest

import llama_wheel
import setup
import setup_messages
from llama_wheel import PORTABLE, STOCK, WITHOUT_AMX, Machine, Recipe

GCC = "c++ (Debian 12.2.0-14) 12.2.0\nCopyright (C) 2022 Free Software Foundation, Inc."
CLANG = "Apple clang version 16.0.0"
MICROSOFT = "Visual Studio 17.12"
PLAIN_CPU = ("avx2", "fma")
AMX_CPU = ("amx_bf16", "amx_int8", "amx_tile", "avx2", "fma")


def machine(
    architecture: str = "x86_64",
    cpu_features: tuple[str, ...] = PLAIN_CPU,
    compiler: str = GCC,
) -> Machine:
    return Machine("Linux", architecture, cpu_features, compiler)


@pytest.mark.parametrize(
    ("given", "recipes"),
    [
        (machine(), [STOCK, WITHOUT_AMX, PORTABLE]),
        (machine(cpu_features=AMX_CPU), [WITHOUT_AMX, PORTABLE]),
        (machine(cpu_features=AMX_CPU, compiler=CLANG), [STOCK, WITHOUT_AMX, PORTABLE]),
        (machine(architecture="AMD64", compiler=MICROSOFT), [STOCK, PORTABLE]),
        (machine(architecture="arm64", compiler=CLANG), [STOCK, PORTABLE]),
        (machine(architecture="aarch64"), [STOCK, PORTABLE]),
    ],
)
def test_amx_kernels_are_left_out_where_gcc_would_miscompile_them(
    given: Machine, recipes: list[Recipe]
) -> None:
    assert llama_wheel.recipes_for(given) == recipes


def test_a_recipe_adds_to_the_flags_that_the_person_has_set() -> None:
    environment = WITHOUT_AMX.environment({"CFLAGS": "-O2", "CMAKE_ARGS": "-DGGML_CUDA=on"})
    assert environment["CFLAGS"] == f"-O2 {llama_wheel.NO_AMX_FLAGS}"
    assert environment["CXXFLAGS"] == llama_wheel.NO_AMX_FLAGS
    assert environment["CMAKE_ARGS"] == "-DGGML_CUDA=on"


def test_the_key_of_a_wheel_changes_with_all_that_shaped_it() -> None:
    stock = STOCK.environment({})
    keys = [
        llama_wheel.cache_key("0.3.36", machine(), stock),
        llama_wheel.cache_key("0.3.37", machine(), stock),
        llama_wheel.cache_key("0.3.36", machine(cpu_features=AMX_CPU), stock),
        llama_wheel.cache_key("0.3.36", machine(compiler=CLANG), stock),
        llama_wheel.cache_key("0.3.36", machine(architecture="aarch64"), stock),
        llama_wheel.cache_key("0.3.36", machine(), WITHOUT_AMX.environment({})),
        llama_wheel.cache_key("0.3.36", machine(), PORTABLE.environment({})),
    ]
    assert len(set(keys)) == len(keys)
    assert keys[0] == llama_wheel.cache_key("0.3.36", machine(), stock)


def test_the_wheel_cache_lies_where_the_desktop_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert llama_wheel.cache_folder() == tmp_path / "localdocs" / "wheels"


def test_cpu_features_are_read_from_the_first_processor() -> None:
    intel = "processor : 0\nflags\t\t: sse2 avx2 amx_tile\n\nprocessor : 1\nflags : mmx\n"
    assert llama_wheel.parse_cpu_features(intel) == ("amx_tile", "avx2", "sse2")
    assert llama_wheel.parse_cpu_features("Features\t: fp asimd\n") == ("asimd", "fp")
    assert llama_wheel.parse_cpu_features("") == ()


@pytest.mark.parametrize(
    ("exit_code", "crashed"),
    [(0, False), (1, False), (-9, False), (-11, True), (-4, True), (0xC0000005, True)],
)
def test_a_crash_is_told_from_an_error(exit_code: int, crashed: bool) -> None:
    assert llama_wheel.died_by_crash(exit_code) is crashed


def test_a_wheel_that_crashes_here_is_remembered_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "key"
    folder.mkdir()
    (folder / "x.whl").write_bytes(b"")
    assert llama_wheel.cached_wheel(folder) is not None
    assert llama_wheel.known_crash(folder) == 0
    llama_wheel.mark_as_crashing(folder, -11)
    assert llama_wheel.cached_wheel(folder) is None
    assert llama_wheel.known_crash(folder) == -11


def test_the_next_recipe_is_tried_when_a_build_dies(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[Recipe] = []

    def dies_unless_portable(_machine: Machine, recipe: Recipe, _begun: None) -> int:
        tried.append(recipe)
        return 0 if recipe is PORTABLE else -11

    monkeypatch.setattr(setup, "try_llama", dies_unless_portable)
    assert setup.install_llama(machine(), None)
    assert tried == [STOCK, WITHOUT_AMX, PORTABLE]
    assert capsys.readouterr().out.count("dies on this CPU") == 2


@pytest.mark.parametrize("ready_made", [True, False])
def test_where_no_build_runs_the_ready_made_wheel_is_tried(
    monkeypatch: pytest.MonkeyPatch, ready_made: bool
) -> None:
    monkeypatch.setattr(setup, "try_llama", lambda _machine, _recipe, _begun: -4)
    replaced: list[bool] = []
    removed: list[str] = []

    def ready_made_runs(_machine: Machine, *, in_place_of_ours: bool) -> bool:
        replaced.append(in_place_of_ours)
        return ready_made

    monkeypatch.setattr(setup, "install_ready_made", ready_made_runs)
    monkeypatch.setattr(setup, "pip", lambda *words: removed.extend(words))
    assert setup.install_llama(machine(), None) is ready_made
    assert replaced == [True]
    assert (llama_wheel.PACKAGE in removed) is not ready_made


@pytest.mark.parametrize("in_place_of_ours", [True, False])
def test_a_build_that_does_not_run_is_written_over(
    monkeypatch: pytest.MonkeyPatch, in_place_of_ours: bool
) -> None:
    commands: list[list[str]] = []

    def fails(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(subprocess, "run", fails)
    assert not setup.install_ready_made(machine(), in_place_of_ours=in_place_of_ours)
    assert ("--force-reinstall" in commands[0]) is in_place_of_ours


@pytest.mark.parametrize("compiler", ["", GCC.replace("12.2.0", "7.5.0")])
def test_without_a_compiler_that_will_do_nothing_is_compiled(
    monkeypatch: pytest.MonkeyPatch, compiler: str
) -> None:
    without = machine(compiler=compiler)
    monkeypatch.setattr(setup, "install_ready_made", lambda _machine, **_how: False)
    monkeypatch.setattr(setup, "pip", lambda *_words: None)
    monkeypatch.setattr(setup, "start_build", None)
    assert setup.begin_build(without) is None
    assert setup.install_llama(without, None) is False


def test_an_old_gcc_alone_is_too_old() -> None:
    assert not machine().compiler_is_too_old
    assert machine(compiler=GCC.replace("12.2.0", "8.3.0")).compiler_is_too_old
    assert not machine(compiler=CLANG.replace("16", "8")).compiler_is_too_old
    assert not machine(compiler="").compiler_is_too_old


def test_what_the_compiler_said_last_is_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = [sys.executable, "-c", "print('a line\\n' * 50 + 'No space left'); exit(1)"]
    monkeypatch.setattr(llama_wheel, "build_command", lambda *_words: failing)
    monkeypatch.setattr(setup, "install_ready_made", lambda _machine, **_how: False)
    monkeypatch.setattr(setup, "pip", lambda *_words: None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    build = llama_wheel.Build("python", "1", {}, tmp_path / "key")
    assert setup.install_llama(machine(), build) is False
    said = capsys.readouterr().out
    assert "No space left" in said and said.count("a line") < 20
    assert not list(tmp_path.glob("tmp*"))


def test_a_build_that_is_no_longer_wanted_ends(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    endless = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(llama_wheel, "build_command", lambda *_words: endless)
    build = llama_wheel.Build("python", "1", {}, tmp_path / "key")
    build.stop()
    build.stop()
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_only_linux_without_a_wheel_at_hand_asks_for_the_cpu_index() -> None:
    assert setup.torch_index("Linux", supplied_locally=False) == [
        "--index-url",
        setup.PYTORCH_CPU_INDEX,
    ]
    assert setup.torch_index("Linux", supplied_locally=True) == []
    assert setup.torch_index("Darwin", supplied_locally=False) == []
    assert setup.torch_index("Windows", supplied_locally=False) == []


def test_versions_are_asked_of_the_python_itself() -> None:
    assert setup.version_of(sys.executable) == sys.version_info[:2]
    assert setup.version_of("no-such-python") == ()


def test_a_newer_python_is_found_by_its_usual_name(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"python3.13": (), "python3.12": (3, 12), "python3.11": (3, 11)}
    monkeypatch.setattr(setup, "version_of", lambda command: versions.get(command, ()))
    assert setup.newer_python() == "python3.12"
    versions.clear()
    with pytest.raises(setup.SetupError, match=r"needs Python 3\.11 or newer"):
        setup.newer_python()


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        (
            setup_messages.python_message("Linux", "3.9.2"),
            "this is 3.9.2. Install one (Debian, Ubuntu",
        ),
        (setup_messages.python_message("Darwin", "3.9.6"), "brew install"),
        (setup_messages.python_message("Windows", "3.10.0"), "winget install Python"),
        (setup_messages.compiler_message("Linux"), "sudo apt install build-essential"),
        (
            setup_messages.without_llama_message(machine(compiler=""), Path("stamp")),
            "own words work. For language models: Get a",
        ),
        (
            setup_messages.without_llama_message(machine(), Path("stamp")),
            "Mend what is said above, delete stamp, and run this again.",
        ),
        (setup_messages.cache_message(200_000_000, Path("/c")), "/c has 0.2 GB free"),
        (setup_messages.compiler_message("Darwin"), "xcode-select --install"),
        (setup_messages.compiler_message("Windows"), "BuildTools"),
        (
            setup_messages.disk_message(3_000_000_000, 1_500_000_000, Path("/data")),
            "/data has 1.5 GB free",
        ),
        (setup_messages.venv_message("Linux"), "sudo apt install python3-venv"),
    ],
)
def test_every_message_names_the_remedy(text: str, remedy: str) -> None:
    assert remedy in text
    assert "\n" not in text


def test_the_stamp_changes_with_the_pins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in setup.STAMPED_FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("before", encoding="utf-8")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "STAMP", tmp_path / "stamp")
    assert not setup.is_current()
    setup.STAMP.write_text(setup.wanted_stamp(), encoding="utf-8")
    assert setup.is_current()
    (tmp_path / "constraints.txt").write_text("after", encoding="utf-8")
    assert not setup.is_current()


@pytest.mark.parametrize("had", ["", GCC])
def test_without_llama_nothing_is_done_again_until_there_is_another_compiler(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, had: str
) -> None:
    monkeypatch.setattr(setup, "STAMP", tmp_path / "stamp")
    lacking = setup.without_llama(machine(compiler=had))
    setup.STAMP.write_text(f"{setup.wanted_stamp()}\n{lacking}", encoding="utf-8")
    for compiler in ("", GCC, CLANG):
        monkeypatch.setattr(llama_wheel, "read_compiler", lambda _system, said=compiler: said)
        assert setup.is_current() is (compiler == had)


def test_every_requirement_of_the_project_is_pinned() -> None:
    assert setup.pinned_version("torch") == "2.13.0"
    assert setup.pinned_version(llama_wheel.PACKAGE) == "0.3.36"
    with pytest.raises(setup.SetupError, match="does not pin"):
        setup.pinned_version("no-such-package")


def test_the_scripts_can_be_read_by_the_python_that_they_turn_away() -> None:
    """Only syntax of Python 3.8: the message has to reach those who have an old one."""
    for name in ("setup.py", "setup_messages.py", "llama_wheel.py", "quick_pip.py"):
        source = (setup.ROOT / "scripts" / name).read_text(encoding="utf-8")
        compile_with_old_grammar(source)


def compile_with_old_grammar(source: str) -> None:
    import ast

    ast.parse(source, feature_version=(3, 8))


def test_a_current_environment_is_left_alone() -> None:
    """A second `make` must start within seconds."""
    if not setup.is_current():
        pytest.skip("the environment was not made by scripts/setup.py")
    command = [sys.executable, str(setup.ROOT / "scripts" / "setup.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)
    assert done.stdout == ""


def test_what_is_set_up_without_llama_goes_on_where_no_wheel_is_found(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "environment_python", lambda: sys.executable)
    monkeypatch.setattr(setup, "READY_MADE_INDEX", "http://127.0.0.1:9/")
    monkeypatch.setattr(setup, "pinned_version", lambda _package: "0.0.0")
    assert setup.install_ready_made(machine(compiler=""), in_place_of_ours=False) is False
    assert "cannot be reached" in capfd.readouterr().out
