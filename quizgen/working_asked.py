"""What is asked beside values and gradients, worked out: an update, a difference, a shape, a cost, a formula."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from quizgen.ask import Ask
from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.autodiff.array import shape_of
from quizgen.drill import Drill
from quizgen.notation.parser import read_math
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Tree, children, walk
from quizgen.run import Run
from quizgen.tidy import product
from quizgen.working_difference import difference_lines
from quizgen.working_equation import Side, equation, written
from quizgen.working_formula import called
from quizgen.working_forward import wanted
from quizgen.working_part import filled_part, function_of, value_of_part
from quizgen.working_size import count_lines, shape_lines


def asked_lines(made: Run, number: int, answer: Any, said: set[str], *, whole: bool) -> list[str]:
    """Return the lines for the functions in a formula that is asked, and for the formula itself.

    What was asked before and has a name is called by it; nodes and gradients have had their lines.
    """
    drill = made.drill
    ask, named = drill.asks[number], _named_before(drill, number)
    if ask.of is not None:
        return _of_a_node(made, ask, answer)
    lines = []
    for part in walk(ask.tree):
        name = function_of(part)
        if name and part not in named:
            if whole and name not in said:
                lines.append(FUNCTIONS_ASKED[name].rule)
                said.add(name)
            head = ask.label if part == ask.tree else to_text(part)
            lines += _FUNCTIONS[name](made, part, head, whole=whole)
    if function_of(ask.tree) and ask.tree not in named:
        return lines
    numbers = [] if drill.in_letters else [filled_part(made, ask.tree)]
    return [*lines, equation(Side(ask.label), Side(to_text(_put(ask.tree, named))), *numbers, written(answer))]


def _of_a_node(made: Run, ask: Ask, answer: Any) -> list[str]:
    """Return the line for a node that took none, or for a Jacobian's own name."""
    drill = made.drill
    if ask.by is None:
        worked_out = not drill.in_letters and any(line.place == ask.of for line in wanted(drill)[0])
    else:
        worked_out = ask.scaled or ask.label == called(drill, ask) or shape_of(made.values[ask.of or 0]) is None
    return [] if worked_out else [equation(Side(ask.label), Side(called(drill, ask)), written(answer))]


@lru_cache(maxsize=512)
def _named_before(drill: Drill, number: int) -> Mapping[Tree, Tree]:
    """Return what was asked before, with the name that the author has for it."""
    found: dict[Tree, Tree] = {}
    for ask in drill.asks[:number]:
        label = read_math(ask.label)
        if isinstance(label, Name) or (isinstance(label, Operation) and label.symbol == "text"):
            found.setdefault(ask.tree, label)
    return {tree: label for tree, label in found.items() if not isinstance(tree, Name)}


def _put(tree: Tree, named: Mapping[Tree, Tree]) -> Tree:
    """Return a formula with names for what has one."""
    if tree in named:
        return named[tree]
    if isinstance(tree, Operation) and tree.symbol != "derivative":
        return Operation(tree.symbol, tuple(_put(part, named) for part in tree.operands))
    return tree


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
