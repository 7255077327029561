"""A gradient told from a nearer one holds whatever comes after that: `dL/dW = X^T @ dL/dZ` for every cost of Z.

So what lies behind Z need not be written out, which in a network of layers takes too long.
"""

from collections.abc import Iterator, Sequence

from quizgen.claims.context import Context
from quizgen.claims.implied import derivatives
from quizgen.claims.mention import mentioned
from quizgen.notation.tree import Tree


def cut(context: Context, sides: Sequence[Tree]) -> Context | None:
    """Return the context without what follows a node, where all gradients in a statement come through that node.

    The cost is then any function of the node. None if there is no such node.
    """
    found = list(derivatives(sides))
    costs, by = dict.fromkeys(of for of, _ in found), dict.fromkeys(name for _, name in found)
    if len(costs) != 1 or len(by) < 2:
        return None
    cost = next(iter(costs))
    for node in by:
        after = {name for name in context.definitions if name != node and node in context.reached_by(name)}
        is_behind = cost in after or (bool(after) and context.may_be_cost(cost))
        if node not in context.definitions or not is_behind or not after.isdisjoint(by):
            continue
        if not any(_passes_by(context, node, after, set(by))):
            made = context.copy()
            for name in after:
                del made.definitions[name]
            return made
    return None


def _passes_by(context: Context, node: str, after: set[str], by: set[str]) -> Iterator[bool]:
    """Yield of each name that what follows a node uses beside it whether a gradient could come through that."""
    for name in after:
        for used in mentioned(context.definitions[name]):
            if used != node and used not in after:
                yield used in by or not by.isdisjoint(context.reached_by(used))
