from itertools import product
from string import ascii_uppercase

from hypothesis import given
from hypothesis import strategies as st

from cardgrad.quizzes.naming import check_character, letter, part_names


@given(st.lists(st.integers(0, 3000), min_size=2, max_size=20, unique=True))
def test_every_form_has_a_letter_of_its_own(numbers: list[int]) -> None:
    assert len({letter(number) for number in numbers}) == len(numbers)


def test_the_check_character_tells_every_misread_letter_and_every_swap() -> None:
    for first, second in product(ascii_uppercase, repeat=2):
        right = check_character("quiz 7", first + second)
        assert all(check_character("quiz 7", first + wrong) != right for wrong in ascii_uppercase if wrong != second)
        assert first == second or check_character("quiz 7", second + first) != right


def test_the_check_character_tells_most_other_quizzes() -> None:
    same = [check_character(f"quiz {seed}", "B") == check_character("quiz", "B") for seed in range(200)]
    assert sum(same) < 20


def test_columns_are_named_by_what_is_asked() -> None:
    assert part_names("q1", [["q"], ["q"]]) == [["q1"], ["q1"]]
    assert part_names("q2", [["dL/dW1", '"new w"', "z"]]) == [["q2_dW1", "q2_new_w", "q2_z"]]
    assert part_names("q3", [["df/dx", "dg/dx"]]) == [["q3_df_dx", "q3_dg_dx"]]
    assert part_names("q3", [["σ", "√"]]) == [["q3_1", "q3_2"]]
    assert part_names("q3", [["df/dw", "df/dW"]]) == [["q3_1", "q3_2"]]  # a table's columns are read in lower case


def test_columns_are_numbered_where_forms_ask_for_other_things() -> None:
    assert part_names("q4", [["df/dx", "df/dy"], ["df/dx", "df/dz"]]) == [["q4_1", "q4_2"], ["q4_1", "q4_2"]]
