"""Parts of a formula that is asked: what each comes to, and the formula with numbers for them."""

from functools import lru_cache
from typing import Any

from quizgen.ask import Ask, Asking
from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.drill import Drill
from quizgen.notation.parser import read_expression
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Tree, children
from quizgen.quantity import tree_of
from quizgen.run import Run, Sweeps
from quizgen.value import Size
from quizgen.working_equation import Side, written
from quizgen.working_forward import is_rounded


def function_of(tree: Tree) -> str:
    """Return which row of the table a formula calls, if it does."""
    called = tree.operands[0] if isinstance(tree, Operation) and tree.symbol == "call" else None
    return called.name if isinstance(called, Name) and called.name in FUNCTIONS_ASKED else ""


@lru_cache(maxsize=512)
def _quantity(drill: Drill, formula: str) -> Ask:
    return Asking(drill, drill.numbers).read(None, formula)


def value_of_part(made: Run, tree: Tree) -> Any:
    """Return what a part of an asked formula comes to."""
    return _quantity(made.drill, to_text(tree)).value(Sweeps(made.drill, made.samples[0]))


def filled_part(made: Run, tree: Tree) -> Side:
    """Return a formula with numbers for its names, its derivatives and what it asks of the table."""
    rounded = False

    def put_in(part: Tree) -> Tree:
        nonlocal rounded
        if isinstance(part, Name) or function_of(part) or (isinstance(part, Operation) and part.symbol == "derivative"):
            value = value_of_part(made, part)
            if isinstance(value, Size):
                return read_expression(written(value).text)
            rounded = rounded or is_rounded(value)
            return tree_of(value)
        if not isinstance(part, Operation):
            return part
        called = part.operands[:1] if part.symbol == "call" else ()
        return Operation(part.symbol, (*called, *map(put_in, children(part)[len(called) :])))

    found = put_in(tree)
    return Side(to_text(found), rounded)


def place_of_name(made: Run, tree: Tree) -> int:
    """Return the place of a node that is named in a call."""
    assert isinstance(tree, Name)  # noqa: S101  the drill's reader saw to it
    return made.drill.graph.names[tree.name]
