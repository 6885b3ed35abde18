"""How well the excuses as shipped are heard, by somebody else's utterances where these lie beside the checkout.

Only shares are read here. The utterances themselves are never looked at: they would judge nothing any more.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import INDEXES, ROOT
from rejoinder.matching import Index

BESIDE = ROOT.parent / "shared"
JUDGE = BESIDE / "tools" / "judge_matching.py"
UTTERANCES = sorted((BESIDE / "utterances").glob("*.jsonl"))

pytestmark = pytest.mark.skipif(
    not (JUDGE.exists() and UTTERANCES), reason="no utterances to judge by are there beside the checkout"
)


@pytest.fixture(scope="module")
def report(shipped: Index, shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the judge found, with the index that is on the shelf already."""
    assert shipped.phrases
    data = tmp_path_factory.mktemp("judged")
    (data / INDEXES).symlink_to(shelf)
    done = subprocess.run(
        [sys.executable, str(JUDGE), *map(str, UTTERANCES), "--json"],
        cwd=ROOT,
        env={**os.environ, "REJOINDER_DATA": str(data)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize(
    ("cell", "rank", "least"),
    [
        ("spoken en", 1, 0.75),
        ("spoken en", 3, 0.89),
        ("spoken zh", 1, 0.75),
        ("spoken zh", 3, 0.89),
        ("typed en", 1, 0.90),
        ("typed en", 3, 0.97),
        ("typed zh", 1, 0.95),
        ("typed zh", 3, 0.97),
        ("half typed", 3, 0.77),
    ],
)
def test_excuse_is_among_the_first(report: dict[str, Any], cell: str, rank: int, least: float) -> None:
    # A shortfall within half the 95 % interval of so few lines is none.
    assert report[cell][f"top{rank}"] + report[cell][f"±{rank}"] >= least


@pytest.mark.parametrize(("language", "least"), [("en", 0.95), ("zh", 0.92)])
def test_line_without_an_excuse_is_told_from_one_with(report: dict[str, Any], language: str, least: float) -> None:
    assert report[f"none {language}"]["auroc"] >= least
