"""The grammar of what a learner types: products may be implied, and names spelled a little otherwise than known."""

from collections.abc import Mapping, Sequence

from quizgen.notation.display import Display
from quizgen.notation.fault import bare_function
from quizgen.notation.grammar import Grammar
from quizgen.notation.meaning import Token
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.tree import Name, Operation, Relation, Tree


class TypedGrammar(Display):
    """One pass over a typed formula; an x is a letter, unless `sizes` are wanted."""

    times = "*"

    def __init__(self, text: str, spelling: Mapping[str, str], *, sizes: bool) -> None:
        super().__init__(text, set(spelling.values()), implied=True)
        self.spelling = spelling
        self.sizes = sizes
        if sizes:
            self.times = "×"

    def infix(self) -> tuple[str, int]:
        """Return the operation that comes next; only where sizes are wanted is an x one."""
        return super().infix() if self.sizes else Grammar.infix(self)

    def named(self, token: Token) -> Tree:
        """Read the rest of what begins with a name: what is known is a factor, and no function of what follows."""
        token = token._replace(text=spelled(token.text, self.spelling))
        word = token.text
        factor = self.sees("(") and word in self.spelling.values() and word not in FUNCTIONS
        if factor or (word[0] == "d" and not self.sees("(") and not self.starts_derivative(word)):
            return Name(word)
        tree = super().named(token)
        if word in FUNCTIONS and isinstance(tree, Name):
            raise self.fault(bare_function(word), token)
        return tree

    def expression(self, least: int = 0) -> Tree:
        """Read operations; where `sin 2x` ends nobody knows."""
        before = self.tokens[self.at - 1]
        bare = self.at > 0 and before.kind == "name" and before.text in FUNCTIONS
        tree = super().expression(least)
        if bare and self.infix()[0] == "implied" and self.token.text not in FUNCTIONS:
            raise self.fault(f"this can be read in two ways; write {before.text}(...) with its parentheses")
        return tree

    def starts_operand(self) -> bool:
        """Tell whether an operand comes next, with nothing between."""
        return self.token.text == "x" or super().starts_operand()


def spellings(known: Sequence[str]) -> dict[str, str]:
    """Return known names by their letters alone: `W1` for `W_1`, and each also by itself."""
    loose = {name.replace("_", ""): name for name in reversed(known)}
    return loose | {name: name for name in known}


def spelled(word: str, spelling: Mapping[str, str]) -> str:
    """Return a word as it is known, or as it is."""
    return spelling.get(word) or spelling.get(word.replace("_", ""), word)


def respelled(tree: Tree, spelling: Mapping[str, str]) -> Tree:
    """Return a tree whose names are spelled as known, also those in derivatives and under accents."""
    if isinstance(tree, Name):
        return Name(spelled(tree.name, spelling))
    if isinstance(tree, Operation):
        return Operation(tree.symbol, tuple(respelled(part, spelling) for part in tree.operands))
    if isinstance(tree, Relation):
        return Relation(tree.signs, tuple(respelled(side, spelling) for side in tree.sides))
    return tree
