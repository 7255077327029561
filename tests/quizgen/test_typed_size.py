import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.parting import Part
from quizgen.typed_size import size_in
from quizgen.unreadable import Unreadable
from quizgen.value import Size

_FORMS = ["{}x{}", "{} x {}", "{}X{}", "{}×{}", "{} × {}", "({}, {})", "({},{})", "[{}, {}]", "{} by {}", "{}*{}",
          "{}, {}", "{} {}"]  # fmt: skip


@given(st.integers(0, 99), st.integers(0, 99), st.sampled_from(_FORMS))
def test_a_size_may_be_typed_in_many_ways(rows: int, columns: int, form: str) -> None:
    assert size_in(Part(form.format(rows, columns), 0)) == Size(rows, columns)


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("3", "a size has two numbers, rows x columns", 2),
        ("(3,)", "a size has two numbers, rows x columns", 2),
        ("2x3x4", "a size has two numbers, rows x columns, and this has 3", 2),
        ("3xM", "a size is two whole numbers, rows x columns, as in 3x4", 4),
        ("(3, 4.0)", "a size is two whole numbers, rows x columns, as in 3x4", 6),
        ("3x-4", "a size is two whole numbers, rows x columns, as in 3x4", 4),
        ("3x²", "a size is two whole numbers, rows x columns, as in 3x4", 4),
    ],
)
def test_what_is_no_size_is_refused_at_its_place(text: str, message: str, position: int) -> None:
    assert size_in(Part(text, 2)) == Unreadable(message, position)
