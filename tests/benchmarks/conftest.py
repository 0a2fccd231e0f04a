"""The benchmarks are scripts: they import one another by their names alone."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
