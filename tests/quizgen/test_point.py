from fractions import Fraction
from itertools import islice

import pytest

from quizgen.autodiff.array import Array
from quizgen.point import close, close_values, every, points
from quizgen.seed import Stream


@pytest.mark.parametrize("letters", [["x"], ["x", "y"], ["a", "b", "c", "d"]])
def test_the_first_points_have_every_pattern_of_signs_and_sizes(letters: list[str]) -> None:
    found = [point for _, point in islice(points(letters, Stream("t")), 32)]
    for sign in (1, -1):
        alike = [point for point in found if all(value * sign > 0 for value in point.values())]
        assert len(alike) >= 8
        for low, high in ((0, 1), (1, 4), (4, 100), (100, 10**6)):
            assert any(low <= abs(float(value)) <= high for point in alike for value in point.values())
    if len(letters) > 1:
        assert any(len({value > 0 for value in point.values()}) == 2 for point in found)


def test_the_points_of_a_stream_are_always_the_same() -> None:
    assert list(points(["x", "y"], Stream("t"))) == list(points(["x", "y"], Stream("t")))


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (Fraction(1, 3), Fraction(1, 3), True),
        (10**40, 10**40 + 1, False),
        (0.1 + 0.2, 0.3, True),
        (1e-20, 2e-20, None),  # may be rounding
        (1e-17, 0, True),  # what should be 0 is
        (1e-17, 0.0, None),
        (1e-6, 2e-6, False),
        (10**400, 1.0, None),
    ],
)
def test_numbers_are_equal_different_or_too_near_to_tell(
    one: int | Fraction | float, other: int | Fraction | float, equal: bool | None
) -> None:
    assert close(one, other) is equal


def test_floats_far_from_zero_tell_nothing() -> None:
    assert close(1.0, 2.0, wide=True) is None
    assert close(1, 2, wide=True) is False


def test_matrices_are_equal_entry_by_entry_and_one_entry_is_a_number() -> None:
    assert close_values(Array([[1, 0.1 + 0.2]]), Array([[1.0, 0.3]])) is True
    assert close_values(Array([[1, 2]]), Array([[1], [2]])) is False
    assert close_values(Array([[1, 1e-20]]), Array([[1, 2e-20]])) is None
    assert close_values(Array([[3, 1e-20]]), Array([[1, 2e-20]])) is False
    assert close_values(Array([[3]]), 3) is True


def test_all_are_so_unless_one_is_not_or_tells_nothing() -> None:
    assert [every(found) for found in ([True, True], [True, None], [None, False], [])] == [True, None, False, True]
