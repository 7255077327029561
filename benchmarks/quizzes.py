"""Printable quizzes: 30 forms with keys and worked solutions, 500 personal ones, what a form costs, and its size.

Whole processes, so that starting up, all cores and the writing of files belong to it. Two mixes: what a quiz of all
shipped decks has, flashcards for the most part, and drills alone, whose problems, formulas and drawings are dearest.

The budgets were set in seconds: 4 for 30 forms, 30 for 500, where Typst alone sets 500 plain forms of four pages in
about 3. So they are kept as ratios to just that, measured in the same run: 4/3 and 10 of it. The floor is a fixed
document with nothing of ours in it (`set_alone.py`), set by one process with one thread. Beside each row stand its
seconds of CPU, which other work on the machine disturbs less.

Cost is linear if a form of 400 costs what one of 100 does. Up to 60 forms have their worked solutions printed, which
is most of the work, so that a form of 50 is dearer than one of 100; its row is there to be seen.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.material import Material, cardgrad
from benchmarks.processes import Taken, own_environment, taken
from benchmarks.report import Row

_ALONE = [sys.executable, str(Path(__file__).with_name("set_alone.py"))]
_MIXES = (("all decks", ()), ("drills alone", ("--kind", "drill")))
_SEEDS = (7, 8, 9)  # each picks other questions: the dearest quiz is told
_SEVERAL, _MANY, _COUNTS = 30, 500, (50, 100, 200, 400)
_SEVERAL_BUDGET, _MANY_BUDGET = round(4 / 3, 2), round(30 / 3, 2)  # times the floor
_KILOBYTES, _MEGABYTES, _LINEAR = 40, 1000, 1.25


def rows(material: Material, *, quick: bool) -> Iterator[Row]:
    """Yield 30 forms, their size, the cost of a form as they get more, and 500 personal ones with their memory."""
    alone = partial(taken, _ALONE, own_environment({"RAYON_NUM_THREADS": "1"}))
    floor = min((alone() for _ in range(2 if quick else 4)), key=lambda one: one.seconds)
    yield Row("Typst alone, 500 plain forms", floor.seconds, None, None, of=_cpu(floor))
    with tempfile.TemporaryDirectory() as folder:
        make = partial(_made, material, Path(folder))
        for mix, options in _MIXES:
            yield from _several(make, Path(folder), mix, options, floor.seconds, _SEEDS[:1] if quick else _SEEDS)
        for mix, options in () if quick else _MIXES:
            yield from _linear(make, mix, options)
            many = make(_MANY, *options)
            yield Row(f"500 personal forms, {mix}", many.seconds, floor.seconds, _MANY_BUDGET, of=_cpu(many))
            if many.peak is not None:
                yield Row("memory of all its processes", many.peak, None, _MEGABYTES, "MB", mix)
            yield from _sizes(Path(folder), _MANY, mix)


def _several(
    make: "partial[Taken]", folder: Path, mix: str, options: Sequence[str], floor: float, seeds: Sequence[int]
) -> Iterator[Row]:
    """Yield the seconds of the dearest of some quizzes of 30 forms, each at its best of two, and the largest sizes."""
    times, sizes = [], []
    for seed in seeds:
        own = ("--seed", str(seed), *options)
        times.append(min((make(_SEVERAL, *own) for _ in range(2)), key=lambda one: one.seconds))
        sizes.append(list(_sizes(folder, _SEVERAL, mix)))
    dearest = max(times, key=lambda one: one.seconds)
    yield Row(f"30 forms with keys, {mix}", dearest.seconds, floor, _SEVERAL_BUDGET, of=_cpu(dearest))
    for same in zip(*sizes, strict=True):
        yield max(same, key=lambda row: row.measured)


def _sizes(folder: Path, forms: int, mix: str) -> Iterator[Row]:
    for name, called in (("quiz", "sheets"), ("quiz-key", "keys")):
        size = (folder / f"{name}.pdf").stat().st_size / forms / 1024
        yield Row(f"a form's share of {forms} {called}", size, None, _KILOBYTES, "KB", mix)


def _linear(make: "partial[Taken]", mix: str, options: Sequence[str]) -> Iterator[Row]:
    each = {count: make(count, *options) for count in _COUNTS}
    for count, one in each.items():
        cpu = one.cpu / count * 1000
        yield Row(f"a form of {count}, {mix}", one.seconds / count, None, None, of=f"{cpu:.0f} ms CPU")
    ratio = (each[400].cpu / 400) / (each[100].cpu / 100)
    yield Row("a form of 400 to one of 100", ratio, None, _LINEAR, "x", "CPU")


def _cpu(one: Taken) -> str:
    return f"{one.cpu:.1f} s CPU"


def _made(material: Material, folder: Path, forms: int, *further: str) -> Taken:
    """Return what a quiz of ten questions takes in so many forms; 500 are one for each student."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    options = ["--questions", "10", "--force", "-o", str(folder / "quiz.pdf"), *further]
    options += [] if "--seed" in further else ["--seed", str(_SEEDS[0])]
    if forms == _MANY:
        roster = folder / "students.csv"
        roster.write_text("name,id\n" + "".join(f"Student {number},{number}\n" for number in range(forms)))
        options += ["--roster", str(roster), "--forms", "each"]
    else:
        options += ["--forms", str(forms)]
    environment = own_environment({**material.environment, "CARDGRAD_HOME": str(home)})
    taken(cardgrad("due"), environment)  # the decks are read once
    return taken(cardgrad("quiz", "make", *options), environment)
