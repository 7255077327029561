import pytest

from quizgen.notation.mathml import to_mathml
from quizgen.notation.parser import read_math
from quizgen.notation.tree import Name, Operation

_OPEN, _CLOSE, _TALL_OPEN, _TALL_CLOSE = (
    f'<mo fence="true" stretchy="{grows}" form="{form}">{sign}</mo>'
    for grows in ("false", "true")
    for form, sign in (("prefix", "("), ("postfix", ")"))
)


@pytest.mark.parametrize(
    ("text", "mathml"),
    [
        ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        ("y_hat", '<mover accent="true"><mi>y</mi><mo stretchy="false">^</mo></mover>'),
        ("-x", '<mrow><mo form="prefix">−</mo><mi>x</mi></mrow>'),
        ("a - b", "<mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow>"),
        ("2*x", "<mrow><mn>2</mn><mo>\u2062</mo><mi>x</mi></mrow>"),
        ("1/lr", "<mfrac><mn>1</mn><mi>lr</mi></mfrac>"),
        ("sqrt(x)", "<msqrt><mi>x</mi></msqrt>"),
        ("W^T", "<msup><mi>W</mi><mo>⊤</mo></msup>"),
        ("f'", '<mrow><mi>f</mi><mo lspace="0" rspace="0">′</mo></mrow>'),
        ("a < b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"),
        ("exp(x)", f"<mrow><mi>exp</mi><mo>\u2061</mo><mrow>{_OPEN}<mi>x</mi>{_CLOSE}</mrow></mrow>"),
        (
            "(x + y)^2",
            f"<msup><mrow>{_OPEN}<mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow>{_CLOSE}</mrow><mn>2</mn></msup>",
        ),
        (
            "(1/x)^2",
            f"<msup><mrow>{_TALL_OPEN}<mfrac><mn>1</mn><mi>x</mi></mfrac>{_TALL_CLOSE}</mrow><mn>2</mn></msup>",
        ),
        (
            "sum_{i=1}^n i",
            "<mrow><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"
            "<mi>i</mi></mrow>",
        ),
        (
            "dL/dw",
            '<mfrac><mrow><mo form="prefix">∂</mo><mi>L</mi></mrow>'
            '<mrow><mo form="prefix">∂</mo><mi>w</mi></mrow></mfrac>',
        ),
        (
            "[1 2]",
            '<mrow><mo fence="true" stretchy="true" form="prefix">[</mo><mtable><mtr><mtd><mn>1</mn></mtd>'
            '<mtd><mn>2</mn></mtd></mtr></mtable><mo fence="true" stretchy="true" form="postfix">]</mo></mrow>',
        ),
    ],
)
def test_each_form_has_its_element(text: str, mathml: str) -> None:
    assert to_mathml(read_math(text)) == f'<math xmlns="http://www.w3.org/1998/Math/MathML">{mathml}</math>'


def test_a_formula_may_stand_on_lines_of_its_own() -> None:
    assert to_mathml(Name("x"), block=True).startswith(
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">'
    )


def test_words_cannot_leave_their_element() -> None:
    written = to_mathml(Operation("text", (Name("</mtext><script>alert('&')</script>\x00"),)))
    assert "<mtext>&lt;/mtext&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt; </mtext>" in written
