"""`cardgrad explain` on a screen: the drawing, the table of nodes, the chain rule, a wrong rule beside them."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from cardgrad.cli.output import print_table
from cardgrad.cli.screen import Screen
from quizgen.autodiff.array import Array
from quizgen.autodiff.graph import CONSTANT
from quizgen.chain import chains, formula
from quizgen.explanation import Explanation, mistakes_in
from quizgen.notation.text import to_text
from quizgen.notation.tree import Tree
from quizgen.notation.unicode import name_to_unicode, to_unicode
from quizgen.quantity import cell_of, shape_text

_WIDEST = 6  # entries of a row of a matrix; greater ones are Jacobians of matrices
_COLOURS = {"value": "green", "gradient": "magenta", "operator": "bold", "label": "bold cyan", "wire": "dim"}


def show(
    shown: Explanation, names: Sequence[str], other: Explanation | None, wrong: str | None, *, latex: bool
) -> None:
    """Print an explanation, with the chain rule for these names."""
    screen = Screen()
    _draw(screen, shown)
    if shown.inputs:
        _tabulate(screen, shown)
    else:
        screen.told("There is no input, so there is no gradient: write a name into the formula, as in f = 3*x.")
    screen.say("")
    if shown.corners:
        _say_corners(screen, shown)
    for line in chains(shown, names):
        if latex:
            from quizgen.notation.latex import to_latex

            screen.raw(to_latex(line))
        else:
            screen.raw(_written(screen, line))
    if other and wrong:
        screen.say("")
        _compare(screen, shown, other, wrong)


def _draw(screen: Screen, shown: Explanation) -> None:
    from quizgen.drawing.picture import fitting
    from quizgen.drawing.text import draw_text

    ascii_only = screen.ascii_only
    made = fitting(shown.graph, shown.values, shown.gradients.adjoints, screen.console.width, ascii_only=ascii_only)
    if made is None:  # the table below is the list of its nodes
        screen.told("The graph is too large to be drawn here; --svg FILE draws it.", "dim")
    else:
        for line in draw_text(made, ascii_only=ascii_only):
            pieces = [(text, _COLOURS.get(role, "")) for text, role in line]
            screen.console.print(Text.assemble(*pieces), soft_wrap=True)
    screen.say("")


def _tabulate(screen: Screen, shown: Explanation) -> None:
    """Print each node with its value, the gradient that arrives, and what it sends on: local, then downstream."""
    rows = []
    sent, _ = shown.edges()
    for place, node in enumerate(shown.graph.nodes):
        if node.operation == CONSTANT:
            continue
        gradients = shown.gradients.adjoints
        node_cells = (
            _name(screen, shown.label(place)),
            _written(screen, formula(shown, place)),
            shape_text(shown.values[place]),
            cell_of(shown.values[place]),
            cell_of(gradients[place]) if place in gradients else "",
        )
        sends = [
            (f"{_name(screen, shown.label(edge.parent))}: {_local(shown.local(edge))}", cell_of(edge.downstream))
            for edge in sent[place]
        ]
        for at, sent_cells in enumerate(sends or [("", "")]):  # a row for each, so that what is broken stays beside
            rows.append((*(("",) * len(node_cells) if at else node_cells), *sent_cells))
    head = ("Node", "Is", "Shape", "Value", "Upstream", "Local", "Downstream")
    arrays = any(row[2] for row in rows)
    kept = [at for at, title in enumerate(head) if arrays or title != "Shape"]
    print_table(screen, [head[at] for at in kept], [[row[at] for at in kept] for row in rows])


def _local(value: Any) -> str:
    """Return a local derivative as a table has room for it."""
    shape = shape_text(value)
    return f"{shape} Jacobian" if isinstance(value, Array) and max(value.shape) > _WIDEST else cell_of(value)


def _say_corners(screen: Screen, shown: Explanation) -> None:
    """Print where a slope is one of convention, which a reader would else take for the right one."""
    for place in shown.corners:
        about = f"{_written(screen, formula(shown, place))} has a corner at this value, and no slope there"
        screen.told(f"{about}: what {_name(screen, shown.label(place))} sends on is a convention.", "yellow")
    screen.say("")


def _compare(screen: Screen, shown: Explanation, other: Explanation, wrong: str) -> None:
    """Print the gradients, right and with a wrong rule, side by side, and what is wrong with it."""
    rows = [
        (_name(screen, name), cell_of(shown.gradient(name)), cell_of(other.gradient(name)))
        for name in shown.backwards()
    ]
    print_table(screen, ("Gradient by", "Right", f"With {wrong}"), rows)
    screen.say("")
    screen.say(mistakes_in(shown.graph)[wrong].message, "yellow")
    if all(right == with_it for _, right, with_it in rows):
        screen.say("With these numbers it makes no difference; try others.", "yellow")


def _name(screen: Screen, name: str) -> str:
    return name if screen.ascii_only else name_to_unicode(name)


def _written(screen: Screen, tree: Tree | None) -> str:
    if tree is None:
        return "input"
    return to_text(tree) if screen.ascii_only else to_unicode(tree)
