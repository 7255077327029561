"""Which letters are arrays, and which of their sizes must be equal, by what is done with them.

Two sizes are one where a product, a sum or an equation says so; all others are free, and a statement is looked at with
several choices of them. A letter is a number unless something tells that it is an array.
"""

from collections.abc import Collection, Mapping, Sequence

from quizgen.autodiff.array import Shape
from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.dimension import Chosen, Dimension, array, is_single, number
from quizgen.claims.kinds import Kinds
from quizgen.notation.tree import Name, Number, Operation, Tree, walk

_LARGEST = 12  # of a size that is a number
_CHOICES = ((2, 3, 2, 3), (3, 2, 4, 2))  # none is 1, for a single entry is a number
_FURTHER = ((4, 5, 3, 4), (5, 4, 6, 5), (6, 6, 5, 6))  # at five sizes no formula in one has a root by accident
_FAR = 40


class Sizes(Kinds):
    """The kinds of all letters that some formulas hang on."""

    def __init__(
        self,
        context: Context,
        trees: Sequence[Tree],
        indices: Collection[str],
        small: str = "",
        numbers: Collection[str] = (),
    ) -> None:
        super().__init__(context, indices, patient=bool(small))
        for name in numbers:  # whatever is done with them
            self._names[name] = number()
        for name, size in context.sizes.items():
            self._names[name] = array(self._declared(size.rows), self._declared(size.columns))
        for name, length in context.lengths.items():
            if name not in context.sizes:
                along, across = self._declared(length), Dimension(1)
                self._names[name] = array(across, along) if small == "row" else array(along, across)
        for name, wish in context.wishes.items():
            if wish.kind:
                dimensions = self._array(self._named(name, {}))
                if dimensions is not None and name not in context.sized:
                    dimensions[small == "column"].join(Dimension(1))  # else a row, as in a drill
        for tree in trees:
            self._of(tree, {})
        for name in context.sized & context.definitions.keys() & context.reach(*trees):
            self._alike(self._names[name], self._of(context.definitions[name], {}))
        if any(_has_derivative(context, tree) for tree in trees):
            for end in context.terminals():
                self._named(end, {})
        for name, tree in context.signals.items():
            self._alike(self._named(name, {}), self._of(tree, {}))
        self.small: list[str] = []
        for _ in range(2 if small else 1):  # what is a vector may only show once all is settled
            self.small = [*self._made_vectors(small), *context.lengths] if small else []
            self._settle()

    def is_array(self, name: str) -> bool:
        """Tell whether anything says that a name is an array."""
        return self._named(name, {}).root.dimensions is not None

    def is_array_of(self, tree: Tree) -> bool:
        """Tell whether a formula is surely an array of several entries."""
        kind = self._of(tree, {}).root
        return kind.dimensions is not None and not is_single(kind)

    def _made_vectors(self, small: str) -> list[str]:
        """Let small letters that are free be vectors, a column or a row each, and return them."""
        found = [name for name in self._free_arrays() if name[0].islower()]
        for name in found:
            dimensions = self._names[name].root.dimensions
            if dimensions is not None:
                dimensions[small == "column"].join(Dimension(1))
        return found

    def _free_arrays(self) -> list[str]:
        """Return the arrays of which the text says neither what they are nor their size."""
        context = self.context
        return [name for name, kind in self._names.items() if kind.root.dimensions and name not in context.told]

    def flat(self) -> set[str]:
        """Return the free arrays that have a single row or column, and small letters that are single numbers."""
        found = set()
        for name in self._free_arrays():
            ones = [dimension.root.fixed == 1 for dimension in self._names[name].root.dimensions or ()]
            if all(ones) or (any(ones) and name[0].isupper()):
                found.add(name)
        return found

    def single(self) -> set[str]:
        """Return the free arrays that have a single entry."""
        return {name for name in self._free_arrays() if is_single(self._names[name].root)}

    def choices(self) -> list[Chosen]:
        """Return several choices of sizes; one where no size is free.

        An array whose entries are told by numbers has as many as that in the first, two at least, and then one more.
        """
        roots = self._roots()
        if any(root.fixed is not None and root.fixed > _LARGEST for root in roots):
            raise UndecidableError(f"sizes are whole numbers up to {_LARGEST} here, or letters")
        free = [root for root in roots if root.fixed is None]
        if any(root.least > _LARGEST for root in self.counted):
            raise UndecidableError(f"entries are counted up to {_LARGEST} here")
        return [self._choice(free, sizes, more) for more, sizes in enumerate(_CHOICES if free else _CHOICES[:1])]

    def further(self) -> list[Chosen]:
        """Return more choices of sizes, since one may stand in the formulas as a number: 1/n, or the mean of x."""
        free = [root for root in self._roots() if root.fixed is None]
        return [self._choice(free, sizes, more) for more, sizes in enumerate(_FURTHER, len(_CHOICES)) if free]

    def far(self) -> list[Chosen]:
        """Return choices in which one size is far beyond the others, since a bound may hold of few entries only."""
        free = [root for root in self._roots() if root.fixed is None]
        near = {id(root): max(root.least, 2) for root in free}
        return [self._chosen({**near, id(root): _FAR}) for root in free if root not in self.counted]

    def _choice(self, free: Sequence[Dimension], sizes: Sequence[int], more: int = 0) -> Chosen:
        chosen = {
            id(root): max(root.least, 2) + more
            if root in self.counted
            else max(min(root.least, _LARGEST), sizes[place % len(sizes)])
            for place, root in enumerate(free)
        }
        return self._chosen(chosen)

    @property
    def counted(self) -> list[Dimension]:
        """The sizes of arrays of which nothing is told but that some entries are counted."""
        sizes = [size.root for kind in self._names.values() for size in kind.root.dimensions or ()]
        return [root for root in sizes if root.fixed is None and root.least and not root.letter]

    def counted_arrays(self) -> list[str]:
        """Return the letters whose entries are counted though their size is not told."""
        counted = self.counted
        sizes = {name: self._names[name].root.dimensions or () for name in self._free_arrays()}
        return [name for name, dimensions in sizes.items() if any(size.root in counted for size in dimensions)]

    def _chosen(self, sizes: Mapping[int, int]) -> Chosen:
        def size(dimension: Dimension) -> int:
            root = dimension.root
            return root.fixed or sizes[id(root)]

        shapes: dict[str, Shape | None] = {}
        for name, kind in self._names.items():
            dimensions = kind.root.dimensions
            shapes[name] = None if dimensions is None else (size(dimensions[0]), size(dimensions[1]))
        return Chosen(shapes, {letter: size(dimension) for letter, dimension in self._counts.items()})

    def _roots(self) -> list[Dimension]:
        """Return every size once, in the order in which letters were met."""
        found: dict[int, Dimension] = {}
        for kind in self._names.values():
            for dimension in kind.root.dimensions or ():
                found.setdefault(id(dimension.root), dimension.root)
        for dimension in self._counts.values():
            found.setdefault(id(dimension.root), dimension.root)
        return list(found.values())

    def _declared(self, tree: Tree) -> Dimension:
        if isinstance(tree, Number):
            return Dimension(int(tree.value) if tree.value.denominator == 1 and tree.value > 0 else _LARGEST + 1)
        letter = tree.name if isinstance(tree, Name) else ""
        return self._counts.setdefault(letter, Dimension(letter=letter)) if letter else Dimension()


def _has_derivative(context: Context, tree: Tree) -> bool:
    parts = list(walk(tree))
    return any(
        part.symbol == "derivative" if isinstance(part, Operation) else context.bar_of(part.name) is not None
        for part in parts
        if isinstance(part, Operation | Name)
    )
