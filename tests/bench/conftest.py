"""Tests of what stands in ``bench/``: found there, behind everything that tests find otherwise."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "bench"))
