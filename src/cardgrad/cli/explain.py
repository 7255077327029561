"""`cardgrad explain`: a formula's graph with values and gradients, and the chain rule written out."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.text import Text

from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.errors import CardgradError, UsageError
from quizgen.autodiff.expression import position_of
from quizgen.autodiff.graph import CONSTANT, InputError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.explanation import (
    Explanation,
    UnknownError,
    chain,
    formula,
    mistakes_in,
    number,
    place_of,
    read_value,
    shape_text,
    text_of,
    with_mistake,
)
from quizgen.explanation import explain as explained
from quizgen.notation.fault import NotationError, caret
from quizgen.notation.text import to_text
from quizgen.notation.token import tokens
from quizgen.notation.tree import Tree
from quizgen.notation.unicode import name_to_unicode, to_unicode

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_COLOURS = {"value": "green", "gradient": "magenta", "operator": "bold", "label": "bold cyan", "wire": "dim"}


@app.command()
def explain(
    expression: Annotated[str, typer.Argument(help='A formula, or lines like "q = x + y; f = q * z".')],
    values: Annotated[list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="The inputs, x=-2.")] = None,
    upstream: Annotated[str, typer.Option(help="The gradient that arrives at the output.")] = "1",
    wrt: Annotated[str | None, typer.Option(help="Write the chain only for this name.")] = None,
    at: Annotated[str | None, typer.Option(help="Differentiate this node instead of the last.")] = None,
    wrong: Annotated[str | None, typer.Option(help="Put the same with this wrong rule beside it.")] = None,
    as_json: AsJson = False,
    svg: Annotated[Path | None, typer.Option(help="Write the drawing to this file as SVG.")] = None,
    latex: Annotated[bool, typer.Option("--latex", help="Write the chain in LaTeX.")] = False,
) -> None:
    """Show a formula's graph with its values and gradients, and each step of the backward sweep."""
    try:
        given = dict(_given(text) for text in values or [])
        shown = explained(expression, given, upstream=_value(upstream), at=at)
        other = with_mistake(shown, wrong) if wrong else None
        names = [wrt] if wrt else shown.backwards()
        for name in names:
            place_of(shown.graph, name)
    except NotationError as fault:
        _refuse(expression, fault.message, fault.position)
    except UndefinedValueError as fault:
        label = str(fault).partition(" asks for")[0].removeprefix("the gradient at ")
        _refuse(expression, f"{fault}", position_of(expression, label))
    except InputError as fault:
        position = next((token.position for token in tokens(expression) if token.text == fault.name), None)
        _refuse(expression, f"{fault}", position, UsageError)
    except UnknownError as fault:
        raise UsageError(f"{fault}.") from fault
    except ValueError as fault:  # shapes that do not fit
        raise UsageError(f"{fault}.") from fault
    if svg:
        _write_svg(svg, shown, expression)
    if as_json:
        print_json(document(shown) | ({"wrong": _wrong_document(other, wrong)} if other and wrong else {}))
        return
    screen = Screen()
    _draw(screen, shown)
    _tabulate(screen, shown)
    screen.say("")
    _write_chains(screen, shown, names, latex=latex)
    if other and wrong:
        _compare(screen, shown, other, wrong)


def document(shown: Explanation) -> dict[str, Any]:
    """Return everything as a JSON document; numbers are exact texts."""
    edges = shown.gradients.trace
    nodes = [
        {
            "name": shown.label(place),
            "operation": node.operation,
            "formula": _plain(formula(shown, place)),
            "value": text_of(shown.values[place]),
            "shape": shape_text(shown.values[place]) or None,
            "gradient": text_of(shown.gradients.adjoints[place]) if place in shown.gradients.adjoints else None,
            "sends": [
                {
                    "to": shown.label(edge.parent),
                    "upstream": text_of(edge.upstream),
                    "local": text_of(edge.local),
                    "downstream": text_of(edge.downstream),
                }
                for edge in edges
                if edge.node == place
            ],
        }
        for place, node in enumerate(shown.graph.nodes)
    ]
    return {
        "value": text_of(shown.values[shown.top]),
        "output": shown.label(shown.top),
        "upstream": text_of(shown.upstream),
        "nodes": nodes,
        "gradients": {name: text_of(shown.gradient(name)) for name in shown.inputs},
    }


def _wrong_document(other: Explanation, rule: str) -> dict[str, Any]:
    found = mistakes_in(other.graph)[rule]
    gradients = {name: text_of(other.gradient(name)) for name in other.inputs}
    return {"id": rule, "name": found.name, "message": found.message, "gradients": gradients}


def _given(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UsageError(f"{text!r} gives no value: write NAME=VALUE, like x=-2.")
    return name.strip(), _value(value)


def _value(text: str) -> Any:
    try:
        return read_value(text)
    except NotationError as fault:
        raise UsageError(f"{fault.message}:\n{caret(text, fault.position)}") from fault


def _refuse(text: str, message: str, position: int | None, kind: type[CardgradError] = CardgradError) -> NoReturn:
    pointer = f":\n{caret(text, position)}" if position is not None else "."
    raise kind(f"{message}{pointer}")


def _write_svg(path: Path, shown: Explanation, title: str) -> None:
    from quizgen.drawing.picture import draw_run

    try:
        path.write_text(draw_run(shown.graph, shown.values, shown.gradients.adjoints, title), encoding="utf-8")
    except OSError as error:
        raise CardgradError(f"{path}: cannot be written ({error.strerror}).") from error


def _draw(screen: Screen, shown: Explanation) -> None:
    from quizgen.drawing.picture import draw

    width = screen.console.width
    for line in draw(shown.graph, shown.values, shown.gradients.adjoints, width, ascii_only=screen.ascii_only):
        pieces = [(text, _COLOURS.get(role, "")) for text, role in line]
        screen.console.print(Text.assemble(*pieces), soft_wrap=True)
    screen.say("")


def _tabulate(screen: Screen, shown: Explanation) -> None:
    """Print each node with its value, the gradient that arrives, and what it sends on: local, then downstream."""
    rows = []
    for place, node in enumerate(shown.graph.nodes):
        if node.operation == CONSTANT:
            continue
        sends = [edge for edge in shown.gradients.trace if edge.node == place]
        rows.append(
            (
                _name(screen, shown.label(place)),
                _written(screen, formula(shown, place)),
                shape_text(shown.values[place]),
                _number(shown.values[place]),
                _number(shown.gradients.adjoints[place]) if place in shown.gradients.adjoints else "",
                "\n".join(f"{_name(screen, shown.label(edge.parent))}: {_number(edge.local)}" for edge in sends),
                "\n".join(_number(edge.downstream) for edge in sends),
            )
        )
    head = ("Node", "Is", "Shape", "Value", "Upstream", "Local", "Downstream")
    arrays = any(row[2] for row in rows)
    kept = [at for at, title in enumerate(head) if arrays or title != "Shape"]
    print_table(screen, [head[at] for at in kept], [[row[at] for at in kept] for row in rows])


def _compare(screen: Screen, shown: Explanation, other: Explanation, wrong: str) -> None:
    """Print the gradients, right and with a wrong rule, side by side, and what is wrong with it."""
    rule = mistakes_in(shown.graph)[wrong]
    rows = [
        (_name(screen, name), _number(shown.gradient(name)), _number(other.gradient(name)))
        for name in shown.backwards()
    ]
    screen.say("")
    print_table(screen, ("Gradient by", "Right", f"With {wrong}"), rows)
    screen.say("")
    screen.say(rule.message, "yellow")


def _write_chains(screen: Screen, shown: Explanation, names: list[str], *, latex: bool) -> None:
    for name in names:
        for line in chain(shown, name):
            if latex:
                from quizgen.notation.latex import to_latex

                screen.raw(to_latex(line))
            else:
                screen.raw(_written(screen, line))


def _name(screen: Screen, name: str) -> str:
    return name if screen.ascii_only else name_to_unicode(name)


def _written(screen: Screen, tree: Tree | None) -> str:
    if tree is None:
        return "input"
    return to_text(tree) if screen.ascii_only else to_unicode(tree)


def _plain(tree: Tree | None) -> str | None:
    return None if tree is None else to_text(tree)


def _number(value: Any) -> str:
    """Return a value for the table: a fraction with its decimal beside it, a matrix as it is typed."""
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"{value} ({float(value):.6g})"
    return f"{value:.6g}" if isinstance(value, float) else to_text(number(value))
