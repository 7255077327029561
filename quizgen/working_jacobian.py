"""A Jacobian with its numbers: a row for each entry of what is differentiated, or its diagonal."""

from quizgen.autodiff.array import Array, shape_of
from quizgen.autodiff.operations import OPERATIONS, Elementwise
from quizgen.autodiff.symbol import local_formula
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation
from quizgen.run import Run, Sweeps
from quizgen.working_equation import Side, equation, written
from quizgen.working_formula import Kinds, formula_of


def jacobian_lines(made: Run, of: int, by: int) -> list[str]:
    """Return the lines for d(of)/d(by) of an array."""
    graph = made.drill.graph
    above, below = [to_text(formula_of(graph, place)) for place in (of, by)]
    found = Sweeps(made.drill, made.samples[0]).gradient(of, by, scaled=False)
    label = to_text(Operation("derivative", (formula_of(graph, of), formula_of(graph, by))))
    whole = (
        f"{equation(Side(label), written(found))}: a row for each entry of ${above}$, a column for each of ${below}$"
    )
    return [*(_diagonal(made, of, by) or _rows(made, of, by, found)), whole]


def _diagonal(made: Run, of: int, by: int) -> list[str]:
    """Return that each entry hangs on one entry alone, where an operation works entry by entry."""
    graph, node = made.drill.graph, made.drill.graph.nodes[of]
    row = OPERATIONS[node.operation]
    if not isinstance(row, Elementwise) or node.parents.count(by) != 1 or shape_of(made.values[by]) is None:
        return []
    if shape_of(made.values[of]) != shape_of(made.values[by]) or (row.kink is not None and row.arity > 1):
        return []
    above, below = [to_text(formula_of(graph, place)) for place in (of, by)]
    inputs = tuple(formula_of(graph, parent) for parent in node.parents)
    which = node.parents.index(by)
    output = Name(node.label) if node.label in graph.names else None
    kinds = Kinds(graph, {place: shape_of(value) for place, value in enumerate(made.values)})
    letters = kinds.signed(local_formula(node.operation, which, inputs, output))
    if not kinds.is_array(letters):
        diagonal = f"${to_text(letters)}$"
    else:
        found = Sweeps(made.drill, made.samples[0]).gradient(of, by, scaled=False)
        entries = tuple(found.rows[place][place] for place in range(found.shape[0]))
        shape = made.values[by].shape
        grid = [entries[start : start + shape[1]] for start in range(0, len(entries), shape[1])]
        diagonal = equation(Side(to_text(letters)), written(Array(grid)))
    return [
        f"Each entry of ${above}$ is made from the same entry of ${below}$ alone: off the diagonal there is 0, on it "
        f"{diagonal}."
    ]


def _rows(made: Run, of: int, by: int, found: Array) -> list[str]:
    """Return each row: the derivatives of one entry by all entries of the other array."""
    graph = made.drill.graph
    name = graph.nodes[of].label
    rows, columns = made.values[of].shape
    lines = []
    for place, row in enumerate(found.rows):
        index = str(place + 1) if 1 in (rows, columns) else f"{place // columns + 1}{place % columns + 1}"
        entry = Name(f"{name}_{index}")
        label = to_text(Operation("derivative", (entry, formula_of(graph, by))))
        lines.append(equation(Side(label), written(Array([row]))))
    return lines
