"""Printable quizzes: 30 forms with keys and worked solutions, 500 personal ones, what a form costs, and its size.

Whole processes, so that starting up and writing files belong to it. The budgets were set in seconds; they are kept as
ratios to the start of a Python with the libraries of a command line, at what that took where they were set.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.material import Material, cardgrad
from benchmarks.report import Row
from benchmarks.timing import in_turns, process_seconds

FLOOR = 0.1  # seconds that the floor takes where a second is a second
_FLOOR = [sys.executable, "-c", "import typer, rich.console"]
_COUNTS = (50, 100, 200, 400)
_SEVERAL = 30
_KILOBYTES = 40


def rows(material: Material, *, quick: bool) -> Iterator[Row]:
    """Yield the 30 forms, the cost of a form as they get more, the size, and the 500 with their memory."""
    (floors,) = in_turns(5, partial(process_seconds, _FLOOR, material.environment))
    floor = min(floors)
    with tempfile.TemporaryDirectory() as folder:
        make = partial(_made, material, Path(folder))
        for kind, options in (("shipped mix", ()), ("drills alone", ("--kind", "drill"))):
            seconds = make(_SEVERAL, *options)
            yield Row(f"30 forms with keys, {kind}", seconds, floor, round(4 / FLOOR, 1), of="whole process")
            for name in ("quiz", "quiz-key"):
                size = (Path(folder) / f"{name}.pdf").stat().st_size / _SEVERAL / 1024
                yield Row(f"a form's share of {name}.pdf", size, None, _KILOBYTES, "KB", kind)
        if quick:
            return
        each = {count: make(count) / count for count in _COUNTS}
        for count, seconds in each.items():
            yield Row(f"a form of {count}", seconds, floor, None, of="no budget: must not grow")
        yield Row("a form of 400 to one of 50", each[400], each[50], 1.25, of="linear")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        yield Row("500 personal forms", make(500), floor, round(30 / FLOOR, 1), of="whole process")
        grown = max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        yield Row("memory of its largest process", grown / 1024, None, 1000, "MB")


def _made(material: Material, folder: Path, forms: int, *further: str) -> float:
    """Return the seconds that a quiz of ten questions takes in so many forms; 500 are one for each student."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    options = ["--questions", "10", "--seed", "7", "--force", "-o", str(folder / "quiz.pdf"), *further]
    if forms == 500:
        roster = folder / "students.csv"
        roster.write_text("name,id\n" + "".join(f"Student {number},{number}\n" for number in range(forms)))
        options += ["--roster", str(roster), "--forms", "each"]
    else:
        options += ["--forms", str(forms)]
    environment = {**os.environ, **material.environment, "CARDGRAD_HOME": str(home)}
    subprocess.run(cardgrad("due"), env=environment, stdout=subprocess.DEVNULL, check=True)  # the decks are read once
    return process_seconds(cardgrad("quiz", "make", *options), environment)
