from fractions import Fraction

import pytest

from quizgen.notation.parser import read_expression, read_math
from quizgen.notation.tree import Name, Number, Operation, Tree, write_number
from quizgen.notation.unicode import name_to_unicode, to_unicode


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("f = (x + y)*z", "f = (x + y) · z"),
        ("dL/dW1 = -4", "∂L/∂W₁ = −4"),
        ("X_bar = Z_bar @ Y^T", "X̄ = Z̄ Yᵀ"),
        ("a_bar = h_bar .* g'(a)", "ā = h̄ ⊙ g′(a)"),
        ("L = (y_hat - y)^2", "L = (ŷ − y)²"),
        ("2*(y_hat - y)*w_2", "2(ŷ − y) · w₂"),
        ("-2*(f - y)", "−2(f − y)"),
        ("2 * (-4) = -8", "2 · (−4) = −8"),
        ("2*x + 3*exp(x)", "2x + 3 · exp(x)"),
        ("sigmoid(x)*(1 - sigmoid(x))", "σ(x) · (1 − σ(x))"),
        ("W <- W - lr * dL/dW", "W ← W − lr · ∂L/∂W"),
        ("||y - y_hat||^2", "‖y − ŷ‖²"),
        ("sum_i y_i * ln(y_hat_i)", "Σᵢ yᵢ · ln(ŷᵢ)"),
        ("p(y|x)", "p(y | x)"),
        ("nabla L", "∇L"),
        ("f'(g(x)) * g'(x)", "f′(g(x)) · g′(x)"),
        ("O(n^3)", "O(n³)"),
        ("Z_ij", "Zᵢⱼ"),
        ("x_{i+1}", "xᵢ₊₁"),
        ("theta_bar", "θ̄"),
        ("x^(n-1)", "xⁿ⁻¹"),
        ("x^(a*b)", "x^(a · b)"),
        ("N x D", "N × D"),
        ("sqrt(x^2 + 1)", "√(x² + 1)"),
        ("a != b", "a ≠ b"),
        ("[1 -2; 3 4]", "[1 −2; 3 4]"),
        ("1, ..., n", "1, …, n"),
        ("1/1024", "1/1024"),
        ("0.10", "0.1"),
        ("-sum_k y_k*ln(y_hat_k)", "−Σₖ yₖ · ln(ŷₖ)"),
        ("1/m * sum_i x_i + c", "1/m · Σᵢ xᵢ + c"),
        ("(a*sum_i b_i)*c", "(a · Σᵢ bᵢ) · c"),
        ("a*sum_i b_i*c", "a · Σᵢ bᵢ · c"),
        ("-2*w", "−2w"),
        ("-(2*w)", "−(2w)"),
        ("d(sigmoid(x))/dx", "∂σ(x)/∂x"),
        ("d(x + y)/dx", "∂(x + y)/∂x"),
        ("dZ_{i,j}/dX_{ij}", "∂Zᵢⱼ/∂Xᵢⱼ"),
        (r"\text{if } x > 0", "if x > 0"),
        ('f = 0 "otherwise"', "f = 0 otherwise"),
        ("x?", "x?"),
        ("y_hat_i?", "ŷᵢ?"),
        ("y_hat_bar", "ŷ̄"),
    ],
)
def test_formulas_look_like_mathematics(text: str, shown: str) -> None:
    assert to_unicode(read_math(text)) == shown


def test_composed_characters_are_used_where_they_exist() -> None:
    assert name_to_unicode("y_hat") == "\u0177"
    assert name_to_unicode("Y_bar") == "\u0232"
    assert name_to_unicode("W_max") == "Wₘₐₓ"
    assert name_to_unicode("loss_total") == "loss_total"


def test_after_a_word_nothing_in_a_name_is_lowered() -> None:
    assert name_to_unicode("sum_of_all_on_2") == "sum_of_all_on_2"
    assert name_to_unicode("W1_total") == "W₁_total"


def test_the_square_of_a_root_is_no_root_of_a_square() -> None:
    assert to_unicode(read_math("sqrt(x)^2")) == "(√x)²"
    assert to_unicode(read_math("sqrt(x^2)")) == "√(x²)"


def test_fractions_in_a_matrix_need_no_parentheses() -> None:
    row = Operation("row", (Number(Fraction(1, 3)), Number(Fraction(-7, 6))))
    assert to_unicode(Operation("matrix", (row,))) == "[1/3 −7/6]"


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (Fraction(-1, 8), "-0.125"), (Fraction(1, 3), "1/3"), (Fraction(-7, 2), "-3.5"), (0, "0")],
)
def test_numbers_are_written_exactly(value: Fraction | int, text: str) -> None:
    assert write_number(value) == text


def test_equality_respects_the_kind_of_a_node() -> None:
    assert read_expression("-x") != read_expression("x^T")
    different: set[Tree] = {Name("x"), Number(1), Operation("negate", (Name("x"),))}
    assert len(different) == 3
