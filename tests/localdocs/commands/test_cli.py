"""The command line as a person or a program uses it: real processes, real models."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from paths import EXAMPLES

pytestmark = pytest.mark.models

Run = subprocess.CompletedProcess[str]


def localdocs(home: Path, *words: str, stdin: str | None = None, **environment: str) -> Run:
    return subprocess.run(
        [sys.executable, "-m", "localdocs", *words],
        env={**os.environ, "LOCALDOCS_HOME": str(home), **environment},
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def parsed(run: Run) -> Any:
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("cli") / "home"
    run = localdocs(home, "add", str(EXAMPLES), "--name", "examples", "--json")
    assert run.returncode == 0, run.stderr
    report = parsed(run)
    assert set(report) == {
        "added",
        "changed",
        "renamed",
        "removed",
        "unchanged",
        "skipped",
        "passages",
        "embedded",
        "pages_read_by_ocr",
        "not_read",
        "seconds",
    }
    assert report["added"] == 6 and report["embedded"] == report["passages"] > 0
    return home


def test_a_second_sync_embeds_nothing(home: Path) -> None:
    report = parsed(localdocs(home, "sync", "--json"))
    assert (report["added"], report["embedded"], report["unchanged"]) == (0, 0, 6)


@pytest.mark.skipif(os.name == "nt", reason="arguments of Windows are always text")
def test_a_question_that_is_not_utf_8_is_answered(home: Path) -> None:
    question = b"How long is the \xe9 warranty of the stove?"
    asked = [sys.executable, "-m", "localdocs", "ask", "--no-llm"]
    for words, piped in ((question, b""), (b"-", question)):
        run = subprocess.run(
            [*asked, words],
            env={**os.environ, "LOCALDOCS_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
            input=piped,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert (run.returncode, b"three years" in run.stdout) == (0, True), run.stderr


def test_ask_answers_in_the_promised_shape(home: Path) -> None:
    run = localdocs(home, "ask", "--json", "How long is the warranty of the stove?")
    assert run.returncode == 0, run.stderr
    answer = parsed(run)
    assert set(answer) >= {
        "question",
        "answer",
        "status",
        "citations",
        "unsupported",
        "passages",
        "model",
        "prompt_tokens",
        "answer_tokens",
        "timings",
    }
    assert answer["status"] == "answered"
    citation = answer["citations"][0]
    assert set(citation) == {
        "number",
        "path",
        "title",
        "page",
        "place",
        "heading",
        "start",
        "end",
        "quote",
        "verified",
        "marks",
    }
    assert citation["verified"] is True and citation["page"] == 7
    assert set(answer["passages"][0]) == {
        "path",
        "title",
        "page",
        "place",
        "start",
        "end",
        "heading",
        "text",
        "score",
        "found_by",
    }
    assert answer["timings"]["first_token_seconds"] > 0


def test_ask_reads_the_question_from_standard_input(home: Path) -> None:
    run = localdocs(home, "ask", "--no-llm", stdin="Who keeps the receipts?\n")
    assert run.returncode == 0
    assert "Nadia keeps the receipts." in run.stdout
    assert "skerrin-trip.txt, page 1" in run.stdout
    assert "\x1b" not in run.stdout


def test_not_found_has_its_own_exit_code(home: Path) -> None:
    run = localdocs(home, "ask", "--no-llm", "Who is the president of France?")
    assert run.returncode == 3
    assert run.stdout.startswith("Not in your documents.")
    assert "France" in run.stdout


def test_search_prints_hits(home: Path) -> None:
    run = localdocs(home, "search", "-k", "2", "--json", "ferry")
    result = parsed(run)
    assert set(result) == {"question", "hits", "timings"}
    assert len(result["hits"]) == 2
    assert "skerrin-trip.txt, page 1" in localdocs(home, "search", "ferry").stdout


def test_eval_tells_how_own_questions_fare(home: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.csv"
    asked = ["question,file,page", "How long is the warranty of the stove?,stove-handbook.pdf,7"]
    questions.write_text("\n".join(asked))
    run = localdocs(home, "eval", str(questions))
    assert run.returncode == 0, run.stderr
    assert "1 of 1 questions evaluated" in run.stdout
    questions.write_text("\n".join([*asked, "Where?,nowhere.pdf,"]))
    run = localdocs(home, "eval", "-k", "1", "--json", str(questions))
    result = parsed(run)
    assert run.returncode == 1
    assert (result["evaluated"], result["not_evaluated"], result["k"]) == (1, 1, 1)
    assert result["questions"][1]["problem"] == "nowhere.pdf is not in the index"
    assert localdocs(home, "eval", str(tmp_path / "none.csv")).returncode == 1


def test_status_has_its_shape(home: Path) -> None:
    status = parsed(localdocs(home, "status", "--json"))
    assert status["documents"] == 6 and status["passages"] == status["embedded"]
    assert status["folders"][0]["name"] == "examples"
    assert status["folders"][0]["skipped"] == []
    assert status["service"] == {"running": False, "pid": None}
    assert "examples" in localdocs(home, "list").stdout


def test_filters_reach_the_search(home: Path) -> None:
    run = localdocs(home, "search", "--json", "--type", "csv", "--in", "examples", "payments")
    assert {Path(hit["path"]).suffix for hit in parsed(run)["hits"]} == {".csv"}
    assert localdocs(home, "search", "--in", "nowhere", "x").returncode == 2


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["ask", "anything?"], 1, "localdocs add"),
        (["search", "anything"], 1, "localdocs add"),
        (["add", "/no/such/folder"], 1, "does not exist"),
        (["frobnicate"], 2, "No such command"),
        (["search"], 2, "Missing argument"),
        (["config", "pasages"], 2, "passages"),
        (["config", "passages", "many"], 2, "whole number"),
        (["add", "a", "b", "--name", "x"], 2, "--name"),
        (["remove", "nothing"], 1, "not a folder of the library"),
    ],
)
def test_errors_are_clear(tmp_path: Path, words: list[str], code: int, message: str) -> None:
    run = localdocs(tmp_path / "home", *words)
    assert run.returncode == code
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


def test_errors_in_json_mode_are_json(tmp_path: Path) -> None:
    run = localdocs(tmp_path / "home", "ask", "--json", "anything?")
    assert run.returncode == 1
    assert parsed(run)["error"].startswith("Nothing is indexed")


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "not a language model|not a GGUF"), (b"GGUF\x03\x00\x00\x00garbage", "")],
)
def test_a_file_that_is_no_model_is_refused(
    home: Path, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    run = localdocs(home, "ask", "--model", str(path), "Who keeps the receipts?")
    assert run.returncode == 1
    assert str(path) in run.stderr and "Traceback" not in run.stderr


def test_settings_are_kept_and_listed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert localdocs(home, "config", "passages", "7").returncode == 0
    assert parsed(localdocs(home, "config", "--json"))["passages"] == 7
    assert parsed(localdocs(home, "config", "--json", LOCALDOCS_PASSAGES="9"))["passages"] == 9
    assert localdocs(home, "config", "passages", "--unset").returncode == 0
    assert parsed(localdocs(home, "config", "passages", "--json")) == {"passages": 5}


def test_doctor_finds_a_healthy_installation(home: Path) -> None:
    run = localdocs(home, "doctor", "--json")
    findings = parsed(run)
    assert run.returncode == 0, findings
    assert {"disk space", "embedding model", "index", "folder examples"} <= {
        finding["subject"] for finding in findings
    }


def test_doctor_names_what_is_wrong_and_what_mends_it(home: Path, tmp_path: Path) -> None:
    run = localdocs(home, "doctor", "--json", LOCALDOCS_LANGUAGE_MODEL=str(tmp_path / "no.gguf"))
    assert run.returncode == 1
    (finding,) = [item for item in parsed(run) if not item["healthy"]]
    assert "no.gguf" in finding["detail"] and finding["remedy"]


def test_completion_scripts_are_there(tmp_path: Path) -> None:
    environment = {"_LOCALDOCS_COMPLETE": "bash_source", "LOCALDOCS_HOME": str(tmp_path)}
    run = subprocess.run(
        [Path(sys.executable).with_name("localdocs")],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "_localdocs_completion" in run.stdout


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_stops_at_once(home: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "localdocs", "ask", "Who keeps the receipts?"],
        env={**os.environ, "LOCALDOCS_HOME": str(home), "LOCALDOCS_ANSWER_TOKENS": "2000"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.8)
    child.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, errors = child.communicate(timeout=10)
    assert time.monotonic() - started < 3
    assert child.returncode in (130, 0)
    assert "Traceback" not in errors


def test_a_killed_add_loses_nothing_that_was_finished(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "docs"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(f"Letter {number} is about topic{number}. " * 20)
    child = subprocess.Popen(
        [sys.executable, "-m", "localdocs", "add", str(folder), "--json"],
        env={**os.environ, "LOCALDOCS_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and child.poll() is None:
        if parsed(localdocs(home, "status", "--json"))["documents"] >= 20:
            break
    child.kill()
    child.wait()
    before = parsed(localdocs(home, "status", "--json"))
    report = parsed(localdocs(home, "sync", "--json"))
    assert report["added"] + report["unchanged"] == 300
    assert report["unchanged"] == before["documents"]
    after = parsed(localdocs(home, "status", "--json"))
    assert after["passages"] == after["embedded"] >= 300
    assert report["embedded"] == after["embedded"] - before["embedded"]


def test_a_follow_up_leans_on_the_last_question_of_the_command_line(home: Path) -> None:
    localdocs(home, "ask", "--no-llm", "How long is the warranty of the stove?")
    run = localdocs(home, "ask", "--no-llm", "--json", "-f", "and the boiler?")
    answer = parsed(run)
    assert answer["question"] == "and the boiler?"
    assert answer["understood"] == "How long is the warranty of the boiler?"
    assert answer["notes"][0] == f"Understood as: “{answer['understood']}”"
    assert (home / "last_question.json").stat().st_mode & 0o077 == 0
    kept = json.loads((home / "last_question.json").read_text())["turns"]
    assert [turn["standalone"] for turn in kept][1:] == [answer["understood"]]


def test_questions_are_not_kept_where_that_is_not_wanted(home: Path) -> None:
    (home / "last_question.json").unlink(missing_ok=True)
    words = ("ask", "--no-llm", "Who keeps the receipts?")
    localdocs(home, *words, LOCALDOCS_REMEMBER_QUESTIONS="false")
    assert not (home / "last_question.json").exists()
    run = localdocs(home, "ask", "-f", "why?", LOCALDOCS_REMEMBER_QUESTIONS="false")
    assert run.returncode == 2 and "remember_questions" in run.stderr
    assert localdocs(home, "ask", "-f", "why?").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="a terminal of another kind")
def test_a_person_hears_of_a_better_model_once_and_programs_never(home: Path) -> None:
    def heard(*words: str) -> str:
        ours, theirs = os.openpty()
        try:
            subprocess.run(
                [sys.executable, "-m", "localdocs", "ask", "How long is the warranty?", *words],
                env={**os.environ, "LOCALDOCS_HOME": str(home)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=theirs,
                timeout=120,
                check=True,
            )
            os.set_blocking(ours, False)
            return os.read(ours, 1 << 16).decode(errors="replace")
        except BlockingIOError:
            return ""
        finally:
            os.close(theirs)
            os.close(ours)

    marker = home / "model-suggested"
    heard("--json")
    heard("--no-llm")
    assert not marker.exists()
    heard()
    assert marker.exists()
    assert "This is said once" not in heard()
