"""The tables of cases name tests that are there."""

import re

import pytest

from paths import ROOT

PAGE = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
FILES = {
    "T": "generation/test_text_generator.py",
    "G": "generation/test_gpt4all.py",
    "L": "models/running/test_language_model.py",
    "E": "generation/test_embedding.py",
    "C": "commands/test_generation.py",
    "D": "models/fetching/test_download.py",
    "K": "models/shelf/test_catalogue.py",
    "M": "commands/models/test_models.py",
    "V": "server/openai/test_gpt4all.py",
    "N": "server/openai/test_conformance.py",
    "A": "server/http/test_guard.py",
}
CASES = re.findall(r"^\| ([PDECSR]\d+) .*\| ([^|]+) \|$", PAGE, re.MULTILINE)


def test_every_case_is_in_the_tables() -> None:
    counts = {"P": (25,), "D": (9,), "E": (13,), "C": (7,), "S": (21, 41), "R": (6,)}
    starts = (1, 30)
    expected = [
        f"{kind}{n}"
        for kind, ends in counts.items()
        for start, end in zip(starts, ends, strict=False)
        for n in range(start, end + 1)
    ]
    assert [case for case, _ in CASES] == expected


@pytest.mark.parametrize(("case", "tests"), CASES, ids=[case for case, _ in CASES])
def test_the_tests_of_a_case_exist(case: str, tests: str) -> None:
    named = re.findall(r"(?:\b([TGLECDKMVNA]) )?`(test_\w+)`", tests)
    letter = ""
    for file, name in named:
        letter = file or letter
        source = (ROOT / "tests" / "localdocs" / FILES[letter]).read_text(encoding="utf-8")
        assert f"def {name}(" in source, f"{case}: {name} in {FILES[letter]}"
    assert named or "all tests" in tests
