"""A bias has the size of a row, and is repeated over the batch; a text that does not say so proves nothing of it.

In `Z = X @ W + b` a letter b of no stated size could be as large as Z, and then `dL/db = dL/dZ` is true: that would let
the commonest mistake about a bias pass.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from quizgen.claims.context import Context, Size
from quizgen.claims.implied import derivatives
from quizgen.claims.mention import mentioned
from quizgen.notation.tree import Name, Number, Operation, Tree, walk


class Bias(NamedTuple):
    """A small letter that is added to a product of matrices, and the first of these."""

    name: str
    first: str


def biases(context: Context, sides: Sequence[Tree]) -> list[Bias]:
    """Return the biases of no stated size by which something is differentiated."""
    by = {name for _, name in derivatives(sides)}
    return [bias for bias in _added(context.definitions.values()) if bias.name in by and bias.name not in context.told]


def as_rows(context: Context, found: Collection[Bias]) -> Context:
    """Return the context in which these are rows, and batches have sizes of their own."""
    made = context.copy()
    for bias in found:
        made.sizes[bias.name] = Size(Number(1), Name(f"{bias.name}_columns"))
        made.sizes.setdefault(bias.first, Size(Name(f"{bias.first}_rows"), Name(f"{bias.first}_columns")))
    return made


def _added(trees: Iterable[Tree]) -> Iterator[Bias]:
    """Yield what stands in a sum beside a product of capital letters, which are matrices."""
    for tree in trees:
        for part in walk(tree):
            if isinstance(part, Operation) and part.symbol in ("+", "-") and len(part.operands) == 2:
                product, term = part.operands
                if isinstance(term, Name) and term.name[0].islower() and isinstance(product, Operation):
                    factors = list(mentioned(product))
                    if product.symbol == "@" and factors and all(name[0].isupper() for name in factors):
                        yield Bias(term.name, factors[0])
