"""The value of a sum, a product or a maximum over indices."""

from collections.abc import Iterator, Mapping
from functools import reduce
from itertools import product
from typing import Any

from quizgen.autodiff.array import Array, Shape
from quizgen.claims.context import UndecidableError
from quizgen.claims.enclosure import Enclosure
from quizgen.claims.kinds import below_of, indices_of, is_one_number
from quizgen.claims.mention import indexed
from quizgen.claims.reckoner import Reckoner
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, children

_LONGEST_SUM = 60  # terms


class Summing(Reckoner):
    """An evaluation that knows indices."""

    def over(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return a sum or product over indices."""
        sign, script, *body = tree.operands
        indices = indices_of(script)
        name = sign.name if isinstance(sign, Name) else ""
        if name not in ("sum", "prod", "max", "min") or not indices or not body:
            raise UndecidableError(f"{to_text(tree)} cannot be worked out here")
        first = {**bound, **self.indexed((index, 1) for index in indices)}  # a shape is the same at every place
        ranges = [self.range(index, script, body[0], first) for index in indices]
        terms = [
            self.value(body[0], {**bound, **self.indexed(zip(indices, places, strict=True))})
            for places in product(*ranges)
        ]
        if name in ("max", "min"):
            return reduce(lambda x, y: self.known_function(name, [x, y]), terms)
        return reduce(lambda x, y: x + y if name == "sum" else self.times(x, y), terms)

    def entries(self, tree: Operation, bound: Mapping[str, Any]) -> Array:
        """Return an array that is told entry by entry."""
        *indices, body = tree.operands
        names = [index.name for index in indices if isinstance(index, Name)]
        ranges = [range(1, self.chosen.counts[f"#{name}"] + 1) for name in names]
        rows = [[(row, *column) for column in product(*ranges[1:])] for row in ranges[0]]
        found = [
            [self.value(body, {**bound, **self.indexed(zip(names, places, strict=True))}) for places in row]
            for row in rows
        ]
        if any(isinstance(entry, Array) for row in found for entry in row):
            raise UndecidableError("an entry is no number here")
        return Array(found)

    def indexed(self, places: Any) -> dict[str, Any]:
        """Return what indices are bound to: a number of the world, and the plain one for looking up entries."""
        found: dict[str, Any] = {}
        for index, place in places:
            found[index] = self.world.number(place)
            found[f"#{index}"] = place
        return found

    def range(self, index: str, script: Tree, body: Tree, bound: Mapping[str, Any]) -> range:
        """Return how far an index runs."""
        first, *last = children(script)
        start = 1
        if isinstance(first, Relation):
            if first.signs != ("=",) or not isinstance(first.sides[1], Number):
                raise UndecidableError(f"{to_text(first)} below a sum cannot be worked out here")
            start = int(first.sides[1].value)
        if last and isinstance(last[0], Number):
            end = int(last[0].value)
        elif last:
            value = self.value(last[0], bound)
            exact = value.exact if isinstance(value, Enclosure) else getattr(value, "inner", None)
            if exact is None or not getattr(exact, "is_integer", lambda: False) or int(exact) != exact:
                raise UndecidableError(f"nothing tells how far {index} runs")
            end = int(exact)
        else:
            lengths = set(self.lengths(index, body, bound))
            if len(lengths) != 1:
                what = "arrays of several lengths tell" if lengths else "nothing tells"
                raise UndecidableError(f"{what} how far {index} runs, as sum_{{{index}=1}}^n does")
            (end,) = lengths
        if not start <= end <= start + _LONGEST_SUM:
            raise UndecidableError(f"nothing tells how far {index} runs")
        return range(start, end + 1)

    def lengths(self, index: str, body: Tree, bound: Mapping[str, Any]) -> Iterator[int]:
        """Yield how many entries the arrays in the body of a sum have along an index that stands below them."""
        if isinstance(body, Name):
            stem, below = indexed(body.name)
            if index in below and self.sizes.entry(body.name, bound):
                yield from _along(index, below, self.shape(stem, bound))
            return
        if isinstance(body, Operation) and body.symbol == "over":
            inner = indices_of(body.operands[1])
            if index in inner:
                return
            bound = {**bound, **self.indexed((one, 1) for one in inner)}
        elif isinstance(body, Operation) and body.symbol == "subscript" and index in below_of(body.operands[1]):
            yield from _along(index, below_of(body.operands[1]), self.shape(body.operands[0], bound))
        for part in children(body):
            yield from self.lengths(index, part, bound)

    def shape(self, array: Tree | str, bound: Mapping[str, Any]) -> Shape | None:
        """Return the shape of what has entries, none if it is a number."""
        if isinstance(array, str) and array not in bound:
            barred = self.context.bar_of(array)
            return self.chosen.shapes.get(array if barred is None else barred)
        value = self.value(array, bound) if not isinstance(array, str) else bound[array]
        return value.shape if isinstance(value, Array) else None


def _along(index: str, below: str, shape: Shape | None) -> Iterator[int]:
    """Yield how far an index runs that stands below an array of a shape."""
    if shape is None:
        return
    if is_one_number(below, is_vector=1 in shape):
        yield from (shape[0] * shape[1],) if 1 in shape else ()
    else:
        yield from (size for sign, size in zip(below, shape, strict=False) if sign == index)
