"""Where things stand in this repository, for tests in any folder."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
FILES = ROOT / "tests" / "files"
SUPPORT = ROOT / "tests" / "support"
