from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.autodiff.array import Array, Shape, of_shape
from quizgen.notation.tree import write_number
from quizgen.parting import Part
from quizgen.typed_array import array_in, unfinished
from quizgen.unreadable import Unreadable
from quizgen.value import write_answer

_KEY = Array([[4, -2, 0], [0, 6, -12]])


@pytest.mark.parametrize(
    "text",
    [
        "4 -2 0; 0 6 -12",
        "4, -2, 0; 0, 6, -12",
        "4,-2,0;0,6,-12",
        "[4 -2 0; 0 6 -12]",
        "[[4, -2, 0], [0, 6, -12]]",
        "array([[  4,  -2,   0],\n       [  0,   6, -12]])",
        "np.array([[4., -2., 0.], [0., 6., -12.]])",
        "[[  4.  -2.   0.]\n [  0.   6. -12.]]",
        "tensor([[  4.,  -2.,   0.],\n        [  0.,   6., -12.]], dtype=torch.float64)",
        "[4 -2 0\n 0 6 -12]",
        "4 -2 0;\n0 6 -12;",
        "8/2 -2 0; 0 2*3 -12",
        "4 -(1 + 1) 0; 0 6 - 0 -12",
    ],
)
def test_a_matrix_may_be_typed_or_pasted_in_many_ways(text: str) -> None:
    assert array_in(Part(text, 0), (2, 3)) == _KEY


@pytest.mark.parametrize("text", ["1 -2 3/4 0", "1, -2, 0.75, 0", "[1 -2 .75 0]", "1\n-2\n3/4\n0", "(1, -2, 3/4, 0)"])
def test_a_plain_list_is_the_vector_that_is_wanted(text: str) -> None:
    entries = (1, -2, Fraction(3, 4), 0)
    for shape in ((1, 4), (4, 1)):
        assert array_in(Part(text, 0), shape) == of_shape(shape, entries)


@pytest.mark.parametrize(
    ("text", "wanted", "shape"),
    [
        ("1; 2; 3", (3, 1), (3, 1)),
        ("[[1], [2], [3]]", (3, 1), (3, 1)),
        ("[[1, 2, 3]]", (3, 1), (1, 3)),
        ("1; 2; 3", (1, 3), (3, 1)),
        ("1 2; 3 4; 5 6", (2, 3), (3, 2)),
        ("1 2 3 4 5 6", (2, 3), (1, 6)),
        ("1 2 3; 4 5 6", (1, 6), (2, 3)),
        ("7", (1, 1), (1, 1)),
    ],
)
def test_a_shape_that_is_said_is_read_as_it_is(text: str, wanted: Shape, shape: Shape) -> None:
    found = array_in(Part(text, 0), wanted)
    assert isinstance(found, Array)
    assert found.shape == shape


def test_a_question_mark_is_an_entry_that_is_left_out() -> None:
    assert array_in(Part("4 ? 0; ?, 6 -12", 0), (2, 3)) == Array([[4, None, 0], [None, 6, -12]])


def test_a_comma_is_a_decimal_one_where_it_can_part_nothing() -> None:
    assert array_in(Part("1,5 2,5; 3 -4", 0), (2, 2)) == Array([[1.5, 2.5], [3, -4]])
    assert array_in(Part("1,5; 2,5", 0), (2, 1)) == Array([[1.5], [2.5]])
    assert array_in(Part("1,5; 2,5", 0), (2, 2)) == Array([[1, 5], [2, 5]])


@pytest.mark.parametrize(
    ("text", "wanted", "refused"),
    [
        ("1 2 3 4 5", (1, 6), Unreadable("5 numbers, 6 wanted")),
        ("5", (2, 3), Unreadable("1 number, 6 wanted")),
        ("4 -2 0; 0 6", (2, 3), Unreadable("row 2 has 2 numbers and row 1 has 3", 11)),
        ("4 -2; 0 6; 1", (2, 3), Unreadable("row 3 has 1 number and row 1 has 2", 14)),
        ("4 -2; 0 6", (2, 3), Unreadable("4 numbers, 6 wanted")),
        ("[]", (2, 3), Unreadable("0 numbers, 6 wanted")),
        ("1,, 2", (1, 3), Unreadable("a number is missing here", 5)),
        ("4 - 2 0; 0 6 -12", (2, 3), Unreadable("row 2 has 3 numbers and row 1 has 2", 12)),
        ("4 -2 foo; 0 6 -12", (2, 3), Unreadable("there is no foo here", 8)),
        ("4 -2 1/0; 0 6 -12", (2, 3), Unreadable("that asks for a division by zero", 8)),
        ("4 -2 0; 0 6 -12]", (2, 3), Unreadable("this bracket has no partner", 18)),
        ("1,500 2; 3 4", (2, 2), Unreadable("this comma can be read in two ways; write decimals with a point", 4)),
    ],
)
def test_what_is_no_matrix_of_that_many_numbers_is_asked_again(text: str, wanted: Shape, refused: Unreadable) -> None:
    assert array_in(Part(text, 3), wanted) == refused


_SHAPES = st.sampled_from(list(product(range(1, 5), repeat=2)))
_ENTRIES = st.lists(st.fractions(-99, 99, max_denominator=99), min_size=16, max_size=16)


@given(_SHAPES, _ENTRIES)
def test_every_array_is_read_as_it_is_written_and_as_numpy_writes_it(shape: Shape, entries: list[Fraction]) -> None:
    array = of_shape(shape, tuple(entries[: shape[0] * shape[1]]))
    rows = [[write_number(entry) for entry in row] for row in array.rows]
    nested = "[" + ",\n ".join(f"[{', '.join(row)}]" for row in rows) + "]"
    for text in (write_answer(array), str(array), nested, f"array({nested})", nested.replace(",", "")):
        assert array_in(Part(text, 0), shape) == array, text


@given(st.text(alphabet="0123.,;-/ \n[]()?e", max_size=25), _SHAPES)
def test_any_text_is_an_array_of_that_many_numbers_or_refused(text: str, shape: Shape) -> None:
    found = array_in(Part(text.strip(), 0), shape)
    if isinstance(found, Unreadable):
        assert found.position is None or 0 <= found.position <= len(text)
    else:
        assert found.shape[0] * found.shape[1] == shape[0] * shape[1]


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("4 -2 0;", True),
        ("4 -2 0; ", True),
        ("4 -2 0; 0 6 -12", False),
        ("4 -2 0; 0 6 -12;", False),
        ("4 -2 0", False),
        ("[[4, -2, 0],", True),
        ("array([[4, -2, 0],\n [0, 6, -12]]", True),
        ("[[4, -2, 0],\n [0, 6, -12]]", False),
    ],
)
def test_a_matrix_goes_on_while_a_bracket_is_open_or_a_row_is_to_come(text: str, goes_on: bool) -> None:
    assert unfinished(text, (2, 3)) is goes_on
