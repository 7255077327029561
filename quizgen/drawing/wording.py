"""What is written at the nodes of a graph: operators as symbols, names, and numbers short enough for a wire."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from quizgen.autodiff.graph import CONSTANT, INPUT, Graph
from quizgen.autodiff.unknown import UNKNOWN
from quizgen.drawing.layering import folded
from quizgen.drawing.parts import NodeText
from quizgen.notation.tree import write_number
from quizgen.notation.unicode import name_to_unicode

_SYMBOLS = {"negate": "-", "sigmoid": "σ", "transpose": "ᵀ", "sum": "Σ", "square": "^2", ".*": "⊙", "norm2": "|.|²"}
_ASCII = {"negate": "-", "transpose": "^T", "square": "^2", "norm2": "|.|^2"}

_LONGEST = 13  # of an exact number at a wire
_DIGITS = 4  # of one that is not


def node_texts(
    graph: Graph, values: Sequence[Any], adjoints: Mapping[int, Any], *, ascii_only: bool = False
) -> dict[int, NodeText]:
    """Return the texts of every node; a constant is its own value."""
    names = named(graph)
    inside = folded(graph)
    texts: dict[int, NodeText] = {}
    for place, node in enumerate(graph.nodes):
        value = short(values[place], ascii_only=ascii_only)
        gradient = short(adjoints[place], ascii_only=ascii_only) if place in adjoints else ""
        if node.operation == INPUT:
            texts[place] = NodeText("", spelled(node.label, ascii_only=ascii_only), value, gradient)
        elif node.operation == CONSTANT:
            texts[place] = NodeText("", value, "", gradient)
        else:
            exponent = texts[inside[place]].label if place in inside else ""
            sign = symbol(node.operation, ascii_only=ascii_only)
            name = spelled(names[place], ascii_only=ascii_only) if place in names else ""
            texts[place] = NodeText(sign + exponent, name, value, gradient)
    return texts


def named(graph: Graph) -> dict[int, str]:
    """Return the first name of each node that has one."""
    names: dict[int, str] = {}
    for name, place in graph.names.items():
        names.setdefault(place, name)
    return names


def spelled(name: str, *, ascii_only: bool = False) -> str:
    """Return a name as it is drawn: θ, W₁; as it is typed where a sign over it would take no column of its own.

    >>> spelled("W1"), spelled("y_hat"), spelled("Z_bar")
    ('W₁', 'ŷ', 'Z_bar')
    """
    shown = name if ascii_only else name_to_unicode(name)
    return shown if shown.isalnum() or shown.isascii() else name


def symbol(operation: str, *, ascii_only: bool = False) -> str:
    """Return how an operation is drawn."""
    return (_ASCII if ascii_only else _SYMBOLS).get(operation, operation)


def short(value: Any, *, ascii_only: bool = False) -> str:
    """Return a number as it stands at a wire, exact if that is short; an array is its shape.

    >>> short(Fraction(47620, 343)), short(Fraction(-3, 5)), short(2 / 3), short(-(2**80))
    ('47620/343', '-0.6', '0.6667', '-1.209e+24')
    """
    if value is UNKNOWN:
        return "?"
    if isinstance(value, float):
        return f"{value + 0.0:.{_DIGITS}g}"  # a zero without a sign
    if isinstance(value, int | Fraction):
        return _exact(value)
    rows, columns = value.shape
    return f"{rows}x{columns}" if ascii_only else f"{rows}×{columns}"


def _exact(value: int | Fraction) -> str:
    """Return an exact number, or its first digits if it is long."""
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    if bits < 4 * _LONGEST:
        text = write_number(value)
        if len(text) <= _LONGEST:
            return text
    from decimal import Context, Decimal  # only for numbers that no person computes by hand

    context = Context(prec=_DIGITS, Emin=-(10**9), Emax=10**9)
    return f"{context.divide(Decimal(value.numerator), Decimal(value.denominator)):.{_DIGITS}g}"
