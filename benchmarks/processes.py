"""What a command and all the processes that it starts take: seconds, seconds of CPU, and memory at its peak."""

import os
import resource
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

_PAUSE = 0.05  # seconds between two looks at the memory


class Taken(NamedTuple):
    """What a command took."""

    seconds: float
    cpu: float
    peak: float | None  # megabytes of all processes together; nothing where the system does not say


def taken(command: Sequence[str], environment: Mapping[str, str]) -> Taken:
    """Run a command to its end, which must be a good one, and return what it took."""
    before, start = _cpu(), perf_counter()
    with subprocess.Popen(
        command, env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as process:
        peaks = [0.0]
        watching = threading.Thread(target=_watch, args=(process, peaks))
        watching.start()
        if process.wait():
            raise SystemExit(f"benchmarks: {' '.join(command)} failed.")
        seconds = perf_counter() - start
        watching.join()
    return Taken(seconds, _cpu() - before, peaks[0] or None)


def _cpu() -> float:
    """Return the seconds of CPU of all that was started from here and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(process: subprocess.Popen[bytes], peaks: list[float]) -> None:
    while process.poll() is None:
        peaks[0] = max(peaks[0], sum(map(_megabytes, _family(process.pid))))
        threading.Event().wait(_PAUSE)


def _family(process: int) -> list[int]:
    """Return a process with all that it has started, where Linux tells."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text()
        except OSError:  # it has just ended
            continue
        found += [each for child in children.split() for each in _family(int(child))]
    return found


def _megabytes(process: int) -> float:
    """Return the memory of a process, of what it shares with others its part (the PSS of Linux)."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / 1024


def own_environment(further: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of this process with other variables beside."""
    return {**os.environ, **further}
