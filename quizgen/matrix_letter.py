"""Which letters of a formula are matrices, and how their sizes hang together, by what is multiplied with what.

Matrices are the letters in `@`, `.*` and transposes, and what is added to them; a small letter that only stands beside
a `*` or a `/` is a number. Two sizes are one where a product or a sum says so: all others are free.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TypeAlias

from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, Tree, children, walk
from quizgen.numeric import CONSTANTS

Shape: TypeAlias = tuple[int, int]

TO_NUMBER = frozenset(
    ["sum", "mean", "dot", "norm2", "mse", "log_loss"]
)  # functions of matrices whose value is a number

_SIGNS = ("@", ".*", "transpose")
_MOST_FREE = 4  # sizes of which special cases are tried


def letter_of(tree: Tree) -> str:
    """Return the letter that a tree is, if it is one: a name, a derivative, or a name with a formula below."""
    if isinstance(tree, Name):
        return "" if tree.name in CONSTANTS else tree.name
    return to_text(tree) if isinstance(tree, Operation) and tree.symbol in ("derivative", "subscript") else ""


def _letters(tree: Tree) -> Iterator[str]:
    """Yield all letters; those in a derivative are not letters of their own, nor is a function's name."""
    letter = letter_of(tree)
    if letter:
        yield letter
        return
    called = isinstance(tree, Operation) and tree.symbol == "call"
    for part in children(tree)[called:]:
        yield from _letters(part)


def matrix_letters(tree: Tree) -> frozenset[str]:
    """Return the letters of a formula that stand for matrices; none where nothing tells of any."""
    operations = [part for part in walk(tree) if isinstance(part, Operation)]
    if not any(whole.symbol in _SIGNS for whole in operations):
        return frozenset()
    sure = {letter_of(part) for whole in operations if whole.symbol in _SIGNS for part in whole.operands}
    factors = {letter_of(part) for whole in operations if whole.symbol in ("*", "/") for part in whole.operands}
    numbers = {letter for letter in factors - sure if letter[:1].islower() and letter.isidentifier()}
    return frozenset(_letters(tree)) - numbers


def called(tree: Tree) -> set[str]:
    """Return the names of the functions that a formula calls."""
    calls = (part.operands[0] for part in walk(tree) if isinstance(part, Operation) and part.symbol == "call")
    return {name.name for name in calls if isinstance(name, Name)}


def is_matrix(tree: Tree, matrices: frozenset[str]) -> bool:
    """Tell whether a formula's value is a matrix."""
    letter = letter_of(tree)
    if letter or not isinstance(tree, Operation):
        return letter in matrices
    if tree.symbol == "call" and isinstance(tree.operands[0], Name) and tree.operands[0].name in TO_NUMBER:
        return False
    return any(is_matrix(part, matrices) for part in tree.operands)


def matrix_product(tree: Tree, matrices: frozenset[str], sign: str) -> Tree:
    """Return a typed formula with this sign for products of matrices; without matrices `.*` is a plain product."""
    parts = tuple(matrix_product(part, matrices, sign) for part in children(tree))
    if isinstance(tree, Relation):
        return Relation(tree.signs, parts)
    if not isinstance(tree, Operation):
        return tree
    symbol = tree.symbol
    if symbol == ".*" and not matrices:
        symbol = "*"
    elif symbol == "*" and all(is_matrix(part, matrices) for part in parts):
        symbol = sign
    return Operation(symbol, parts)


class Sizes:
    """The sizes of a formula's matrices, by number: those that must be equal have one number."""

    def __init__(self, tree: Tree, matrices: frozenset[str]) -> None:
        self._matrices = matrices
        self._same: list[int] = []
        self._letters: dict[str, Shape] = {}
        self._shape(tree)

    def choices(self) -> list[Mapping[str, Shape]]:
        """Return shapes to try: all sizes different, which is the general case, then vectors, then squares.

        By custom only a small letter is a vector, and no matrix is a single number: those commute.
        """
        free = [size for size, same in enumerate(self._same) if size == same]
        general = dict(zip(free, range(2, 2 + len(free)), strict=True))
        special = [
            self._shapes(general | dict.fromkeys(ones, 1))
            for count in range(1, len(free) if len(free) <= _MOST_FREE else 0)
            for ones in combinations(free, count)
        ]
        vectors = [shapes for shapes in special if all(_suits(letter, shape) for letter, shape in shapes.items())]
        return [self._shapes(general), *vectors, self._shapes(dict.fromkeys(free, 2))]

    def _shapes(self, sizes: Mapping[int, int]) -> Mapping[str, Shape]:
        """Return the shape of each letter, with a size for each number."""
        return {
            letter: (sizes[self._root(rows)], sizes[self._root(columns)])
            for letter, (rows, columns) in self._letters.items()
        }

    def _root(self, size: int) -> int:
        while self._same[size] != size:
            size = self._same[size]
        return size

    def _new(self) -> int:
        self._same.append(len(self._same))
        return len(self._same) - 1

    def _join(self, one: int, other: int) -> None:
        self._same[self._root(one)] = self._root(other)

    def _shape(self, tree: Tree) -> Shape | None:
        """Return the shape of a formula, none for a number, and note which sizes are equal."""
        letter = letter_of(tree)
        if letter or not isinstance(tree, Operation):
            if letter in self._matrices and letter not in self._letters:
                self._letters[letter] = self._new(), self._new()
            return self._letters.get(letter)
        called = tree.operands[0] if tree.symbol == "call" else None
        shapes = [shape for part in tree.operands[called is not None :] if (shape := self._shape(part))]
        if tree.symbol == "@" and len(shapes) == 2:
            self._join(shapes[0][1], shapes[1][0])
            return shapes[0][0], shapes[1][1]
        for shape in shapes[1:]:
            self._join(shape[0], shapes[0][0])
            self._join(shape[1], shapes[0][1])
        if not shapes or (isinstance(called, Name) and called.name in TO_NUMBER):
            return None
        return shapes[0][::-1] if tree.symbol == "transpose" else shapes[0]


def _suits(letter: str, shape: Shape) -> bool:
    """Tell whether a letter, the one below in a derivative, may have a shape."""
    return 1 not in shape or (shape != (1, 1) and letter.rpartition("/d")[2][:1].islower())
