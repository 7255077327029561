"""What a drill asks, read once into a formula that any engine can work out."""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from quizgen.asked_function import FUNCTIONS_ASKED, Engine
from quizgen.autodiff.array import shape_of
from quizgen.autodiff.expression import operation_of
from quizgen.autodiff.graph import CONSTANT, Graph
from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.row import value_of
from quizgen.domain import DrillError
from quizgen.notation.fault import NotationError, close_match
from quizgen.notation.parser import read_expression, read_math
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Tree, children, walk

if TYPE_CHECKING:
    from quizgen.drill import Drill

Quantity = Callable[[Engine], Any]


class Ask(NamedTuple):
    """One asked thing; the places of its node, or of its derivative, where it is just that."""

    label: str  # a formula, as it is shown: `dL/dx`
    tree: Tree
    spelled: Tree  # the same with what is differentiated written into each `d/dX`
    value: Quantity
    of: int | None = None
    by: int | None = None  # none for a value
    scaled: bool = False  # whether the upstream gradient comes in
    gradients: tuple[tuple[int, int, bool], ...] = ()  # all (of, by, scaled) that it is made from
    values: tuple[int, ...] = ()  # all nodes whose values it is made from
    functions: tuple[str, ...] = ()  # rows of FUNCTIONS_ASKED in it


@lru_cache(maxsize=256)  # most drills ask for d/dx
def _tree(formula: str) -> Tree:
    return read_expression(formula)


class Asking:
    """Reads what is asked of one drill."""

    def __init__(self, drill: "Drill", numbers: Collection[str]) -> None:
        self.drill = drill
        self.graph: Graph = drill.graph
        self.numbers = numbers  # givens that are no nodes
        self.formula = ""
        self._gradients: list[tuple[int, int, bool]] = []
        self._values: list[int] = []

    def read(self, label: str | None, formula: str) -> Ask:
        """Return an asked thing: `q`, `dA/dB`, `d/dB`, a row of the table, or a formula over them."""
        self.formula, self._gradients, self._values = formula, [], []
        try:
            tree = _tree(formula)
        except NotationError as fault:
            if formula[fault.position : fault.position + 1] == ",":
                told = f"several things are asked in a list: write [{formula.strip()}]"
                raise DrillError(told, "ask") from fault
            raise DrillError(f"{fault.message}: {formula.strip()}", "ask") from fault
        value = self._quantity(tree)
        calls = [part.operands[0] for part in walk(tree) if isinstance(part, Operation) and part.symbol == "call"]
        functions = [name.name for name in calls if isinstance(name, Name) and name.name in FUNCTIONS_ASKED]
        label = None if label is None else _as_formula(label)
        spelled = self._spelled(tree)
        ask = Ask(label or to_text(spelled), tree, spelled, value)._replace(
            gradients=tuple(dict.fromkeys(self._gradients)),
            values=tuple(dict.fromkeys(self._values)),
            functions=tuple(dict.fromkeys(functions)),
        )
        if isinstance(tree, Name):
            return ask._replace(of=self.graph.names.get(tree.name))
        if isinstance(tree, Operation) and tree.symbol == "derivative":
            of, by, scaled = self._derivative(tree)
            return ask._replace(of=of, by=by, scaled=scaled)
        return ask

    def _spelled(self, tree: Tree) -> Tree:
        """Return a formula with what is differentiated written into each `d/dX`: a loss further on, or the output."""
        if not isinstance(tree, Operation):
            return tree
        operands = tuple([self._spelled(part) for part in tree.operands])
        if tree.symbol == "derivative" and len(operands) == 1:
            operands = (Name(self.drill.differentiated), *operands)
        return Operation(tree.symbol, operands)

    def _quantity(self, tree: Tree) -> Quantity:
        """Return how an engine works a formula out."""
        if isinstance(tree, Number):
            number = tree.value
            return lambda _: number
        if isinstance(tree, Name):
            if tree.name in self.numbers:
                name = tree.name
                return lambda engine: engine.number(name)
            place = self._node(tree)
            self._values.append(place)
            return lambda engine: engine.value(place)
        if not isinstance(tree, Operation):
            raise self._unaskable()
        if tree.symbol == "derivative":
            of, by, scaled = self._derivative(tree)
            self._gradients.append((of, by, scaled))
            return lambda engine: engine.gradient(of, by, scaled=scaled)
        called = tree.operands[0] if tree.symbol == "call" else None
        if isinstance(called, Name) and called.name in FUNCTIONS_ASKED:
            return self._function(called.name, tree.operands[1:])
        try:
            symbol = operation_of(tree)
        except NotationError as fault:
            raise DrillError(f"{self.formula} cannot be asked: {fault.message}", "ask") from fault
        parts = [self._quantity(part) for part in (children(tree)[1:] if called else children(tree))]
        row = OPERATIONS[symbol]
        return lambda engine: value_of(symbol, row, [part(engine) for part in parts])

    def _function(self, name: str, inputs: tuple[Tree, ...]) -> Quantity:
        """Return how a row of the table is worked out: with its own formula, or with the wrong one of a mistake."""
        row = FUNCTIONS_ASKED[name]
        if len(inputs) != len(row.takes):
            wanted = ", ".join({"node": "a node", "number": "a number", "gradient": "d/dX"}[kind] for kind in row.takes)
            raise DrillError(f"{self.formula} cannot be asked: {name} takes {wanted}", "ask")
        arguments: list[Any] = []
        numbers: list[Quantity] = []
        jacobians: list[int] = []  # what is differentiated where a formula says it, which has to be a number
        for kind, tree in zip(row.takes, inputs, strict=True):
            if kind == "number":
                numbers.append(self._quantity(tree))
            elif kind == "gradient":
                of, by, _ = self._derivative(tree) if self._is_derivative(tree) else (self._node(tree), None, False)
                arguments += [of, by]
                jacobians += [of] if len(children(tree)) > 1 else []
            else:
                arguments.append(self._node(tree))
        if name == "step":
            self._reaching(self.graph.output, arguments[0])
            self._gradients.append((self.graph.output, arguments[0], False))
        elif name in ("central", "forward"):
            self._reaching(arguments[0], arguments[1])
        right = row.value
        refusal = DrillError(
            f"{self.formula} is the shape of a whole Jacobian: write d/dX for the gradient that is sent back", "ask"
        )

        def worked_out(engine: Engine) -> Any:
            if any(shape_of(engine.value(place)) for place in jacobians):
                raise refusal
            return (engine.wrong(name) or right)(engine, *arguments, *[number(engine) for number in numbers])

        return worked_out

    @staticmethod
    def _is_derivative(tree: Tree) -> bool:
        return isinstance(tree, Operation) and tree.symbol == "derivative"

    def _derivative(self, tree: Tree) -> tuple[int, int, bool]:
        """Return what a derivative is of and by, and whether it takes the upstream gradient in."""
        *top, below = children(tree)
        of = self._node(top[0]) if top else self.graph.output
        by = self._node(below)
        self._reaching(of, by)
        return of, by, not top and self.drill.source.upstream is not None

    def _reaching(self, of: int, by: int) -> None:
        """See that one node depends on the other."""
        above, below = self.graph.nodes[of], self.graph.nodes[by]
        if below.operation == CONSTANT:
            name = next((name for name, place in self.graph.names.items() if place == by), below.label)
            raise DrillError(f"{self.formula} cannot be asked: {name} is a constant, which nothing varies", "ask")
        if by == of:
            raise DrillError(f"{self.formula} is always 1: ask for a node and what it is computed from", "ask")
        if by not in ancestors(self.graph, of):
            raise DrillError(f"{self.formula} is always 0: {above.label} does not depend on {below.label}", "ask")

    def _unaskable(self) -> DrillError:
        return DrillError(
            f"{self.formula} cannot be asked: ask for a node, as q, or a derivative, as df/dx or d/dx", "ask"
        )

    def _node(self, tree: Tree) -> int:
        """Return the place of a node that is asked about."""
        if not isinstance(tree, Name):
            if tree == read_expression(self.formula):
                raise self._unaskable()
            raise DrillError(f"{self.formula} cannot be asked: {to_text(tree)} is no name in the graph", "ask")
        name = tree.name
        if name not in self.graph.names:
            meant = self._meant(name)
            hint = f" (did you mean {meant}?)" if meant else f" (it has {', '.join(self.graph.names)})"
            raise DrillError(f"{self.formula} is asked, but the graph has no {name}{hint}", "ask")
        return self.graph.names[name]

    def _meant(self, name: str) -> str | None:
        """Return what was probably asked: with a name that the graph has, or a derivative without its slash."""
        graph, formula = self.graph, self.formula
        same = next((known for known in graph.names if known.casefold() == name.casefold()), None)
        match = same or close_match(name, graph.names)
        if match is None:
            output = graph.nodes[graph.output].label
            whole = name == formula.strip()
            return close_match(name, [f"d{output}/d{by}" for by in graph.names if by != output]) if whole else None
        if f"d{name}/" in formula:
            return formula.replace(f"d{name}/", f"d{match}/", 1)
        before, _, after = formula.rpartition(name)
        return f"{before}{match}{after}"


def _as_formula(label: str) -> str:
    """Return a label as a formula: words stand between quotation marks."""
    try:
        read_math(label)
    except NotationError:
        spaced = True
    else:
        spaced = " " in label.strip() and not any(sign in label for sign in "=/+-*^@")
    return f'"{label.strip()}"' if spaced else label


def ancestors(graph: Graph, place: int, cut: Collection[int] = ()) -> set[int]:
    """Return the nodes that a node is computed from, itself among them; what is behind a cut is left out."""
    found = {place}
    for node in range(place, -1, -1):
        if node in found and (node not in cut or node == place):
            found.update(graph.nodes[node].parents)
    return found
