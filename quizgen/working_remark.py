"""What is worth saying after an equation: the sizes of a product, which units are on, how many uses were added."""

from collections.abc import Sequence
from typing import Any

from quizgen.autodiff.array import Array
from quizgen.autodiff.operations import OPERATIONS, Arraywise
from quizgen.autodiff.swept import Edge
from quizgen.drill import Drill
from quizgen.notation.text import to_text
from quizgen.prompt import listing
from quizgen.run import Run
from quizgen.value import value_math
from quizgen.working_equation import Side, equation, written
from quizgen.working_formula import formula_of
from quizgen.working_script import Line, Path
from quizgen.working_size import size_text

_IN_WORDS = {"sum": "at every entry", "mean": "at every entry", "row_sum": "along every row"}


def remarks(made: Run, trace: Sequence[Edge], line: Line, *, whole: bool) -> str:
    """Return what is worth saying after an equation: sizes, the units that are on, how many uses were added."""
    found = [text for path in line.paths if (text := _remark(made, trace[path.edge], path))]
    given = dict.fromkeys(path.node for path in line.paths if is_given(made.drill, path.node))
    if given and not whole:
        names = listing([_given(made, place) for place in given], "and")
        found.append(f"as {names} {'is' if len(given) == 1 else 'are'} given")
    if len(line.paths) > 1:
        found.append(f"the sum over its {len(line.paths)} uses")
    return "".join(f", {text}" for text in found)


def is_given(drill: Drill, node: int) -> bool:
    """Tell whether a node's value is given, and its derivative told by that."""
    return node in drill.pinned.places and bool(OPERATIONS[drill.graph.nodes[node].operation].from_output)


def _given(made: Run, place: int) -> str:
    """Return a given node, with its value where it is short."""
    name, value = made.drill.graph.nodes[place].label, made.values[place]
    return f"${name}$" if isinstance(value, Array) or made.drill.in_letters else f"${name} = {value_math(value)}$"


def _remark(made: Run, edge: Edge, path: Path) -> str:
    drill = made.drill
    node = drill.graph.nodes[path.node]
    if node.operation == "@":
        sizes = [size_text(drill, made, place) for place in (path.node, *node.parents)]
        if "" in sizes:
            return ""
        above, left, right = [size.split(" × ") for size in sizes]
        pairs = [(above, right[::-1]), (left[::-1], above)][path.which]
        return " times ".join(f"${rows} × {columns}$" for rows, columns in pairs)
    if node.operation in _IN_WORDS:
        count = len(edge.downstream.flat) if isinstance(edge.downstream, Array) else 1
        share = f" divided by {count}" if node.operation == "mean" else ""
        return f"${path.upstream}${share} {_IN_WORDS[node.operation]}"
    row = OPERATIONS[node.operation]
    if isinstance(row, Arraywise) or row.kink is None or drill.in_letters:
        return ""
    inputs = [made.values[parent] for parent in node.parents]
    names = [to_text(formula_of(drill.graph, parent)) for parent in node.parents]
    if Array in map(type, inputs):
        return _switched(row.arity, path, names, edge.local, node.operation)
    first, second = inputs if row.arity == 2 else (inputs[0], 0)
    return f"as ${names[0]} {'>' if first > second else '<'} {names[1] if row.arity == 2 else 0}$"


def _switched(arity: int, path: Path, names: Sequence[str], local: Any, operation: str) -> str:
    """Return at which entries a choice lets the gradient through."""
    if arity == 1:
        return f"where {equation(Side(path.local), written(local))} by the sign of each entry of ${names[0]}$"
    own, other = names[path.which], names[1 - path.which]
    return f"with a 1 where $?{own} {'>' if operation == 'max' else '<'} {other}$"
