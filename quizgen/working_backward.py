"""The way back with its numbers: at each node upstream * local, summed over the uses that it has."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array, fitted, shape_of
from quizgen.autodiff.operations import OPERATIONS, Arraywise
from quizgen.autodiff.swept import Edge
from quizgen.notation.text import to_text
from quizgen.run import Run, Sweeps
from quizgen.tidy import tidy
from quizgen.value import value_math
from quizgen.working_edge import mark
from quizgen.working_equation import Side, equation, inner, joined, written
from quizgen.working_remark import is_given, remarks
from quizgen.working_script import Line, Path, script

_FEW = 6  # entries whose sum is spelt out


class Sweep(NamedTuple):
    """A sweep with what a line may say of it."""

    made: Run
    trace: Sequence[Edge]
    adjoints: Mapping[int, Any]
    whole: bool


def backward_lines(made: Run, source: int, said: set[str], *, scaled: bool, whole: bool) -> list[str]:
    """Return the steps from a node back to what is asked; the whole working says each operation's rule once."""
    sample = made.samples[0]
    lines = script(made.drill, source, scaled, tuple(map(shape_of, sample.values)), whole)
    if made.drill.in_letters:
        from quizgen.letters import swept_letters  # few drills answer with a formula

        gradients = swept_letters(made, source, scaled=scaled)
    else:
        gradients = Sweeps(made.drill, sample).swept(source, scaled=scaled)
    swept = Sweep(made, gradients.trace, gradients.adjoints, whole)
    found = []
    for line in lines:
        for path in line.paths:
            found += _before(swept, path, said)
        found.append(_line(swept, line))
    return found


def _before(swept: Sweep, path: Path, said: set[str]) -> list[str]:
    """Return what is said before a step: the rule, and that a node's value is given."""
    drill = swept.made.drill
    operation = drill.graph.nodes[path.node].operation
    row = OPERATIONS[operation]
    found = []
    if swept.whole and operation not in said:
        found.append(row.rule)
    said.add(operation)
    name = drill.graph.nodes[path.node].label
    if not swept.whole or not is_given(drill, path.node) or name in said:
        return found
    said.add(name)
    if isinstance(row, Arraywise) or drill.in_letters:
        return [*found, f"${name}$ is given; what it was computed from need not be known."]
    value = value_math(swept.made.values[path.node])
    local = equation(Side(path.local), written(swept.trace[path.edge].local))
    return [*found, f"${name} = {value}$ is given, so the derivative of the {row.name} is {local}."]


def _line(swept: Sweep, line: Line) -> str:
    """Return a node's gradient: in letters, in numbers, and what comes out."""
    sides = [Side(line.gradient)]
    if line.letters:
        sides.append(Side(_decided(swept, line)))
    if swept.made.drill.in_letters:
        from quizgen.term import tree_of_term

        sides.append(Side(to_text(tidy(tree_of_term(swept.adjoints[line.node])))))
    else:
        sides += _numbers(swept, line)
        sides.append(written(swept.adjoints[line.node]))
    return equation(*sides) + remarks(swept.made, swept.trace, line, whole=swept.whole)


def _decided(swept: Sweep, line: Line) -> str:
    """Return a line's letters with the numbers that the run decides."""
    letters = line.letters
    if "\0" in letters:
        for path in line.paths:
            letters = letters.replace(mark(path.edge), value_math(swept.trace[path.edge].local))
    return letters


def _numbers(swept: Sweep, line: Line) -> list[Side]:
    """Return upstream * local in numbers, and what the paths bring together; of arrays the short working has less."""
    edges = [swept.trace[path.edge] for path in line.paths]
    sides = []
    if not any(path.over for path in line.paths):
        products = [_product(swept, path, edge) for path, edge in zip(line.paths, edges, strict=True)]
        known = [side for side in products if side is not None]
        if len(known) == len(products):
            texts = [side.text if place == 0 else _added(side.text) for place, side in enumerate(known)]
            sides.append(Side(" + ".join(texts), any(side.rounded for side in known)))
    if len(edges) > 1:
        shape = shape_of(swept.made.values[line.node])
        sides.append(joined([written(fitted(edge.downstream, shape)) for edge in edges], "+"))
    elif line.paths[0].over == "rows":
        sides.append(joined([written(Array([row])) for row in edges[0].downstream.rows], "+"))
    elif line.paths[0].over == "entries" and len(edges[0].downstream.flat) <= _FEW:
        sides.append(joined([written(entry) for entry in edges[0].downstream.flat], "+"))
    return sides


def _added(text: str) -> str:
    """Return a product as it stands after a plus."""
    return f"({text})" if text[0] == "-" else text


def _product(swept: Sweep, path: Path, edge: Edge) -> Side | None:
    """Return upstream * local, the local derivative alone at the source; of arrays only in the whole working."""
    if not isinstance(edge.downstream, Array) and type(edge.local) is not Array and type(edge.upstream) is not Array:
        local = written(edge.local)
        if path.inside and edge.local in (1, -1):
            return None
        if path.alone:
            return Side(inner(local.text, first=True), local.rounded)
        return joined([written(edge.upstream), local], "*")
    operation = swept.made.drill.graph.nodes[path.node].operation
    if not swept.whole or (operation != "@" and isinstance(OPERATIONS[operation], Arraywise)):
        return None
    if operation == "@":
        factors = [edge.upstream, edge.local]
        return joined([written(factor) for factor in (factors if path.which == 0 else reversed(factors))], "@")
    if edge.local in (1, -1):
        return None
    both = isinstance(edge.upstream, Array) and isinstance(edge.local, Array)
    return joined([written(edge.upstream), written(edge.local)], ".*" if both else "*")
