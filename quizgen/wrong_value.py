"""Wrong formulas of the forward pass: what people compute instead of an operation's value.

They matter where values are asked; a gradient that is asked beside them is then taken at the wrong values too.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array, ShapeError, entrywise, of_shape, total
from quizgen.autodiff.graph import CONSTANT, INPUT, Graph
from quizgen.autodiff.number import Formula, larger, power, quotient, smaller, where
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import value_of


class WrongValue(NamedTuple):
    """A named wrong formula for the value of one operation."""

    id: str
    name: str
    message: str
    operation: str
    formula: Formula
    entrywise: bool = True  # whether it is a formula of numbers, which on arrays holds at each entry


def _entry_by_entry(x: Any, y: Any) -> Any:
    """Return a product entry by entry, where the shapes allow it."""
    return x * y if type(x) is Array and type(y) is Array and x.shape == y.shape else _unfit(x, y)


def _unfit(*_: Any) -> Any:
    raise ShapeError("sizes that do not fit")


_WRONG = (
    WrongValue(
        "value-mul-added",
        "added instead of multiplied",
        "A product multiplies its two inputs.",
        "*",
        lambda x, y: x + y,
    ),
    WrongValue(
        "value-add-multiplied",
        "multiplied instead of added",
        "A sum adds its two inputs.",
        "+",
        lambda x, y: x * y,
    ),
    WrongValue(
        "value-sub-turned-round",
        "subtracted the wrong way round",
        "$x - y$ takes the second from the first.",
        "-",
        lambda x, y: y - x,
    ),
    WrongValue(
        "value-sub-sign-lost",
        "added instead of subtracted",
        "Subtracting a negative number adds, and subtracting a positive one does not.",
        "-",
        lambda x, y: x + y,
    ),
    WrongValue(
        "value-div-turned-round",
        "divided the wrong way round",
        "In $x/y$ the first is divided by the second.",
        "/",
        lambda x, y: quotient(y, x),
    ),
    WrongValue(
        "value-power-multiplied",
        "multiplied by the exponent",
        "A power multiplies the base with itself: $x^3$ is $x*x*x$, not $3*x$.",
        "^",
        lambda x, n: x * n,
    ),
    WrongValue(
        "value-power-sign",
        "sign of a power",
        "An even power of a negative number is positive, and an odd one negative.",
        "^",
        lambda x, n: -power(x, n),
    ),
    WrongValue(
        "value-square-doubled",
        "doubled instead of squared",
        "A square multiplies a number with itself.",
        "square",
        lambda x: 2 * x,
    ),
    WrongValue(
        "value-max-smaller",
        "the smaller one taken",
        "A MAX gate lets the larger input through.",
        "max",
        smaller,
    ),
    WrongValue(
        "value-min-larger",
        "the larger one taken",
        "A MIN gate lets the smaller input through.",
        "min",
        larger,
    ),
    WrongValue(
        "value-relu-passes",
        "negative value let through by a ReLU",
        "A ReLU makes 0 of every negative number.",
        "relu",
        lambda z: z,
    ),
    WrongValue(
        "value-relu-as-abs",
        "sign taken away by a ReLU",
        "A ReLU makes 0 of a negative number; it does not turn it round.",
        "relu",
        lambda z: where(z, z, -z),
    ),
    WrongValue(
        "value-abs-kept",
        "sign kept by an absolute value",
        "An absolute value takes the sign away.",
        "abs",
        lambda x: x,
    ),
    WrongValue(
        "value-negate-lost",
        "sign not changed by a minus",
        "A minus in front changes the sign.",
        "negate",
        lambda x: x,
    ),
    WrongValue(
        "value-mean-as-sum",
        "not divided by the number of entries",
        "A mean is the sum divided by how many there are.",
        "mean",
        total,
        entrywise=False,
    ),
    WrongValue(
        "value-sum-as-mean",
        "divided by the number of entries",
        "A sum is not divided by how many there are.",
        "sum",
        lambda x: quotient(total(x), len(x.flat)) if type(x) is Array else _unfit(x),
        entrywise=False,
    ),
    WrongValue(
        "value-mse-undivided",
        "not divided by the number of entries",
        "A mean squared error divides the sum of the squares by how many there are.",
        "mse",
        lambda x, y: total((x - y) * (x - y)),
        entrywise=False,
    ),
    WrongValue(
        "value-mse-unsquared",
        "errors not squared",
        "The errors are squared before they are added, so that they cannot cancel.",
        "mse",
        lambda x, y: quotient(total(x - y), len((x - y).flat)),
        entrywise=False,
    ),
    WrongValue(
        "value-norm-unsquared",
        "entries not squared",
        "A squared norm adds the squares of the entries.",
        "norm2",
        total,
        entrywise=False,
    ),
    WrongValue(
        "value-log-loss-sign",
        "minus forgotten at a log loss",
        "The logarithm of a probability is negative; the loss is minus that.",
        "log_loss",
        lambda x, y: -value_of("log_loss", OPERATIONS["log_loss"], (x, y)),
        entrywise=False,
    ),
    WrongValue(
        "value-matmul-entrywise",
        "multiplied entry by entry",
        "A matrix product sums rows times columns: entry $(i, j)$ is row $i$ times column $j$.",
        "@",
        _entry_by_entry,
        entrywise=False,
    ),
    WrongValue(
        "value-matmul-swapped",
        "the factors of a matrix product exchanged",
        "The order of a matrix product matters: rows of the first with columns of the second.",
        "@",
        lambda x, y: y @ x,
        entrywise=False,
    ),
    WrongValue(
        "value-matmul-transposed",
        "columns taken instead of rows",
        "The rows of the first factor meet the columns of the second.",
        "@",
        lambda x, y: of_shape(*_crossed(x, y)),
        entrywise=False,
    ),
)


def _crossed(x: Array, y: Array) -> tuple[tuple[int, int], tuple[Any, ...]]:
    """Return x times y transposed, where that has the shape of the product."""
    product = x @ y.transposed
    return (product.shape, product.flat) if product.shape == (x.shape[0], y.shape[1]) else _unfit(x, y)


WRONG_VALUES: Mapping[str, tuple[WrongValue, ...]] = {
    operation: tuple(rule for rule in _WRONG if rule.operation == operation)
    for operation in dict.fromkeys(rule.operation for rule in _WRONG)
}


def wrong_forward(
    graph: Graph,
    right: Sequence[Any],
    mistakes: Sequence[tuple[WrongValue, int | None]] = (),
    instead: Mapping[int, Any] | None = None,
) -> list[Any]:
    """Return the values of a run in which these formulas are used, each wherever it can be or at one node only.

    Someone's own values may stand `instead` of some nodes'.
    """
    values = list(right)
    own = instead or {}
    changed: set[int] = set()
    for place, node in enumerate(graph.nodes):
        if place in own:
            values[place] = own[place]
            changed.add(place)
            continue
        if node.operation in (INPUT, CONSTANT):
            continue
        inputs = [values[parent] for parent in node.parents]
        rules = (rule for rule, at in mistakes if rule.operation == node.operation and at in (None, place))
        wrong = next(rules, None)
        if wrong is not None:
            spread = wrong.entrywise and any(type(value) is Array for value in inputs)
            values[place] = entrywise(wrong.formula, *inputs) if spread else wrong.formula(*inputs)
            changed.add(place)
        elif not changed.isdisjoint(node.parents):
            values[place] = value_of(node.operation, OPERATIONS[node.operation], inputs)
            changed.add(place)
    return values
