"""`cardgrad explain` from the start of its process to its end, against what the libraries alone cost."""

import sys
from collections.abc import Iterator
from functools import partial

from benchmarks.material import Material, cardgrad
from benchmarks.report import Row
from benchmarks.timing import in_turns, process_seconds

BUDGET = 1.7
_FLOOR = [sys.executable, "-c", "import typer, rich.console"]
_ARGUMENTS = ("f = (x + y) * z", "x=-2", "y=5", "z=-4")


def rows(material: Material, repetitions: int) -> Iterator[Row]:
    """Yield one small graph, drawn and explained."""
    commands = _FLOOR, cardgrad("explain", *_ARGUMENTS)
    actions = [partial(process_seconds, command, material.environment) for command in commands]
    floor, measured = (min(times) for times in in_turns(repetitions, *actions))
    yield Row("cardgrad explain", measured, floor, BUDGET, of=f"least of {repetitions}")
