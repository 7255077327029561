"""How much work a problem is by hand. A drill that asks for more than anybody does is refused, whatever its numbers."""

from quizgen.autodiff.array import shape_of
from quizgen.domain import DrillError
from quizgen.run import Run

MOST_OPERATIONS = 500  # on numbers, on the way forward; shipped drills have up to 90
MOST_ASKED = 50  # numbers to be typed; shipped drills have up to 18


def check_operations(made: Run) -> None:
    """Refuse a drill whose problems take too many operations; where only sizes are asked nobody does them."""
    if made.drill.sizes_only:
        return
    nodes, values = made.drill.pinned.cut.nodes, made.samples[0].values
    count = 0
    for node, value in zip(nodes, values, strict=True):
        shape = shape_of(value)
        if shape is None or not node.parents:
            count += bool(node.parents)
            continue
        left = shape_of(values[node.parents[0]])
        terms = left[1] if node.operation == "@" and left else 1
        count += shape[0] * shape[1] * terms
    if count > MOST_OPERATIONS:
        raise DrillError(
            f"a problem takes {count} operations, and {MOST_OPERATIONS} are more than enough to do by hand: "
            "make its arrays or its graph smaller",
            "graph",
        )


def check_asked(made: Run) -> None:
    """Refuse a drill that asks for too many numbers."""
    shapes = [shape_of(answer) for answer in made.answer]
    count = sum(shape[0] * shape[1] if shape else 1 for shape in shapes)
    if count > MOST_ASKED:
        raise DrillError(
            f"a problem asks for {count} numbers, and {MOST_ASKED} are more than enough to type: ask for fewer", "ask"
        )
