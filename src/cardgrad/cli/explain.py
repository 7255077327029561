"""`cardgrad explain`: a formula's graph with values and gradients, and the chain rule written out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json
from cardgrad.errors import CardgradError, UsageError
from quizgen.autodiff.graph import InputError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.explanation import Explanation, blamed, definitions, place_of, with_mistake
from quizgen.explanation import explain as explained
from quizgen.notation.fault import NotationError, caret, did_you_mean
from quizgen.notation.token import tokens
from quizgen.quantity import read_name, read_value

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(context_settings={"ignore_unknown_options": True})  # `-x*y` is a formula
def explain(
    context: typer.Context,
    expression: Annotated[str, typer.Argument(help='A formula, or lines like "q = x + y; f = q * z".')],
    values: Annotated[list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="The inputs, x=-2.")] = None,
    upstream: Annotated[str, typer.Option(help="The gradient that arrives at the output.")] = "1",
    wrt: Annotated[str | None, typer.Option(help="Write the chain only for this name.")] = None,
    at: Annotated[str | None, typer.Option(help="Differentiate this node instead of the last.")] = None,
    wrong: Annotated[str | None, typer.Option(help="Put the same with this wrong rule beside it.")] = None,
    as_json: AsJson = False,
    svg: Annotated[Path | None, typer.Option(help="Write the drawing to this file as SVG.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is no drawing by this command.")] = False,
    latex: Annotated[bool, typer.Option("--latex", help="Write the chain in LaTeX.")] = False,
) -> None:
    """Show a formula's graph with its values and gradients, and each step of the backward sweep."""
    _see_options(context, [expression, *(values or [])])
    text = definitions(expression)
    try:
        arriving = _value("--upstream", upstream)
        shown = explained(text, _given(values or []), upstream=arriving, at=at and read_name(at))
        other = with_mistake(shown, wrong) if wrong else None
        names = [read_name(wrt)] if wrt else shown.backwards()
        for name in names:
            place_of(shown.graph, name)
    except NotationError as fault:
        _refuse(text, fault.message, fault.position)
    except UndefinedValueError as fault:
        _refuse(text, f"{fault}", blamed(text, fault))
    except InputError as fault:
        position = next((token.position for token in tokens(text) if token.text == fault.name), None)
        _refuse(text, f"{fault}", position, UsageError)
    except ValueError as fault:  # an unknown name or rule, or shapes that do not fit
        raise UsageError(f"{fault}.") from fault
    if svg:
        _write_svg(svg, shown, expression, force=force)
    if as_json:
        from cardgrad.cli.explain_json import document, wrong_document

        print_json(document(shown, names) | (wrong_document(other, wrong) if other and wrong else {}))
        return
    from cardgrad.cli.explain_screen import show

    show(shown, names, other, wrong, latex=latex)


def _see_options(context: typer.Context, words: Sequence[str]) -> None:
    """Refuse a misspelt option, which would else be read as a formula or a value."""
    known = [option for parameter in context.command.params for option in parameter.opts if option[:2] == "--"]
    for word in words:
        if word.startswith("--"):
            raise UsageError(f"there is no option {word}{did_you_mean(word, known)}.")


def _given(texts: Sequence[str]) -> dict[str, Any]:
    """Return the values that were given, by name."""
    found: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = read_name(name.strip())
        if not (equals and name and value.strip()):
            raise UsageError(f"{text!r} gives no value: write NAME=VALUE, like x=-2.")
        if name in found:
            raise UsageError(f"{name} is given twice; give it one value.")
        found[name] = _value(name, value)
    return found


def _value(name: str, text: str) -> Any:
    try:
        return read_value(text)
    except NotationError as fault:
        _refuse(text, f"the value of {name} cannot be read: {fault.message}", fault.position, UsageError)
    except (ArithmeticError, ValueError) as fault:
        raise UsageError(f"the value of {name}, {text.strip()}, asks for {fault}.") from fault


def _refuse(text: str, message: str, position: int | None, kind: type[CardgradError] = CardgradError) -> NoReturn:
    pointer = f":\n{caret(text, position)}" if position is not None else "."
    raise kind(f"{message}{pointer}")


def _write_svg(path: Path, shown: Explanation, title: str, *, force: bool) -> None:
    """Write the drawing; one that is there already may be an older one, and nothing else."""
    from cardgrad.files import write_files
    from quizgen.drawing.picture import draw_run

    drawing = draw_run(shown.graph, shown.values, shown.gradients.adjoints, title)
    write_files({path: drawing.encode()}, force=force or _is_drawing(path))


def _is_drawing(path: Path) -> bool:
    """Tell whether a file begins as the drawings do that this command writes."""
    from quizgen.drawing.svg import OPENING

    try:
        with path.open("rb") as file:
            return file.read(len(OPENING)) == OPENING.encode()
    except OSError:
        return False
