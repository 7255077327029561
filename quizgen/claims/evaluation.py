"""The value of a formula in a world, with everything that its text says of the names in it.

Derivatives are the heart of it: of what the text defines by what it is made of, and of a cost that nobody defined by
way of the ends of the graph.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import reduce
from typing import Any

from quizgen.autodiff.array import Array, of_shape, total
from quizgen.claims.calling import Calling
from quizgen.claims.context import UndecidableError
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Tree


class Evaluator(Calling):
    """An evaluation that knows derivatives."""

    def derivative(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return `dA/dB`."""
        by = tree.operands[-1]
        if not isinstance(by, Name):
            raise UndecidableError(f"{to_text(tree)} is a derivative by something that is no name")
        if len(tree.operands) == 2:
            return self.gradient(tree.operands[0], by, bound)
        ends = self.context.terminals()
        if len(ends) != 1:
            raise UndecidableError(f"nothing tells what {to_text(tree)} is the derivative of")
        return self.gradient(Name(ends[0]), by, bound)

    def gradient(self, of: Tree, by: Name, bound: Mapping[str, Any]) -> Any:
        """Return the derivative of a formula by a name, in the shape that this has."""
        if isinstance(of, Name) and of.name in self.context.functions and of.name not in bound:
            parameters = self.context.functions[of.name].parameters
            of = Operation("call", (of, *map(Name, parameters)))
        if isinstance(of, Name) and self.is_unknown_cost(of.name, bound):
            return self.cost_gradient(of.name, by, bound)
        if of == by:
            return self._itself(by, bound)
        reached = self.context.reach(of)
        entry = self.sizes.entry(by.name, bound)
        if by.name not in reached and (entry is None or entry[0] not in reached):
            other = self.otherwise(reached, by.name)
            if other is None and isinstance(of, Name):
                self.vague.append(f"nothing tells how {to_text(of)} hangs on {by.name}")
            if other is not None:
                return self.replaced(other, lambda: self.gradient(of, by, bound))
        return self.slopes(lambda inner: self.value(of, inner), by.name, bound)

    def otherwise(self, reached: Collection[str], by: str) -> tuple[str, Tree] | None:
        """Return what else one of these names is said to be, if it hangs on another name then."""
        for name in reached:
            for tree in self.context.others.get(name, ()):
                if by in self.context.reach(tree) and name not in self.context.reach(tree):
                    return name, tree
        return None

    def replaced(self, other: tuple[str, Tree], found: Callable[[], Any]) -> Any:
        """Return what is found while a name stands for something else that it is said to be."""
        name, tree = other
        kept, known, moved = self.context.replace(name, tree), self._known, self._moved
        self._known, self._moved = {}, {}
        try:
            return found()
        finally:
            self.context.replace(name, kept)
            self._known, self._moved = known, moved

    def _itself(self, by: Name, bound: Mapping[str, Any]) -> Any:
        if isinstance(self.name(by.name, bound), Array):
            raise UndecidableError(f"d{by.name}/d{by.name} is a Jacobian")
        return self.world.number(1)

    def is_unknown_cost(self, name: str, bound: Mapping[str, Any]) -> bool:
        """Tell whether a name is that of a cost which the text does not define."""
        return name not in bound and self.context.may_be_cost(name) and self.sizes.entry(name, bound) is None

    def cost_gradient(self, cost: str, by: Name, bound: Mapping[str, Any]) -> Any:
        """Return the derivative of a cost that nobody defined.

        By what the graph ends in it is a letter; the sum of these letters times the ends has the derivatives of every
        cost that does not see what lies before them.
        """
        if by.name == cost:
            return self.world.number(1)
        ends = self.ends(by.name)
        entry = self.sizes.entry(by.name, bound)
        if not ends and entry is not None:
            ends = self.ends(entry[0])
        if by.name in ends:
            return self.signal(cost, by.name, bound)
        if not ends:
            self.vague.append(f"nothing tells how {cost} hangs on {by.name}")
            return self.signal(cost, by.name, bound)

        def weighted(inner: Mapping[str, Any]) -> Any:
            return reduce(
                lambda x, y: x + y,
                [total(self.times(self.signal(cost, end, {}), self.name(end, inner))) for end in ends],
            )

        return self.slopes(weighted, by.name, bound)

    def ends(self, by: str) -> list[str]:
        """Return the names after which nothing is told of a cost, out of those that hang on another."""
        context = self.context
        if self.valued:
            given = [name for name in context.signals if by == name or by in context.reached_by(name)]
            if given:
                return [by] if by in given else given
        return [end for end in context.terminals() if by in context.reached_by(end)]

    def signal(self, cost: str, end: str, bound: Mapping[str, Any]) -> Any:
        """Return the letter that stands for the derivative of an unknown cost by the end of a graph."""
        written = f"{end}_bar" if " " in cost else to_text(Operation("derivative", (Name(cost), Name(end))))
        if self.valued and end in self.context.signals:
            self.used.add(written)
            return self.value(self.context.signals[end])
        value = self.name(end, {} if end in self.context.definitions else bound)
        return self.world.letter(written, value.shape if isinstance(value, Array) else None)

    def slopes(self, of: Callable[[Mapping[str, Any]], Any], by: str, bound: Mapping[str, Any]) -> Any:
        """Return the derivative of something by a name, a whole array or an entry of one."""
        entry = self.sizes.entry(by, bound)
        stem = by if entry is None or by in bound else entry[0]
        whole = self.name(stem, bound)
        if stem == by:
            place = None
            values = list(whole.flat) if isinstance(whole, Array) else [whole]
        else:
            if not isinstance(whole, Array) or entry is None:
                raise UndecidableError(f"{stem} has no entries here")
            place = self.place(whole.shape, stem, entry[1], bound)
            values = [whole.flat[place]]

        def moved(entries: Sequence[Any]) -> Any:
            if place is not None:
                new: Any = of_shape(whole.shape, (*whole.flat[:place], entries[0], *whole.flat[place + 1 :]))
            elif isinstance(whole, Array):
                new = of_shape(whole.shape, tuple(entries))
            else:
                new = entries[0]
            return of({**bound, stem: new})

        found = self.world.slopes(moved, values)
        if place is not None or not isinstance(whole, Array):
            return found[0]
        return self.in_shape(found, whole)

    def in_shape(self, found: list[Any], by: Array) -> Array:
        """Return derivatives by the entries of an array: in its shape, or as a Jacobian of two vectors."""
        of = found[0]
        if not isinstance(of, Array) or len(of.flat) == 1:
            return of_shape(by.shape, tuple(slope.flat[0] if isinstance(slope, Array) else slope for slope in found))
        if 1 not in of.shape or 1 not in by.shape:
            raise UndecidableError("the derivative of a matrix by a matrix has more than two indices")
        return Array([[column.flat[row] for column in found] for row in range(len(of.flat))])
