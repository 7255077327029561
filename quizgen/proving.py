"""Every key is found a second time, by other means than the table's derivatives, before anyone sees it.

Gradients come from dual numbers, which run an operation's value only. Values come from the formulas as they are
written, without the graph; updates and differences are worked out again from those; products are counted one by one.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from quizgen.autodiff.array import Array, of_shape, shape_of
from quizgen.autodiff.graph import INPUT
from quizgen.autodiff.proof import agree, gradient
from quizgen.autodiff.sweep import forward
from quizgen.autodiff.unknown import is_known
from quizgen.drill import Drill
from quizgen.notation.tree import Operation, Tree, children, names
from quizgen.pinning import proof_values, stand_in
from quizgen.run import Run, Sample
from quizgen.value import Answer, Size, Symbolic
from quizgen.written import written_value


class ProofError(AssertionError):
    """Two independent engines disagree on an answer: a fault of the program, never shown as a key."""


class Independent:
    """The other engine: dual numbers for gradients, the formulas themselves for values."""

    def __init__(self, drill: Drill, sample: Sample) -> None:
        self.drill = drill
        self.sample = sample
        self._values: Mapping[str, Any] | None = None
        self._duals: Sequence[Any] | None = None

    @property
    def output(self) -> int:
        """Return the place of the output."""
        return self.drill.graph.output

    def value(self, place: int) -> Any:
        """Return a node's value by its formula."""
        if self._values is None:
            self._values = self._written(self.sample.known)
        return self._values[self._name(place)]

    def number(self, name: str) -> Any:
        """Return a given that is no node."""
        return self.sample.known[name]

    def wrong(self, function: str) -> Callable[..., Any] | None:
        """Return nothing: nobody errs here."""
        del function
        return None

    def moved(self, of: int, by: int, amount: Any) -> Any:
        """Return a node's value, by the formulas, when another one is changed."""
        moved = {self._name(by): self.value(by) + amount}
        return self._written({**self.sample.known, **moved})[self._name(of)]

    def factors(self, place: int) -> list[tuple[int, int, int]]:
        """Return the scalar products on the way to a node, counted one by one."""
        trees = {name: tree for name, tree, _ in self.drill.definitions}
        waiting, seen, count = [self._name(place)], set[str](), 0
        while waiting:
            name = waiting.pop()
            if name in seen or name not in trees:
                continue
            seen.add(name)
            waiting += names(trees[name])
            count += self._counted(trees[name])
        return [(count, 1, 1)]

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

    def _name(self, place: int) -> str:
        return next(name for name, where in self.drill.graph.names.items() if where == place)

    def _written(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Return every value that the formulas give, one after the other; what is given is not computed."""
        values = dict(known)
        for name, tree, _ in self.drill.definitions:
            if name not in values and all(other in values for other in names(tree)):
                values[name] = written_value(tree, values)
        return values

    def _counted(self, tree: Tree) -> int:
        """Return how many numbers are multiplied with each other in the matrix products of a formula."""
        count = sum(map(self._counted, children(tree)))
        if isinstance(tree, Operation) and tree.symbol == "@":
            self.value(self.output)
            left, right = [written_value(part, self._values or {}) for part in tree.operands]
            for row in left.rows:
                for column in right.columns:
                    for _pair in zip(row, column, strict=True):
                        count += 1
        return count


def prove(made: Run) -> None:
    """See that another engine gives every asked answer too, or raise a ProofError."""
    for place, (ask, answer) in enumerate(zip(made.drill.asks, made.answer, strict=True)):
        for number, sample in enumerate(made.samples):
            found = ask.value(Independent(made.drill, sample))
            here = answer.points[number] if isinstance(answer, Symbolic) else answer
            if not _agree(here, found):
                raise ProofError(f"{made.drill.id}: {ask.label} is {here} by the sweep and {found} by the proof")
            if isinstance(answer, Symbolic) and not agree(written_value(answer.tree, made.points[number]), here):
                raise ProofError(f"{made.drill.id}: the formula of part {place + 1} does not have the value {here}")


def _agree(one: Answer, other: Answer) -> bool:
    if isinstance(one, Size) or isinstance(other, Size):
        return one == other
    return agree(one, other)
