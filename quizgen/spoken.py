"""What is asked, said in words where a formula would be our own notation: `shape(d/dX)`, `step(w, lr)`."""

from collections.abc import Sequence

from quizgen.ask import Ask
from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Tree

_WORDS = {
    "step": "${0}$ after one step of gradient descent with the learning rate ${1}$",
    "central": "the central difference of ${0}$ at ${1}$ with the step ${2}$",
    "forward": "the forward difference of ${0}$ at ${1}$ with the step ${2}$",
    "shape": "the shape of ${0}$",
    "multiplications": "the number of multiplications from the inputs to ${0}$",
}


def spoken(ask: Ask) -> str:
    """Return an asked thing as deck text: in words, or as its formula; an author's label comes first."""
    called = _called(ask.spelled)
    formula = to_text(ask.spelled)
    if called is None:
        return f"${ask.label}$" if ask.label in (formula, *_barred(ask.spelled)) else f"${ask.label}$ (${formula}$)"
    name, inputs = called
    words = _WORDS[name].format(*map(to_text, inputs))
    return words if ask.label == formula else f"${ask.label}$ ({words})"


def _barred(tree: Tree) -> tuple[str, ...]:
    """Return what a derivative is called in bar notation: what the bar means is what one has to know."""
    by = tree.operands[-1] if isinstance(tree, Operation) and tree.symbol == "derivative" else None
    return (f"{by.name}_bar",) if isinstance(by, Name) else ()


def _called(tree: Tree) -> tuple[str, Sequence[Tree]] | None:
    """Return the row of the table that a whole formula is a call of, and what it is called with."""
    if isinstance(tree, Operation) and tree.symbol == "call":
        called, *inputs = tree.operands
        if isinstance(called, Name) and called.name in FUNCTIONS_ASKED:
            return called.name, inputs
    return None
