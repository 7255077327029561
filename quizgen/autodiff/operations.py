"""The table: one row per operation, by the symbol or the function name that formulas use.

To add an operation, write its row into one of the sheets below, and the name of a function into the reader's list
of them (`notation/symbols.py`): nothing else needs to know it.
"""

from quizgen.autodiff.arithmetic import ARITHMETIC
from quizgen.autodiff.elementary import ELEMENTARY
from quizgen.autodiff.matrix import MATRIX
from quizgen.autodiff.number import Exact, Formula, UndefinedValueError, power, quotient
from quizgen.autodiff.row import Arraywise, Elementwise, Operation, Pull, WrongRule
from quizgen.autodiff.unit import UNITS

__all__ = [
    "OPERATIONS",
    "Arraywise",
    "Elementwise",
    "Exact",
    "Formula",
    "Operation",
    "Pull",
    "UndefinedValueError",
    "WrongRule",
    "power",
    "quotient",
]

OPERATIONS: dict[str, Operation] = {**ARITHMETIC, **ELEMENTARY, **UNITS, **MATRIX}
