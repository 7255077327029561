"""A run of the engine and its compiled form, against micrograd and autograd on the same graphs with the same floats.

Each is measured as it is used. micrograd has no graph but the one that it builds at every run, so building belongs to
its run, and so does clearing it away: its nodes refer to each other in circles, which only the collector takes apart.
Many runs are timed together, so that it gets its turns. Ours is read once; a traced run is forward, backward and the
list of all edges.

The collector is left as Python sets it up. Of the settings that give memory back it is the one most friendly to
micrograd, whose run of 3 nodes then takes 8 microseconds. Where the collector waits for 100,000 objects, as in the
program, it takes 14 to 24, since what is cleared has left the processor's cache by then; where it is off 5.3 to 7, and
36 objects a run are never given back. Ours leaves no circles and takes 4.2 in all three. The budgets hold without
the collector too, but for the traced run of 3 nodes, at 0.56 to 0.76; no verdict is given there, for nobody runs it so.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from math import isclose
from typing import Any, NamedTuple

import autograd
import autograd.numpy as np
from micrograd.engine import Value

from benchmarks.networks import Network, networks
from benchmarks.report import Row
from benchmarks.timing import Action, in_turns, timed
from quizgen.autodiff.array import Array
from quizgen.autodiff.compiled import compile_graph
from quizgen.autodiff.expression import read_graph
from quizgen.autodiff.sweep import Edge, Gradients, backward, forward

BUDGETS = {
    ("traced", "micrograd"): 0.7,
    ("compiled", "micrograd"): 0.06,
    ("traced", "autograd"): 0.2,
    ("compiled", "autograd"): 0.1,
}
TOGETHER = 0.004  # seconds that the runs timed together take


class Engine(NamedTuple):
    """A run, and what takes the gradients out of its result: a number or rows of them for each input."""

    run: Callable[[], Any]
    gradients: Callable[[Any], Iterable[Any]]


def rows(repetitions: int) -> Iterator[Row]:
    """Yield every graph with each of ours against each of theirs; all must agree on every gradient."""
    for network in networks():
        engines = {
            "traced": _traced(network),
            "compiled": _compiled(network),
            "micrograd": micrograd_engine(network),
            "autograd": _autograd(network),
        }
        _see_agreement(network, engines)
        times = in_turns(repetitions, *(_averaged(engine.run) for engine in engines.values()))
        least = {name: min(seconds) for name, seconds in zip(engines, times, strict=True)}
        for (ours, theirs), budget in BUDGETS.items():
            what, of = f"{network.name} {ours}/{theirs}", f"least of {repetitions}"
            yield Row(what, least[ours], least[theirs], budget, of=of)


def _averaged(run: Callable[[], object]) -> Action:
    """Return an action that tells the mean of many runs."""
    once = timed(run)
    once()
    count = max(1, round(TOGETHER / min(once() for _ in range(5))))

    def runs() -> None:
        for _ in range(count):
            run()

    many = timed(runs)
    return lambda: many() / count


def _traced(network: Network) -> Engine:
    graph, given = read_graph(network.text), _arrays(network)

    def run() -> tuple[Gradients, list[Edge]]:
        swept = backward(graph, forward(graph, given), graph.output)
        return swept, swept.trace

    return Engine(run, lambda result: [result[0].adjoints[graph.names[name]] for name in network.inputs])


def _compiled(network: Network) -> Engine:
    graph, given = read_graph(network.text), _arrays(network)
    shapes = {name: value.shape for name, value in given.items() if isinstance(value, Array)}
    compiled = compile_graph(graph, shapes)
    places = [compiled.inputs.index(name) for name in network.inputs]
    ordered = [given[name] for name in compiled.inputs]
    return Engine(lambda: compiled.value_and_gradients(*ordered), lambda result: [result[1][place] for place in places])


def micrograd_engine(network: Network) -> Engine:
    """Return micrograd's build, forward and backward of a network."""
    given = list(network.inputs.values())

    def run() -> list[Any]:
        leaves = [[list(map(Value, row)) for row in value] if isinstance(value, list) else Value(value)
                  for value in given]  # fmt: skip
        network.of_values(*leaves).backward()
        return leaves

    return Engine(run, lambda leaves: leaves)


def _autograd(network: Network) -> Engine:
    given = [np.array(value) if isinstance(value, list) else value for value in network.inputs.values()]
    gradients = autograd.grad(network.of_arrays, tuple(range(len(given))))
    return Engine(lambda: gradients(*given), lambda result: result)


def _arrays(network: Network) -> dict[str, Any]:
    return {name: Array(value) if isinstance(value, list) else value for name, value in network.inputs.items()}


def _see_agreement(network: Network, engines: dict[str, Engine]) -> None:
    """See that all engines have the same gradients, or end the benchmarks: a fast wrong answer is no answer."""
    wanted, *others = (list(_numbers(engine.gradients(engine.run()))) for engine in engines.values())
    for other in others:
        same = len(other) == len(wanted) and all(map(_close, wanted, other))
        if not same:
            raise SystemExit(f"benchmarks: the engines do not agree on the gradients of {network.name}.")


def _close(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def _numbers(gradients: Iterable[Any]) -> Iterator[float]:
    """Yield all entries of gradients in the forms that the engines have."""
    for gradient in gradients:
        if isinstance(gradient, Value):
            yield gradient.grad
        elif isinstance(gradient, Array):
            yield from gradient.flat
        elif isinstance(gradient, list | np.ndarray) and np.ndim(gradient):
            yield from _numbers(chain.from_iterable(gradient))
        else:
            yield float(gradient)
