from fractions import Fraction
from operator import mul

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.array import Array, ShapeError, column_totals, entrywise, fitted, row_totals, total

X = Array([[1, 2, 3], [4, 5, 6]])


def arrays(height: int, width: int) -> st.SearchStrategy[Array]:
    numbers = st.fractions(-9, 9, max_denominator=6)
    return st.lists(st.lists(numbers, min_size=width, max_size=width), min_size=height, max_size=height).map(Array)


def test_an_array_has_rows_and_columns() -> None:
    assert X.shape == (2, 3)
    assert X.rows == [(1, 2, 3), (4, 5, 6)]
    assert X.columns == [(1, 4), (2, 5), (3, 6)]
    assert X.transposed == Array([[1, 4], [2, 5], [3, 6]])
    assert str(X) == "[1 2 3; 4 5 6]"


def test_a_row_is_no_column() -> None:
    assert Array([[1, 2]]) != Array([[1], [2]])
    assert Array([[1, 2]]).transposed == Array([[1], [2]])
    assert len({Array([[1, 2]]), Array([[1], [2]]), Array([[1, 2]])}) == 2


def test_an_array_never_changes() -> None:
    with pytest.raises(AttributeError, match="never changes"):
        X.flat = (1,)


@pytest.mark.parametrize("rows", [[], [[]], [[1, 2], [3]]])
def test_ragged_and_empty_arrays_are_refused(rows: list[list[int]]) -> None:
    with pytest.raises(ShapeError, match="the same number of entries"):
        Array(rows)


def test_entries_stay_exact() -> None:
    assert (X / 2).flat == (Fraction(1, 2), 1, Fraction(3, 2), 2, Fraction(5, 2), 3)
    assert type((X / 2).flat[1]) is int
    assert 1 - Array([[Fraction(1, 3)]]) == Array([[Fraction(2, 3)]])


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        (10, [[11, 12, 13], [14, 15, 16]]),
        (Array([[10, 20, 30]]), [[11, 22, 33], [14, 25, 36]]),
        (Array([[10], [20]]), [[11, 12, 13], [24, 25, 26]]),
        (Array([[10]]), [[11, 12, 13], [14, 15, 16]]),
        (Array([[1, 1, 1], [2, 2, 2]]), [[2, 3, 4], [6, 7, 8]]),
    ],
)
def test_what_is_too_small_is_repeated(other: Array | int, wanted: list[list[int]]) -> None:
    assert X + other == Array(wanted)
    assert other + X == Array(wanted)


def test_a_column_and_a_row_make_a_matrix() -> None:
    assert Array([[1], [2]]) * Array([[3, 4, 5]]) == Array([[3, 4, 5], [6, 8, 10]])


@pytest.mark.parametrize("other", [Array([[1, 2]]), Array([[1], [2], [3]]), Array([[1, 2], [3, 4], [5, 6]])])
def test_shapes_that_do_not_fit_are_both_named(other: Array) -> None:
    with pytest.raises(ShapeError, match=rf"a 2x3 matrix and a {other.shape[0]}x{other.shape[1]} matrix"):
        X + other


def test_a_matrix_product_needs_equal_inner_sizes() -> None:
    assert X @ X.transposed == Array([[14, 32], [32, 77]])
    with pytest.raises(ShapeError, match="a 2x3 matrix and a 2x3 matrix, whose inner sizes differ"):
        X @ X
    with pytest.raises(ShapeError, match="the matrix product of a number and a 2x3 matrix"):
        3 @ X


def test_totals() -> None:
    assert total(X) == 21
    assert row_totals(X) == Array([[6], [15]])
    assert column_totals(X) == Array([[5, 7, 9]])


def test_three_inputs_are_brought_to_one_shape() -> None:
    assert entrywise(lambda x, y, z: x + y + z, Array([[1, 2]]), Array([[10], [20]]), 100) == Array(
        [[111, 112], [121, 122]]
    )


@given(arrays(2, 3), arrays(3, 4))
def test_an_entry_of_a_matrix_product_is_a_row_times_a_column(x: Array, y: Array) -> None:
    assert x @ y == Array([[sum(map(mul, row, column)) for column in y.columns] for row in x.rows])


def test_a_matrix_product_adds_floats_in_the_order_of_the_row() -> None:
    product = Array([[1e16, 1.0, -1e16]]) @ Array([[1.0], [1.0], [1.0]])
    assert product == Array([[(1e16 + 1.0) - 1e16]])


@given(arrays(3, 2))
def test_one_times_an_array_is_that_array_and_an_exact_one_makes_no_copy(x: Array) -> None:
    assert 1 * x == x
    assert x * 1 is x


@given(arrays(2, 3), arrays(3, 2), arrays(2, 2))
def test_matrix_products_are_associative_and_turn_round_under_transposes(x: Array, y: Array, z: Array) -> None:
    assert (x @ y) @ z == x @ (y @ z)
    assert (x @ y).transposed == y.transposed @ x.transposed


@given(arrays(3, 2), st.sampled_from([(3, 2), (1, 2), (3, 1), (1, 1), None]))
def test_summing_back_is_the_adjoint_of_repeating(gradient: Array, shape: tuple[int, int] | None) -> None:
    small = (
        1
        if shape is None
        else Array([[1 + row * shape[1] + column for column in range(shape[1])] for row in range(shape[0])])
    )
    repeated = gradient * 0 + small
    back = fitted(gradient, shape)
    assert total(gradient * repeated) == total(back * small)
