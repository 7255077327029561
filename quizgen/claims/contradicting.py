"""Values that cannot all be: `y = x + 1` with `y = 5` and `x = 3`."""

from collections.abc import Collection
from typing import Any

from quizgen.autodiff.array import ShapeError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.comparing import pairs
from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.patience import SECONDS, OutOfTimeError, within
from quizgen.claims.sizes import Sizes
from quizgen.claims.telling import both
from quizgen.claims.world import Numbers
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, walk


def contradicted(context: Context, letter: str, follows: Collection[str]) -> dict[str, str]:
    """Return the defined names whose given value cannot be where a letter has its own, each with a sentence.

    Only names that are made of nothing but given letters are looked at; `follows` are those whose value only follows
    from another.
    """
    found: dict[str, str] = {}
    for name, tree in context.definitions.items():
        letters = context.letters_behind(name)
        if any(isinstance(part, Operation) and part.symbol == "entries" for part in walk(tree)):
            continue  # which has no name of its own to tell of
        given = name in context.values and name not in follows and letter in context.reached_by(name)
        if not given or not all(made_of in context.values and made_of not in follows for made_of in letters):
            continue
        values = _values(context, name)
        if values is not None and any(one.differs(other) for one, other in pairs(*values)):
            worked_out, said = both(*values)
            definition = to_text(Relation(("=",), (Name(name), tree)))
            found[name] = f"{definition} is {worked_out} then, and {name} = {said} is given too"
    return found


def _values(context: Context, name: str) -> tuple[Any, Any] | None:
    """Return what a defined name comes to, and what it is given to be; None where that cannot be worked out."""
    try:
        with within(SECONDS):
            sizes = Sizes(context, [Name(name)], ())
            chosen = sizes.choices()[0]
            evaluator = Evaluator(context, sizes, chosen, Numbers(0, context.wishes), valued=True)
            values = evaluator.value(context.definitions[name]), evaluator.value(context.values[name])
            pairs(*values)
            return None if evaluator.vague else values
    except (OutOfTimeError, RecursionError, ShapeError, UndecidableError, UndefinedValueError):
        return None
