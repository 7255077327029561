"""Sizes worked out: a shape from its inputs forward or from what it belongs to, and what a matrix product costs."""

from quizgen.ask import ancestors
from quizgen.autodiff.array import shape_of
from quizgen.autodiff.graph import CONSTANT, INPUT
from quizgen.autodiff.matrix import MATRIX
from quizgen.autodiff.operations import OPERATIONS, Arraywise
from quizgen.drill import Drill
from quizgen.notation.parser import read_expression
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Tree, children
from quizgen.run import Run
from quizgen.tidy import tidy
from quizgen.working_equation import Side, equation
from quizgen.working_formula import formula_of
from quizgen.working_part import place_of_name


def size_text(drill: Drill, made: Run, place: int) -> str:
    """Return the size of an array, `2 × 3` or `N × D`; nothing for a number, or where letters do not tell it."""
    if not drill.in_letters:
        shape = shape_of(made.values[place])
        return f"{shape[0]} × {shape[1]}" if shape else ""
    node = drill.graph.nodes[place]
    extents = getattr(drill.domains.get(node.label), "extents", None)
    if extents:
        return f"{extents[0]} × {extents[1]}"
    sizes = [size_text(drill, made, parent) for parent in node.parents]
    if not sizes or "" in sizes:
        return ""
    if node.operation == "@":
        return f"{sizes[0].split(' × ')[0]} × {sizes[1].split(' × ')[1]}"
    if node.operation == "transpose":
        return " × ".join(reversed(sizes[0].split(" × ")))
    return sizes[0] if len(sizes) == 1 or sizes[0] == sizes[1] else ""


def shape_lines(made: Run, call: Tree, head: str, *, whole: bool) -> list[str]:
    """Return a shape: a node's from its inputs forward, a gradient's from what it belongs to."""
    asked = children(call)[1]
    below = children(asked)[-1] if isinstance(asked, Operation) else asked
    place = place_of_name(made, below)
    size = size_text(made.drill, made, place)
    lines = _sizes(made, place)
    if asked == below:
        return [*lines, f"${head} = {size}$"]
    lines.append(
        f"A gradient has the shape of what it belongs to: ${to_text(below)}$ is ${size}$, so ${head} = {size}$."
    )
    return [*lines, *(_balanced(made, place) if whole else [])]


def _sizes(made: Run, place: int) -> list[str]:
    """Return the sizes of what a node is made from, inputs first."""
    graph, lines = made.drill.graph, []
    for at in sorted(ancestors(graph, place)):
        node = graph.nodes[at]
        if node.operation in (INPUT, CONSTANT):
            continue
        sizes = [size_text(made.drill, made, parent) for parent in (*node.parents, at)]
        *inputs, size = [f"${text}$" if text else "a number" for text in sizes]
        label = f"${to_text(formula_of(graph, at))}$"
        if node.operation == "@":
            lines.append(f"{label}: {inputs[0]} times {inputs[1]} makes {size}.")
        elif node.operation == "transpose":
            lines.append(f"{label}: {inputs[0]} with rows for columns is {size}.")
        elif isinstance(OPERATIONS[node.operation], Arraywise):
            lines.append(f"{label}: made from {inputs[0]}, it is {size}.")
        else:
            lines.append(f"{label}: entry by entry, it is {size}.")
    return lines


def _balanced(made: Run, place: int) -> list[str]:
    """Return that the product which makes a gradient has its shape: dimensions balance."""
    graph, lines = made.drill.graph, []
    for at, node in enumerate(graph.nodes):
        if node.operation != "@" or place not in node.parents:
            continue
        left, right = [formula_of(graph, parent) for parent in node.parents]
        arriving = Operation("derivative", (Name(made.drill.loss), formula_of(graph, at)))
        sizes = [size_text(made.drill, made, parent).split(" × ") for parent in (at, *node.parents)]
        for which in (0, 1):
            if node.parents[which] == place:
                formula = tidy(read_expression(MATRIX["@"].pulls[which].text), {"G": arriving, "X": left, "Y": right})
                pair = [(sizes[0], sizes[2][::-1]), (sizes[1][::-1], sizes[0])][which]
                times = " times ".join(f"${' × '.join(size)}$" for size in pair)
                lines.append(f"The product agrees: ${to_text(formula)}$ is {times}.")
    return lines


def count_lines(made: Run, call: Tree, head: str, *, whole: bool) -> list[str]:
    """Return a count: for each matrix product its entries, times the length of the sums in them."""
    del whole
    graph, place = made.drill.graph, place_of_name(made, children(call)[1])
    used = ancestors(graph, place)
    counts, lines = [], []
    for at in sorted(used):
        node = graph.nodes[at]
        if node.operation != "@":
            continue
        (rows, length), (_, columns) = [shape_of(made.values[parent]) or (1, 1) for parent in node.parents]
        factors = Operation("@", tuple(formula_of(graph, parent) for parent in node.parents))
        count = rows * length * columns
        counts.append(count)
        lines.append(
            f"${to_text(factors)}$ is ${rows} × {columns}$, and each of its {rows * columns} entries is a sum of "
            f"{length} products: ${rows} * {columns} * {length} = {count}$."
        )
    total = Side(" + ".join(map(str, counts)))
    return [*lines, equation(Side(head), total, Side(str(sum(counts))))]
