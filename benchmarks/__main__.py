"""`python -m benchmarks`: measure every budget and print them as one table; exit 3 when one is broken."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import (
    checking,
    diagnosis,
    durable,
    engine,
    explain,
    memory,
    preview,
    problems,
    quizzes,
    refold,
    startup,
)
from benchmarks.material import Material, build
from benchmarks.report import Row, print_report

DISK = Path("/var/tmp")  # /tmp is memory on many systems, and there is nothing durable about an answer in memory
OVER = 3  # exit code, as of a check that found faults


def measured(material: Material, *, quick: bool) -> Iterator[Row]:
    """Yield all rows; a quick run repeats less, and its budgets are the same."""
    yield from startup.rows(material, 8 if quick else 25)
    yield from durable.rows(material, 60 if quick else 400)
    yield from refold.rows(material, 3 if quick else 7)
    yield from memory.rows(material)
    yield from explain.rows(material, 8 if quick else 25)
    yield from preview.rows(material, 8 if quick else 25)
    yield from checking.rows(material, quick=quick)
    yield from engine.rows(15 if quick else 100)
    yield from quizzes.rows(material, quick=quick)
    yield from problems.rows(20 if quick else 100)
    yield from diagnosis.rows(*((10, 2_000) if quick else (200, 200_000)))


def main() -> int:
    """Run the benchmarks; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the speed budgets.")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, about a minute")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory(prefix="cardgrad-benchmarks-", dir=DISK if DISK.is_dir() else None) as folder:
        print("Building 10,000 cards and 200,000 events ...", file=sys.stderr)
        material = build(Path(folder))
        rows = list(measured(material, quick=quick))
    print_report(rows)
    return OVER if any(row.over for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
