from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from cardgrad.quizzes.record import (
    ARRAY,
    CHOICE,
    CLOZE,
    LETTER,
    NUMBER,
    NUMERIC,
    ORDER,
    PROSE,
    SHORT,
    STEPS,
    TEXT,
    Form,
    Heading,
    Mistake,
    Option,
    Part,
    Question,
    Record,
)
from quizgen.autodiff.array import Array
from quizgen.drawing.picture import draw_run
from quizgen.drill import read_drill
from quizgen.problem import make_problem
from quizgen.run import Sweeps
from quizgen.source import DrillSource
from quizgen.value import write_answer
from quizgen.working import working

HOW = "exact, or 3 significant digits"
DRILLS = {
    "gates/mul-swap": DrillSource(
        "f = x * y", (("x", "int -9..9"), ("y", "int -9..9")), ((None, "d/dx"), (None, "d/dy")), "int -5..5 except 0"
    ),
    "gates/add-mul": DrillSource(
        "q = x + y\nf = q * z",
        (("x", "int -9..9"), ("y", "int -9..9"), ("z", "int -9..9 except 0")),
        ((None, "d/dx"), (None, "d/dq"), (None, "d/dz")),
    ),
    "losses/squared": DrillSource(
        "L = (w*x - y)^2", (("x", "int 1..4"), ("y", "int -4..4"), ("w", "int -3..3")), ((None, "dL/dw"),)
    ),
    "matrix/linear": DrillSource(
        "Z = X @ W\nL = sum(Z^2)", (("X", "1x2 of int -3..3"), ("W", "2x2 of int -3..3")), ((None, "dL/dW"),)
    ),
}  # fmt: skip


def drilled(card: str, seed: int, number: int, *, drawn: bool = False) -> Question:
    """Return a numeric question of one of the drills above, as making a quiz would."""
    problem = make_problem(read_drill(card, DRILLS[card]), seed)
    made = problem.made
    graph, item = made.drill.graph, f"q{number}"
    of, scaled = made.drill.asks[0].gradients[0][0], made.drill.asks[0].gradients[0][2]
    adjoints = Sweeps(made.drill, made.samples[0]).swept(of, scaled=scaled).adjoints
    parts = tuple(
        Part(
            f"{item}_{place}",
            f"${label}$",
            ARRAY if isinstance(answer, Array) else NUMBER,
            write_answer(answer),
            (),
            "1",
            HOW,
            getattr(answer, "shape", None),
        )
        for place, (label, answer) in enumerate(zip(problem.asked, problem.answer, strict=True))
    )
    mistakes = tuple(Mistake(one.ids[0], tuple(map(write_answer, one.answer)), one.message) for one in problem.mistakes)
    return Question(
        item, number, "", NUMERIC, card, problem.prompt, parts, str(len(parts)), mistakes=mistakes,
        working=working(problem, whole=True), reference=problem.reference,
        given=tuple((name, write_answer(value)) for name, value in problem.givens.items()),
        drawing=draw_run(graph, made.values, {}, "The graph with its values") if drawn else None,
        solution_drawing=draw_run(graph, made.values, adjoints, "Values and gradients"), space="2cm",
    )  # fmt: skip


def chosen(number: int, right: int = 1) -> Question:
    """Return a choice between three options."""
    options = [Option("$x + y$", False, message="That is the *add* gate's value."), Option("$y$ times upstream", False)]
    options.insert(right, Option("the upstream gradient", right=True))
    part = Part(f"q{number}", "", LETTER, "abc"[right], (), "1", "one letter")
    return Question(
        f"q{number}", number, "", CHOICE, "gates/add-role",
        "What does an ADD gate send back to each of its inputs?", (part,), "1", options=tuple(options),
        explanation="Its local derivative is **1** by every input.",
    )  # fmt: skip


def worded(number: int, prompt: str = "Why does a `MUL` gate *swap*?") -> Question:
    """Return a question that a person reads the answer of."""
    part = Part(f"q{number}", "", PROSE, "Because $df/dx = y$: each input gets the other one's value.", (), "2", "")
    return Question(f"q{number}", number, "", SHORT, "gates/swap-why", prompt, (part,), "2", space="2cm")


def gapped(number: int) -> Question:
    """Return a text with gaps."""
    parts = (
        Part(f"q{number}_1", "(1)", TEXT, "sum", ("the sum",), "1/2", "a word or two"),
        Part(f"q{number}_2", "(2)", TEXT, "branches", (), "1/2", "a word or two"),
    )
    prompt = "The gradient at a fan-out is the (1) ______ of the gradients that come back along its (2) ______."
    return Question(f"q{number}", number, "", CLOZE, "gates/fan-out", prompt, parts, "1")


def ordered(number: int) -> Question:
    """Return steps to be put in order."""
    steps = ("propagate the loss backwards", "forward pass", "step the optimiser", "compute the loss")
    part = Part(f"q{number}", "", ORDER, "bdac", (), "2", "the letters in order")
    return Question(
        f"q{number}", number, "", STEPS, "gates/training-steps", "Put one training step in order.", (part,), "2",
        steps=steps,
    )  # fmt: skip


def form(identity: str, questions: tuple[Question, ...], **fields: Any) -> Form:
    """Return a form of these questions."""
    return Form(identity, identity[0], "K", questions)._replace(**fields)


def ten(seed: int) -> tuple[Question, ...]:
    """Return ten questions of every kind."""
    return (
        drilled("gates/mul-swap", seed, 1),
        drilled("gates/add-mul", seed, 2, drawn=True),
        chosen(3, seed % 3),
        drilled("losses/squared", seed, 4),
        drilled("matrix/linear", seed, 5),
        gapped(6),
        ordered(7),
        worded(8),
        drilled("gates/mul-swap", seed + 1000, 9),
        chosen(10, (seed + 1) % 3),
    )


HEADING = Heading(
    "Backpropagation, week 3", "Deep Learning", "21 November 2026", 45, "Write **clearly**. Use $f'(x)$ freely.",
    columns=1,
)  # fmt: skip


def recorded(*forms: Form, heading: Heading = HEADING) -> Record:
    """Return the record of a quiz with these forms."""
    total = sum(Fraction(question.points) for question in forms[0].questions)
    assert total > 0
    return Record("quiz", heading, "7", forms, "0.1", (("gates", "0" * 64),))


@pytest.fixture(scope="session")
def record() -> Record:
    """Return a quiz of two forms with questions of every kind."""
    return recorded(form("A", ten(1)), form("B", ten(2)))


@pytest.fixture(scope="session")
def one_question() -> Callable[[str], Record]:
    """Return what makes a quiz of one question in words."""
    return lambda prompt: recorded(form("A", (worded(1, prompt),)))


def _multiplied(one: list[float], other: list[float]) -> list[float]:
    """Return a matrix followed by another: a, b, c, d, e, f as PDF writes them."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]


def _widths(font: Any) -> dict[int, float]:
    """Return the width of each letter of a font, in thousandths of its size."""
    rows = iter(font["/DescendantFonts"][0].get_object()["/W"])
    return {letter: float(width) for first, last, width in zip(rows, rows, rows, strict=True)
            for letter in range(int(first), int(last) + 1)}  # fmt: skip


def _placed_letters(page: Any) -> list[tuple[str, int, float, float, float]]:
    """Return the letters of a page in their order: font, number, across, up, and size, as ISO 32000-1, 9.4 has it."""
    fonts: Any = page["/Resources"].get("/Font", {})
    widths = {name: _widths(font.get_object()) for name, font in fonts.items()}
    found: list[tuple[str, int, float, float, float]] = []
    state: dict[str, Any] = {"matrix": [1, 0, 0, 1, 0, 0], "font": "", "size": 1.0, "rise": 0.0}
    saved: list[dict[str, Any]] = []
    text = line = [1.0, 0, 0, 1, 0, 0]
    for operands, operator in page.get_contents().operations:
        match operator:
            case b"q":
                saved.append(dict(state))
            case b"Q":
                state = saved.pop()
            case b"cm":
                state["matrix"] = _multiplied([float(number) for number in operands], state["matrix"])
            case b"BT":
                text = line = [1.0, 0, 0, 1, 0, 0]
            case b"Tf":
                state["font"], state["size"] = operands[0], float(operands[1])
            case b"Ts":
                state["rise"] = float(operands[0])
            case b"Tm":
                text = line = [float(number) for number in operands]
            case b"Td":
                text = line = _multiplied([1, 0, 0, 1, float(operands[0]), float(operands[1])], line)
            case b"Tj" | b"TJ":
                for part in operands[0] if operator == b"TJ" else operands:
                    if isinstance(part, int | float):
                        text = _multiplied([1, 0, 0, 1, -float(part) * state["size"] / 1000, 0], text)
                        continue
                    numbers = part.original_bytes
                    for letter in (256 * high + low for high, low in zip(numbers[::2], numbers[1::2], strict=True)):
                        here = _multiplied([1, 0, 0, 1, 0, state["rise"]], _multiplied(text, state["matrix"]))
                        name = str(fonts[state["font"]]["/BaseFont"])
                        found.append((name, letter, here[4], here[5], state["size"] * abs(state["matrix"][0])))
                        step = widths[state["font"]][letter] * state["size"] / 1000
                        text = _multiplied([1, 0, 0, 1, step, 0], text)
    return found


@pytest.fixture(scope="session")
def placed_letters() -> Callable[[Any], list[tuple[str, int, float, float, float]]]:
    """Return what finds where each letter of a page stands, by its own reading of the page's instructions."""
    return _placed_letters
