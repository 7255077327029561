import re
from fractions import Fraction
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.answers import Read, Unreadable, Value, continues, read_answer, read_part
from quizgen.autodiff.array import Array
from quizgen.drill import DrillSource, read_drill
from quizgen.judging import judge
from quizgen.notation.parser import read_math
from quizgen.problem import Problem, make_problem
from quizgen.value import Answer, Size, Symbolic, write_answers


def problem(graph: str, *asked: str, upstream: str | None = None) -> Problem:
    names = [name for name in "xyz" if name in graph.partition("=")[2]]
    source = DrillSource(
        graph, tuple((name, "int 2..9") for name in names), tuple((None, ask) for ask in asked), upstream
    )
    return make_problem(read_drill("deck/card", source), 5)


ONE = problem("f = x * y", "df/dx")
TWO = problem("f = x * y", "d/dx", "d/dy", upstream="int 2..5")
THREE = problem("f = x * y * z", "df/dx", "df/dy", "df/dz")
VALUE = problem("q = x + y; f = q * z", "q", "df/dz")


def values(asked: Problem, typed: str, wanted: tuple[int, ...] | None = None) -> tuple[Value, ...]:
    found = read_answer(asked, typed, wanted)
    assert isinstance(found, Read), found
    return found.values


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("-8", -8),
        ("−8", -8),
        ("+8", 8),
        ("-8.0", -8),
        (".5", Fraction(1, 2)),
        ("5.", 5),
        ("1/2", Fraction(1, 2)),
        ("-6/4", Fraction(-3, 2)),
        ("1e-3", Fraction(1, 1000)),
        ("2^3", 8),
        ("2**3", 8),
        ("2³", 8),
        ("sqrt(4)", 2),
        ("√9", 3),
        ("sqrt(9/4)", Fraction(3, 2)),
        ("4^(1/2)", 2),
        ("2 * 3", 6),
        ("-(2 + 3)*4", -20),
        ("－８", -8),
        ("\u00a08\u00a0", 8),
        ("1 1/2", Fraction(3, 2)),
        ("-1 1/2", Fraction(-3, 2)),
        ("1,5", Fraction(3, 2)),
        ("x = 4", 4),
        ("df/dx = 4", 4),
        ("∂f/∂x = 4", 4),
        ("d/dx=4", 4),
        ("$df/dx = 4$", 4),
        ("8;", 8),
        ("x = 1 1/2", Fraction(3, 2)),
        ("df/dx = -1,5", Fraction(-3, 2)),
        ("0,125", Fraction(1, 8)),
        ("3 - 1", 2),
        ("sqrt (4)", 2),
        ("6 / -4", Fraction(-3, 2)),
        ("= 5", 5),
    ],
)
def test_a_number_may_be_typed_in_many_ways(typed: str, value: int | Fraction) -> None:
    assert values(ONE, typed) == (value,)


def test_what_is_no_square_becomes_a_float() -> None:
    assert values(ONE, "sqrt(2)") == (2**0.5,)
    (found,) = values(ONE, "e^-1")
    assert isinstance(found, float)
    assert found == pytest.approx(0.36787944)


@pytest.mark.parametrize(
    "typed",
    [
        "-8 6", "-8, 6", "-8,6", "-8; 6", "-8 | 6", "−8  6", "x=-8 y=6", "dL/dx = -8, dL/dy = 6", "d/dy = 6 d/dx = -8",
        "dy=6, dx=-8", "-16/2 2*3", "(-8) (6)", "-8, 6,", "df/dx = -8 df/dy = 6", "-8,0 6,0",
    ],
)  # fmt: skip
def test_two_numbers_on_a_line(typed: str) -> None:
    assert values(TWO, typed) == (-8, 6)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1/2 -3", "2 numbers, 1 wanted"),
        ("1 -1/2", "2 numbers, 1 wanted"),
        ("1, 1/2", "2 numbers, 1 wanted"),
        ("1, 2 -3", "3 numbers, 1 wanted"),
        ("1 000", "2 numbers, 1 wanted"),
        (",5", "a number is missing here"),
        ("1/2,3", "2 numbers, 1 wanted"),
        ("1,5,5", "3 numbers, 1 wanted"),
    ],
)
def test_where_one_number_is_wanted_two_are_not_run_together(typed: str, message: str) -> None:
    found = read_answer(ONE, typed)
    assert isinstance(found, Unreadable), found
    assert found.message == message


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1, 2 -3", "3 numbers, 2 wanted"),
        ("4 -2, 5", "3 numbers, 2 wanted"),
        ("4 - 2", "1 number, 2 wanted"),
        ("1,000 2,000", "two ways"),
        ("1,000; 2,5", "two ways"),
        ("1,5 3", "two ways"),
        ("1 1/2 3", "3 numbers, 2 wanted"),
    ],
)
def test_where_two_numbers_are_wanted_each_is_told_from_the_next(typed: str, message: str) -> None:
    found = read_answer(TWO, typed)
    assert isinstance(found, Unreadable), found
    assert message in found.message


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("4 - 2, 5", (2, 5)),
        ("1 1/2 | 1,5", (Fraction(3, 2), Fraction(3, 2))),
        ("1,5; 3", (Fraction(3, 2), 3)),
        ("0,125 0,5", (Fraction(1, 8), Fraction(1, 2))),
        ("1,2", (1, 2)),
        ("2 * 3, 6 / 4", (6, Fraction(3, 2))),
    ],
)
def test_signs_with_space_around_them_are_arithmetic(typed: str, numbers: tuple[int | Fraction, ...]) -> None:
    assert values(TWO, typed) == numbers


def test_a_label_that_fits_exactly_goes_before_one_that_might() -> None:
    both = problem("q = x + y; f = q * z", "q", "df/dq")
    assert values(both, "df/dq = 4, q = 3") == (3, 4)
    assert values(both, "q = 3 df/dq = 4") == (3, 4)
    scaled = problem("f = x * y", "d/dx", "df/dx", upstream="int 2..5")
    assert values(scaled, "df/dx = 4, dL/dx = 12") == (12, 4)
    assert values(scaled, "dL/dx = 12, df/dx = 4") == (12, 4)
    assert values(scaled, "12, df/dx = 4") == (12, 4)


def test_a_label_of_several_words_stays_together() -> None:
    source = DrillSource("f = x*y", (("x", "2..9"), ("y", "2..9")), (("new weight", "df/dx"), (None, "df/dy")))
    worded = make_problem(read_drill("d/c", source), 1)
    assert values(worded, "new weight = 3, df/dy = 4") == (3, 4)
    assert values(worded, "df/dy = 4 new weight = -3") == (-3, 4)
    found = read_answer(worded, "old weight = 3, df/dy = 4")
    assert isinstance(found, Unreadable)
    assert found.message.startswith("old weight is not asked here")


@pytest.mark.parametrize(
    "typed",
    [
        "(2^1000)^19",
        "1/(2^1000)^19",
        "1/(5^999)^8",
        "2^1000*2^1000*2^1000*2^1000*2^1000",
        "1/3^130",
        "1e60*1e60",
        "exp(700)*exp(700)",
        "exp(700)*exp(700) - exp(700)*exp(700)",
        "10.^400 + exp(1)",
        "-exp(709)*10",
        "((9^99)^9)^9",
    ],
)
def test_a_number_far_too_big_is_asked_again_at_once(typed: str) -> None:
    for asked, line in ((ONE, typed), (TWO, f"3 | {typed}")):
        found = read_answer(asked, line)
        assert isinstance(found, Unreadable), found
        assert "far too big" in found.message


def test_a_large_number_that_can_be_typed_is_read() -> None:
    assert values(ONE, "9" * 60) == (10**60 - 1,)
    assert values(ONE, "1e-60") == (Fraction(1, 10**60),)
    assert judge(ONE, values(ONE, "exp(700)")).kind == "wrong"
    assert values(ONE, "1^1000") == (1,)


def test_a_sign_that_touches_its_number_belongs_to_it() -> None:
    assert values(THREE, "4 -2 3/4") == (4, -2, Fraction(3, 4))


def test_a_question_mark_leaves_a_part_out() -> None:
    assert values(TWO, "? 6") == (None, 6)
    assert isinstance(read_answer(TWO, "? ?"), Unreadable)


def test_a_second_try_reads_only_the_parts_still_wanted() -> None:
    assert values(THREE, "5", (1,)) == (5,)
    assert values(THREE, "df/dz = 3, df/dx = 1", (0, 2)) == (1, 3)
    found = read_answer(THREE, "df/dx = 3", (1, 2))
    assert isinstance(found, Unreadable)


def test_a_value_is_asked_by_its_name() -> None:
    assert values(VALUE, "q = 5, z = 3") == (5, 3)


def test_what_was_understood_is_echoed_with_what_was_asked() -> None:
    found = read_answer(TWO, "d/dy = 1/3, d/dx = -0.5")
    assert isinstance(found, Read)
    assert found.echo == "$dL/dx = -0.5$, $dL/dy = 1/3$"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "no number in that"),
        ("   ", "no number in that"),
        ("1", "1 number, 2 wanted"),
        ("1 2 3", "3 numbers, 2 wanted"),
        ("1 2 3 4 5", "5 numbers, 2 wanted"),
        ("1,,2", "a number is missing here"),
        (", 2", "a number is missing here"),
        ("foo 2", "there is no foo here"),
        ("1/0 2", "a division by zero"),
        ("9^999^9 2", "too big|thousands of digits"),
        ("0^-1 2", "a division by zero"),
        ("sqrt(-1) 2", "that asks for the square root of a negative number"),
        ("ln(0) 2", "that asks for the logarithm of zero"),
        ("exp(10000) 2", "outside what a function takes"),
        ("(-8)^(1/3) 2", "a root of a negative number"),
        ("dz = 2, dx = 3", "dz is not asked here, but dL/dx, dL/dy"),
        ("dx = 2, dx = 3", "given twice"),
        ("-8 6 " + "0" * 200, "at most 200 characters"),
        ("1" * 61 + " 2", "at most 60 digits"),
        ("__import__('os') 2", "no place|no function|cannot stand"),
        ("(" * 60 + " 2", "numbers, 2 wanted|number, 2 wanted"),
        ("relu(x) 2", "there is no x"),
        ("softmax(2) 3", r"softmax\(2\) is no number"),
        ("max() 3", "cannot stand"),
        ("exp(1,2) 3", "exp of 2 numbers"),
        ("[1] 3", "is no number"),
        ("dx/dy 3", "is no number"),
    ],
)
def test_what_cannot_be_read_is_not_wrong_but_asked_again(typed: str, message: str) -> None:
    found = read_answer(TWO, typed)
    assert isinstance(found, Unreadable), found
    assert re.search(message, found.message)


@pytest.mark.parametrize(("typed", "position"), [("3 4x", 3), ("3, foo", 3), ("df/dx = 3, df/dy = 4 +", 22)])
def test_the_place_is_told(typed: str, position: int) -> None:
    found = read_answer(TWO, typed)
    assert isinstance(found, Unreadable)
    assert found.position == position


def test_a_comma_that_can_be_read_in_two_ways_is_asked_again() -> None:
    found = read_answer(ONE, "1,500")
    assert isinstance(found, Unreadable)
    assert "two ways" in found.message
    assert isinstance(read_answer(ONE, "1 2"), Unreadable)


def asking(**keys: Answer) -> Problem:
    """Return a problem with these keys, for what reading looks at."""
    asked = tuple(label.replace("_by_", "/") for label in keys)
    graph = SimpleNamespace(names={name: place for place, name in enumerate("LXWb")})
    asks = tuple(
        SimpleNamespace(of=0, by=graph.names.get(label[-1])) if "/" in label else SimpleNamespace(of=None, by=None)
        for label in asked
    )
    made = SimpleNamespace(drill=SimpleNamespace(asks=asks, graph=graph), points=POINTS)
    return cast(Problem, SimpleNamespace(asked=asked, answer=tuple(keys.values()), digits=3, made=made))


POINTS = ({"G": Array([[1, 2]]), "W": Array([[3, 4], [5, 6], [7, 8]]), "x": 2},)
SYMBOLIC = Symbolic(read_math("G @ W^T"), (Array([[11, 17, 23]]),))
MATRIX = Array([[4, -2, 0], [0, 6, -12]])
ARRAYS = asking(dL_by_dW=MATRIX, dL_by_db=Array([[4], [4]]))
MIXED = asking(loss=Fraction(1, 3), shape=Size(2, 3), dL_by_dX=SYMBOLIC, dL_by_dW=MATRIX)


@pytest.mark.parametrize(
    "typed",
    [
        "4 -2 0; 0 6 -12 | 4 4",
        "4 −2 0; 0 6 −12 | 4; 4",
        "[[4, -2, 0], [0, 6, -12]] | [[4], [4]]",
        "dL/dW = 4 -2 0; 0 6 -12 | dL/db = 4 4",
        "db = 4 4 | W = array([[4, -2, 0],\n [0, 6, -12]], dtype=float32)",
        "$∂L/∂W = [4 -2 0; 0 6 -12]$|4 4",
        "４ -2 0;\u00a00 6 -12 | 4 4",
        "4 -2 0;\r\n0 6 -12 | 4 4",
    ],
)
def test_arrays_share_a_line_with_a_bar_between(typed: str) -> None:
    assert values(ARRAYS, typed) == (MATRIX, Array([[4], [4]]))


def test_each_asked_thing_is_read_as_what_it_is() -> None:
    found = read_answer(MIXED, "loss = 1 1/3 | 2x3 | dL/dX = G W^T | 4 -2 0; 0 6 ?")
    assert isinstance(found, Read)
    loss, size, formula, matrix = found.values
    assert (loss, size) == (Fraction(4, 3), Size(2, 3))
    assert isinstance(formula, Symbolic)
    assert formula.points == SYMBOLIC.points
    assert matrix == Array([[4, -2, 0], [0, 6, None]])
    assert found.echo == "$loss = 4/3$, $shape = 2 × 3$, $dL/dX = G @ W^T$, $dL/dW = [4 -2 0; 0 6 ?]$"
    assert read_math(found.echo.rpartition(", ")[2].strip("$"))


def test_a_key_that_is_written_is_read_as_itself() -> None:
    for problem in (ARRAYS, MIXED, ONE, TWO, THREE):
        assert values(problem, write_answers(problem.answer)) == problem.answer


def test_every_asked_thing_has_a_line_of_its_own() -> None:
    assert read_part(MIXED, "-1 1/2", 0) == Fraction(-3, 2)
    assert read_part(MIXED, "shape = (2, 3)", 1) == Size(2, 3)
    assert read_part(MIXED, "?", 3) is None
    assert read_part(TWO, "d/dy = 6", 1) == 6
    assert read_part(TWO, "d/dx = 6", 1) == Unreadable("d/dx is not asked here, but dL/dy", 0)


@pytest.mark.parametrize(
    ("problem", "typed", "message", "position"),
    [
        (ARRAYS, "4 -2 0; 0 6 -12", "1 answer, 2 wanted: dL/dW | dL/db", None),
        (ARRAYS, "4 -2 0; 0 6 -12 | 4 4 | 3", "3 answers, 2 wanted: dL/dW | dL/db", None),
        (ARRAYS, "4 -2 0; 0 6 | 4 4", "row 2 has 2 numbers and row 1 has 3", 8),
        (ARRAYS, "dW = 4 -2 0 0 6 | 4 4", "5 numbers, 6 wanted", None),
        (ARRAYS, " | 4 4", "an answer is missing here", 1),
        (ARRAYS, "W = 4 -2 0; 0 6 -1 | W = 4 4", "2 numbers, 6 wanted", None),
        (ARRAYS, "dZ = 4 -2 0; 0 6 -1 | 4 4", "dZ is not asked here, but dL/dW, dL/db", 0),
        (ARRAYS, "b = 4 4 | b = 4 5", "dL/db is given twice", 10),
        (ARRAYS, "? ? ?; ? ? ? | ?", "there is no number in that", None),
        (ARRAYS, " ", "there is no number in that", None),
        (ARRAYS, "0" * 2001, "an answer has at most 2000 characters", 2000),
        (asking(shape=Size(2, 3)), "$ $", "there is no size in that", None),
        (asking(shape=Size(2, 3)), "shape = 6", "a size has two numbers, rows x columns", 8),
        (asking(dL_by_dX=SYMBOLIC), "?", "there is no formula in that", None),
        (asking(dL_by_dX=SYMBOLIC), "dX = G V", "there is no V here", 7),
        (asking(dL_by_dX=SYMBOLIC), "G" * 201, "an answer has at most 200 characters", 200),
    ],
)
def test_what_is_no_such_answer_is_asked_again(
    problem: Problem, typed: str, message: str, position: int | None
) -> None:
    assert read_answer(problem, typed) == Unreadable(message, position)


def test_a_formula_may_have_bars_of_its_own() -> None:
    two = asking(a=Symbolic(read_math("abs(x)"), (2,)), b=5)
    found = read_answer(two, "|x| | 5")
    assert isinstance(found, Read)
    assert found.echo == "$a = abs(x)$, $b = 5$"


@pytest.mark.parametrize(
    ("typed", "goes_on"),
    [
        ("4 -2 0;", True),
        ("dL/dW = [[4, -2, 0],", True),
        ("dL/dW = [[4, -2, 0],\n", False),  # an empty line ends it
        ("4 -2 0; 0 6 -12", False),
        ("4 4 | 4 -2 0；", True),
        ("[" + "0 " * 600, False),
        ("", False),
    ],
)
def test_a_matrix_may_go_on_in_another_line(typed: str, goes_on: bool) -> None:
    assert continues(ARRAYS, typed, (0,)) is goes_on
    assert continues(ARRAYS, typed, (1, 0)) is goes_on
    assert not continues(TWO, typed)


_EXACT = st.fractions(-999, 999, max_denominator=999)


_TYPED = st.one_of(
    st.integers(-999, 999).map(lambda number: (Fraction(number), str(number))),
    _EXACT.map(lambda number: (number, str(number))),
    st.integers(-9999, 9999).map(lambda number: (Fraction(number, 100), f"{number / 100:+.2f}")),
    st.integers(1, 99).map(lambda number: (Fraction(-number), f"−{number}")),
)
_BETWEEN = st.sampled_from([" ", "  ", ", ", ",", " , ", "; ", ";", " | "])


@given(st.lists(_TYPED, min_size=1, max_size=5), st.lists(_BETWEEN, min_size=4, max_size=4), st.integers(1, 3))
def test_numbers_in_any_separators_are_read_back_exactly_or_asked_again(
    numbers: list[tuple[Fraction, str]], between: list[str], wanted: int
) -> None:
    line = numbers[0][1] + "".join(sign + text for sign, (_, text) in zip(between, numbers[1:], strict=False))
    found = read_answer((ONE, TWO, THREE)[wanted - 1], line)
    if len(numbers) == wanted and ("|" not in line or line.count("|") == wanted - 1):
        assert isinstance(found, Read), (line, found)
    if isinstance(found, Read) and (len(numbers) == wanted or not _mixed_or_decimal(line)):
        assert found.values == tuple(number for number, _ in numbers)


def _mixed_or_decimal(line: str) -> bool:
    """Tell whether a line of other numbers can be read as `1 1/2` or `1,5`, which a wrong count makes likely."""
    return bool(re.search(r"\d,\d|^[-+]?\d+ +\d+/\d+$|\d +\d+/\d+ *\||\| *[-+]?\d+ +\d+/\d+", line))


@given(st.lists(_TYPED, min_size=2, max_size=2), st.lists(_TYPED, min_size=3, max_size=3), _BETWEEN)
def test_as_many_numbers_as_are_wanted_are_always_those_numbers(
    two: list[tuple[Fraction, str]], three: list[tuple[Fraction, str]], between: str
) -> None:
    for asked, numbers in ((TWO, two), (THREE, three)):
        assert values(asked, between.join(text for _, text in numbers)) == tuple(number for number, _ in numbers)


@given(st.text(alphabet="0123456789.,;|=-+*/^() eExydLf?$√²'\"[]", max_size=30))
def test_any_line_is_read_or_refused_and_nothing_else(typed: str) -> None:
    for asked in (ONE, TWO):
        found = read_answer(asked, typed)
        assert isinstance(found, Read | Unreadable)
        if isinstance(found, Unreadable):
            assert found.position is None or 0 <= found.position <= len(typed)


@given(st.text(alphabet="0123.,;|=-/() bdLWXxG^T?\n[]", max_size=30), st.sampled_from([" | ", "|", ""]))
def test_any_line_of_arrays_and_formulas_is_read_or_refused_and_nothing_else(typed: str, bar: str) -> None:
    for problem, line in ((ARRAYS, f"{typed}{bar}4 4"), (MIXED, f"1{bar}{typed}{bar}{typed}{bar}4 -2 0; 0 6 -12")):
        found = read_answer(problem, line)
        assert isinstance(found, Read | Unreadable)
        if isinstance(found, Read):
            assert len(found.values) == len(problem.asked)
            assert read_math(found.echo.replace("$", ""))
        else:
            assert found.position is None or 0 <= found.position <= len(line)
        continues(problem, line)
