import math
from fractions import Fraction

import pytest

from quizgen.autodiff.array import Array
from quizgen.autodiff.difference import Estimate, central_difference, complex_step
from quizgen.autodiff.expression import read_graph
from quizgen.autodiff.number import UndefinedValueError
from quizgen.autodiff.proof import agree, gradient, slope
from quizgen.autodiff.sweep import forward
from quizgen.autodiff.symbolic import symbolic_slope


def test_exact_results_agree_only_when_they_are_equal() -> None:
    assert agree(Fraction(1, 2), Fraction(2, 4))
    assert not agree(Fraction(1, 3), Fraction(333_333_333_333_333, 10**15))
    assert agree(Array([[1, 2]]), Array([[1, 2]]))
    assert not agree(Array([[1, 2]]), Array([[1], [2]]))


def test_floats_agree_by_their_size_so_that_vanishing_gradients_are_still_told_apart() -> None:
    assert agree(0.1 + 0.2, 0.3)
    assert not agree(1.0, 1.000_000_01)
    assert not agree(1e-12, 2e-12)
    assert agree(Array([[1e6, 1e-9]]), Array([[1e6, 1.1e-9]]))
    assert agree(Array([[0, 8]]), Array([[1.4e-15, 8.000000000000001]]))


def test_an_estimate_allows_what_is_within_its_error() -> None:
    assert Estimate(2.0, 0.01).allows(Fraction(201, 100))
    assert not Estimate(2.0, 0.01).allows(2.02)


def test_the_error_of_a_difference_is_small_enough_to_tell_2001_thousandths_from_2() -> None:
    graph = read_graph("f = x^2 + sin(x)")
    values = forward(graph, {"x": 1.0})
    estimate = central_difference(graph, values, graph.output, 0)
    assert estimate.allows(2 + math.cos(1))
    assert estimate.error < 1e-8
    assert not estimate.allows(2.001 + math.cos(1))


def test_on_exact_numbers_a_difference_is_not_rounded() -> None:
    graph = read_graph("f = 1/x")
    values = forward(graph, {"x": Fraction(1, 1000)})
    assert central_difference(graph, values, graph.output, graph.names["x"]).allows(-1_000_000)


def test_the_complex_step_sees_a_slope_of_one_part_in_ten_to_the_fifteen() -> None:
    graph = read_graph("f = exp(-x)")
    values = forward(graph, {"x": 34.5})
    assert complex_step(graph, values, graph.output, 0) == pytest.approx(-math.exp(-34.5), rel=1e-14)


def test_slopes_by_inner_nodes_and_of_nodes_that_do_not_depend() -> None:
    graph = read_graph("q = x * y; f = q^2 + y; g = z")
    values = forward(graph, {"x": 2, "y": 3, "z": 5})
    assert slope(graph, values, graph.names["f"], graph.names["q"]) == 12
    for engine in (slope, complex_step, symbolic_slope):
        assert engine(graph, values, graph.names["f"], graph.names["z"]) == 0


def test_sympy_gives_exact_slopes_where_they_are() -> None:
    graph = read_graph("f = x^2/3 + sqrt(y)")
    values = forward(graph, {"x": 2, "y": 9})
    assert symbolic_slope(graph, values, graph.output, graph.names["x"]) == Fraction(4, 3)
    assert symbolic_slope(graph, values, graph.output, graph.names["y"]) == Fraction(1, 6)


def test_a_gradient_by_an_array_weighs_the_outputs_by_the_upstream_gradient() -> None:
    graph = read_graph("Y = X .* X")
    values = forward(graph, {"X": Array([[1, 2]])})
    assert gradient(graph, values, graph.output, 0, Array([[10, 1]])) == Array([[20, 4]])


def test_what_overflows_in_a_proof_is_undefined_and_named() -> None:
    graph = read_graph("s = tanh(x)")
    values = forward(graph, {"x": 800.0})
    with pytest.raises(UndefinedValueError, match="s is too large to be proven"):
        slope(graph, values, graph.output, 0)
