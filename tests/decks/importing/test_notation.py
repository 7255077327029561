"""Other people's text as deck text: formulas that can be read are formulas, and every other sign is itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.decks.importing.notation import from_markdown, from_plain, readable
from quizgen.notation.latex import to_latex
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans

SIGNS = st.text(st.sampled_from("ab `*\\\n.-"), max_size=30) | st.text(max_size=60)


def shown(text: str) -> list[tuple[str, str]]:
    return [(span.kind, span.text) for span in spans(text)]


@given(text=SIGNS.map(lambda text: text.replace("$", "$ ").replace("\\(", "(").replace("\\[", "[").replace("[$", "$ ")))
def test_text_without_formulas_is_shown_as_it_stands(text: str) -> None:
    found = from_plain(text)
    assert found.lost == ()
    assert {kind for kind, _ in shown(found.text)} <= {"text"}
    bare = [line.rstrip() for line in text.strip().split("\n")]
    seen = "".join(part for _, part in shown(found.text)).split("\n")
    assert [line for line in bare if line] == [line for line in seen if line]


@pytest.mark.parametrize(
    "source",
    [r"\(x^2\)", r"\[x^2\]", "$x^2$", "$$x^2$$", "[$]x^2[/$]", "[$$]x^2[/$$]", "[latex]x^2[/latex]",
     "[latex]$x^2$[/latex]", "[latex]\\begin{math}x^2\\end{math}[/latex]", "$$\n  x^2\n$$"],
)  # fmt: skip
def test_every_way_to_write_a_formula(source: str) -> None:
    assert from_plain(f"so {source} it is") == ("so $x^2$ it is", ())


def test_a_formula_that_cannot_be_read_is_code_and_told() -> None:
    found = from_plain(r"so \(\delta W\), then")
    assert found.text == r"so `\delta W`, then"
    assert found.lost == (r"the formula \delta W, which cannot be read here: it is code now",)


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("2x", "2*x"),
        (r"y' = 2.5\, x", "y' = 2.5*x"),
        (r"\frac{2 (\hat{y} - y)}{m}", r"\frac{2*(\hat{y} - y)}{m}"),
        (r"\sigma(x)(1-\sigma(x))", r"\sigma(x)*(1-\sigma(x))"),
        (r"z = w^{\top} \, x", r"z = w^{\top} @ x"),
        (r"2\cdot x + 3y", r"2\cdot x + 3*y"),
    ],
)
def test_factors_that_latex_lets_stand_side_by_side_are_products(latex: str, read: str) -> None:
    assert from_plain(f"${latex}$") == (f"${read}$", ())


@pytest.mark.parametrize("latex", ["x_2 y", "w^T x", "x^23y", "10 000", "1e5x", r"\sin 2 \delta x"])
def test_what_may_be_a_name_or_a_power_is_not_guessed(latex: str) -> None:
    assert from_plain(f"${latex}$").text == f"`{latex}`"


@pytest.mark.parametrize(
    "source", ["dL/dW2 = delta @ h^T", "L = 2*(y_hat - y)/m", "a1 = W1 @ x + b1", "h .* (1 - h)", "-3*x*y^2"]
)
def test_our_own_latex_is_read_again(source: str) -> None:
    latex = to_latex(read_math(source))
    read = readable(latex)
    assert read is not None
    assert to_latex(read_math(read)) == latex


def test_a_full_stop_in_a_formula_stands_behind_it() -> None:
    assert from_plain("[latex]f = x.[/latex]").text == "$f = x$."


@pytest.mark.parametrize("text", ["$5 and $6", "from $5 to $10", "a $ b $ c", "$5/$6", "US$ 5, $"])
def test_prices_are_no_formulas(text: str) -> None:
    assert [kind for kind, _ in shown(from_plain(text).text)] == ["text"]
    assert "".join(part for _, part in shown(from_plain(text).text)) == text


def test_words_with_formulas_in_latex() -> None:
    assert from_plain(r"[latex]Let $x > 0$ be small[/latex]").text == "Let $x > 0$ be small"


def test_signs_beside_a_formula_are_themselves() -> None:
    assert shown(from_plain("a ** b ** `c` \\ $x$").text) == [("text", "a ** b ** `c` \\ "), ("math", "x")]


def test_markdown_keeps_code_bold_and_escapes() -> None:
    text = "**bold** `code $x$` \\$5\n\n```\n$raw$\n```\n$x$ for $7"
    assert shown(from_markdown(text).text) == [
        ("bold", "bold"), ("text", " "), ("code", "code $x$"), ("text", " $5\n\n"), ("block", "$raw$"), ("math", "x"),
        ("text", " for $7"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("latex", "formula"),
    [
        (r"\frac{dy}{du}\frac{du}{dx}", r"\frac{dy}{du} * \frac{du}{dx}"),
        (r"\frac{1}{2}(x - y)^2", r"\frac{1}{2} * (x - y)^2"),
        (r"\frac{1}{2m}\sum_{i=1}^m x_i", r"\frac{1}{2*m} * \sum_{i=1}^m x_i"),
        (r"\frac{\partial}{\partial x}(x^2)", r"\frac{\partial}{\partial x}(x^2)"),
        (r"\frac{a}{b} \text{ if } x > 0", r"\frac{a}{b} \text{ if } x > 0"),
        (r"2x + \frac{\text{d}}{\text{d}x} f", r"2*x + \frac{\text{d}}{\text{d}x} f"),
        (r"2x + \frac{\mathrm{d}}{\mathrm{d} x} f", r"2*x + \frac{\mathrm{d}}{\mathrm{d} x} f"),
        (r"\frac{d}{dx} (3x^2 + 2x)", r"\frac{d}{dx} (3*x^2 + 2*x)"),
        (r"\frac{d}{dx}\left(3x^{2n}\right) = 6x", r"\frac{d}{dx}\left(3*x^{2*n}\right) = 6*x"),
        (r"2\frac{a}{b} \Rightarrow c", r"2*\frac{a}{b} \Rightarrow c"),
        (r"2\frac{a}{b} \leftarrow c", r"2*\frac{a}{b} \leftarrow c"),
        (r"2\frac{a}{b} \propto c", r"2*\frac{a}{b} \propto c"),
        (r"2\frac{a}{b} \mid c", r"2*\frac{a}{b} \mid c"),
        (r"2\frac{a}{b} \iff c", r"2*\frac{a}{b} \iff c"),
        (r"\frac{1}{2} \text{ReLU}(x)", r"\frac{1}{2} * \text{ReLU}(x)"),
        (r"2\text{softmax}(x)", r"2*\text{softmax}(x)"),
        (r"2\Bigl(\frac{a}{b}\Bigr)^2", r"2*\Bigl(\frac{a}{b}\Bigr)^2"),
        ("(x)(x + 1)", "(x)*(x + 1)"),
        (r"\frac12(x - y)^2", r"\frac12 * (x - y)^2"),
        (r"\tfrac12 x^2", r"\tfrac12 * x^2"),
        (r"2\mathbf{x} + 3\infty", r"2*\mathbf{x} + 3*\infty"),
    ],
)
def test_a_fraction_before_a_factor_is_a_product_and_a_bare_d_by_dx_is_none(latex: str, formula: str) -> None:
    assert readable(latex) == formula


def test_operators_in_operators_are_read_or_told() -> None:
    assert readable("d/dx(" * 300 + "2x" + ")" * 300) is None
    assert readable("d/dx(" * 9 + "2x" + ")" * 9) == "d/dx(" * 9 + "2*x" + ")" * 9


@pytest.mark.parametrize(
    "latex",
    [r"\frac{d}{dx} 3x^2", r"\frac{\partial}{\partial w} \frac{1}{2}(y - w)^2", r"\dv{x} 2x", "d/dx 3x^2",
     r"\frac{d}{dx}(x)(x + 1)", r"2\frac{a}{b} \ldots"],
)  # fmt: skip
def test_what_a_d_by_dx_takes_is_not_cut_and_dots_are_no_factor(latex: str) -> None:
    assert readable(latex) is None
