"""Where each part of a formula stands in its text, for an error that is found only when it is computed."""

from quizgen.notation.grammar import Grammar
from quizgen.notation.tree import Operation, Tree

_BEGIN_WITH_AN_OPERAND = frozenset(["+", "-", "*", "/", "@", ".*", "×", "^", "transpose"])


class PlacingGrammar(Grammar):
    """One pass over a formula that remembers where each part was first read.

    >>> reader = PlacingGrammar("2 + |x|/y")
    >>> reader.places[reader.expression().operands[1]]
    4
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.places: dict[Tree, int] = {}
        self._begins: dict[int, tuple[int, Tree]] = {}  # by identity: `x` begins in more places than one

    def operand(self) -> Tree:
        """Read an operand, which begins at the next token."""
        position = self.token.position
        return self._placed(super().operand(), position)

    def operation(self, symbol: str, *operands: Tree) -> Operation:
        """Return an operation; one between operands begins where its first does."""
        made = super().operation(symbol, *operands)
        if symbol in _BEGIN_WITH_AN_OPERAND:
            self._placed(made, self._begins[id(operands[0])][0])
        return made

    def _placed(self, tree: Tree, position: int) -> Tree:
        self._begins[id(tree)] = position, tree
        self.places.setdefault(tree, position)
        return tree
