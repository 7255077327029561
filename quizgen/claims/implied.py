"""What a chain rule of letters says without saying it.

`df/dx = df/du * du/dx` holds where f is a function of u, and u of x, whatever these functions are.
"""

from collections.abc import Iterator, Sequence

from quizgen.claims.context import Context
from quizgen.notation.tree import Name, Operation, Tree, walk

OPEN = "()"  # ends the name of a function that is implied


def implied(context: Context, sides: Sequence[Tree]) -> Context | None:
    """Return the context with every undefined name a function of those that it is differentiated by; None if none is.

    Of two names on one path only the nearer one is an input.
    """
    inputs: dict[str, list[str]] = {}
    for of, by in derivatives(sides):
        if of not in context.definitions and of not in context.functions and by not in inputs.setdefault(of, []):
            inputs[of].append(by)
    chained = any(by in inputs for found in inputs.values() for by in found)
    if not chained and all(map(context.may_be_cost, inputs)):
        return None
    made = context.copy()
    for of, found in inputs.items():
        behind = {name for by in found for name in _behind(by, inputs) | context.reached_by(by) if name != by}
        near = [by for by in found if by not in behind]
        called = Operation("call", (Name(of + OPEN), *map(Name, near)))
        if not made.define(of, called):
            return None
    return made


def derivatives(sides: Sequence[Tree]) -> Iterator[tuple[str, str]]:
    """Yield of each derivative in some formulas the names of what is differentiated, and by what."""
    for side in sides:
        for part in walk(side):
            if isinstance(part, Operation) and part.symbol == "derivative" and len(part.operands) == 2:
                of, by = part.operands
                if isinstance(of, Name) and isinstance(by, Name) and of != by:
                    yield of.name, by.name


def _behind(name: str, inputs: dict[str, list[str]]) -> set[str]:
    """Return everything that a name is differentiated by, and what that is differentiated by."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for by in inputs.get(waiting.pop(), ()):
            if by not in found:
                found.add(by)
                waiting.append(by)
    return found
