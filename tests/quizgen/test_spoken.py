import pytest

from quizgen.drill import DrillSource, read_drill
from quizgen.problem import make_problem
from quizgen.spoken import spoken

SQUARE = DrillSource("f = x^3", (("x", "int 2..4"), ("h", ("0.1", "1/2"))), ())
CUBE = SQUARE._replace(given=SQUARE.given[:1])
LAYER = DrillSource("Z = X @ W", (("X", "N x D"), ("W", "D x C")), ())


@pytest.mark.parametrize(
    ("source", "formula", "words"),
    [
        (SQUARE, "step(x, h)", "$x$ after one step of gradient descent with the learning rate $h$"),
        (SQUARE, "central(f, x, h)", "the central difference of $f$ at $x$ with the step $h$"),
        (SQUARE, "forward(f, x, h)", "the forward difference of $f$ at $x$ with the step $h$"),
        (CUBE, "df/dx", "$df/dx$"),
        (CUBE, "2*df/dx", "$2*df/dx$"),
        (LAYER, "shape(Z)", "the shape of $Z$"),
        (LAYER, "shape(d/dW)", "the shape of $dL/dW$"),
        (LAYER, "multiplications(Z)", "the number of multiplications from the inputs to $Z$"),
    ],
)
def test_what_is_asked_is_said_in_words_where_a_formula_would_be_our_own(
    source: DrillSource, formula: str, words: str
) -> None:
    (ask,) = read_drill("t/spoken", source._replace(ask=((None, formula),))).asks
    assert spoken(ask) == words


def test_a_label_comes_before_the_words_that_say_what_it_means() -> None:
    (ask,) = read_drill("t/spoken", SQUARE._replace(ask=(("new x", "step(x, h)"),))).asks
    assert spoken(ask) == '$"new x"$ ($x$ after one step of gradient descent with the learning rate $h$)'


def test_a_label_comes_before_the_formula_that_it_stands_for_but_a_bar_speaks_for_itself() -> None:
    error = ("error", "forward(f, x, h) - df/dx")
    asks = read_drill("t/spoken", SQUARE._replace(ask=(error, ("slope", "df/dx"), ("x_bar", "df/dx")))).asks
    assert [spoken(ask) for ask in asks] == [
        "$error$ ($forward(f, x, h) - df/dx$)",
        "$slope$ ($df/dx$)",
        "$x_bar$",
    ]


def test_of_several_shapes_the_word_is_said_once_and_the_loss_is_introduced() -> None:
    problem = make_problem(
        read_drill("t/spoken", LAYER._replace(ask=((None, "shape(d/dX)"), (None, "shape(d/dW)")))), 1
    )
    assert problem.prompt.endswith(
        "A scalar loss $L$ is computed from $Z$. What are the shapes of $dL/dX$ and $dL/dW$?"
    )
    assert problem.asked == ("shape(dL/dX)", "shape(dL/dW)")


def test_an_authors_own_question_is_also_told_how_exact_an_answer_has_to_be() -> None:
    source = DrillSource("f = 1/x", (("x", ("3", "7")),), ((None, "df/dx"),), prompt="What is $df/dx$ at {x}?")
    problem = make_problem(read_drill("t/spoken", source), 1)
    assert problem.prompt.endswith("? Give the exact value, or 3 significant digits.")
