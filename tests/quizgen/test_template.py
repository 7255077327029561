"""What all problems of a drill share: mistakes that come to the same in many draws are told as one."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from quizgen.template import _grouped

DRAWS = st.integers(1, 12)
TABLES = DRAWS.flatmap(
    lambda draws: st.lists(
        st.lists(st.sampled_from([None, (0,), (1,), (2,)]), min_size=draws, max_size=draws), min_size=1, max_size=5
    )
)


@given(TABLES)
def test_no_two_groups_come_to_the_same_in_a_third_of_the_draws(wrong: list[list[tuple[int] | None]]) -> None:
    groups = _grouped(wrong)
    for one, other in combinations(set(groups), 2):
        ours, theirs = (
            [row for row, group in zip(wrong, groups, strict=True) if group == name] for name in (one, other)
        )
        same = sum(
            any(mine[draw] == its[draw] is not None for mine in ours for its in theirs) for draw in range(len(wrong[0]))
        )
        assert 3 * same < len(wrong[0])


def test_two_pairs_of_one_group_count_together_whichever_mistake_comes_first() -> None:
    first = [(1,)] * 8 + [(2,)] * 4
    second = [(1,)] * 2 + [(3,)] * 8 + [(4,)] * 2
    third = [(5,)] * 2 + [(1,)] * 6 + [(2,)] * 2 + [(4,)] * 2
    assert len(set(_grouped([first, second, third]))) == 1
