import pytest

from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.text import to_text
from quizgen.typed_grammar import TypedGrammar, respelled, spelled, spellings

KNOWN = spellings(["W_1", "y_hat", "x", "f"])


def read(typed: str, *, sizes: bool = False) -> str:
    grammar = TypedGrammar(typed, KNOWN, sizes=sizes)
    tree = grammar.inner()
    grammar.finish()
    return to_text(tree)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("2x", "2*x"),
        ("x (x + 1)", "x * (x + 1)"),
        ("f(x)", "f * x"),  # f is known, and so is x
        ("g(x)", "g(x)"),
        ("W1 x", "W_1 * x"),
        ("2 x x", "2*x * x"),
        ("sin x", "sin(x)"),
        ("d x", "d * x"),
        ("dL/dx x", "dL/dx * x"),
    ],
)
def test_products_may_be_implied_and_an_x_is_a_letter(typed: str, understood: str) -> None:
    assert read(typed) == understood


def test_an_x_between_sizes_is_none_where_sizes_are_wanted() -> None:
    assert read("N x D", sizes=True) == "N x D"
    assert read("3x4", sizes=True) == "3 x 4"


@pytest.mark.parametrize(
    ("typed", "message"), [("sin 2x", "two ways"), ("exp", "needs its input"), ("1/2x", "two ways")]
)
def test_what_can_be_read_in_two_ways_is_refused(typed: str, message: str) -> None:
    with pytest.raises(NotationError, match=message):
        read(typed)


def test_names_are_spelled_as_they_are_known() -> None:
    assert [spelled(word, KNOWN) for word in ("W1", "W_1", "yhat", "y_hat", "z")] == [
        "W_1",
        "W_1",
        "y_hat",
        "y_hat",
        "z",
    ]
    assert to_text(respelled(read_math("dL/dW1 = yhat - z"), KNOWN)) == "dL/dW_1 = y_hat - z"
