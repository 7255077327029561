import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.parting import Part
from quizgen.typed_rows import rows_of
from quizgen.unreadable import Unreadable


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1 2; 3 4", ["1 2", "3 4"]),
        ("1 2;\n3 4", ["1 2", "3 4"]),
        ("1 2\n3 4\n", ["1 2", "3 4"]),
        ("1 2; 3 4;", ["1 2", "3 4"]),
        ("[1 2; 3 4]", ["1 2", "3 4"]),
        ("[1 2] [3 4]", ["1 2", "3 4"]),
        ("[1, 2], [3, 4]", ["1, 2", "3, 4"]),
        ("[[1, 2], [3, 4]]", ["1, 2", "3, 4"]),
        ("[[1 2]\n [3\n 4]]", ["1 2", "3  4"]),
        ("((1, 2), (3, 4))", ["1, 2", "3, 4"]),
        ("[(1, 2), (3, 4)]", ["1, 2", "3, 4"]),
        ("array([[1, 2],\n       [3, 4]])", ["1, 2", "3, 4"]),
        ("np.array([[1., 2.], [3., 4.]], dtype=float32)", ["1., 2.", "3., 4."]),
        ("(1 + 1) 2; max(3, 4) 5", ["(1 + 1) 2", "max(3, 4) 5"]),
    ],
)
def test_rows_stand_between_semicolons_in_lines_or_in_brackets(text: str, rows: list[str]) -> None:
    found = rows_of(Part(text, 7), vector=False)
    assert not isinstance(found, Unreadable)
    assert [part.text for part in found[0]] == rows
    for part in found[0]:
        assert text[part.position - 7 :].startswith(part.text[0])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1 2 3", True),
        ("1, 2, 3", True),
        ("[1 2 3]", True),
        ("(1, 2, 3)", True),
        ("array([1, 2, 3])", True),
        ("1\n2\n3", True),
        ("[1 2\n 3]", True),
        ("[[1, 2, 3]]", False),  # NumPy's row
        ("1; 2; 3", False),
        ("[[1], [2], [3]]", False),
    ],
)
def test_a_plain_list_says_nothing_of_rows_and_columns(text: str, plain: bool) -> None:
    found = rows_of(Part(text, 0), vector=True)
    assert not isinstance(found, Unreadable)
    assert found[1] is plain


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("[[1, 2], [3, 4]", "this bracket has no partner", 0),
        ("1 2]; 3", "this bracket has no partner", 3),
        ("[(1 2]; 3)", "this bracket has no partner", 5),
        ("1 2;; 3 4", "a row is missing here", 4),
        ("; 3 4", "a row is missing here", 0),
        ("[1 2] 3 [4 5]", "this stands outside of the rows", 6),
        ("dz [1 2] [4 5]", "this stands outside of the rows", 0),
        ("[1 2] [4 5]x", "this stands outside of the rows", 11),
        ("[[1 2] [[4] 5]]", "these brackets are nested deeper than the rows of a matrix", 8),
    ],
)
def test_what_has_no_rows_is_refused_at_its_place(text: str, message: str, position: int) -> None:
    assert rows_of(Part(text, 0), vector=False) == Unreadable(message, position)


@given(st.text(alphabet="12,; \n[](){}xarray=.-", max_size=20), st.booleans())
def test_any_text_has_rows_or_is_refused(text: str, vector: bool) -> None:
    found = rows_of(Part(text.strip(), 0), vector=vector)
    if not isinstance(found, Unreadable):
        assert all(0 <= part.position <= len(text) for part in found[0])
