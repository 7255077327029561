"""Operations on whole arrays, to be read like a formula sheet.

G is the upstream gradient, X and Y are the inputs, S is the output. A pull says what G is combined with on its way to
an input; the last formula of a pull says how, entry by entry if nothing is said.
"""
# ruff: noqa: ARG001, ARG005  all formulas of a row take all of its inputs

from functools import reduce
from operator import matmul
from typing import Any

from quizgen.autodiff.array import Array, ShapeError, entrywise, filled, row_totals, shape_text, total
from quizgen.autodiff.number import exp, larger, ln, quotient
from quizgen.autodiff.row import Arraywise, Pull, WrongRule


def _same_shape(what: str, x: Any, y: Any) -> None:
    """See that two inputs are arrays of one shape."""
    if type(x) is not Array or type(y) is not Array or x.shape != y.shape:
        raise ShapeError(f"the {what} of {shape_text(x)} and {shape_text(y)}, which do not have one shape")


def _transposed(x: Any) -> Any:
    return x.transposed if type(x) is Array else x


def _count(x: Array) -> int:
    return len(x.flat)


def _is_column(x: Array) -> bool:
    return x.shape[1] == 1 < x.shape[0]


def _softmax(x: Array) -> Array:
    """Return exp(x)/sum of exp(x) in each row, shifted by its largest entry so that nothing overflows."""
    if _is_column(x):  # a vector, not a batch of one class each
        return _softmax(x.transposed).transposed
    powers = (x - Array([[reduce(larger, row)] for row in x.rows])).map(exp)
    return powers / row_totals(powers)


def _dot(x: Any, y: Any) -> Any:
    _same_shape("dot product", x, y)
    return total(x * y)


def _log_loss(x: Any, y: Any) -> Any:
    _same_shape("log loss", x, y)
    return -total(y * x.map(ln))


def _mse(x: Any, y: Any) -> Any:
    _same_shape("mean squared error", x, y)
    errors = x - y
    return quotient(total(errors * errors), _count(x))


def _norm2(x: Array) -> Any:
    return total(x * x)


def _softmax_back(g: Array, s: Array) -> Array:
    """Return S .* (G - the sum of each row of G .* S): every output has a say in every input of its row."""
    if _is_column(s):
        return _softmax_back(g.transposed, s.transposed).transposed
    return s * (g - row_totals(g * s))


def _error(s: Any, x: Array, y: Array) -> Any:
    count = _count(x)
    return entrywise(lambda x, y: quotient(2 * (x - y), count), x, y)


MATRIX: dict[str, Arraywise] = {
    "@": Arraywise(
        "matrix product",
        matmul,
        (
            Pull("G @ Y^T", lambda s, x, y: y.transposed, matmul),
            Pull("X^T @ G", lambda s, x, y: x.transposed, lambda g, factor: factor @ g),
        ),
        "A matrix product $X @ Y$ sends $G @ Y^T$ to $X$ and $X^T @ G$ to $Y$: the other factor, transposed, on the "
        "side where it stood.",
        (
            WrongRule(
                "matmul-transpose-missing",
                "transpose missing at a matrix product",
                "The other factor comes back transposed: $G @ Y^T$ and $X^T @ G$.",
                (
                    Pull("G @ Y", lambda s, x, y: y, matmul),
                    Pull("X @ G", lambda s, x, y: x, lambda g, factor: factor @ g),
                ),
            ),
            WrongRule(
                "matmul-order-swapped",
                "order swapped at a matrix product",
                "The other factor stays on its side: $G @ Y^T$ for $X$, and $X^T @ G$ for $Y$.",
                (
                    Pull("Y^T @ G", lambda s, x, y: y.transposed, lambda g, factor: factor @ g),
                    Pull("G @ X^T", lambda s, x, y: x.transposed, matmul),
                ),
            ),
            WrongRule(
                "matmul-other-gradient",
                "the gradients of the two factors exchanged",
                "$G @ Y^T$ belongs to $X$ and has its shape; $X^T @ G$ belongs to $Y$.",
                (
                    Pull("X^T @ G", lambda s, x, y: x.transposed, lambda g, factor: factor @ g),
                    Pull("G @ Y^T", lambda s, x, y: y.transposed, matmul),
                ),
            ),
        ),
        domain="$X$ has as many columns as $Y$ has rows",
    ),
    "transpose": Arraywise(
        "transpose",
        _transposed,
        (Pull("G^T", lambda s, x: 1, lambda g, factor: _transposed(g)),),
        "A transpose transposes its upstream gradient.",
        (
            WrongRule(
                "transpose-forgotten",
                "gradient not transposed at a transpose",
                "The gradient has the shape of what it belongs to: through a transpose it is transposed too.",
                (Pull("G", lambda s, x: 1),),
            ),
        ),
    ),
    "sum": Arraywise(
        "sum of all entries",
        total,
        (Pull("G at every entry", lambda s, x: filled(x.shape, 1)),),
        "A sum of entries hands its upstream gradient to every one of them.",
        (
            WrongRule(
                "sum-times-input",
                "upstream times the entries at a sum",
                "Each entry counts once in a sum: its local derivative is 1, not the entry.",
                (Pull("G * X", lambda s, x: x),),
            ),
            WrongRule(
                "sum-shared-out",
                "upstream shared out among the entries of a sum",
                "Every entry of a sum gets the whole upstream gradient; it is a mean that shares it out.",
                (Pull("G/n at every entry", lambda s, x: filled(x.shape, quotient(1, _count(x)))),),
            ),
        ),
    ),
    "mean": Arraywise(
        "mean of all entries",
        lambda x: quotient(total(x), _count(x)),
        (Pull("G/n at every entry", lambda s, x: filled(x.shape, quotient(1, _count(x)))),),
        "A mean of $n$ entries sends $1/n$ of its upstream gradient to every one of them.",
        (
            WrongRule(
                "mean-as-sum",
                "1/n forgotten at a mean",
                "A mean divides by the number of entries, and so does its gradient.",
                (Pull("G at every entry", lambda s, x: filled(x.shape, 1)),),
            ),
        ),
    ),
    "row_sum": Arraywise(
        "sum of each row",
        row_totals,
        (Pull("G along every row", lambda s, x: filled(x.shape, 1)),),
        "A sum of each row hands each row's upstream gradient to all entries of that row.",
        (
            WrongRule(
                "row-sum-times-input",
                "upstream times the entries at a sum of rows",
                "Each entry counts once in its row's sum: its local derivative is 1, not the entry.",
                (Pull("G .* X", lambda s, x: x),),
            ),
        ),
    ),
    "softmax": Arraywise(
        "softmax of a vector, or of each row",
        _softmax,
        (Pull("S .* (G - row_sum(G .* S))", lambda s, x: s, _softmax_back),),
        "A softmax with output $S$ sends $S .* (G - row_sum(G .* S))$: the outputs of a row share one sum.",
        (
            WrongRule(
                "softmax-diagonal",
                "only the diagonal of a softmax's Jacobian",
                "Every output of a softmax depends on every input of its row, not only on its own: "
                "subtract the sum over the row.",
                (Pull("G .* S .* (1 - S)", lambda s, x: s * (1 - s)),),
            ),
            WrongRule(
                "softmax-itself",
                "value instead of the derivative at a softmax",
                "A softmax is no exponential: its derivative holds $S_i*(1 - S_i)$ and $-S_i*S_j$.",
                (Pull("G .* S", lambda s, x: s),),
            ),
        ),
        from_output=True,
    ),
    "dot": Arraywise(
        "dot product",
        _dot,
        (Pull("G * Y", lambda s, x, y: y), Pull("G * X", lambda s, x, y: x)),
        "A dot product switches: each vector gets the upstream gradient times the other vector.",
        (
            WrongRule(
                "dot-not-switched",
                "not switched at a dot product",
                "A dot product switches: each vector gets the upstream gradient times the other one, not its own.",
                (Pull("G * X", lambda s, x, y: x), Pull("G * Y", lambda s, x, y: y)),
            ),
        ),
        domain="$X$ and $Y$ have one shape",
    ),
    "norm2": Arraywise(
        "squared norm",
        _norm2,
        (Pull("G * 2*X", lambda s, x: 2 * x),),
        "A squared norm sends $2*X$, times the upstream gradient.",
        (
            WrongRule(
                "norm2-factor-forgotten",
                "factor 2 forgotten at a squared norm",
                "Each entry is squared: its derivative is twice the entry.",
                (Pull("G * X", lambda s, x: x),),
            ),
        ),
    ),
    "log_loss": Arraywise(
        "log loss",
        _log_loss,
        (
            Pull("-G * Y/X", lambda s, x, y: -(y / x)),
            Pull("-G * ln(X)", lambda s, x, y: -x.map(ln)),
        ),
        "The log loss $-sum(Y .* ln(X))$ of probabilities $X$ sends $-Y/X$ to them, entry by entry.",
        (
            WrongRule(
                "log-loss-sign-lost",
                "sign lost at a log loss",
                "More probability for the right class makes the loss smaller: the gradient is $-Y/X$.",
                (Pull("G * Y/X", lambda s, x, y: y / x), Pull("G * ln(X)", lambda s, x, y: x.map(ln))),
            ),
            WrongRule(
                "log-loss-as-delta",
                "delta rule used at a log loss",
                "$X - Y$ is the gradient at the input of the softmax; at the probabilities themselves it is $-Y/X$.",
                (Pull("G * (X - Y)", lambda s, x, y: x - y), Pull("G * (Y - X)", lambda s, x, y: y - x)),
            ),
        ),
        domain="the probabilities $X$ are above 0, and $Y$ has their shape",
    ),
    "mse": Arraywise(
        "mean squared error",
        _mse,
        (Pull("G * 2/n * (X - Y)", _error), Pull("G * 2/n * (Y - X)", lambda s, x, y: -_error(s, x, y))),
        "A mean squared error of $n$ entries sends $2/n*(X - Y)$ to the prediction $X$, times the upstream gradient.",
        (
            WrongRule(
                "mse-turned-round",
                "y - y_hat instead of y_hat - y",
                "A prediction that is too high makes the loss grow with it: the gradient is $2/n*(X - Y)$.",
                (Pull("G * 2/n * (Y - X)", lambda s, x, y: -_error(s, x, y)), Pull("G * 2/n * (X - Y)", _error)),
            ),
            WrongRule(
                "mse-factor-forgotten",
                "factor 2 forgotten at a mean squared error",
                "The square's exponent comes down as a factor 2.",
                (
                    Pull("G * 1/n * (X - Y)", lambda s, x, y: (x - y) * quotient(1, _count(x))),
                    Pull("G * 1/n * (Y - X)", lambda s, x, y: (y - x) * quotient(1, _count(x))),
                ),
            ),
            WrongRule(
                "mse-count-forgotten",
                "1/n forgotten at a mean squared error",
                "A mean divides by the number of entries, and so does its gradient.",
                (
                    Pull("G * 2*(X - Y)", lambda s, x, y: 2 * (x - y)),
                    Pull("G * 2*(Y - X)", lambda s, x, y: 2 * (y - x)),
                ),
            ),
        ),
        domain="$X$ and $Y$ have one shape",
    ),
}
