r"""The LaTeX that people write for derivatives: it is read as what it means, or a sentence says what to write."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_expression, read_math
from quizgen.notation.text import to_text
from quizgen.notation.tree import Operation, walk

READ = [
    (r"\frac{d f}{d x}", "df/dx"),
    (r"\frac{df}{d x}", "df/dx"),
    (r"\frac{d f}{dx}", "df/dx"),
    (r"\frac{d\,f}{d\,x}", "df/dx"),
    (r"\dfrac{df}{dx}", "df/dx"),
    (r"\tfrac{\partial L}{\partial w}", "dL/dw"),
    (r"\cfrac{dL}{dw}", "dL/dw"),
    (r"\frac{\partial}{\partial x} f", "df/dx"),
    (r"\frac{d}{d x} f(x)", "d(f(x))/dx"),
    (r"\frac{d}{dx}\left(x^2\right)", "d(x^2)/dx"),
    (r"\frac{d}{dx}\left[x^2\right]", "d(x^2)/dx"),
    (r"\frac{d}{dx} \sin x", "d(sin(x))/dx"),
    (r"\frac{d (x^2)}{d x}", "d(x^2)/dx"),
    (r"\frac{df(x)}{dx}", "d(f(x))/dx"),
    (r"\frac{\mathrm{d}f}{\mathrm{d}x}", "df/dx"),
    (r"\frac{\mathrm{d} f}{\mathrm{d} x}", "df/dx"),
    (r"\frac{\text{d}f}{\text{d}x}", "df/dx"),
    (r"\mathrm{d}f/\mathrm{d}x", "df/dx"),
    (r"\frac{d\sigma}{dz}", "dsigma/dz"),
    (r"\frac{d \hat{y}}{d z}", "dy_hat/dz"),
    (r"\frac{dL}{d\theta}", "dL/dtheta"),
    (r"\frac{dL}{d\delta}", "dL/ddelta"),
    (r"\frac{\partial \mathcal{L}}{\partial \mathbf{W}}", "dL/dW"),
    (r"\frac{\partial\text{Loss}}{\partial w}", "dLoss/dw"),
    (r"\frac{d\text{Loss}}{dw}", "dLoss/dw"),
    (r"\frac{d L}{d w_{ij}}", "dL/dw_ij"),
    (r"\dv{f}{x}", "df/dx"),
    (r"\pdv{L}{w}", "dL/dw"),
    (r"\dv{x} f", "df/dx"),
    ("d f / d x", "df/dx"),
    ("df / d x", "df/dx"),
    ("d f(x) / d x", "d(f(x))/dx"),
    ("df(x)/dx", "d(f(x))/dx"),
    ("df(x, y)/dx", "d(f(x, y))/dx"),
    ("df'(x)/dx", "d(f'(x))/dx"),
    ("dL_1(w)/dw", "d(L_1(w))/dw"),
    ("dLoss(w)/dw", "d(Loss(w))/dw"),
    ("dsigma(z)/dz", "d(sigmoid(z))/dz"),
    (r"\frac{dsigma(z)}{dz}", "d(sigmoid(z))/dz"),
    ("dmax(a, b)/da", "d(max(a, b))/da"),
    ("d([1, 2])/dx", "d([1 2])/dx"),
    (r"\frac{d f(x)}{d g(x)}", "d(f(x))/d(g(x))"),
    ("dL/dim", "dL/dim"),
    ("[dx/ddL (x + 1)]", "[dx/ddL (x + 1)]"),
    (r"f^{\prime}(x)", "f'(x)"),
    (r"f^{\prime\prime}(x)", "f''(x)"),
    (r"\left( w \cdot x - y \right)^2", "(w * x - y)^2"),
    (r"\left[x + y\right] \cdot z", "(x + y) * z"),
    (r"\left[1, 2\right]", "[1 2]"),
    (r"\Bigl(\frac{a}{b}\Bigr)^2", "(a/b)^2"),
    (r"x\,\cdot\,y", "x * y"),
    (r"\frac12", "1/2"),
    (r"\frac12 \cdot x^2", "1/2 * x^2"),
    (r"\sqrt2", "sqrt(2)"),
    (r"\sqrt16", "sqrt(16)"),
    (r"\sqrt25 + 1", "sqrt(25) + 1"),
    (r"\frac1{23}", "1/23"),
    (r"\frac 1 2", "1/2"),
    (r"t = 3 \text{ d}", 't = 3 "d"'),
    (r"\frac{\mathrm{ d }f}{\mathrm{ d }x}", "df/dx"),
    (r"\left[1 -2\right]", "1 - 2"),
    (r"w^{\mathsf{T}} @ x", "w^T @ x"),
    (r"w^\intercal @ x", "w^T @ x"),
    (r"\text{ReLU}(x)", "relu(x)"),
    (r"\operatorname{ReLU}(x)", "relu(x)"),
    (r"\text{softmax}(z)", "softmax(z)"),
    (r"\sum_i (x_i - \mu)^2", "sum_{i} (x_i - mu)^2"),
    (r"\hat{x}_i (y)", "x_hat_i(y)"),
]
NO_DERIVATIVES = [
    (r"\frac{d}{2}", "d/2"),
    (r"\frac{dx}{2}", "dx/2"),
    (r"\frac{d_{in}}{d_{out}}", "d_in/d_out"),
    ("dot(x, y)/dx", "dot(x, y)/dx"),
    (r"\frac{\delta}{\delta_2}", "delta/delta_2"),
    ("delta/dx", "delta/dx"),
    ("delta1/delta2", "delta1/delta2"),
    ("delta(x)/delta(y)", "delta(x)/delta(y)"),
    ("d_in/d_out", "d_in/d_out"),
    ("d_model/d_k", "d_model/d_k"),
    ("d_k/d_v", "d_k/d_v"),
    (r"\frac{d_k}{d_v}", "d_k/d_v"),
    (r"\frac{d_{i+1}}{d_{i}}", "d_{i + 1}/d_i"),
    ("dL/d_w", "dL/d_w"),
    ("d_1/d_2", "d_1/d_2"),
    ("d1/d2", "d1/d2"),
    ("d2f/dx2", "d2f/dx2"),
    ("d'/dx", "d'/dx"),
    ("data/dt", "data/dt"),
    ("depth/duration", "depth/duration"),
    ("dist/dim(x)", "dist/dim(x)"),
    ("d/det(A)", "d/det(A)"),
    (r"x_1 = \frac{det(A_1)}{det(A)}", "x_1 = det(A_1)/det(A)"),
    ("det(A)/det(B)", "det(A)/det(B)"),
    ("det(A)/dx", "det(A)/dx"),
    ("dim(U)/dim(V)", "dim(U)/dim(V)"),
    ("drop(x)/dt", "drop(x)/dt"),
    ("diag(s)/dx", "diag(s)/dx"),
    ("dist(a, b)/dist_max", "dist(a, b)/dist_max"),
    (r"\frac{dist(a,b)}{dist(c,d)}", "dist(a, b)/dist(c, d)"),
    (r"\frac{\operatorname{dist}(a,b)}{\operatorname{dist}(c,d)}", "dist(a, b)/dist(c, d)"),
    (r"\frac{deg(p)}{deg(q)}", "deg(p)/deg(q)"),
    (r"\frac{\mathrm{div}(F)}{dV}", "div(F)/dV"),
    ("d_1(x)/d_2(x)", "d_1(x)/d_2(x)"),
    ("d_E(a, b)/dx", "d_E(a, b)/dx"),
    ("d(a, b)/d(b, c)", "d(a, b)/d(b, c)"),
    ("d(a, b)/dx", "d(a, b)/dx"),
    (r"\frac{d(a,b)}{d(b,c)}", "d(a, b)/d(b, c)"),
    ("dot(a, b)/dot(c, d)", "dot(a, b)/dot(c, d)"),
    ("df(x)/dg(x)", "df(x)/dg(x)"),
    (r"\frac{df(x)}{dg(x)}", "df(x)/dg(x)"),
    ("dx(1)/2", "dx(1)/2"),
    ("[d x/dx]", "[d x/dx]"),
    ("[dL/d x]", "[dL/(d) x]"),
    ("d * x", "d * x"),
    (r"\text{the loss}", '"the loss"'),
]
TOLD = [
    (r"\frac{d^2 f}{dx^2}", "a second derivative is written d(df/dx)/dx"),
    (r"\frac{\partial^2 f}{\partial x \partial y}", "a second derivative is written d(df/dx)/dx"),
    ("d^2f/dx^2", "a second derivative is written d(df/dx)/dx"),
    ("∂^2 f/∂x^2", "a second derivative is written d(df/dx)/dx"),
    (r"\left.\frac{df}{dx}\right|_{x=2}", "a value at a point is said before it: x = 2, then df/dx = 4"),
    (r"\frac{df}{dx}\Big|_{x=2}", "a value at a point is said before it: x = 2, then df/dx = 4"),
    (r"\frac{\delta L}{\delta w}", r"a derivative is written with ∂ or d, as in \frac{\partial L}{\partial w}"),
    (r"\frac{\Delta f}{\Delta x}", "write Delta_f for one name, or Delta*f"),
    (r"\partial_x f", "a derivative names both of its halves, as in ∂L/∂w"),
    (r"\frac{dy}{du}\frac{du}{dx}", r"an operation is missing before \frac (a product is written with *)"),
    (r"\frac{1}{2}(x - y)^2", "an operation is missing before '(' (a product is written with *)"),
    (r"\frac{d x^2}{d x}", "put what is derived in parentheses, as in d(x^2)/dx"),
    (r"\frac{d f * g}{d x}", "put what is derived in parentheses, as in d(x^2)/dx"),
    (r"\frac{d f + d g}{d x}", "put what is derived in parentheses, as in d(x^2)/dx"),
    (r"\frac{\partial x^2}{\partial x}", "put what is derived in parentheses, as in d(x^2)/dx"),
    (r"\frac{\mathrm{d}x^2}{\mathrm{d}x}", "put what is derived in parentheses, as in d(x^2)/dx"),
    ("∂x^2/∂x", "put what is derived in parentheses, as in d(x^2)/dx"),
    ("∂L + 1", "a ∂ stands in a quotient, as in ∂L/∂w"),
    (r"\frac123", r"braces tell what stands below, as in \frac{1}{23}"),
    (r"\frac{1}23", r"braces tell what stands below, as in \frac{1}{23}"),
    (r"\frac{d f}{dx^2}", "put what is derived in parentheses, as in d(x^2)/dx"),
    (r"\frac{d f}{dist(a)}", "an operation is missing before 'f' (a product is written with *)"),
    (r"\frac{d x}{2}", "an operation is missing before 'x' (a product is written with *)"),
    ("(x)(y + 1)", "an operation is missing before '(' (a product is written with *)"),
    (r"2 \, x", "an operation is missing before 'x' (a product is written with *)"),
    (r"\frac{\partial L}{\partial w^{(2)}}",
     "a number above in brackets is no exponent: write a layer's number below, W_1"),
    (r"\mathbf{W}^{[1]}", "a number above in brackets is no exponent: write a layer's number below, W_1"),
]  # fmt: skip
PIECES = [
    r"\frac", "{", "}", "d", "dx", "df", "f", "x", "(", ")", "/", "∂", "^", "_", "2", "12", r"\left", r"\right", ".",
    "[", "]", "|", r"\delta", r"\text{Loss}", r"\mathrm{d}", r"\dv", r"\prime", r"\Big", " ", "*", ",", "=", r"\sqrt",
]  # fmt: skip


@pytest.mark.parametrize(("latex", "text"), READ)
def test_what_people_write_is_read_as_what_it_means(latex: str, text: str) -> None:
    assert to_text(read_math(latex)) == text
    assert to_text(read_math(text)) == text


@pytest.mark.parametrize(("latex", "text"), NO_DERIVATIVES)
def test_what_only_looks_like_a_derivative_is_none(latex: str, text: str) -> None:
    tree = read_math(latex)
    assert to_text(tree) == text
    assert read_math(text) == tree
    assert "derivative" not in {part.symbol for part in walk(tree) if isinstance(part, Operation)}


@pytest.mark.parametrize(("latex", "sentence"), TOLD)
def test_what_is_not_read_gets_a_sentence_that_says_what_to_write(latex: str, sentence: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_math(latex)
    assert caught.value.message == sentence


def test_a_d_that_is_a_known_name_is_no_derivatives() -> None:
    with pytest.raises(NotationError):
        read_expression(r"\frac{d f}{d x}", ["d", "f", "x"])
    assert to_text(read_expression(r"\frac{d f}{d x}", ["f", "x"])) == "df/dx"


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_pieces_are_read_or_refused(formula: str) -> None:
    for read in (read_math, read_expression):
        with suppress(NotationError):
            read(formula)
