"""The steps that a good teacher would write: values forward, then gradients backward, each upstream × local.

Everything is deck text with formulas between dollars, and every equation in it is true as it stands.
"""

from collections import Counter

from quizgen.autodiff.graph import CONSTANT
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.sweep import Edge
from quizgen.autodiff.symbol import local_formula
from quizgen.mistakes import nodes_between
from quizgen.notation.parser import read_definitions, read_expression
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Tree, children, write_number
from quizgen.problem import Problem
from quizgen.prompt import listing
from quizgen.run import plain, sweep


def working(problem: Problem, *, whole: bool = False) -> tuple[str, ...]:
    """Return the lines of a problem's working; the whole one also spells out each value and says each rule."""
    backward = [line for source in _sources(problem) for line in _backward(problem, *source, whole=whole)]
    if whole or not backward:
        return (*_forward(problem), *backward)
    values = [f"${name} = {value}$" for name, _, value in _definitions(problem)][: -1 or None]
    return ((f"Forward: {listing(values, 'and')}.",) if values else ()) + tuple(backward)


def hints(problem: Problem) -> tuple[str, ...]:
    """Return the author's hint if there is one, the rule of the first step in words, then that step."""
    drill = problem.made.drill
    found = [drill.source.hint] if drill.source.hint else []
    sources = _sources(problem)
    if not sources:
        return (*found, _forward(problem)[0])
    edges = _edges(problem, *sources[0])
    rule = OPERATIONS[drill.graph.nodes[edges[0].node].operation].rule
    return (*found, rule, _backward(problem, *sources[0], whole=False)[0])


def _definitions(problem: Problem) -> list[tuple[str, Tree, str]]:
    """Return the graph's lines with their values."""
    made = problem.made
    return [
        (name, tree, write_number(plain(made.values[made.drill.graph.names[name]])))
        for name, tree, _ in read_definitions(made.drill.source.graph)
    ]


def _forward(problem: Problem) -> list[str]:
    """Return each line of the graph with its numbers: `q = x + y = -2 + 5 = 3`."""
    made = problem.made
    values = {name: Number(plain(made.values[place])) for name, place in made.drill.graph.names.items()}
    return [
        f"${name} = {to_text(tree)} = {to_text(_filled(tree, values))} = {value}$"
        for name, tree, value in _definitions(problem)
    ]


def _filled(tree: Tree, values: dict[str, Number]) -> Tree:
    """Return a formula with numbers for its names."""
    if isinstance(tree, Name):
        return values[tree.name]
    if isinstance(tree, Operation):
        return Operation(tree.symbol, tuple(_filled(part, values) for part in children(tree)))
    return tree


def _sources(problem: Problem) -> list[tuple[int, bool]]:
    """Return the nodes that the asked gradients are of, and whether the upstream gradient comes in."""
    asks = problem.made.drill.asks
    return list(dict.fromkeys((ask.of, ask.scaled) for ask in asks if ask.by is not None))


def _edges(problem: Problem, source: int, scaled: bool) -> list[Edge]:
    """Return the steps of a sweep that lead to what is asked."""
    made = problem.made
    kept: set[int] = set()
    for ask in made.drill.asks:
        if ask.by is not None and (ask.of, ask.scaled) == (source, scaled):
            kept |= nodes_between(made.drill.graph, source, ask.by) | {ask.by}
    trace = sweep(made, source, scaled=scaled).trace
    return [edge for edge in trace if edge.node in kept and edge.parent in kept]


def _backward(problem: Problem, source: int, scaled: bool, *, whole: bool) -> list[str]:
    """Return the steps from a node backward, with the rule of each operation said once."""
    drill = problem.made.drill
    over = Name(drill.loss) if scaled else _formula(problem, source)
    edges = _edges(problem, source, scaled)
    uses = Counter(edge.parent for edge in edges)
    sent: dict[int, list[str]] = {}
    said: set[str] = set()
    lines: list[str] = []
    for edge in edges:
        operation = drill.graph.nodes[edge.node].operation
        if whole and operation not in said:
            lines.append(OPERATIONS[operation].rule)
            said.add(operation)
        gradient = _derivative(over, _formula(problem, edge.parent))
        step = _step(problem, edge, over, outermost=edge.node == source and not scaled)
        if uses[edge.parent] == 1:
            lines.append(f"${gradient} = {step}$")
            continue
        lines.append(f"Through ${to_text(_formula(problem, edge.node))}$: ${step}$")
        paths = sent.setdefault(edge.parent, [])
        paths.append(_number(edge.downstream, first=not paths))
        if len(paths) == uses[edge.parent]:
            total = sum(other.downstream for other in edges if other.parent == edge.parent)
            summed = f"{' + '.join(paths)} = {write_number(plain(total))}"
            lines.append(f"${gradient} = {summed}$, the sum over its {len(paths)} uses")
    return lines


def _step(problem: Problem, edge: Edge, over: Tree, *, outermost: bool) -> str:
    """Return one step: upstream * local in letters, in numbers, and the product."""
    node = problem.made.drill.graph.nodes[edge.node]
    inputs = tuple(_formula(problem, parent) for parent in node.parents)
    letters = to_text(local_formula(node.operation, edge.place, inputs))
    result = write_number(plain(edge.downstream))
    if outermost:  # the upstream gradient is dL/dL = 1
        return letters if letters == result else f"{letters} = {result}"
    upstream = _derivative(over, _formula(problem, edge.node))
    local = local_formula(node.operation, edge.place, inputs)
    product = to_text(Operation("*", (read_expression(upstream), local)))
    numbers = f"{_number(edge.upstream, first=True)} * {_number(edge.local, first=False)}"
    return f"{product} = {numbers} = {result}"


def _formula(problem: Problem, place: int) -> Tree:
    """Return a node as it is called: its name, or its formula."""
    node = problem.made.drill.graph.nodes[place]
    return Number(node.constant) if node.operation == CONSTANT else read_expression(node.label)


def _derivative(over: Tree, under: Tree) -> str:
    return to_text(Operation("derivative", (over, under)))


def _number(value: int, *, first: bool) -> str:
    """Return a number in a sum or product: inside one, a negative number stands in parentheses."""
    text = write_number(plain(value))
    return text if first and "/" not in text else f"({text})" if text[0] == "-" or "/" in text else text
