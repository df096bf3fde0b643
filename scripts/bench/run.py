"""Running and timing: pieces of work in this process, commands as child processes with their time and peak memory."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import tempfile
import time
import timeit
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

LIMIT = 1800  # seconds: Zensical hangs for ever where a macro module raises


class BenchError(Exception):
    """A command failed, so that its time means nothing; the text says which and why, in Chinese."""


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds on the clock, seconds of processor, and the largest resident size in MB."""

    seconds: float
    processor: float
    memory: float


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median time of a piece of work after one warm-up, as timeit takes it: without the garbage collector."""
    work()
    return statistics.median(timeit.repeat(work, number=1, repeat=runs))


def command(arguments: Sequence[str], folder: Path, limit: float = LIMIT) -> Cost:
    """Run a command in a folder with that folder's own code. Raises BenchError where it fails or does not end in time."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen(arguments, cwd=folder, env=environment(folder), stdout=said, stderr=said)
        processor, memory = _wait(child, start + limit)
        took = time.perf_counter() - start
        if child.returncode != 0:
            said.seek(0)
            last = said.read().decode(errors="replace").strip()[-1500:]
            raise BenchError(f"“{' '.join(map(str, arguments))}”没有成（退出码{child.returncode}）：\n{last}")
    return Cost(took, processor, memory)


def _wait(child: subprocess.Popen[bytes], until: float) -> tuple[float, float]:
    """Seconds of processor and peak MB of the child alone, when it has ended; killed where the time is over."""
    memory = 0.0
    while True:
        memory = _peak(child.pid) or memory
        ended, status, usage = os.wait4(child.pid, os.WNOHANG)
        if ended:
            child.returncode = os.waitstatus_to_exitcode(status)
            return usage.ru_utime + usage.ru_stime, memory or usage.ru_maxrss / 1024
        if time.perf_counter() > until:
            child.kill()
        time.sleep(0.02)


PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.M)


def _peak(pid: int) -> float:
    """The peak so far in MB. Not ru_maxrss: that begins with the size of the process that started the child."""
    try:
        found = PEAK.search(Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def environment(folder: Path) -> dict[str, str]:
    """Variables for a command on a copy of the repository: its own code, no notice of the theme's."""
    return {**os.environ, "PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        statistics.median(c.seconds for c in costs),
        statistics.median(c.processor for c in costs),
        statistics.median(c.memory for c in costs),
    )
