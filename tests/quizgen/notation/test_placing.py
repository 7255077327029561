"""Where the parts of a formula stand in its text, in whatever spelling."""

from quizgen.autodiff.expression import position_of


def test_the_place_of_a_node_is_found_in_any_spelling() -> None:
    text = "f = 2.0 + |x|/(√((y))·z²) - -σ(x)*[1, 2]"
    for label, part in {
        "abs(x)": "|x|", "sqrt(y)": "√", "abs(x)/(sqrt(y) * z^2)": "|x|", "sqrt(y) * z^2": "√", "z^2": "z",
        "-sigmoid(x)": "-σ", "sigmoid(x)": "σ", "[1 2]": "[", "2": "2.0", "y": "y",
    }.items():  # fmt: skip
        assert position_of(text, label) == text.index(part)
