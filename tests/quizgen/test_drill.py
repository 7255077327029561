import pytest

from quizgen.autodiff.array import shape_of
from quizgen.drill import DrillError, DrillSource, read_drill
from quizgen.problem import make_problem
from quizgen.value import Size

GOOD = DrillSource(
    graph="q = x + y\nf = q * z",
    given=(("x", "int -9..9"), ("y", "int -9..9"), ("z", ("1/2", "3"))),
    ask=((None, "d/dx"), ("gradient of q", "df/dq"), (None, "q")),
)


def test_a_drill_knows_what_it_asks() -> None:
    drill = read_drill("deck/card", GOOD)
    assert [ask.label for ask in drill.asks] == ["df/dx", '"gradient of q"', "q"]
    assert drill.instances == 19 * 19 * 2
    assert drill.output == "f"


def test_with_an_upstream_gradient_a_bare_derivative_is_of_a_loss_further_on() -> None:
    drill = read_drill("d/c", GOOD._replace(upstream="int 2..3"))
    assert [(ask.label, ask.scaled) for ask in drill.asks] == [
        ("dL/dx", True),
        ('"gradient of q"', False),
        ("q", False),
    ]
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
        ({"graph": "f = tanj(x)"}, "graph", "no function tanj"),
        ({"given": (("x", "1..2"), ("y", "1..2"))}, "given", "z is an input of the graph"),
        ({"given": (*GOOD.given, ("w", "1..2"))}, "given.w", "the graph has no w"),
        ({"given": (*GOOD.given, ("q", "unknown"))}, "given.q", "only an input can be unknown"),
        ({"given": (*GOOD.given, ("x", "1..2"))}, "given", "given twice"),
        ({"given": (*GOOD.given, ("w", "unknown")), "unless": ("w = 3",)}, "unless", "the graph has no w"),
        ({"given": (*GOOD.given, ("w", "unknown")), "let": (("m", "w + 1"),)}, "let.m", "w is none of the givens"),
        ({"given": (*GOOD.given, ("w", "unknown")), "let": (("w", "x + 1"),)}, "let.w", "w has a value already"),
        ({"graph": "\n".join(f"v{n} = x + y*z" for n in range(250))}, "graph", "503 nodes, and 500 are the most"),
        ({"given": (("x", "itn 1..2"), *GOOD.given[1:])}, "given.x", "itn says nothing about numbers"),
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
        ({"ask": ((None, "x < y"),)}, "ask", "cannot stand here"),
        ({"ask": ((None, "step(q)"),)}, "ask", "step takes a node, a number"),
        ({"ask": ((None, "central(z, x, 1)"),)}, "ask", "always 0: z does not depend on x"),
        ({"ask": ((None, "foo(q)"),)}, "ask", "foo"),
        ({"let": (("x", "1"),)}, "let.x", "has a value already"),
        ({"let": (("f", "1"),)}, "let.f", "has a value already"),
        ({"let": (("m", "x + w"),)}, "let.m", "w is none of the givens"),
        ({"let": (("m", "x +"),)}, "let.m", "ends too soon"),
        ({"show": ("grahp",)}, "show", r"did you mean graph\?"),
        ({"mistakes": (("q | 1", "Wrong."),)}, "mistakes.0", "3, not 2"),
        ({"mistakes": (("q | 1 | w", "Wrong."),)}, "mistakes.0", "no w"),
        ({"ask": ((None, "d/"),)}, "ask", "ends too soon"),
        ({"ask": ((None, "d/dx, d/dy"),)}, "ask", r"several things are asked in a list: write \[d/dx, d/dy\]"),
        ({"graph": "f(x, y, z) = x*y*z"}, "graph", "a line of a graph names no inputs: write f = "),
        ({"graph": r"f = \frac{x}{y} * z"}, "graph", r"\\frac cannot stand here: write plain signs, as in x/y"),
        ({"ask": ()}, "ask", "nothing is asked"),
        ({"upstream": "int 3..1"}, "upstream", "ends before it begins"),
        ({"unless": ("x + y",)}, "unless", "no relation"),
        ({"unless": ("x = w",)}, "unless", "no w"),
        ({"unless": ("foo(x) = 1",)}, "unless", "no operation foo|foo"),
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


def test_a_given_that_nothing_uses_is_a_fault_and_one_that_is_asked_with_is_none() -> None:
    source = DrillSource("f = w*x", (("w", "2..3"), ("x", "2..3"), ("lr", "0.1")), (("new w", "step(w, lr)"),))
    assert read_drill("d/c", source).numbers == ("lr",)
    with pytest.raises(DrillError, match="the graph has no lr") as fault:
        read_drill("d/c", source._replace(ask=((None, "df/dw"),)))
    assert fault.value.field == "given.lr"


def test_what_is_asked_may_be_a_formula_over_nodes_gradients_and_rows_of_the_table() -> None:
    source = DrillSource("f = x^2", (("x", "2..5"), ("h", "1")), (("error", "central(f, x, h) - df/dx + 0*f"),))
    (ask,) = read_drill("d/c", source).asks
    assert ask.label == "error"
    assert ask.functions == ("central",)
    assert len(ask.gradients) == 1
    assert len(ask.values) == 1


def test_texts_examples_and_shown_values_do_not_change_the_revision() -> None:
    revision = read_drill("d/c", GOOD).revision
    same = GOOD._replace(show=("q",), seconds=90, unit="m", examples=(((("x", "1"),), None, "2"),))
    assert read_drill("d/c", same).revision == revision
    assert read_drill("d/c", GOOD._replace(targets=("mul-not-switched",))).revision != revision
    mistake = GOOD._replace(mistakes=(("x | y | z", "One."),))
    assert read_drill("d/c", mistake).revision != revision
    reworded = mistake._replace(mistakes=(("x | y | z", "Another."),))
    assert read_drill("d/c", mistake).revision == read_drill("d/c", reworded).revision


def test_only_an_input_behind_a_given_node_is_unknown() -> None:
    source = DrillSource("Z = h @ V", (("V", "2x3 of int 1..4"), ("h", "unknown 1x2")), ((None, "d/dV"),), "int 2..3")
    with pytest.raises(DrillError, match="h is needed: an input is unknown only behind a node that is given") as raised:
        read_drill("d/c", source)
    assert raised.value.field == "given.h"


def test_the_shape_of_a_gradient_is_asked_and_never_that_of_a_jacobian() -> None:
    sizes = (("W", "4x3"), ("x", "3x1"))
    sound = read_drill("d/c", DrillSource("L = sum(W @ x)", sizes, ((None, "shape(dL/dx)"), (None, "shape(d/dW)"))))
    assert make_problem(sound, 1).answer == (Size(3, 1), Size(4, 3))
    assert [ask.label for ask in sound.asks] == ["shape(dL/dx)", "shape(dL/dW)"]
    with pytest.raises(DrillError, match=r"shape\(dy/dx\) is the shape of a whole Jacobian: write d/dX"):
        make_problem(read_drill("d/c", DrillSource("y = W @ x", sizes, ((None, "shape(dy/dx)"),))), 1)


def test_numbers_are_not_asked_of_what_has_only_a_size() -> None:
    source = DrillSource("Z = X @ W", (("X", "N x D"), ("W", "D x M")), ((None, "d/dX"),))
    with pytest.raises(DrillError, match="dL/dX cannot be asked where X has only a size: ask for a shape") as raised:
        read_drill("d/c", source)
    assert raised.value.field == "ask"


def test_an_upstream_gradient_may_have_the_letters_of_the_givens() -> None:
    givens = (("X", "N x D of int -3..3"), ("W", "D x M of int -3..3"))
    drill = read_drill("d/c", DrillSource("Z = X @ W", givens, ((None, "d/dX"),), "N x M of int -3..3"))
    for seed in range(5):
        problem = make_problem(drill, seed)
        (rows, _), (_, columns) = [shape_of(problem.givens[name]) or (0, 0) for name in "XW"]
        assert shape_of(problem.upstream) == (rows, columns)


def test_an_input_that_only_another_output_needs_is_given_too() -> None:
    source = DrillSource(
        "n = D*C; f = m + 1; g = 2*n", (("D", "int 2..9"), ("C", "int 2..9")), ((None, "f"), (None, "g"))
    )
    with pytest.raises(
        DrillError, match="m is an input of the graph, and nothing says where its numbers come from: give it"
    ):
        read_drill("d/c", source)


def test_an_upstream_letter_is_one_that_can_be_read() -> None:
    givens = (("X", "letter N x D"), ("W", "letter D x C"))
    with pytest.raises(DrillError, match="a letter for the upstream gradient reads letter G"):
        read_drill("d/c", DrillSource("Z = X @ W", givens, ((None, "d/dX"),), "letter _"))


def test_a_jacobian_has_no_formula_in_letters() -> None:
    drill = read_drill("d/c", DrillSource("h = tanh(z)", (("z", "letter 1x2"),), ((None, "dh/dz"),), "letter G"))
    with pytest.raises(DrillError, match="dh/dz is a whole Jacobian, which has no formula in letters"):
        make_problem(drill, 1)


def test_problems_of_mere_sizes_are_counted_as_they_are_drawn() -> None:
    sizes = (("X", "N x D"), ("W", "D x C"))
    drill = read_drill("d/c", DrillSource("Z = X @ W", sizes, ((None, "shape(Z)"), (None, "shape(d/dX)"))))
    assert drill.instances == len({make_problem(drill, seed).instance for seed in range(60)}) == 6
