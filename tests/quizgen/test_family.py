import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.acceptance import measure
from quizgen.autodiff.expression import read_graph
from quizgen.domain import DrillError
from quizgen.drill import read_drill
from quizgen.family import FAMILIES, structure, structures
from quizgen.notation.parser import read_definitions
from quizgen.problem import make_problem
from quizgen.source import DrillSource

GOLDEN = Path(__file__).parent / "families" / "structures.golden.txt"


def drawn(family: str, **parameters: str) -> DrillSource:
    """Return a family's drill as a deck hands it over; `fan_out` says the parameter fan-out."""
    written = tuple([(name.rstrip("_").replace("_", "-"), text) for name, text in parameters.items()])
    return DrillSource("", (), (), family=family, parameters=written)


def _sources() -> Iterator[DrillSource]:
    for gates in ("2", "4", "6", "8"):
        yield drawn("random-graph", gates=gates)
        yield drawn("random-graph", gates=gates, from_="add subtract multiply max square")
    yield drawn("random-graph", gates="3", fan_out="no")
    yield drawn("random-graph", gates="5", inputs="4", from_="add multiply max", asks="2")
    for functions in ("2", "3", "4"):
        yield drawn("function-chain", functions=functions)
        yield drawn("function-chain", functions=functions, from_="linear square reciprocal sigmoid tanh exp sqrt ln")
    yield drawn("function-chain", functions="4", from_="linear negate square cube relu")
    for layers, bias in product("123", ("yes", "no")):
        yield drawn("layer-shapes", layers=layers, bias=bias)
    for layers, activation, loss in (("2", "tanh", "no"), ("3", "sigmoid", "yes"), ("5", "sigmoid", "no")):
        yield drawn("deep-chain", layers=layers, activation=activation, loss=loss)
    yield drawn("deep-chain", layers="6", activation="tanh", loss="yes")
    for units in ("2", "3", "4"):
        yield drawn("fan-out-sum", units=units)


SOURCES = list(_sources())
IDS = [" ".join([source.family or "", *(f"{name}={text}" for name, text in source.parameters)]) for source in SOURCES]

every_source = pytest.mark.parametrize("source", SOURCES, ids=IDS)


def all_structures(source: DrillSource) -> list[DrillSource]:
    return [structure(source, number) for number in range(structures(source))]


@every_source
def test_structures_are_several_and_distinct(source: DrillSource) -> None:
    made = all_structures(source)
    assert read_drill("d/c", source).instances >= len(made)
    assert len(made) >= 6
    assert len({(drill.graph, drill.given, drill.ask) for drill in made}) == len(made)


@every_source
def test_every_structure_reads_well(source: DrillSource) -> None:
    for drill in all_structures(source):
        names = [definition.name for definition in read_definitions(drill.graph)]
        graph = read_graph(drill.graph)
        given = [name for name, _ in drill.given]
        assert len(set(names) | set(given)) == len({*names, *given})
        assert all(len(line) <= 70 for line in drill.graph.splitlines())
        assert not drill.family
        assert set(given) <= {*graph.names}
        assert 1 <= len(drill.ask) <= 5


@every_source
def test_everything_in_a_graph_is_on_the_way_to_its_output(source: DrillSource) -> None:
    for drill in all_structures(source):
        graph = read_graph(drill.graph)
        assert all(graph.users(place) for place in range(len(graph.nodes)) if place != graph.output)


@every_source
def test_every_structure_makes_problems_in_a_fifth_of_the_draws_and_tells_mistakes_apart(source: DrillSource) -> None:
    every = structures(source)
    for number in range(0, every, max(1, every // 6)):
        drill = read_drill("family/structure", structure(source, number))
        assert measure(drill, 40).rate >= 0.15, drill.source.graph  # 0.2 and more of many; 40 draws tell it roughly
        problem = make_problem(drill, number)
        assert len(problem.mistakes) >= 3
        assert all(mistake.answer != problem.answer for mistake in problem.mistakes)


@every_source
def test_a_family_s_drill_is_read_and_varies_its_structure(source: DrillSource) -> None:
    drill = read_drill("family/drill", source)
    prompts = {make_problem(drill, seed).prompt.partition(" with ")[0] for seed in range(6)}
    assert len(prompts) > 1 or source.family == "deep-chain"  # there only the numbers go together in other ways


def test_what_the_author_wrote_stays() -> None:
    source = drawn("random-graph")._replace(
        ask=((None, "df/dx"),),
        upstream="int 2..5",
        prompt="Go.",
        hint="Slowly.",
        digits=4,
        targets=("mul-not-switched",),
    )
    made = structure(source, 3)
    kept = ("ask", "upstream", "prompt", "hint", "digits", "targets", "unless", "show")
    assert [getattr(made, field) for field in kept] == [getattr(source, field) for field in kept]


def test_an_upstream_gradient_goes_into_what_is_asked() -> None:
    drill = read_drill("family/drill", drawn("random-graph")._replace(upstream="int 2..5"))
    problem = make_problem(drill, 1)
    alone = make_problem(read_drill("family/drill", drawn("random-graph")), 1)
    assert all(label.startswith("dL/d") for label in problem.asked)
    assert all(label.startswith("df/d") for label in alone.asked)


def test_numbers_beyond_the_last_structure_begin_again() -> None:
    source = drawn("function-chain", functions="2")
    assert structure(source, structures(source) + 2) == structure(source, 2)


def test_saying_a_default_changes_nothing() -> None:
    said = drawn("random-graph", gates="4", fan_out="true", from_="multiply,add, subtract")
    assert all_structures(said) == all_structures(drawn("random-graph"))


def test_structures_stay_what_they_are() -> None:
    """Set UPDATE_GOLDEN=1 to accept new ones, and raise GENERATOR in quizgen/drill.py when you do."""
    lines = [
        f"{source.family} {number}: {'; '.join(made.graph.splitlines())} | {dict(made.given)} | {made.ask}"
        for source in map(drawn, FAMILIES)
        for number, made in enumerate(all_structures(source)[:4])
    ]
    text = "\n".join(lines) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


@settings(max_examples=40, deadline=None)
@given(
    gates=st.integers(2, 8),
    inputs=st.sampled_from(["any", "2", "3", "4", "5"]),
    fan_out=st.sampled_from(["yes", "no"]),
    kinds=st.sets(st.sampled_from(["add", "subtract", "multiply", "max", "square"]), min_size=1),
    asks=st.sampled_from(["all", "1", "3"]),
)
def test_any_parameters_give_structures_that_keep_to_them_or_a_sentence(
    gates: int, inputs: str, fan_out: str, kinds: set[str], asks: str
) -> None:
    said = {"gates": str(gates), "inputs": inputs, "fan_out": fan_out, "from_": " ".join(kinds), "asks": asks}
    source = drawn("random-graph", **said)
    try:
        made = all_structures(source)
    except DrillError as fault:
        assert "no structure with gates" in fault.message  # noqa: PT017
        return
    for drill in made:
        graph = read_graph(drill.graph)
        assert len(drill.graph.splitlines()) == gates
        assert inputs in ("any", str(len(graph.inputs())))
        assert (max(len(graph.users(place)) for place in range(len(graph.nodes))) > 1) == (fan_out == "yes")


def test_other_processes_draw_the_same_structures() -> None:
    chosen = [source for source in SOURCES if source.parameters][:: len(SOURCES) // 6]
    code = (
        "from quizgen.family import *; from quizgen.source import DrillSource\n"
        f"print([structure(source, n).graph for source in {chosen!r} for n in (0, 1, 5)])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == str([structure(source, n).graph for source in chosen for n in (0, 1, 5)])


@pytest.mark.parametrize(
    ("source", "field", "said"),
    [
        (drawn("random-grpah"), "family", r"there is no family random-grpah \(did you mean random-graph\?\)"),
        (drawn("qwerty"), "family", "there are random-graph, function-chain"),
        (drawn("random-graph", gate="4"), "with.gate", r"has no parameter gate \(did you mean gates\?\)"),
        (drawn("random-graph", colour="red"), "with.colour", "no parameter colour; it takes gates, inputs"),
        (drawn("random-graph", gates="12"), "with.gates", "gates is a number from 2 to 8, not 12"),
        (drawn("random-graph", gates="four"), "with.gates", "a number from 2 to 8, not four"),
        (drawn("random-graph", gates="2.5"), "with.gates", "not 2.5"),
        (drawn("random-graph", fan_out="maybe"), "with.fan-out", "fan-out is yes or no, not maybe"),
        (drawn("random-graph", inputs="9"), "with.inputs", "inputs is any, 2, 3, 4 or 5, not 9"),
        (drawn("random-graph", from_="add times"), "with.from", "max and square, not times"),
        (drawn("random-graph", from_=" "), "with.from", "from is empty; it takes add"),
        (drawn("random-graph", from_="add multipy"), "with.from", r"not multipy \(did you mean multiply\?\)"),
        (drawn("random-graph", gates="2", inputs="4"), "with", "no structure with gates 2, inputs 4, fan-out yes"),
        (drawn("function-chain", from_="negate"), "with", "no structure with functions 3 and from negate"),
        (drawn("random-graph")._replace(graph="f = x*y"), "graph", "makes what is in graph"),
        (drawn("random-graph")._replace(given=(("x", "int 1..4"),)), "given", "makes what is in given"),
    ],
)  # fmt: skip
def test_a_fault_says_what_and_where(source: DrillSource, field: str, said: str) -> None:
    for look in (structures, lambda faulty: structure(faulty, 0)):
        with pytest.raises(DrillError, match=said) as fault:
            look(source)
        assert fault.value.field == field


def test_every_family_and_parameter_says_what_it_is_and_has_a_good_default() -> None:
    for name, family in FAMILIES.items():
        assert family.name == name
        assert family.about.endswith(".")
        for parameter in family.parameters:
            assert parameter.about
            assert parameter.write(parameter.read(parameter.default)) == parameter.default
