"""A number nobody knows: whatever is computed from it is not known either.

The input of a node whose value is given is one. A gradient that comes out known did not need it.
"""

from typing import Any

from quizgen.autodiff.array import Array


class Unknown:
    """No number; arithmetic and functions leave it as it is."""

    __slots__ = ()

    def _same(self, *_: Any) -> "Unknown":
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _same
    __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __neg__ = __abs__ = _same
    function = where = _same


UNKNOWN = Unknown()


def is_known(value: Any) -> bool:
    """Tell whether a number, or every entry of an array, is known."""
    if isinstance(value, Array):
        return UNKNOWN not in value.flat
    return value is not UNKNOWN
