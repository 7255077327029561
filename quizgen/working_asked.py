"""What is asked beside values and gradients, worked out: an update, a difference, a shape, a cost, a formula."""

from collections.abc import Callable
from typing import Any

from quizgen.ask import Ask
from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Tree, children, walk
from quizgen.run import Run
from quizgen.tidy import product
from quizgen.working_difference import difference_lines
from quizgen.working_equation import Side, equation, written
from quizgen.working_formula import formula_of
from quizgen.working_part import filled_part, function_of, value_of_part
from quizgen.working_size import count_lines, shape_lines


def asked_lines(made: Run, ask: Ask, answer: Any, said: set[str], *, whole: bool) -> list[str]:
    """Return the lines for the functions in a formula that is asked, and for the formula itself."""
    lines = []
    for part in walk(ask.tree):
        name = function_of(part)
        if name:
            if whole and name not in said:
                lines.append(FUNCTIONS_ASKED[name].rule)
                said.add(name)
            head = ask.label if part == ask.tree else to_text(part)
            lines += _FUNCTIONS[name](made, part, head, whole=whole)
    if function_of(ask.tree):
        return lines
    if ask.of is not None and ask.by is None and made.drill.in_letters:
        label = made.drill.graph.nodes[ask.of].label
        return [*lines, equation(Side(ask.label), Side(label), written(answer))]
    if ask.of is not None:  # a node or a gradient, worked out already; its own label is still to be said
        own = equation(Side(ask.label), Side(_as_it_is_called(made, ask)), written(answer))
        return lines if ask.label == _as_it_is_called(made, ask) else [*lines, own]
    if made.drill.in_letters:
        return [*lines, equation(Side(ask.label), Side(to_text(ask.tree)), written(answer))]
    return [*lines, equation(Side(ask.label), Side(to_text(ask.tree)), filled_part(made, ask.tree), written(answer))]


def _as_it_is_called(made: Run, ask: Ask) -> str:
    """Return a node, or a derivative, as the lines before have it."""
    drill = made.drill
    assert ask.of is not None  # noqa: S101  asked only then
    above = Name(drill.loss) if ask.scaled else formula_of(drill.graph, ask.of)
    below = () if ask.by is None else (formula_of(drill.graph, ask.by),)
    return to_text(Operation("derivative", (above, *below)) if below else above)


def _step_lines(made: Run, call: Tree, head: str, *, whole: bool) -> list[str]:
    """Return an update: w - lr * dL/dw."""
    del whole
    _, weight, rate = children(call)
    slope = Operation("derivative", (Name(made.drill.output), weight))
    update = Operation("-", (weight, product(rate, slope)))
    return [equation(Side(head), Side(to_text(update)), filled_part(made, update), written(value_of_part(made, call)))]


_FUNCTIONS: dict[str, Callable[..., list[str]]] = {
    "step": _step_lines,
    "central": difference_lines,
    "forward": difference_lines,
    "shape": shape_lines,
    "multiplications": count_lines,
}
