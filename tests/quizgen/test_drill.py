import pytest

from quizgen.drill import DrillError, DrillSource, read_drill

GOOD = DrillSource(
    graph="q = x + y\nf = q * z",
    given=(("x", "int -9..9"), ("y", "int -9..9"), ("z", ("1/2", "3"))),
    ask=((None, "d/dx"), ("gradient of q", "df/dq"), (None, "q")),
)


def test_a_drill_knows_what_it_asks() -> None:
    drill = read_drill("deck/card", GOOD)
    assert [ask.label for ask in drill.asks] == ["df/dx", "gradient of q", "q"]
    assert drill.instances == 19 * 19 * 2
    assert drill.output == "f"


def test_with_an_upstream_gradient_a_bare_derivative_is_of_a_loss_further_on() -> None:
    drill = read_drill("d/c", GOOD._replace(upstream="int 2..3"))
    assert [(ask.label, ask.scaled) for ask in drill.asks] == [("dL/dx", True), ("gradient of q", False), ("q", False)]
    taken = read_drill("d/c", DrillSource("L = x*y", (("x", "2"), ("y", "3")), ((None, "d/dx"),), "int 2..3"))
    assert taken.asks[0].label == "dC/dx"


def test_the_revision_hangs_on_everything_but_texts() -> None:
    revision = read_drill("d/c", GOOD).revision
    assert read_drill("d/c", GOOD._replace(prompt="Find it.", hint="Look.")).revision == revision
    assert read_drill("d/c", GOOD._replace(unless=("x = y",))).revision != revision
    assert read_drill("d/c", GOOD._replace(digits=4)).revision != revision
    assert read_drill("d/c", GOOD._replace(ask=((None, "d/dy"),))).revision != revision


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"graph": "q = x + \nf = q*z"}, "graph", "the line ends too soon, in line 1"),
        ({"graph": "f = x"}, "graph", "no operation in it"),
        ({"graph": "f = tanh(x)"}, "graph", "no operation tanh"),
        ({"given": (("x", "1..2"), ("y", "1..2"))}, "given", "z is an input of the graph"),
        ({"given": (*GOOD.given, ("w", "1..2"))}, "given.w", "the graph has no w"),
        ({"given": (*GOOD.given, ("q", "1..2"))}, "given.q", "q is computed in the graph"),
        ({"given": (*GOOD.given, ("x", "1..2"))}, "given", "given twice"),
        ({"given": (("x", "itn 1..2"), *GOOD.given[1:])}, "given.x", "no number"),
        ({"ask": ((None, "d/dw"),)}, "ask", r"the graph has no w \(it has x, y, q, z, f\)"),
        ({"ask": ((None, "df/dqq"),)}, "ask", r"no qq \(did you mean df/dq\?\)"),
        ({"ask": ((None, "df/dQ"),)}, "ask", r"no Q \(did you mean df/dq\?\)"),
        ({"ask": ((None, "dqq/dx"),)}, "ask", r"no qq \(did you mean dq/dx\?\)"),
        ({"ask": ((None, "dfdx"),)}, "ask", r"no dfdx \(did you mean df/dx\?\)"),
        ({"ask": ((None, "qq"),)}, "ask", r"no qq \(did you mean q\?\)"),
        ({"ask": ((None, "dq/dz"),)}, "ask", "always 0: q does not depend on z"),
        ({"ask": ((None, "df/df"),)}, "ask", "df/df is always 1"),
        ({"ask": ((None, "d/df"),), "upstream": "int 2..3"}, "ask", "d/df is always 1"),
        ({"graph": "c = 3; q = x + y; f = c*q*z", "ask": ((None, "df/dc"),)}, "ask", "c is a constant"),
        ({"ask": ((None, "x + y"),)}, "ask", "cannot be asked"),
        ({"ask": ((None, "d/"),)}, "ask", "ends too soon"),
        ({"ask": ()}, "ask", "nothing is asked"),
        ({"upstream": "int 3..1"}, "upstream", "ends before it begins"),
        ({"unless": ("x + y",)}, "unless", "no relation"),
        ({"unless": ("x = w",)}, "unless", "no w"),
        ({"unless": ("exp(x) = 1",)}, "unless", "no operation exp"),
        ({"prompt": "At {w} what is it?"}, "prompt", "none of the givens"),
        ({"digits": 0}, "digits", "1 to 15"),
    ],
)
def test_a_fault_names_its_field(change: dict[str, object], field: str, message: str) -> None:
    with pytest.raises(DrillError, match=message) as fault:
        read_drill("deck/card", GOOD._replace(**change))  # type: ignore[arg-type]
    assert fault.value.field == field


def test_a_misspelt_given_gets_a_suggestion() -> None:
    source = DrillSource("f = weight * x", (("wieght", "1..3"), ("x", "1..3")), ((None, "d/dx"),))
    with pytest.raises(DrillError, match=r"did you mean weight\?"):
        read_drill("deck/card", source)
