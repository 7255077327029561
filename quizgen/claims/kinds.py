"""What every part of a formula is, a number or an array, by what is done with it."""

from collections.abc import Collection, Mapping, Sequence

from quizgen.claims.combining import Combining
from quizgen.claims.context import Context
from quizgen.claims.dimension import Dimension, Dimensions, Kind, array, is_single, longer, number
from quizgen.claims.mention import by_nabla, indexed, is_number_literal
from quizgen.matrix_letter import TO_NUMBER
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, children


class Kinds(Combining):
    """The kinds of the names and parts of some formulas."""

    def __init__(self, context: Context, indices: Collection[str], *, patient: bool) -> None:
        super().__init__(patient=patient)
        self.context = context
        self.indices = indices  # free indices, as the entries of which name shows
        self._names: dict[str, Kind] = {}
        self._counts: dict[str, Dimension] = {}

    def _of(self, tree: Tree, bound: Mapping[str, Kind]) -> Kind:
        """Return the kind of a formula, and note what it tells of its letters."""
        if isinstance(tree, Number):
            return number()
        if isinstance(tree, Name):
            return self._named(tree.name, bound)
        if isinstance(tree, Relation):
            kinds = [self._of(side, bound) for side in tree.sides]
            for kind in kinds[1:]:
                self._alike(kinds[0], kind)
            return kinds[0]
        match tree.symbol:
            case "matrix":
                rows = tree.operands
                return array(Dimension(len(rows)), Dimension(len(children(rows[0])) if rows else 1))
            case "call":
                return self._called(tree, bound)
            case "derivative":
                return self._derivative(tree, bound)
            case "nabla" if by_nabla(tree):
                return self._of(by_nabla(tree) or tree, bound)
            case "over":
                return self._over(tree, bound)
            case "entries":
                return self._entries(tree, bound)
            case "subscript":
                return self._below(tree, bound)
        return self._combined(tree, [self._of(part, bound) for part in tree.operands])

    def _named(self, name: str, bound: Mapping[str, Kind]) -> Kind:
        if name in bound:
            return bound[name]
        context = self.context
        entry = self.entry(name, bound)
        if entry is not None:
            stem, indices = entry
            dimensions = self._array(self._named(stem, bound))
            if dimensions is not None:
                self._indexed(dimensions, indices)
            return number()
        barred = context.bar_of(name)
        if barred is not None:
            return self._named(barred, bound)
        if name not in self._names:
            if name in context.values and not is_number_literal(context.values[name]):
                self._names[name] = self._of(context.values[name], {})
                return self._names[name]
            self._names[name] = Kind()
            for part, tree in context.parts.get(name, {}).items():
                self._named(part, {})
                self._of(tree, {})
            if name in context.definitions:
                self._names[name].parent = self._of(context.definitions[name], {})
        return self._names[name]

    def entry(self, name: str, bound: Mapping[str, object]) -> tuple[str, str] | None:
        """Return the array and the indices, numbers or bound or free letters, that a name is made of."""
        stem, below = indexed(name)
        context = self.context
        if not stem or name in context.definitions or (below.isalpha() and name in context.values):
            return None
        if not below.isalpha() and context.entry_of(name) is None:
            return None
        known = all(index.isdigit() or index in bound or index in self.indices for index in below)
        return (stem, below) if known else None

    def _indexed(self, dimensions: Dimensions, indices: str) -> None:
        """Let each index run as far as the array goes, and the array as far as the numbers do."""
        rows, columns = (dimension.root for dimension in dimensions)
        places: Sequence[Dimension] = dimensions
        told = list(indices)
        if is_one_number(indices, is_vector=1 in (rows.fixed, columns.fixed)):
            told = [indices]
            places = dimensions[:1]
            if rows.fixed == 1 and columns.fixed != 1:
                places = (columns,)
            elif columns.fixed is None and not columns.letter:
                columns.join(Dimension(1))
        for index, dimension in zip(told, places, strict=False):
            if index.isdigit():
                dimension.root.reach(int(index))
            else:
                self._counts.setdefault(f"#{index}", Dimension()).join(dimension)

    def _below(self, tree: Operation, bound: Mapping[str, Kind]) -> Kind:
        """Return the kind of an entry of something."""
        whole, below = tree.operands
        if isinstance(whole, Operation) and whole.symbol == "norm":
            return self._of(whole, bound)
        dimensions = self._array(self._of(whole, bound))
        if dimensions is not None:
            self._indexed(dimensions, below_of(below))
        return number()

    def _over(self, tree: Operation, bound: Mapping[str, Kind]) -> Kind:
        """Return the kind of a sum over an index, which counts something else in another sum, and beside all sums."""
        _, script, *body = tree.operands
        indices = [f"#{index}" for index in indices_of(script)]
        beside = {index: count for index, count in self._counts.items() if index in indices}
        last = children(script)[1:]
        for index in indices:
            self._counts[index] = Dimension()
            self._counts[index].reach(last_number(script))
            if last and isinstance(last[0], Name):
                self._counts.setdefault(last[0].name, Dimension(letter=last[0].name)).join(self._counts[index])
        found = self._of(body[0], {**bound, **{index[1:]: number() for index in indices}}) if body else number()
        for index in indices:
            del self._counts[index]
        self._counts |= beside
        return found

    def _entries(self, tree: Operation, bound: Mapping[str, Kind]) -> Kind:
        """Return the kind of an array that is told entry by entry."""
        *indices, body = tree.operands
        names = [index.name for index in indices if isinstance(index, Name)]
        sizes = [self._counts.setdefault(f"#{name}", Dimension()) for name in names]
        self._of(body, {**bound, **{name: number() for name in names}})
        return array(sizes[0], sizes[1] if len(sizes) > 1 else Dimension(1))

    def _called(self, tree: Operation, bound: Mapping[str, Kind]) -> Kind:
        called, *inputs = tree.operands
        kinds = [self._of(part, bound) for part in inputs]
        name = called.name if isinstance(called, Name) else ""
        if name in self.context.functions:
            function = self.context.functions[name]
            return self._of(function.body, {**bound, **dict(zip(function.parameters, kinds, strict=False))})
        if name in TO_NUMBER:
            for kind in kinds:
                self._array(kind)
            if len(kinds) == 2:
                self._alike(*kinds)
            return number()
        if name == "shape":
            return number()
        if name in ("softmax", "diag", "row_sum", "rowsum"):
            dimensions = self._array(kinds[0])
            if name == "softmax" or dimensions is None:
                return kinds[0]
            if name == "diag" and dimensions[0].root.fixed != 1:
                dimensions[1].join(Dimension(1))
            return array(dimensions[0], dimensions[0] if name == "diag" else Dimension(1))
        if len(kinds) == 1:
            return kinds[0]
        if name in ("max", "min"):
            return self._alike(*kinds[:2])
        return number()

    def _derivative(self, tree: Operation, bound: Mapping[str, Kind]) -> Kind:
        """Return the kind of a derivative: of a number it has the shape of what it is by."""
        of = self._of(tree.operands[0], bound) if len(tree.operands) == 2 else number()
        by = self._of(tree.operands[-1], bound)
        first = tree.operands[0]
        if isinstance(first, Name) and first.name not in self.context.definitions and of.root.dimensions is None:
            of.root.is_number = True  # a cost that nobody defined

        def found(last: bool) -> Kind | None:
            one, other = of.root, by.root
            if one.is_number or is_single(one) or (last and one.dimensions is None):
                return other
            if other.is_number and one.dimensions:
                return one
            if one.dimensions and other.dimensions:
                return Kind((longer(one.dimensions), longer(other.dimensions)))
            return None

        return self._later(found)


def below_of(tree: Tree) -> str:
    """Return the indices that stand below something, nothing where they are no plain word."""
    return tree.name if isinstance(tree, Name) else str(tree.value) if isinstance(tree, Number) else ""


def is_one_number(indices: str, *, is_vector: bool) -> bool:
    """Tell whether what stands below is one index: a sign alone, or the 12 of a vector, but not that of a matrix.

    A matrix has no entry 10: its rows and columns are counted from 1.
    """
    return len(indices) == 1 or (indices.isdigit() and (is_vector or "0" in indices))


def last_number(script: Tree) -> int:
    """Return how far the index of a sum runs if that is a number, as the 3 of `sum_{i=1}^3`, or 0."""
    last = children(script)[1:]
    return int(last[0].value) if last and isinstance(last[0], Number) else 0


def indices_of(script: Tree) -> list[str]:
    """Return the indices that stand below a sum: `i`, `i = 1`, or `i, j`."""
    first = children(script)[:1]
    if not first:
        return []
    tree = first[0]
    while isinstance(tree, Operation) and tree.symbol == "group":
        tree = tree.operands[0]
    if isinstance(tree, Relation):
        tree = tree.sides[0]
    parts = tree.operands if isinstance(tree, Operation) and tree.symbol in ("list", "tuple") else (tree,)
    return [part.name for part in parts if isinstance(part, Name)]
