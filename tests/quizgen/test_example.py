from typing import Any

import pytest

from quizgen.drill import DrillSource, read_drill
from quizgen.example import example_faults
from quizgen.source import Example

PRODUCT = DrillSource(
    "f = x * y", (("x", "int -9..9"), ("y", "int -9..9")), ((None, "d/dx"), (None, "d/dy")), "int -5..5"
)
LAYER = DrillSource(
    "Y = X @ W", (("X", "N x D of int -3..3"), ("W", "D x M of int -3..3")), ((None, "d/dX"),), "int -3..3"
)
SHAPES = DrillSource("Y = X @ W", (("X", "N x D"), ("W", "D x M")), ((None, "shape(Y)"),))
LETTERS = DrillSource("Y = X @ W", (("X", "letter N x D"), ("W", "letter D x M")), ((None, "d/dX"),), "letter G")


def told(source: DrillSource, given: dict[str, str], upstream: str | None, answer: str, **more: Any) -> list[str]:
    example: Example = (tuple(given.items()), upstream, answer)
    return [str(fault) for fault in example_faults(read_drill("d/c", source._replace(examples=(example,), **more)))]


def test_the_example_of_the_lecture_is_right() -> None:
    assert told(PRODUCT, {"x": "3", "y": "-4"}, "2", "-8, 6") == []
    assert told(PRODUCT, {"x": "3", "y": "-4"}, "2", "-8 | 6") == []
    assert told(PRODUCT, {"y": "-8/2", "x": "3"}, "2.0", "dL/dx = -8, dL/dy = 6") == []


@pytest.mark.parametrize(
    ("given", "upstream", "answer", "sentence"),
    [
        ({"x": "3", "y": "-4"}, "2", "8, 6", "examples.0.answer: the example says 8, 6, and the answer is -8 | 6"),
        ({"x": "3", "y": "-4"}, "2", "8", "examples.0.answer: the answer 8 cannot be read: "),
        ({"x": "3"}, "2", "-8, 6", "examples.0: the example gives no value for y"),
        ({"x": "3", "y": "4", "z": "5"}, "2", "8, 6", "examples.0: z is none of the givens"),
        ({"x": "3", "y": "-4"}, None, "-8, 6", "examples.0: the example gives no upstream gradient: add upstream"),
        ({"x": "3", "y": "-4"}, "[2 3]", "-8, 6", "examples.0: the upstream gradient has the shape of the output, a n"),
        ({"x": "3", "y": "[1 2]"}, "2", "-8, 6", "examples.0: y is a number in this drill"),
        ({"x": "3", "y": "4 +"}, "2", "-8, 6", "examples.0: y: "),
        ({"x": "3", "y": "a"}, "2", "-8, 6", "examples.0: y: "),
    ],
)
def test_what_is_wrong_with_an_example_is_told(
    given: dict[str, str], upstream: str | None, answer: str, sentence: str
) -> None:
    (fault,) = told(PRODUCT, given, upstream, answer)
    assert fault.startswith(sentence)


def test_numbers_without_an_answer_are_told() -> None:
    source = DrillSource("f = x/y", (("x", "int 2..9"), ("y", "int 2..9")), ((None, "df/dx"),))
    assert told(source, {"x": "3", "y": "0"}, None, "1") == [
        "examples.0: at these numbers there is no answer: f asks for a division by zero"
    ]
    (fault,) = told(source, {"x": "3", "y": "2"}, "2", "1/2")
    assert fault == "examples.0: the drill has no upstream gradient that could be given"


def test_matrices_need_no_brackets_and_their_sizes_fit_together() -> None:
    given = {"X": "1 2; 0 -1", "W": "[2 0 1; 1 1 0]"}
    assert told(LAYER, given, "1 0 0; 0 1 0", "2 1; 0 1") == []
    assert told(LAYER, given, "[1 0 0; 0 1 0]", "[[2, 1], [0, 1]]") == []
    assert told(LAYER, given, "2", "2 1; 0 1") == [
        "examples.0: the upstream gradient has the shape of the output, a 2x3 matrix"
    ]
    assert told(LAYER, {**given, "W": "2 0 1"}, "1 0 0", "2 1; 0 1") == [
        "examples.0: W does not have the size that the drill says"
    ]


def test_sizes_stand_for_themselves() -> None:
    assert told(SHAPES, {"X": "3x4", "W": "4 x 2"}, None, "3x2") == []
    (fault,) = told(SHAPES, {"X": "3x4", "W": "4x2"}, None, "2x3")
    assert fault.endswith("the example says 2x3, and the answer is 3x2")
    (fault,) = told(SHAPES, {"X": "3x", "W": "4x2"}, None, "3x2")
    assert fault.startswith("examples.0: X: ")


def test_letters_are_given_nothing() -> None:
    assert told(LETTERS, {}, None, "G @ W^T") == []
    (fault,) = told(LETTERS, {}, None, "W^T @ G")
    assert fault.endswith("the example says W^T @ G, and the answer is G @ W^T")
    (fault,) = told(LETTERS, {"X": "1 2"}, None, "G @ W^T")
    assert fault.startswith("examples.0: X is none of the givens")


def test_derived_numbers_are_worked_out() -> None:
    source = DrillSource("f = x * y", (("x", "int 2..9"), ("a", "int 2..9")), ((None, "df/dx"),), let=(("y", "a + 1"),))
    assert told(source, {"x": "3", "a": "4"}, None, "5") == []


def test_a_drill_of_a_family_has_no_examples() -> None:
    source = DrillSource("", (), (), family="random-graph")
    assert told(source, {}, None, "5") == [
        "examples.0: a family draws its graphs, so that an example cannot tell which is meant"
    ]
