"""What is measured in a process of its own: started, what it prints taken in, and its memory."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from app import ROOT


def run(module: str, *words: str) -> dict[str, Any]:
    """Run a module of the bench to its end, and give what it printed: one JSON object."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def peak_mb() -> float:
    """Give the most memory this process has held; nan where the system does not tell."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 / 1e6 if found else float("nan")
