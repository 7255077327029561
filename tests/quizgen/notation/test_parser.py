from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.notation.fault import NotationError, caret
from quizgen.notation.parser import read_definitions, read_expression, read_math
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree

X, Y, Z = Name("x"), Name("y"), Name("z")


def op(symbol: str, *operands: Tree) -> Operation:
    return Operation(symbol, operands)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("(x + y)*z", op("*", op("+", X, Y), Z)),
        ("x - y - z", op("-", op("-", X, Y), Z)),
        ("x/y*z", op("*", op("/", X, Y), Z)),
        ("x^y^z", op("^", X, op("^", Y, Z))),
        ("-x^2", op("negate", op("^", X, Number(2)))),
        ("-x*y", op("*", op("negate", X), Y)),
        ("x^-1", op("^", X, op("negate", Number(1)))),
        ("x**2", op("^", X, Number(2))),
        ("X @ W^T", op("@", Name("X"), op("transpose", Name("W")))),
        ("[1 -2; 3 4]", op("matrix", op("row", Number(1), op("negate", Number(2))), op("row", Number(3), Number(4)))),
        ("dL/dW1", op("derivative", Name("L"), Name("W1"))),
        ("d/dx", op("derivative", X)),
        ("d(x^2)/dx", op("derivative", op("^", X, Number(2)), X)),
        ("dL/d(x - y)", op("derivative", Name("L"), op("-", X, Y))),
    ],
)
def test_operations_bind_as_on_paper(text: str, tree: Tree) -> None:
    assert read_expression(text) == tree


@pytest.mark.parametrize(
    ("spelling", "plain"),
    [
        ("x − y", "x - y"),
        ("x × y", "x * y"),
        ("x·y", "x*y"),
        ("x ⊙ y", "x .* y"),
        ("２ * x", "2*x"),
        ("x\u00a0+\u00a0y", "x + y"),
        ("σ(x)", "sigmoid(x)"),
        ("x²", "x^2"),
        ("x⁻¹", "x^-1"),
        ("n*xⁿ⁻¹", "n*x^(n - 1)"),
        ("xʸ + eˣ", "x^y + e^x"),
        ("x²ⁿ + x²⁽ⁿ⁺¹⁾", "x^(2*n) + x^(2*(n + 1))"),
        ("2⁻ˣ", "2^(-x)"),
        ("X^⊤ + X⊤ + X^ᵀ", "X^T + X^T + X^T"),
        ("xᵢ + hᵢⱼ + W₁ + αₙ", "x_i + h_ij + W1 + alpha_n"),
        ("Xᵀ", "X^T"),
        ("ŷ", "y_hat"),
        ("Z̄_{ij}", "Z_bar_ij"),
        ("θ", "theta"),
        ("√x", "sqrt(x)"),
        ("∂L/∂W", "dL/dW"),
        (r"\frac{\partial L}{\partial \hat{y}}", "dL/dy_hat"),
        (r"\frac{dL}{dw}", "dL/dw"),
        (r"\frac{1}{2} \cdot \alpha", "(1/2) * alpha"),
        (r"\sqrt{x} \odot \bar{Z}_{ij}", "sqrt(x) .* Z_bar_ij"),
        (r"\sigma\left(x\right)", "sigmoid(x)"),
        (r"\frac{\mathrm{d} L}{\mathrm{d} w}", "dL/dw"),
        (r"\frac{\mathit{dL}}{\mathit{dw}}", "dL/(dw)"),
        (r"\operatorname{softmax}\left(\mathbf{z}\right)", "softmax(z)"),
        (r"X^{\mathrm{T}} @ Y^\top", "X^T @ Y^T"),
        (r"\begin{bmatrix} 1 & -2 \\ 3 & a - b \end{bmatrix}", "[1 -2; 3 (a - b)]"),
        ("W_1", "W_{1}"),
        ("W₁", "W1"),
    ],
)
def test_other_spellings_mean_the_plain_one(spelling: str, plain: str) -> None:
    assert read_expression(spelling) == read_expression(plain)


@pytest.mark.parametrize(
    ("spelling", "plain"), [(r"\frac{d(x^2)}{dx}", "d(x^2)/dx"), (r"\frac{d(x*y)}{3}", "d(x*y)/3")]
)
def test_a_fraction_of_differentials_is_a_derivative(spelling: str, plain: str) -> None:
    assert read_math(spelling) == read_math(plain)


def test_words_in_a_formula_are_kept_as_they_are() -> None:
    words = op("text", Name("it's #1: 50% of {x}"))
    assert read_math(r"\text{it's \#1: 50\% of \{x\}}") == words
    assert read_math('"it\'s #1: 50% of {x}"') == words
    assert read_math(r"\text{if } x > 0") == op("phrase", op("text", Name("if")), Relation((">",), (X, Number(0))))


def test_a_subscript_of_several_parts_keeps_a_derivative_whole() -> None:
    below = op("list", Name("i"), Name("j"))
    whole = op("derivative", op("subscript", Name("Z"), below), op("subscript", X, below))
    assert read_math("dZ_{i,j}/dx_{i,j}") == whole


def test_numbers_are_exact_as_written() -> None:
    assert read_expression("0.1") == Number(Fraction(1, 10))
    assert read_expression("1e-3") == Number(Fraction(1, 1000))
    assert read_expression("2.50") == Number(Fraction(5, 2))
    assert read_expression("5.") == Number(5)


@pytest.mark.parametrize(
    ("text", "sign"), [("a = b", "="), ("a != b", "!="), ("a <= b", "<="), ("w <- w - 1", "<-"), ("a ~= b", "~=")]
)
def test_relations_are_read_where_formulas_are_shown(text: str, sign: str) -> None:
    tree = read_math(text)
    assert isinstance(tree, Relation)
    assert tree.signs == (sign,)


def test_a_chain_of_relations_is_one_tree() -> None:
    assert read_math("a = b <= c") == Relation(("=", "<="), (Name("a"), Name("b"), Name("c")))


@pytest.mark.parametrize(
    "text",
    [
        "sum_i y_i * ln(y_hat_i)", "sum_{i=1}^m log p(y_i|x_i)", "||y - y_hat||^2", "nabla L", "f'(g(x)) * g'(x)",
        "p(y|x)", "x = -2, y = 5", "N x D", "2x3", "df/d?", "O(n^3)", "x_{i+1}", "softmax(a)_i", "*", "1, ..., n",
        '"the loss" = L', r"L = \text{the loss}", "x in R^n", "argmax_w L(w)", "d/dx (x^2)", "|x|", "(N, D)",
        "f: R -> R", "dZ_{in}/dX_{ij}", "sum_i", "W_{i,j}", r"\text{if } x > 0", r"\text{50\% of \{x\}, it's #1}",
    ],
)  # fmt: skip
def test_what_decks_show_is_read(text: str) -> None:
    read_math(text)


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("x +", "ends too soon", 3),
        ("(x + y", "never closed", 0),
        ("2x", "an operation is missing before 'x'", 1),
        ("x y", "an operation is missing before 'y'", 2),
        ("sigmiod(x)", "did you mean sigmoid", 0),
        ("x # y", "has no place", 2),
        ("x * * y", "'*' cannot stand here", 4),
        ("x^1001", "at most 1000", 2),
        ("W^{(1)}", "no exponent: write a layer's number below, W_1", 2),
        (r"\sgima", "did you mean", 0),
        ("f'(x)", "no function f'", 0),
        ("1" * 61, "at most 60 digits", 0),
        ("1e99", "at most 60 digits", 0),
        ("x = y", "'=' cannot stand here", 2),
        (r"x + \text{y", "never closed", 4),
        (r"x + \text y", "takes a group in braces", 4),
        ("W⁽²⁾", "write a layer's number below", 1),
        (r"\begin{array}", "begin{array} is not known here", 0),
    ],
)
def test_a_fault_says_what_and_where(text: str, message: str, position: int) -> None:
    with pytest.raises(NotationError, match=message.replace("*", r"\*").replace("(", r"\(")) as fault:
        read_expression(text)
    assert fault.value.position == position


def test_an_unknown_name_suggests_a_close_one() -> None:
    with pytest.raises(NotationError, match=r"there is no weigth here \(did you mean weight\?\)"):
        read_expression("weigth + 1", ["weight", "bias"])


@pytest.mark.parametrize(
    "text", ["(" * 51 + "x" + ")" * 51, "-" * 51 + "x", "[" * 60, r"\sqrt{" * 60, "x^" * 60 + "2", "+" * 51 + "x"]
)
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(NotationError):
        read_expression(text)


def test_a_very_long_sum_is_refused_and_does_not_break_the_stack() -> None:
    with pytest.raises(NotationError, match="at most 200 operations"):
        read_expression("+".join(["x"] * 500))
    with pytest.raises(NotationError, match="at most 100000 characters"):
        read_expression("x" * 100_001)


def test_a_caret_points_at_the_place_in_its_line() -> None:
    assert caret("q = x\nf = q $ z", 12) == "f = q $ z\n      ^"


def test_a_caret_in_a_long_line_shows_the_part_around_it() -> None:
    for position in (0, 30, 250, 499):
        text = "".join("$" if at == position else "x" for at in range(500))
        line, pointer = caret(text, position).splitlines()
        assert len(line) <= 76
        assert line[len(pointer) - 1] == "$"


def test_a_caret_shows_no_sign_that_steers_a_terminal() -> None:
    assert caret("a\x1b[31m $\u202e", 7) == "a [31m $ \n       ^"


def test_products_may_be_implied_in_typed_formulas_only() -> None:
    assert read_expression("2x", implied=True) == read_expression("2*x")
    assert read_expression("3(x + 1)", implied=True) == read_expression("3*(x + 1)")
    assert read_expression("2x^2 y", implied=True) == read_expression("2*x^2*y")
    assert read_expression("h(1 - h)", ["h"], implied=True) == read_expression("h*(1 - h)")
    with pytest.raises(NotationError, match="two ways"):
        read_expression("1/2x", implied=True)


def test_definitions_stand_on_lines_or_between_semicolons() -> None:
    found = read_definitions("q = x + y; f = q*z\n\nW = [1 2; 3 4]\n")
    assert [(name, position) for name, _, position in found] == [("q", 0), ("f", 11), ("W", 20)]


def test_in_a_graph_names_that_begin_with_d_are_only_names() -> None:
    assert read_definitions("v = dx/dt")[0].tree == op("/", Name("dx"), Name("dt"))


@pytest.mark.parametrize("text", ["", "x + y", "f = ", "f = x y", "= x", "f' = x", "f = x = y"])
def test_what_is_no_definition_is_refused(text: str) -> None:
    with pytest.raises(NotationError):
        read_definitions(text)


@given(st.text(alphabet="xyzdWT01.+-*/^@()[]{}|_,;=<>~'?\\ \n∂σ²ŷ\"", max_size=40))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    for read in (read_math, read_expression, read_definitions):
        fault = None
        try:
            read(text)
        except NotationError as found:
            fault = found
        if fault:
            assert 0 <= fault.position <= len(text)
            assert fault.message


def test_a_fault_after_an_accented_name_points_into_the_text_as_it_was_typed() -> None:
    with pytest.raises(NotationError) as found:
        read_definitions("ŷ_")
    assert found.value.position == 1
