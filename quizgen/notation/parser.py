"""The one reader of mathematics, for decks and for typed answers alike: text to a tree."""

from collections.abc import Collection
from typing import NamedTuple

from quizgen.notation.cursor import MAX_LENGTH, MAX_NESTING, MAX_OPERATIONS
from quizgen.notation.display import Display
from quizgen.notation.fault import NotationError
from quizgen.notation.grammar import MAX_EXPONENT, Grammar
from quizgen.notation.spelling import Spelling
from quizgen.notation.tree import Name, Operation, Tree

__all__ = [
    "MAX_EXPONENT",
    "MAX_LENGTH",
    "MAX_NESTING",
    "MAX_OPERATIONS",
    "Definition",
    "NotationError",
    "read_definitions",
    "read_expression",
    "read_math",
]


def read_math(text: str) -> Tree:
    """Return the tree of a formula that is shown; relations, lists and display signs are allowed."""
    display = Display(text)
    display.skip_lines()
    if len(display.tokens) == 2 and display.token.kind == "operator":
        return Operation("text", (Name(display.token.text),))  # a sign alone: `$*$`
    tree = display.inner()
    display.finish()
    return tree


def read_expression(text: str, names: Collection[str] | None = None, *, implied: bool = False) -> Tree:
    """Return the tree of a formula that is computed; with `names`, no others may occur.

    `implied` allows products without a sign, as a person types them: `2x`, `3(x + 1)`.
    """
    grammar = Spelling(text, names, implied=implied)
    grammar.skip_lines()
    tree = grammar.expression()
    grammar.finish()
    return tree


class Definition(NamedTuple):
    """`name = expression`, and where it begins in its text."""

    name: str
    tree: Tree
    position: int


def read_definitions(text: str, grammar: Grammar | None = None) -> list[Definition]:
    """Return the definitions of a graph, one a line or with `;` between; here `dx/dt` is a quotient of names."""
    grammar = grammar or Grammar(text)
    found: list[Definition] = []
    while True:
        while grammar.takes("newline") or grammar.takes(";"):
            pass
        token = grammar.next()
        if token.kind == "end" and found:
            return found
        if token.kind != "name":
            raise grammar.fault("a line of a graph reads: name = expression", token)
        if grammar.sees("("):
            raise grammar.fault(f"a line of a graph names no inputs: write {token.text} = ...")
        grammar.expect("=", "a line of a graph, name = expression,")
        grammar.operations = 0
        found.append(Definition(token.text, grammar.expression(), token.position))
        if token.text[-1] in "'.?":
            raise grammar.fault(f"{token.text!r} cannot be a name in a graph", token)
        if grammar.token.kind != "end" and not grammar.sees("newline", ";"):
            raise grammar.unexpected()
