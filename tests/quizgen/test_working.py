"""The working and the hints of each kind of problem, as a learner reads them; that it is true is tested elsewhere."""

import statistics
from collections.abc import Mapping
from time import perf_counter

import pytest

from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.sweep import FAULTS
from quizgen.drill import Drill, DrillSource, read_drill
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans
from quizgen.problem import Problem, make_problem
from quizgen.working import drawing_of, hints, working


def fixed(
    graph: str, *asked: str, upstream: str | None = None, hint: str | None = None, show: str = "", **given: str
) -> Problem:
    asks = tuple((None, ask) for ask in asked)
    source = DrillSource(graph, tuple(given.items()), asks, upstream, hint=hint, show=("graph", *show.split()))
    return make_problem(read_drill("deck/card", source), 1)


LECTURE = fixed("q = x + y; f = q * z", "df/dx", "df/dz", hint="Look twice.", x="-2", y="5", z="-4")


def test_the_working_of_the_graph_every_course_draws() -> None:
    assert working(LECTURE) == (
        "Forward: $q = 3$.",
        "$df/dq = z = -4$",
        "$df/dz = q = 3$",
        "$df/dx = df/dq * 1 = -4 * 1 = -4$",
    )


def test_the_whole_working_spells_out_values_and_rules() -> None:
    assert working(LECTURE, whole=True) == (
        "$q = x + y = -2 + 5 = 3$",
        "A product switches: each input gets the upstream gradient times the other input.",
        "$df/dq = z = -4$",
        "$df/dz = q = 3$",
        "A sum hands its upstream gradient on to both inputs as it is.",
        "$df/dx = df/dq * 1 = -4 * 1 = -4$",
    )


def test_an_upstream_gradient_is_the_first_factor() -> None:
    problem = fixed("f = x * y", "d/dx", "d/dy", upstream="2", x="3", y="-4")
    assert working(problem) == ("$dL/dx = dL/df * y = 2 * (-4) = -8$", "$dL/dy = dL/df * x = 2 * 3 = 6$")


def test_gradients_that_meet_are_added_before_your_eyes() -> None:
    problem = fixed("a = x*y; f = a*x + a", "df/dx", x="3", y="-2")
    assert working(problem) == (
        "Forward: $a = -6$.",
        "$df/da = 1 + x = 1 + 3 = 4$, the sum over its 2 uses",
        "$df/dx = a + df/da * y = -6 + 4 * (-2) = -6 + (-8) = -14$, the sum over its 2 uses",
    )


def test_the_inside_of_a_loss_is_differentiated_in_one_step_and_in_the_whole_working_one_by_one() -> None:
    problem = fixed("z = w*x; L = (z - y)^2", "dL/dw", w="2", x="3", y="-4")
    assert working(problem) == (
        "Forward: $z = 6$.",
        "$dL/dz = 2*(z - y) = 20$",
        "$dL/dw = dL/dz * x = 20 * 3 = 60$",
    )
    assert working(problem, whole=True)[2:5] == (
        "$dL/d(z - y) = 2*(z - y) = 20$",
        "A difference hands its upstream gradient to the first input as it is, to the second with the sign changed.",
        "$dL/dz = dL/d(z - y) * 1 = 20 * 1 = 20$",
    )


def test_what_is_shown_is_not_worked_out_again() -> None:
    problem = fixed("q = x + y; f = q * z", "df/dx", show="q", x="-2", y="5", z="-4")
    assert working(problem)[0] == "$df/dq = z = -4$"
    assert "$q" not in working(problem, whole=True)[0]


def test_a_pinned_node_is_said_to_be_given() -> None:
    problem = fixed("z = w*x + b; h = sigmoid(z)", "d/dw", upstream="3", h="0.8", w="2", x="-3")
    assert working(problem) == (
        "$dL/dz = dL/dh * h * (1 - h) = 3 * 0.16 = 0.48$, as $h = 0.8$ is given",
        "$dL/dw = dL/dz * x = 0.48 * (-3) = -1.44$",
    )
    said = "$h = 0.8$ is given, so the derivative of the sigmoid is $h * (1 - h) = 0.16$."
    assert working(problem, whole=True)[1] == said


def test_a_switch_says_why_it_is_on_or_off() -> None:
    problem = fixed("h = relu(z); m = max(h, x); f = m*c", "df/dz", "df/dx", z="-3", x="2", c="5")
    assert working(problem)[1:] == (
        "$df/dm = c = 5$",
        "$df/dh = df/dm * 0 = 5 * 0 = 0$, as $h < x$",
        "$df/dx = df/dm * 1 = 5 * 1 = 5$, as $h < x$",
        "$df/dz = df/dh * relu'(z) = 0 * 0 = 0$, as $z < 0$",
    )


NETWORK = {
    "X": "2x3 of int -2..2 except 0",
    "W1": "3x2 of int -2..2 except 0",
    "b1": "1x2 of int -2..2 except 0",
    "W2": "2x1 of int -2..2 except 0",
}


def network(*asked: str) -> Problem:
    graph = "z1 = X @ W1 + b1; h1 = relu(z1); y_hat = h1 @ W2; L = sum(y_hat^2)"
    return fixed(graph, *asked, show="z1 h1 y_hat", **NETWORK)


def test_a_network_of_two_layers_takes_a_line_for_each_gradient_with_the_sizes_and_the_units_that_are_on() -> None:
    lines = working(network("dL/dW2", "dL/dz1", "dL/dW1", "dL/db1"))
    assert len(lines) == 6
    letters = [line.partition(" = ")[2].rpartition(" = [")[0] for line in lines]
    assert lines[0].startswith("$dL/dy_hat = 2*y_hat = [")
    assert lines[1].startswith("$dL/dh1 = dL/dy_hat @ W2^T = [")
    assert lines[1].endswith("]$, $2 × 1$ times $1 × 2$")
    assert "dL/dz1 = dL/dh1 .* relu'(z1)" in lines[3]
    assert lines[3].endswith("by the sign of each entry of $z1$")
    assert letters[4].startswith("sum_{rows} dL/dz1 = [")
    assert lines[5].startswith("$dL/dW1 = X^T @ dL/dz1 = [")


def test_the_whole_working_of_a_network_has_the_numbers_of_each_product() -> None:
    text = "\n".join(working(network("dL/dW1"), whole=True))
    assert text.count(OPERATIONS["@"].rule) == 1
    assert "$1$ at every entry" in text
    assert text.count("] @ [") == 2


def test_an_update_a_difference_a_cost_and_a_shape_are_worked_out() -> None:
    update = fixed("L = (w*x - y)^2", "step(w, lr)", w="-3", x="3", y="1", lr="0.1")
    assert working(update) == (
        "$dL/dw = 2*(w * x - y) * x = -20 * 3 = -60$",
        "$step(w, lr) = w - lr * dL/dw = -3 - 0.1 * (-60) = 3$",
    )
    difference = fixed("f = x^3", "central(f, x, h)", x="2", h="1")
    assert working(difference) == (
        "With $x + h = 2 + 1 = 3$ in place of $x$: $f = 3^3 = 27$.",
        "With $x - h = 2 - 1 = 1$ in place of $x$: $f = 1^3 = 1$.",
        "$central(f, x, h) = (27 - 1)/(2 * 1) = 13$",
    )
    cost = fixed("Z = X @ W", "multiplications(Z)", X="4 x 3", W="3 x 2")
    assert working(cost)[0].endswith("each of its 8 entries is a sum of 3 products: $4 * 2 * 3 = 24$.")
    shape = fixed("Z = X @ W", "shape(Z)", "shape(d/dW)", X="4 x 3", W="3 x 2")
    assert working(shape, whole=True)[1:] == (
        "$Z$: $4 × 3$ times $3 × 2$ makes $4 × 2$.",
        "$shape(Z) = 4 × 2$",
        "A gradient has the shape of what it belongs to: $W$ is $3 × 2$, so $shape(dL/dW) = 3 × 2$.",
        "The product agrees: $X^T @ dL/dZ$ is $3 × 4$ times $4 × 2$.",
    )


def test_letters_are_worked_out_in_letters_and_dimensions_balance() -> None:
    problem = fixed("Z = X @ W", "d/dX", "d/dW", upstream="letter G", X="letter N x D", W="letter D x C")
    assert working(problem) == (
        "$dL/dX = dL/dZ @ W^T = G @ W^T$, $N × C$ times $C × D$",
        "$dL/dW = X^T @ dL/dZ = X^T @ G$, $D × N$ times $N × C$",
    )


def test_a_jacobian_has_a_row_for_each_entry_or_is_diagonal() -> None:
    rows = working(fixed("y = A @ x", "dy/dx", A="2x2 of int 2..9", x="2x1 of int 2..9"))
    assert [line.partition(" = ")[0] for line in rows] == ["$dy_1/dx", "$dy_2/dx", "$dy/dx"]
    diagonal = working(fixed("h = sigmoid(a)", "dh/da", h="1x3 of 0.1..0.9 step 0.1"))
    assert "off the diagonal there is 0, on it $h .* (1 - h) = [" in diagonal[0]


def test_a_label_of_the_author_is_said_with_what_it_stands_for() -> None:
    asks = (
        ("value", "z"),
        ("the error", "dL/dz"),
        ("exact", "dL/dw"),
        ("new w", "step(w, lr)"),
        ("left", "step(w, lr) - dL/dw"),
    )
    source = DrillSource("z = w*x; L = z^2", (("w", "2"), ("x", "3"), ("lr", "0.1")), asks)
    assert working(make_problem(read_drill("deck/card", source), 1)) == (
        "$value = z = w * x = 2 * 3 = 6$",
        '$"the error" = dL/dz = 2*z = 12$',
        "$exact = dL/dw = dL/dz * x = 12 * 3 = 36$",
        '$"new w" = w - lr * dL/dw = 2 - 0.1 * 36 = -1.6$',
        '$left = "new w" - exact = -1.6 - 36 = -37.6$',
    )


def test_numbers_that_are_rounded_are_marked() -> None:
    assert working(fixed("f = exp(x)", "f", "df/dx", x="2")) == (
        "$f = exp(x) = exp(2) ~= 7.38906$",
        "$df/dx = f ~= 7.38906$",
    )


def test_hints_go_from_the_authors_words_to_the_first_step() -> None:
    assert hints(LECTURE) == (
        "Look twice.",
        "A product switches: each input gets the upstream gradient times the other input.",
        "$df/dq = z = -4$",
    )


def test_the_rule_in_a_hint_is_that_of_the_step_after_it() -> None:
    inside = fixed("z = w*x; L = (z - y)^2", "dL/dw", w="2", x="3", y="-4")
    assert hints(inside) == (OPERATIONS["^"].rule, "$dL/dz = 2*(z - y) = 20$")
    update = fixed("L = w^2", "step(w, lr)", w="3", lr="0.1")
    assert hints(update) == (FUNCTIONS_ASKED["step"].rule, "$dL/dw = 2*w = 6$")
    error = fixed("f = x^3", "forward(f, x, h) - df/dx", x="2", h="1")
    assert hints(error) == (
        FUNCTIONS_ASKED["forward"].rule,
        "With $x + h = 2 + 1 = 3$ in place of $x$: $f = 3^3 = 27$.",
    )


def test_a_value_is_worked_out_forward() -> None:
    problem = fixed("q = x + y; f = q * z", "f", x="-2", y="5", z="-4")
    assert working(problem) == ("$q = x + y = -2 + 5 = 3$", "$f = q * z = 3 * (-4) = -12$")
    assert hints(problem) == (
        "Work from the inputs forward, one operation after the other.",
        "$q = x + y = -2 + 5 = 3$",
    )


def test_every_kind_of_drill_has_hints_and_a_working_of_deck_text(any_drill: Drill) -> None:
    for seed in range(5):
        problem = make_problem(any_drill, seed)
        lines = [*working(problem), *working(problem, whole=True), *hints(problem)]
        assert len(hints(problem)) >= 2
        assert len(working(problem)) <= len(working(problem, whole=True))
        for span in (span for line in lines for span in spans(line) if span.kind == "math"):
            read_math(span.text)


def test_a_drawing_stands_beside_where_it_fits_and_there_are_numbers() -> None:
    text = ["".join(part for part, _ in line) for line in drawing_of(LECTURE, 80) or ()]
    assert "(*)" in "".join(text)
    assert "-12" in "".join(text)
    assert drawing_of(LECTURE, 10) is None
    ascii_only = drawing_of(LECTURE, 80, ascii_only=True) or ()
    assert all(part.isascii() for line in ascii_only for part, _ in line)
    assert drawing_of(fixed("c = x^2", "dc/dx", x="letter"), 80) is None
    assert drawing_of(fixed("Z = X @ W", "shape(Z)", X="4 x 3", W="3 x 2"), 80) is None


def test_what_nobody_knows_is_drawn_as_a_question_mark() -> None:
    problem = fixed("z = w*x + b; h = sigmoid(z)", "d/dw", upstream="3", h="0.8", w="2", x="-3")
    assert "z = ?" in "".join(part for line in drawing_of(problem, 80) or () for part, _ in line)


def test_a_working_takes_a_fraction_of_a_millisecond(drills: Mapping[str, Drill]) -> None:
    times = []
    for drill in drills.values():
        for problem in [make_problem(drill, seed) for seed in range(8)]:
            start = perf_counter()
            working(problem)
            times.append(perf_counter() - start)
    assert statistics.median(times) < 0.001


@pytest.mark.parametrize(
    "sentence",
    [
        *(row.rule for row in (*OPERATIONS.values(), *FUNCTIONS_ASKED.values())),
        *(rule.message for row in (*OPERATIONS.values(), *FUNCTIONS_ASKED.values()) for rule in row.wrong),
        *(fault.message for fault in FAULTS),
    ],
)
def test_every_sentence_of_the_tables_is_deck_text_that_ends_with_a_period(sentence: str) -> None:
    assert sentence.endswith(".")
    for span in spans(sentence):
        if span.kind == "math":
            read_math(span.text)


def test_a_fraction_that_comes_out_at_once_is_written_once() -> None:
    assert working(fixed("f = x/y", "df/dx", x="5", y="7/4")) == ("$df/dx = 1/y = 4/7$",)
