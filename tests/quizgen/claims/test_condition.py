"""What stands after a word such as `if` is supposed, though it is said of more than a letter."""

import pytest

from quizgen.claims.condition import MORE, NEW
from quizgen.claims.text import Formula, examine
from quizgen.notation.parser import read_math


def kinds(*formulas: str) -> str:
    """Return P, R or U for each statement; a formula may stand after `if`, `and`, or an `If` that begins a sentence."""
    said = []
    for formula in formulas:
        word, _, rest = formula.partition(" ")
        case = {"if": NEW, "If": NEW, "and": MORE}.get(word, "")
        said.append(Formula(read_math(rest if case else formula), case=case, apart=word == "If"))
    return "".join(type(finding.verdict).__name__[0] for findings in examine(said) for finding in findings)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (["a = relu(w*x)", "if w*x > 0", "da/dw = x"], "P"),
        (["a = relu(w*x)", "w*x > 0", "da/dw = x"], "RR"),
        (["a = relu(w*x)", "if w*x > -1", "da/dw = x"], "R"),
        (["L = max(0, 1 - y*t)", "if y*t < 1", "dL/dy = -t"], "P"),
        (["L = max(0, 1 - y*t)", "if 1 - y*t > 0", "dL/dy = -t"], "P"),
        (["L = max(0, 1 - y*t)", "if y*t > 1", "dL/dy = 0"], "P"),
        (["L = max(0, 1 - y*t)", "if y*t > 0", "dL/dy = -t"], "R"),
        (["a = relu(x)", "if 0 < 2*x < 1", "2*a < 1"], "P"),
        (["a = relu(x)", "if 0 < 2*x < 1", "3*a < 1"], "R"),
        (["if x - y > 0", "max(x, y) = x"], "P"),
        (["if x + y > 0", "max(x, y) = x"], "R"),
        (["if ln(x) > 0", "x > 1", "2*x > 2"], "P"),
    ],
)
def test_a_case_is_looked_at_alone(text: list[str], kind: str) -> None:
    assert kinds(*text) == kind


def test_what_is_always_so_is_a_statement_after_any_word() -> None:
    assert kinds("if x^2 + 1 > 0") == "P"


def test_what_can_never_be_is_no_case_but_false() -> None:
    assert kinds("if x^2 < 0", "x = x + 1") == "RR"
    assert kinds("if exp(x) < 1 + x") == "R"


def test_an_and_goes_on_with_a_case_and_another_if_begins_one() -> None:
    graph = "f = relu(w*x) + relu(v*x)"
    assert kinds(graph, "if w*x > 0", "and v*x < 0", "df/dx = w") == "P"
    assert kinds(graph, "if w*x > 0", "df/dx = w", "if v*x < 0", "df/dx = w") == "RR"


def test_a_letter_s_bound_that_begins_a_case_ends_the_one_before() -> None:
    assert kinds("f = relu(w*x)", "if w*x > 0", "df/dx = w", "if x > 0", "df/dx = w") == "PR"


def test_a_statement_may_stand_before_its_case_but_not_in_the_sentence_before() -> None:
    assert kinds("a = relu(w*x)", "da/dw = x", "if w*x > 0") == "P"
    assert kinds("a = relu(w*x)", "da/dw = x", "If w*x > 0") == "R"


def test_an_inequality_of_each_entry_or_of_an_array_of_any_size_is_a_statement() -> None:
    assert kinds("x: 1 x 3", "if sum(x) > 0", "sum(x) + 1 > 1") == "P"
    assert kinds("if sum_k x_k > 0") == "R"
    assert kinds("x: 1 x 3", "if sum_k x_k > 0", "x + 1 > x") == "RP"
    assert kinds("x: 1 x 3", "y: 1 x 3", "if x_k*y_k > 0") == "R"


def test_a_maximum_above_a_bound_tells_each_branch_something_else() -> None:
    assert kinds("z = max(x, y)", "z > 1", "2*y > -1000000") == "R"
    assert kinds("if max(x, y) > 1", "2*y > -1000000") == "R"
