"""A difference quotient worked out: the values at both points, then what they differ by over the distance."""

from functools import lru_cache
from typing import Any

from quizgen.ask import ancestors
from quizgen.drill import Drill
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Tree, children, names
from quizgen.prompt import listing
from quizgen.run import Run, Sweeps
from quizgen.working_equation import Side, equation, inner, written
from quizgen.working_forward import Definition, definitions_of, filled_in
from quizgen.working_part import filled_part, place_of_name, value_of_part


def difference_lines(made: Run, call: Tree, head: str, *, whole: bool) -> list[str]:
    """Return the lines for `central(f, x, h)` or `forward(f, x, h)`."""
    del whole
    called, of, by, h = children(call)
    central = called == Name("central")
    step = value_of_part(made, h)
    first, high = _moved(made, of, by, h, step, "+")
    second, low = _moved(made, of, by, h, -step if central else 0, "-")
    above = f"{high.text} - {inner(low.text, first=False)}"
    width = written(step)
    below = f"(2 * {inner(width.text, first=False)})" if central else inner(width.text, first=False)
    numbers = Side(f"({above})/{below}", high.rounded or low.rounded or width.rounded)
    return [first, second, equation(Side(head), numbers, written(value_of_part(made, call)))]


@lru_cache(maxsize=512)
def _between(drill: Drill, top: int, start: int) -> tuple[Definition, ...]:
    """Return the lines of a graph over which one node moves another."""
    used = [line for line in definitions_of(drill) if line.place in ancestors(drill.graph, top)]
    return tuple(line for line in used if line.place != start and start in ancestors(drill.graph, line.place))


def _moved(made: Run, of: Tree, by: Tree, h: Tree, amount: Any, sign: str) -> tuple[str, Side]:
    """Return what a node comes to when another one is changed by an amount, in words and as a number."""
    drill = made.drill
    graph, engine = drill.graph, Sweeps(drill, made.samples[0])
    start, top = place_of_name(made, by), place_of_name(made, of)
    moved = {to_text(by): engine.value(start) + amount}
    found = []
    for line in _between(drill, top, start):
        value = engine.moved(line.place, start, amount) if amount else engine.value(line.place)
        known = {name: moved.get(name, engine.value(graph.names[name])) for name in names(line.tree)}
        found.append(equation(Side(line.name), filled_in(line.tree, known), written(value)))
        moved[line.name] = value
    value = moved.get(to_text(of))
    if value is None:
        value = engine.moved(top, start, amount)
        found.append(equation(Side(to_text(of)), written(value)))
    there = listing(found, "and")
    if not amount:
        return f"Without the step: {there}.", written(value)
    point = Operation(sign, (by, h))
    away = equation(Side(to_text(point)), filled_part(made, point), written(moved[to_text(by)]))
    return f"With {away} in place of ${to_text(by)}$: {there}.", written(value)
