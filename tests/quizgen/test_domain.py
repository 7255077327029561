from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.array import Array
from quizgen.domain import Grid, Letter, Numbers, OneHot, Probabilities, Sized, draw_sizes
from quizgen.seed import Stream

SEEDS = st.integers(0, 10**6)


@given(SEEDS, st.integers(2, 6))
def test_probabilities_are_positive_steps_that_sum_to_one(seed: int, size: int) -> None:
    drawn = Probabilities(size, Fraction(1, 20)).draw(Stream(seed), {})
    assert drawn.shape == (1, size)
    assert sum(drawn.flat) == 1
    assert all(entry > 0 and entry % Fraction(1, 20) == 0 for entry in drawn.flat)


def test_every_row_of_probabilities_is_drawn_some_time() -> None:
    domain = Probabilities(3, Fraction(1, 5))
    assert len({domain.draw(Stream(seed), {}) for seed in range(300)}) == domain.instances() == 6


@given(SEEDS)
def test_a_one_hot_row_has_a_single_one(seed: int) -> None:
    assert sorted(OneHot(4).draw(Stream(seed), {}).flat) == [0, 0, 0, 1]


@given(SEEDS)
def test_an_array_has_its_size_its_numbers_and_not_one_number_throughout(seed: int) -> None:
    drawn = Grid((2, "D"), Numbers((1, 2))).draw(Stream(seed), {"D": 2})
    assert drawn.shape == (2, 2)
    assert set(drawn.flat) == {1, 2}


def test_an_array_of_the_only_number_is_that_number_throughout() -> None:
    assert Grid((2, 1), Numbers((3,))).draw(Stream(1), {}) == Array([[3], [3]])


@given(SEEDS, st.integers(1, 6))
def test_sizes_are_drawn_pairwise_different(seed: int, count: int) -> None:
    letters = tuple("ABCDEF"[:count])
    sizes = draw_sizes(letters, Stream(seed))
    assert len(set(sizes.values())) == count
    assert all(2 <= size <= 7 for size in sizes.values())


def test_what_only_has_a_size_has_it_and_a_letter_has_a_value_at_hidden_points_alone() -> None:
    assert Sized(("N", 3)).draw(Stream(1), {"N": 2}).shape == (2, 3)
    assert Letter(("N", 3)).draw(Stream(1), {"N": 2}).shape == (2, 3)
    assert Letter(None).draw(Stream(1), {}) not in (-1, 0, 1)
