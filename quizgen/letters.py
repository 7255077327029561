"""Answers in letters: the backward sweep run on formulas, so that a key reads `G @ W^T`.

Whether a typed formula is right is decided by numbers at hidden points, and so is whether this one is.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from quizgen.ask import Ask
from quizgen.asked_function import WrongFormula
from quizgen.autodiff.array import Array
from quizgen.autodiff.graph import CONSTANT, INPUT, Graph
from quizgen.autodiff.number import UndefinedValueError
from quizgen.autodiff.operations import OPERATIONS, Arraywise, WrongRule
from quizgen.autodiff.sweep import Fault, Gradients, Slip, backward
from quizgen.domain import DrillError
from quizgen.notation.parser import read_expression
from quizgen.notation.tree import Name, Operation, Tree
from quizgen.run import Candidate, Run, graph_towards
from quizgen.term import Term, is_array_term, tree_of_term
from quizgen.tidy import tidy
from quizgen.wrong_value import WrongValue

_NO_MISTAKE = Fault("", "", "")  # another than the engine's own, which has a shorter loop for numbers alone


@lru_cache(maxsize=512)
def _read_label(label: str) -> Tree:
    """Return a node's label, the same in all problems of a drill, as a formula."""
    return read_expression(label)


def formulas(made: Run, asks: Sequence[Ask], mistakes: Sequence[Candidate]) -> list[Tree]:
    """Return each answer as a formula; where letters cannot say it, an UndefinedValueError."""
    engine = _Terms(made, mistakes)
    return [tidy(tree_of_term(ask.value(engine))) for ask in asks]


def swept_letters(made: Run, of: int, *, scaled: bool) -> Gradients:
    """Return a backward sweep in letters: its gradients are terms."""
    return _Terms(made, ()).swept(of, scaled=scaled)


class _Terms:
    """The table's engine on formulas."""

    def __init__(self, made: Run, mistakes: Sequence[Candidate]) -> None:
        if any(isinstance(slip.rule, WrongValue) for slip in mistakes):
            raise UndefinedValueError("a wrong value in letters")
        self.made = made
        self.graph = made.drill.graph
        self.mistakes = mistakes
        self.values = [self._letters(place) for place in range(len(self.graph.nodes))]

    def _letters(self, place: int) -> Any:
        """Return a node as it is called: its name, its formula, or its constant."""
        node = self.graph.nodes[place]
        value = self.made.samples[0].values[place]
        if node.operation == CONSTANT:
            return node.constant
        known = node.operation == INPUT and not self._is_letter(node.label)
        if known and not isinstance(value, Array):
            return value
        return Term(_read_label(node.label), is_array=isinstance(value, Array))

    def _is_letter(self, name: str) -> bool:
        from quizgen.domain import Letter

        return isinstance(self.made.drill.domains.get(name), Letter)

    @property
    def output(self) -> int:
        """Return the place of the output."""
        return self.graph.output

    def value(self, place: int) -> Any:
        """Return a node's formula in letters that are given."""
        node = self.graph.nodes[place]
        if node.operation in (INPUT, CONSTANT):
            return self.values[place]
        inputs = [self.value(parent) for parent in node.parents]
        row = OPERATIONS[node.operation]
        if node.operation == "@":
            return inputs[0] @ inputs[1]
        if isinstance(row, Arraywise):
            is_array = node.operation in ("transpose", "softmax", "row_sum")
            if node.operation == "transpose":
                return inputs[0].transposed
            called = Operation("call", (Name(node.operation), *map(tree_of_term, inputs)))
            return Term(called, is_array=is_array)
        if node.operation in ("+", "-", "*", ".*", "/", "^", "negate"):
            return row.value(*inputs)
        return Term(
            Operation("call", (Name(node.operation), *map(tree_of_term, inputs))), is_array=is_array_term(inputs[0])
        )

    def number(self, name: str) -> Any:
        """Return a given that is no node: a letter, or its number."""
        value = self.made.samples[0].known[name]
        return Term(Name(name), is_array=isinstance(value, Array)) if self._is_letter(name) else value

    def wrong(self, function: str) -> Callable[..., Any] | None:
        """Return the wrong formula that a mistake uses for something asked."""
        rules = [slip.rule for slip in self.mistakes if isinstance(slip.rule, WrongFormula)]
        return next((rule.formula for rule in rules if rule.function == function), None)

    def gradient(self, of: int, by: int, *, scaled: bool) -> Any:
        """Return the gradient as a formula of the letters on the way."""
        if not scaled and isinstance(self.made.samples[0].values[of], Array):
            what = f"d{self.graph.nodes[of].label}/d{self.graph.nodes[by].label}"
            raise DrillError(f"{what} is a whole Jacobian, which has no formula in letters: write d/dX", "ask")
        return self._sweep(graph_towards(self.made.drill, of, by), of, scaled=scaled).adjoints[by]

    def swept(self, of: int, *, scaled: bool) -> Gradients:
        """Return the backward sweep in letters."""
        return self._sweep(self.graph, of, scaled=scaled)

    def _sweep(self, graph: Graph, of: int, *, scaled: bool) -> Gradients:
        drill = self.made.drill
        upstream: Any = 1
        if scaled:
            upstream = self.made.upstream
            if drill.upstream_letter:
                is_array = isinstance(self.made.samples[0].upstream, Array)
                upstream = Term(Name(drill.upstream_letter), is_array=is_array)
        slips = [Slip(slip.rule, slip.at) for slip in self.mistakes if isinstance(slip.rule, WrongRule | Fault)] or [
            Slip(_NO_MISTAKE)
        ]
        try:
            return backward(graph, self.values, of, upstream, slips=slips)
        except (AttributeError, TypeError) as fault:  # a row that asks a formula for its shape or its sign
            raise UndefinedValueError("a gradient that letters cannot say") from fault

    def moved(self, of: int, by: int, amount: Any) -> Any:
        """Refuse: differences are asked of numbers."""
        del of, by, amount
        raise UndefinedValueError("a difference in letters")

    def factors(self, place: int) -> list[tuple[int, int, int]]:
        """Refuse: products are counted at sizes."""
        del place
        raise UndefinedValueError("a count in letters")
