"""``localdocs models template``: the exact prompt, and not a byte more."""

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from localdocs.commands.models.template import template
from localdocs.errors import LocalDocsError, ModelError, PathError, UsageError
from localdocs.models.shelf.defaults import find_language_model

CHAT = {"messages": [{"role": "user", "content": "Grüße"}], "add_generation_prompt": True}


def run(*arguments: object, **options: Any) -> Result:
    return CliRunner().invoke(template, [str(each) for each in arguments], **options)


def failure(*arguments: object) -> BaseException:
    error = run(*arguments).exception
    assert error is not None
    return error


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.json"
    path.write_text(json.dumps(CHAT), encoding="utf-8")
    return path


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_is_added_to_the_prompt(tmp_path: Path, data: Path) -> None:
    file = written(tmp_path / "t.jinja", "{{ messages[0].content }}{{ add_generation_prompt }}\n")
    result = run("--file", file, "--data", data)
    assert result.exit_code == 0
    assert result.stdout_bytes == "GrüßeTrue".encode()


def test_line_breaks_of_the_prompt_are_kept(tmp_path: Path, data: Path) -> None:
    file = written(tmp_path / "t.jinja", "{{ 'a\\r\\n\\n' }}")
    assert run("--file", file, "--data", data).stdout_bytes == b"a\r\n\n"


def test_data_comes_from_standard_input_too(tmp_path: Path) -> None:
    file = written(tmp_path / "t.jinja", "{{ tools | tojson }}")
    given = json.dumps({"messages": [], "tools": [{"name": "tide"}]})
    assert run("--file", file, "--data", "-", input=given).stdout == '[{"name": "tide"}]'


def test_a_hostile_template_is_an_error_and_prints_nothing(tmp_path: Path, data: Path) -> None:
    file = written(tmp_path / "t.jinja", "secret{{ ''.__class__ }}")
    result = run("--file", file, "--data", data)
    assert isinstance(result.exception, ModelError)
    assert result.exception.exit_code == 1
    assert result.stdout_bytes == b""


@pytest.mark.parametrize(
    "text",
    ["no json", "[" * 99999, "[]", "{}", '{"messages": {}}', '{"messages": [{"content": "x"}]}'],
)
def test_data_that_is_none_is_a_wrong_call(tmp_path: Path, text: str) -> None:
    file = written(tmp_path / "t.jinja", "x")
    error = failure("--file", file, "--data", written(tmp_path / "d.json", text))
    assert isinstance(error, UsageError) and error.exit_code == 2
    assert "messages" in error.remedy


def test_a_model_or_a_file_and_not_both(tmp_path: Path, data: Path) -> None:
    file = written(tmp_path / "t.jinja", "x")
    assert isinstance(failure("--data", data), UsageError)
    assert isinstance(failure("model.gguf", "--file", file, "--data", data), UsageError)


def test_files_that_are_not_there_are_named(tmp_path: Path, data: Path) -> None:
    missing = tmp_path / "missing"
    for arguments in (("--file", missing, "--data", data), ("--file", data, "--data", missing)):
        error = failure(*arguments)
        assert isinstance(error, PathError) and str(missing) in error.message
    assert isinstance(failure(missing, "--data", data), LocalDocsError)


@pytest.mark.models
def test_a_models_own_template_and_a_persons_in_its_place(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "home"))
    model = find_language_model(tmp_path / "cache", None).path
    result = run(model, "--data", data)
    assert (
        result.stdout_bytes
        == (
            "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by "
            "Hugging Face<|im_end|>\n<|im_start|>user\nGrüße<|im_end|>\n<|im_start|>assistant\n"
        ).encode()
    )
    own = tmp_path / "home" / "templates"
    own.mkdir(parents=True)
    written(own / f"{model.stem}.jinja", "{{ bos_token }}|{{ messages[0].content }}")
    assert run(model, "--data", data).stdout == "<|im_start|>|Grüße"


def test_it_is_a_command_that_can_be_added_to_a_group() -> None:
    assert isinstance(template, click.Command) and template.name == "template"
