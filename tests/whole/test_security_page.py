"""Every case on the security page names tests that there are."""

import re

import pytest

from paths import EXAMPLES

ROOT = EXAMPLES.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(test_\w+)`", PAGE)))
CASES = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line][1:]


def test_there_are_cases() -> None:
    assert len(CASES) >= 14


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[2:32])
def test_each_case_has_a_test(case: str) -> None:
    assert "test_" in case


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_the_test_exists(file: str, name: str) -> None:
    source = (ROOT / "tests" / "localdocs" / "server" / file).read_text(encoding="utf-8")
    assert f"def {name}(" in source
