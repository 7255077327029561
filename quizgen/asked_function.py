"""What is asked beside values and gradients: an update, a difference, a shape, a cost; to be read like a formula sheet.

Each row has the right formula and the wrong ones that people use instead. They ask an engine for values and gradients,
so that the proof runs the same formula on numbers that it found in its own way.
"""
# ruff: noqa: ARG005  all formulas of a row take the same inputs

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from quizgen.autodiff.array import shape_of
from quizgen.autodiff.number import UndefinedValueError, quotient
from quizgen.value import Size


class Engine(Protocol):
    """What finds values and gradients at the numbers of a problem; nodes are told by their places."""

    def value(self, place: int) -> Any:
        """Return a node's value."""

    def number(self, name: str) -> Any:
        """Return a given that is no node, such as a learning rate."""

    def gradient(self, of: int, by: int, *, scaled: bool) -> Any:
        """Return d(of)/d(by), times the upstream gradient where it is scaled; of a vector, its Jacobian."""

    def moved(self, of: int, by: int, amount: Any) -> Any:
        """Return a node's value when another one is changed by an amount."""

    def factors(self, place: int) -> list[tuple[int, int, int]]:
        """Return rows, inner size and columns of each matrix product on the way to a node."""

    def wrong(self, function: str) -> Callable[..., Any] | None:
        """Return the wrong formula that is used instead of a function's, if a mistake says so."""

    @property
    def output(self) -> int:
        """Return the place of the output."""


class WrongFormula(NamedTuple):
    """A named wrong formula for something asked."""

    id: str
    name: str
    message: str
    formula: Callable[..., Any]
    function: str


class AskedFunction(NamedTuple):
    """A row: what it takes, how it is found, and how people get it wrong."""

    takes: tuple[str, ...]  # `node`, `number`, or `gradient`, which may be a node too
    value: Callable[..., Any]
    rule: str  # deck text
    wrong: tuple[WrongFormula, ...] = ()


def _slope(engine: Engine, weight: int) -> Any:
    return engine.gradient(engine.output, weight, scaled=False)


def _stepped(engine: Engine, weight: int, rate: Any) -> Any:
    return engine.value(weight) - rate * _slope(engine, weight)


def _central(engine: Engine, of: int, by: int, h: Any) -> Any:
    return engine.moved(of, by, h) - engine.moved(of, by, -h)


def _forward(engine: Engine, of: int, by: int, h: Any) -> Any:
    return engine.moved(of, by, h) - engine.value(of)


def _shape(engine: Engine, of: int, by: int | None) -> Size:
    """Return the shape of a node, or of a gradient as it comes out of the sweep."""
    found = engine.value(of) if by is None else engine.gradient(of, by, scaled=True)
    return _size(found)


def _size(value: Any) -> Size:
    shape = shape_of(value)
    if shape is None:
        raise UndefinedValueError("the shape of a number")
    return Size(*shape)


def _asked_node(of: int, by: int | None) -> int:
    return of if by is None else by


def _flat(engine: Engine, of: int, by: int | None) -> Size:
    """Return the shape of a Jacobian: a row for each entry of the one, a column for each of the other."""
    above, below = [shape_of(engine.value(place)) or (1, 1) for place in (of, _asked_node(of, by))]
    return Size(above[0] * above[1], below[0] * below[1])


def _counted(engine: Engine, of: int) -> int:
    return sum(rows * inner * columns for rows, inner, columns in engine.factors(of))


FUNCTIONS_ASKED: dict[str, AskedFunction] = {
    "step": AskedFunction(
        ("node", "number"),
        _stepped,
        "Gradient descent goes against the gradient: the new value is $w - r*dL/dw$ with learning rate $r$.",
        (
            WrongFormula(
                "step-uphill",
                "uphill instead of downhill",
                "Gradient descent goes against the gradient: $w - r*dL/dw$ with learning rate $r$.",
                lambda engine, w, rate: engine.value(w) + rate * _slope(engine, w),
                "step",
            ),
            WrongFormula(
                "step-rate-forgotten",
                "learning rate forgotten",
                "The gradient is multiplied by the learning rate before it is subtracted.",
                lambda engine, w, rate: engine.value(w) - _slope(engine, w),
                "step",
            ),
            WrongFormula(
                "step-alone",
                "the step instead of the new value",
                "The step is subtracted from the old value: $w - r*dL/dw$, not $r*dL/dw$ alone.",
                lambda engine, w, rate: rate * _slope(engine, w),
                "step",
            ),
        ),
    ),
    "central": AskedFunction(
        ("node", "node", "number"),
        lambda engine, of, by, h: quotient(_central(engine, of, by, h), 2 * h),
        "A central difference is $(f(x + h) - f(x - h))/(2*h)$: a step to both sides, divided by their distance.",
        (
            WrongFormula(
                "central-undivided",
                "not divided by the distance",
                "A difference quotient divides by the distance of the two points, here $2*h$.",
                lambda engine, of, by, h: _central(engine, of, by, h),
                "central",
            ),
            WrongFormula(
                "central-by-h",
                "central difference divided by h",
                "The points $x - h$ and $x + h$ are $2*h$ apart: divide by that.",
                lambda engine, of, by, h: quotient(_central(engine, of, by, h), h),
                "central",
            ),
            WrongFormula(
                "central-as-forward",
                "forward instead of central difference",
                "A central difference looks to both sides: $f(x + h) - f(x - h)$.",
                lambda engine, of, by, h: quotient(_forward(engine, of, by, h), h),
                "central",
            ),
        ),
    ),
    "forward": AskedFunction(
        ("node", "node", "number"),
        lambda engine, of, by, h: quotient(_forward(engine, of, by, h), h),
        "A forward difference is $(f(x + h) - f(x))/h$: a step ahead, divided by its size.",
        (
            WrongFormula(
                "forward-undivided",
                "not divided by h",
                "A difference quotient divides by the distance of the two points, here $h$.",
                lambda engine, of, by, h: _forward(engine, of, by, h),
                "forward",
            ),
            WrongFormula(
                "forward-as-central",
                "central instead of forward difference",
                "A forward difference looks ahead only: $f(x + h) - f(x)$, divided by $h$.",
                lambda engine, of, by, h: quotient(_central(engine, of, by, h), 2 * h),
                "forward",
            ),
            WrongFormula(
                "forward-turned-round",
                "f(x) - f(x + h) instead of f(x + h) - f(x)",
                "What comes later stands first: $f(x + h) - f(x)$.",
                lambda engine, of, by, h: quotient(-_forward(engine, of, by, h), h),
                "forward",
            ),
        ),
    ),
    "shape": AskedFunction(
        ("gradient",),
        _shape,
        "A product of $n × k$ and $k × m$ is $n × m$, and a gradient has the shape of what it belongs to.",
        (
            WrongFormula(
                "shape-transposed",
                "rows and columns exchanged",
                "A gradient has the shape of what it belongs to, rows first.",
                lambda engine, of, by: Size(*reversed(_size(engine.value(_asked_node(of, by))))),
                "shape",
            ),
            WrongFormula(
                "shape-of-output",
                "the shape of the output",
                "A gradient has the shape of what it belongs to, not that of what is differentiated.",
                lambda engine, of, by: _size(engine.value(engine.output)),
                "shape",
            ),
            WrongFormula(
                "shape-of-jacobian",
                "the shape of the whole Jacobian",
                "The Jacobian has an entry for every pair of an output and an input; the gradient that is sent back "
                "has one for every input.",
                _flat,
                "shape",
            ),
        ),
    ),
    "multiplications": AskedFunction(
        ("node",),
        _counted,
        "Each entry of a product of $n × k$ and $k × m$ is a sum of $k$ products: $n*k*m$ in all.",
        (
            WrongFormula(
                "cost-of-entries",
                "counted once for each entry of the result",
                "Each entry of a matrix product is a sum of products: the inner size is a factor too.",
                lambda engine, of: sum(rows * columns for rows, _, columns in engine.factors(of)),
                "multiplications",
            ),
            WrongFormula(
                "cost-added",
                "sizes added instead of multiplied",
                "Every row meets every column, over the whole inner size: the three sizes multiply.",
                lambda engine, of: sum(map(sum, engine.factors(of))),
                "multiplications",
            ),
            WrongFormula(
                "cost-of-additions",
                "additions counted",
                "A sum of $n$ products has $n$ multiplications, and one addition less.",
                lambda engine, of: sum(rows * (inner - 1) * columns for rows, inner, columns in engine.factors(of)),
                "multiplications",
            ),
        ),
    ),
}
