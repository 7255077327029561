import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.notation.parser import read_math
from quizgen.sameness import same


def compared(wanted: str, found: str) -> bool | None:
    return same(read_math(wanted), read_math(found))


_THREE = st.tuples(*[st.integers(-9, 9)] * 3)


@given(_THREE, _THREE, st.integers(-1, 1), st.sampled_from(["x^2", "x*y", "y^2", "x", "y", "1"]))
def test_a_product_is_its_expansion_and_no_other(
    one: tuple[int, int, int], other: tuple[int, int, int], more: int, monomial: str
) -> None:
    (a, b, c), (d, e, f) = one, other
    product = f"({a}*x + {b}*y + {c})*({d}*x + {e}*y + {f})"
    expanded = (
        f"{a * d}*x^2 + {a * e + b * d}*x*y + {b * e}*y^2 + {a * f + c * d}*x + {b * f + c * e}*y + {c * f}"
        f" + {more}*{monomial}"
    )
    assert compared(product, expanded) is (more == 0)


@pytest.mark.parametrize(
    ("one", "other", "decided"),
    [
        ("exp(a)*exp(b)", "exp(a + b)", True),
        ("exp(a)*exp(b)", "exp(a*b)", False),
        ("ln(a) + ln(b)", "ln(a*b)", True),
        ("ln(a) + ln(b)", "ln(a + b)", False),
        ("sin(x)^2 + cos(x)^2", "1", True),
        ("sin(x)^2 + cos(x)^2 - 1", "0", True),
        ("tanh(x)", "2*sigmoid(2*x) - 1", True),
        ("relu(x) - relu(-x)", "x", True),
        ("(x + abs(x))/2", "relu(x)", True),
        ("max(x, y) + min(x, y)", "x + y", True),
        ("1/2*x^-1", "1/(2*x)", True),
        ("1/0", "1/0 + 1", None),
        ("sqrt(-1 - x^2)", "2*sqrt(-1 - x^2)", None),  # no point where it has a value
    ],
)
def test_identities_hold_and_their_neighbours_do_not(one: str, other: str, decided: bool | None) -> None:
    assert compared(one, other) is decided
    assert compared(other, one) is decided


@pytest.mark.parametrize(
    ("one", "other", "decided"),
    [
        ("a = b", "b = a", True),
        ("a <= b", "b >= a", True),
        ("a <= b", "a < b", False),
        ("a <- b", "b -> a", True),
        ("a = b", "a = b = c", False),
        ("a, b", "a, b, c", False),
        ("(a, b)", "a, b", True),
        ("a < b", "a", None),
        ("y = sum_i x_i", "sum_i x_i", True),
        ("2*sum_i x_i", "sum_i x_i", None),  # a letter, of which nothing is known
    ],
)
def test_relations_and_lists_are_compared_part_by_part(one: str, other: str, decided: bool | None) -> None:
    assert compared(one, other) is decided
