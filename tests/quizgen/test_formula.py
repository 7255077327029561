import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.formula import Formula, Unreadable, read_formula, same_formula


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("2*(y_hat - y)*x", "2x(ŷ - y)"),
        ("2*(y_hat - y)*x", "-2x*(y - y_hat)"),
        ("1/4", "0.25"),
        ("s*(1 - s)", "s - s^2"),
        ("s*(1 - s)", "s(1-s)"),
        ("sigmoid(x)*(1 - sigmoid(x))", "σ(x)(1 - σ(x))"),
        ("sigmoid(x)", "1/(1 + exp(-x))"),
        ("1 - tanh(a)^2", "4/(exp(a) + exp(-a))^2"),
        ("f'(g(x)) * g'(x)", "g'(x) f'(g(x))"),
        ("dL/dh * g'(a)", "∂L/∂h · g'(a)"),
        ("df/dx = z", "z"),
        ("z", "df/dx = z"),
        ("(x + y)*z", "$xz + yz$".replace("xz", "x z").replace("yz", "y z")),
        ("x^(1/2)", "sqrt(x)"),
        ("exp(x)", "e^x"),
        ("a, b + 1", "a, 1 + b"),
        ("Z_bar @ Y^T", "Z̄ Yᵀ"),
        ("w <- w - lr * dL/dw", "w <- w - lr dL/dw"),
        ("w <- w - lr * g", "w - lr g -> w"),
        ("L = x", "x = L"),
        ("x < y", "y > x"),
        ("sin(x)", "sin x"),
        ("x * ln(x)", "x ln x"),
        ("2*sin(x)*cos(x)", "2 sin x cos x"),
        ("W_1 * x", "W1 x"),
        ("W1 * x", "W_1 x"),
        ("2*y_hat", "2yhat"),
        ("yhat - y", "\\hat{y} - y"),
        ("dL/dy_hat", "dL/dyhat"),
        ("delta", "delta"),
        ("softplus(x)", "ln(1 + exp(x))"),
        ("p*ln(p) + (1 - p)*ln(1 - p)", "ln(p)p + ln(1 - p)*(1 - p)"),
        ("f*x", "f(x)"),
        ("2*mean(x)", "mean(x) + mean(x)"),
        ("||x||^2", "||x||*||x||"),
        ("N x D", "(N, D)"),
        ("3 x 4", "3x4"),
    ],
)
def test_equal_formulas_are_accepted_in_any_form(accepted: str, typed: str) -> None:
    assert same_formula(accepted, typed) is True


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("x + 1", "x - 1"),
        ("s*(1 - s)", "s*(1 + s)"),
        ("f'(g(x)) * g'(x)", "f'(x) * g'(x)"),
        ("2*x", "2"),
        ("w <- w - lr * dL/dw", "w <- w + lr * dL/dw"),
        ("a, b", "b, a"),
        ("1/3", "0.333"),
        ("dL/da * g'(z)", "dL/dz * g'(a)"),
        ("x1", "relu(x1)"),
        ("exp(-100*z^2)", "0"),
        ("exp(-100*z^2)", "exp(-200*z^2)"),
        ("x", "sqrt(x^2)"),
        ("max(x, y)", "x"),
        ("0*x", "relu(x - 100)"),
        ("leaky_relu(x)", "relu(x)"),
        ("softplus(x)", "relu(x)"),
        ("L = x", "2x = L"),
        ("x < y", "y < x"),
        ("N x D", "D x N"),
        ("3 x 4", "12"),
    ],
)
def test_other_formulas_are_not(accepted: str, typed: str) -> None:
    assert same_formula(accepted, typed) is False


_MATRIX = "X^T @ (G .* f'(Z))"


@pytest.mark.parametrize(
    ("accepted", "typed", "decided"),
    [
        ("X^T @ G", "X^T G", True),
        ("X^T @ G", "(G^T X)^T", True),
        ("X^T @ G", "X.T @ G", True),
        ("X^T @ G", "(G.T@X).T", True),
        ("X^T @ G", "G X^T", False),
        ("X^T @ G", "G X", False),
        ("X^T @ G", "X G", False),
        ("X^T @ G", "G^T X", False),
        ("x^T @ g", "g^T x", None),  # so for vectors only
        ("(A @ B) @ C", "A @ (B @ C)", True),
        ("A @ B @ C", "A(B C)", True),
        ("A @ B @ C", "A C B", False),
        ("W - lr * X^T @ G", "W - X^T G lr", True),
        ("W - lr * X^T @ G", "W + lr X^T G", False),
        ("1/m * X^T @ (y_hat - y)", "X^T(ŷ - y)/m", True),
        ("delta .* h .* (1 - h)", "delta h (1 - h)", True),
        ("delta .* h .* (1 - h)", "delta ⊙ h ⊙ (1 + h)", False),
        (_MATRIX, "X^T(G ⊙ f'(Z))", True),
        (_MATRIX, "X^T G ⊙ f'(Z)", False),
        ("X^T @ dL/dZ", "X^T dL/dZ", True),
        ("X^T @ dL/dZ", "dL/dZ X^T", False),
        ("X^T @ dL/dZ", "X^T dL/dX", False),
        ("-sum(y .* ln(y_hat))", "sum(y ln(1/y_hat))", True),
        ("-sum(y .* ln(y_hat))", "sum(y ln(y_hat))", False),
        ("dL/dW = X^T @ G", "X^T G", True),
        ("X^T @ softmax(Z)", "softmax(Z) X^T", False),
        ("(softmax(Z) - Y)^T @ X", "softmax(Z)^T X - Y^T X", True),
        ("X - row_sum(X) + 0*X @ X", "X - rowsum(X)", None),  # nothing tells the size of a sum of rows
        ("(G .* S) @ W^T", "(G * S) @ W^T", True),  # as NumPy writes it
        ("(G .* S) @ W^T", "(G .* S) W^T", True),
        ("x^T @ W @ x", "x^T W^T x", None),  # so for a vector x only
    ],
)
def test_formulas_of_matrices_are_compared_at_matrices_that_fit(
    accepted: str, typed: str, decided: bool | None
) -> None:
    assert same_formula(accepted, typed) is decided


_NAMES = ["x", "y", "z", "a", "b", "h", "w", "L", "W1", "x1", "y_hat", "theta", "delta", "v_12"]


@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("form", ["relu({0})", "abs({0})", "max(0, {0})", "min(0, {0})", "-{0}", "sqrt({0}^2)"])
def test_a_letter_is_not_taken_for_what_it_is_on_one_side_of_zero_only(name: str, form: str) -> None:
    typed = form.format(name)
    assert same_formula(name, typed) is False
    assert same_formula(typed, name) is False
    assert same_formula(f"3*{name} + 1", f"3*{typed} + 1") is False


@pytest.mark.parametrize(("accepted", "typed"), [("x", "x +"), ("x", "[1 2]"), ("x", "1/0"), ("2*mean(x)", "mean(2x)")])
def test_what_cannot_be_decided_is_neither(accepted: str, typed: str) -> None:
    assert same_formula(accepted, typed) is None


def test_a_formula_is_echoed_as_understood() -> None:
    found = read_formula("3(x+1)^2y")
    assert isinstance(found, Formula)
    assert found.echo == "$3*(x + 1)^2 * y$"


def test_the_echo_is_the_reading_that_is_judged() -> None:
    found = read_formula("x(y + 1)", "x*y + x")
    assert isinstance(found, Formula)
    assert found.echo == "$x * (y + 1)$"
    assert same_formula("x*y + x", found) is True
    matrices = read_formula("X^T G", "G^T @ X", "X^T @ G")
    assert isinstance(matrices, Formula)
    assert matrices.echo == "$X^T @ G$"
    assert [same_formula(accepted, matrices) for accepted in ("G^T @ X", "X^T @ G")] == [False, True]


@pytest.mark.parametrize(
    ("accepted", "typed", "message", "position"),
    [
        ("2*y_hat", "2*y_hta", "there is no y_hta here (did you mean y_hat?)", 2),
        ("X^T @ G", "X^T g", "there is no g here (did you mean G?)", 4),
        ("x*y", "3 + xy", "there is no xy here (is it the product x y?)", 4),
        ("dL/dh", "1*dL/da", "there is no a here", 5),
        ("z", "q = w", "there is no w here", 4),
        ("f'(x)", "h'(x)", "there is no function h' here", 0),
        ("sin(2*x)", "sin 2x", "this can be read in two ways; write sin(...) with its parentheses", 5),
        ("sin(x)^2", "sin^2 x", "sin needs its input in parentheses, as sin(x)", 0),
    ],
)
def test_a_name_that_cannot_be_meant_is_asked_again(accepted: str, typed: str, message: str, position: int) -> None:
    assert read_formula(typed, accepted) == Unreadable(message, position)


def test_a_name_that_the_question_has_may_occur_and_is_wrong() -> None:
    found = read_formula("x", "z", known=("x", "z"))
    assert isinstance(found, Formula)
    assert same_formula("z", found) is False


@pytest.mark.parametrize(
    ("typed", "message"),
    [("", "no formula"), ("1/2x", "two ways"), ("x +", "too soon"), ("x" * 201, "at most 200"), ("$$", "too soon")],
)
def test_what_is_no_formula_is_asked_again(typed: str, message: str) -> None:
    found = read_formula(typed)
    assert isinstance(found, Unreadable)
    assert message in found.message


_LINEAR = st.lists(st.integers(-5, 5), min_size=3, max_size=3)


@given(_LINEAR, _LINEAR)
def test_sums_are_the_same_just_when_their_coefficients_are(one: list[int], other: list[int]) -> None:
    def text(numbers: list[int]) -> str:
        return " + ".join(f"{number}*{name}" for number, name in zip(numbers, ("x", "y", "1"), strict=True))

    assert same_formula(text(one), text(other)) is (one == other)


@given(st.text(alphabet="xyzf'0123.+-*/^()[]|=<> dL@T,{}_∂", max_size=25))
def test_any_text_is_compared_or_left_undecided(typed: str) -> None:
    assert same_formula("x*y + z", typed) in (True, False, None)


@pytest.mark.parametrize("typed", ["(2/m)(y_hat - y)", "(2/m) (y_hat - y)", "(2/m)*(y_hat - y)"])
def test_a_quotient_in_parentheses_can_be_read_in_one_way_only(typed: str) -> None:
    accepted = "2*(y_hat - y)/m"
    assert same_formula(accepted, typed)


@pytest.mark.parametrize("typed", ["2/m (y_hat - y)", "(2)/m (y_hat - y)"])
def test_a_quotient_before_a_product_without_a_sign_is_asked_again(typed: str) -> None:
    assert isinstance(read_formula(typed, "2*(y_hat - y)/m"), Unreadable)
