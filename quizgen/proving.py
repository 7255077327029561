"""Every key is found a second time, by other means than the table's derivatives, before anyone sees it.

Gradients come from dual numbers, which run an operation's value only. Values come from the formulas as they are
written, without the graph; updates and differences are worked out again from those; products are counted one by one.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from quizgen.autodiff.array import Array, of_shape, shape_of
from quizgen.autodiff.graph import INPUT
from quizgen.autodiff.number import quotient
from quizgen.autodiff.proof import agree, gradient
from quizgen.autodiff.sweep import forward
from quizgen.autodiff.unknown import is_known
from quizgen.drill import Drill
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Tree, children, names
from quizgen.pinning import proof_values, stand_in
from quizgen.run import Run, Sample
from quizgen.value import Answer, Size, Symbolic
from quizgen.written import written_value


class ProofError(AssertionError):
    """Two independent engines disagree on an answer: a fault of the program, never shown as a key."""


class Independent:
    """The other engine: dual numbers for gradients, the formulas as they are written for all else."""

    def __init__(self, drill: Drill, sample: Sample) -> None:
        self.drill = drill
        self.sample = sample
        self.values = self._written({})
        self._arrives = drill.source.upstream is not None
        self._duals: Sequence[Any] | None = None

    def asked(self, tree: Tree) -> Any:
        """Return what a formula comes to that may have derivatives, updates, differences, shapes and counts in it."""
        found = dict(self.values)
        return written_value(self._with_names(tree, found), found)

    def _with_names(self, tree: Tree, found: dict[str, Any]) -> Tree:
        """Return a formula with a name for each part that is more than arithmetic, and note what it comes to."""
        if not isinstance(tree, Operation):
            return tree
        called = tree.operands[0] if tree.symbol == "call" else None
        if tree.symbol == "derivative":
            value: Any = self._derivative(tree, scaled=len(tree.operands) == 1 and self._arrives)
        elif isinstance(called, Name) and called.name in _DEFINITIONS:
            value = _DEFINITIONS[called.name](self, *tree.operands[1:])
        else:
            return Operation(tree.symbol, tuple([self._with_names(part, found) for part in tree.operands]))
        name = to_text(tree)
        found[name] = value
        return Name(name)

    def _derivative(self, tree: Tree, *, scaled: bool) -> Any:
        """Return a derivative: of one node by another, or of the output, times the gradient that arrives there."""
        *top, below = map(to_text, children(tree))
        graph = self.drill.graph
        of = graph.names[top[0]] if top else graph.output
        return self.gradient(of, graph.names[below], scaled=scaled)

    def gradient(self, of: int, by: int, *, scaled: bool) -> Any:
        """Return d(of)/d(by) by dual numbers, times the upstream gradient where it is scaled; a vector's Jacobian."""
        shape = shape_of(self.sample.values[of])
        if shape is None or scaled:
            return self._slope(of, by, self.sample.upstream if scaled else 1)
        count = shape[0] * shape[1]
        ones = [of_shape(shape, tuple([int(place == entry) for place in range(count)])) for entry in range(count)]
        rows = [self._slope(of, by, one) for one in ones]
        return Array([row.flat if isinstance(row, Array) else (row,) for row in rows])

    def _slope(self, of: int, by: int, upstream: Any) -> Any:
        pinned = self.drill.pinned
        return gradient(pinned.proof, self._numbers(), pinned.where[of], pinned.where[by], upstream)

    def _numbers(self) -> Sequence[Any]:
        """Return a number for every node of the proof's graph."""
        if self._duals is None:
            graph, pinned, values = self.drill.graph, self.drill.pinned, self.sample.values
            if not pinned.places:
                self._duals = values
            else:
                inputs = {
                    node.label: values[place] if is_known(values[place]) else stand_in(shape_of(values[place]))
                    for place, node in enumerate(pinned.cut.nodes)
                    if node.operation == INPUT
                }
                self._duals = proof_values(pinned, graph, values, forward(pinned.cut, inputs))
        return self._duals

    def _written(self, instead: Mapping[str, Any]) -> dict[str, Any]:
        """Return every value that the formulas give, one after the other, with other values `instead` of some.

        What is given is not computed; what hangs on unknown inputs is left out.
        """
        drill = self.drill
        lets = dict(drill.lets)
        values = {name: value for name, value in self.sample.known.items() if name not in lets} | dict(instead)
        for name, tree in (*drill.lets, *[(name, tree) for name, tree, _ in drill.definitions]):
            if name not in values and all(other in values for other in names(tree)):
                values[name] = written_value(tree, values)
        return values

    def moved(self, of: Tree, by: Tree, amount: Any) -> Any:
        """Return a node's value when another one is changed by an amount."""
        name = to_text(by)
        return self._written({name: self.values[name] + amount})[to_text(of)]

    def step(self, weight: Tree, rate: Tree) -> Any:
        """Return where a step against the gradient of the output leads to."""
        graph = self.drill.graph
        slope = self.gradient(graph.output, graph.names[to_text(weight)], scaled=False)
        return self.asked(weight) + -1 * (self.asked(rate) * slope)

    def central(self, of: Tree, by: Tree, h: Tree) -> Any:
        """Return the slope between the points at both sides."""
        ahead = self.asked(h)
        return quotient(self.moved(of, by, ahead) - self.moved(of, by, -ahead), ahead + ahead)

    def forward(self, of: Tree, by: Tree, h: Tree) -> Any:
        """Return the slope from here to the point ahead."""
        ahead = self.asked(h)
        return quotient(self.moved(of, by, ahead) - self.asked(of), ahead)

    def shape(self, of: Tree) -> Any:
        """Return how many rows and columns a value or a gradient has that was worked out."""
        found = self.asked(of) if isinstance(of, Name) else self._derivative(of, scaled=True)
        return Size(len(found.rows), len(found.columns))

    def multiplications(self, of: Tree) -> int:
        """Return how many numbers are multiplied with each other in the matrix products on the way, one by one."""
        trees = {name: tree for name, tree, _ in self.drill.definitions}
        waiting, seen, count = [to_text(of)], set[str](), 0
        while waiting:
            name = waiting.pop()
            if name in seen or name not in trees:
                continue
            seen.add(name)
            waiting += names(trees[name])
            count += self._counted(trees[name])
        return count

    def _counted(self, tree: Tree) -> int:
        count = sum(map(self._counted, children(tree)))
        if isinstance(tree, Operation) and tree.symbol == "@":
            left, right = [written_value(part, self.values) for part in tree.operands]
            for row in left.rows:
                for column in right.columns:
                    for _pair in zip(row, column, strict=True):
                        count += 1
        return count


_DEFINITIONS: dict[str, Callable[..., Any]] = {  # what is asked with a function, said once more
    "step": Independent.step,
    "central": Independent.central,
    "forward": Independent.forward,
    "shape": Independent.shape,
    "multiplications": Independent.multiplications,
}


def prove(made: Run) -> None:
    """See that another engine gives every asked answer too, and every value on the way, or raise a ProofError."""
    drill = made.drill
    for number, sample in enumerate(made.samples):
        engine = Independent(drill, sample)
        for name, value in engine.values.items():
            here = sample.values[drill.graph.names[name]] if name in drill.graph.names else sample.known[name]
            if not agree(here, value):
                raise ProofError(f"{drill.id}: {name} is {here} by the sweep and {value} by the proof")
        for ask, answer in zip(drill.asks, made.answer, strict=True):
            found = engine.asked(ask.tree)
            here = answer.points[number] if isinstance(answer, Symbolic) else answer
            if not _agree(here, found):
                raise ProofError(f"{drill.id}: {ask.label} is {here} by the sweep and {found} by the proof")
            if isinstance(answer, Symbolic) and not agree(written_value(answer.tree, made.points[number]), here):
                raise ProofError(f"{drill.id}: the formula of {ask.label} does not have the value {here}")


def _agree(one: Answer, other: Answer) -> bool:
    if isinstance(one, Size) or isinstance(other, Size):
        return one == other
    return agree(one, other)
