"""`deck check`: 10,000 cards read for faults against PyYAML's C parser; the shipped decks proven, cold and warm."""

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import yaml

from benchmarks.material import Material, cardgrad
from benchmarks.report import Row
from benchmarks.timing import in_turns, process_seconds, timed
from cardgrad.decks.between import Between
from cardgrad.decks.place import shipped_folder
from cardgrad.decks.reading import open_data, uncollected

STRUCTURE = 2.0  # times what PyYAML takes to load the same bytes, every scalar as text
COLD, WARM = 60.0, 2.0  # seconds, on two cores
COLD_RATIO, WARM_RATIO = 75.0, 5.0  # times the start of Python with what proves, and with what reads
_PROVING = [sys.executable, "-c", "import sympy"]
_READING = [sys.executable, "-c", "import typer, rich.console, yaml, pydantic, sqlite3"]


def rows(material: Material, *, quick: bool) -> Iterator[Row]:
    """Yield the three budgets; a cold check is run once, and takes as long as all the rest."""
    yield _structure(material, 3 if quick else 7)
    repetitions = 3 if quick else 10
    home = material.home.parent / "checked"
    environment = material.environment | {"CARDGRAD_HOME": str(home)}
    check = cardgrad("deck", "check", str(shipped_folder()))
    cold = process_seconds(check, environment)
    actions = [partial(process_seconds, command, environment) for command in (_PROVING, _READING, check)]
    proving, reading, warm = (min(times) for times in in_turns(repetitions, *actions))
    shutil.rmtree(home)
    yield Row("shipped decks checked, cold", cold, proving, COLD_RATIO, of="one run")
    yield Row("the same, in seconds", cold, None, COLD, of="one run")
    yield Row("shipped decks checked, warm", warm, reading, WARM_RATIO, of=f"least of {repetitions}")
    yield Row("the same, in seconds", warm, None, WARM, of=f"least of {repetitions}")


def _structure(material: Material, repetitions: int) -> Row:
    """Return what the faults of all cards cost, in each file and between files."""
    files = [(path.read_bytes(), str(path)) for path in sorted(Path(material.home / "decks").glob("*.yaml"))]

    def load() -> None:
        for data, _ in files:
            loader = yaml.CBaseLoader(data)
            loader.get_single_data()
            loader.dispose()

    def check() -> None:
        with uncollected():  # as the command does it
            Between([open_data(data, shown) for data, shown in files]).report_relations()

    floor, measured = (min(times) for times in in_turns(repetitions, timed(load), timed(check)))
    return Row("structure of 10,000 cards", measured, floor, STRUCTURE, of=f"least of {repetitions}")
