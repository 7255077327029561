import pytest

from quizgen.notation.latex import escaped, to_latex
from quizgen.notation.parser import read_math
from quizgen.notation.tree import Name, Operation


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("(x + y)*z", r"(x + y) \cdot z"),
        ("-x*2", r"-x \cdot 2"),
        ("2*(y_hat - y)/n", r"\frac{2 (\hat{y} - y)}{n}"),
        ("1/2 * x", r"\frac{1}{2} \cdot x"),
        ("(a/b)^2", r"\left(\frac{a}{b}\right)^{2}"),
        ("x^(a/b)", r"x^{a/b}"),
        ("dL/dW1", r"\frac{\partial L}{\partial W_{1}}"),
        ("d(x^2)/dx", r"\frac{\partial(x^{2})}{\partial x}"),
        ("d/dx", r"\frac{\partial}{\partial x}"),
        ("X_bar = Z_bar @ Y^T", r"\bar{X} = \bar{Z} \, Y^{\top}"),
        ("h_bar .* g'(a)", r"\bar{h} \odot g'(a)"),
        ("Z_bar_ij", r"\bar{Z}_{ij}"),
        ("W1_ij", r"W_{1, ij}"),
        ("loss_total", r"\mathit{loss}_{\mathit{total}}"),
        ("w <- w - lr * dL/dw", r"w \leftarrow w - \mathit{lr} \cdot \frac{\partial L}{\partial w}"),
        ("sum_{i=1}^m x_i", r"\sum_{i = 1}^{m} x_{i}"),
        ("argmax_w L(w)", r"\operatorname*{argmax}_{w} L(w)"),
        ("||x||_2^2", r"\lVert x\rVert_{2}^{2}"),
        ("|a/b|", r"\left\lvert\frac{a}{b}\right\rvert"),
        ("sqrt(x + 1)", r"\sqrt{x + 1}"),
        ("sigmoid(x) + relu(x)", r"\sigma(x) + \operatorname{relu}(x)"),
        ("leaky_relu(x)", r"\operatorname{leaky\_relu}(x)"),
        ("leaky_relu'(x)", r"\operatorname{leaky\_relu}'(x)"),
        ("log_2(n)", r"\log_{2}(n)"),
        ("[1 -2; 3 4]", r"\begin{bmatrix} 1 & -2 \\ 3 & 4 \end{bmatrix}"),
        ("p(y|x)", r"p(y \mid x)"),
        ("nabla_W L", r"\nabla_{W}L"),
        (r"\hat{x + y}", r"\widehat{x + y}"),
        ("x in R^n", r"x \in R^{n}"),
        ("1, ..., n", r"1, \ldots, n"),
        ('f = 0 "if" x < 0', r"f = 0\ \text{if}\ x < 0"),
        ("-sum_k y_k*c", r"-\sum_{k} y_{k} \cdot c"),
    ],
)
def test_formulas_are_what_a_mathematician_would_type(text: str, latex: str) -> None:
    assert to_latex(read_math(text)) == latex


@pytest.mark.parametrize(
    ("words", "latex"),
    [
        (r"\input{/etc/passwd}", r"\textbackslash{}input\{/etc/passwd\}"),
        ("50% $x$ #1 a_b & ~^", r"50\% \$x\$ \#1 a\_b \& \textasciitilde{}\textasciicircum{}"),
    ],
)
def test_words_mean_nothing_to_latex(words: str, latex: str) -> None:
    assert escaped(words) == latex
    assert to_latex(Operation("text", (Name(words),))) == rf"\text{{{latex}}}"


def test_a_name_that_is_none_is_set_as_words() -> None:
    assert to_latex(Name(r"}\write18{rm}")) == r"\text{\}\textbackslash{}write18\{rm\}}"


def test_a_line_break_cannot_end_a_formula() -> None:
    assert to_latex(Operation("text", (Name("a\n\nb\u202e"),))) == r"\text{a  b }"
