"""Quizzes to export: the sample of the marking tests, 200 seeded problems, and one with the nastiest of texts."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cardgrad.quizzes.record import (
    ARRAY,
    CHOICE,
    FORMULA,
    LETTER,
    NUMBER,
    NUMERIC,
    ORDER,
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
    loads,
)  # fmt: skip
from quizgen.drill import read_drill
from quizgen.problem import make_problem
from quizgen.source import DrillSource
from quizgen.value import write_answer

SAMPLE = Path(__file__).parents[1] / "sample.record.json"
NASTY = '{}=~#: <&> "it\'s" \\(x\\) $$ 🙂 \\} %50% {1:NM:=4:0} [b]\r\n//c *'

DRILLS = {
    "gates/square": DrillSource("f = x^2 * y", (("x", "int 2..9"), ("y", "int -9..-2")), ((None, "d/dx"),)),
    "gates/quotient": DrillSource("f = x / y", (("x", "int 1..9"), ("y", "int 2..9")), ((None, "d/dy"),)),
    "gates/exp": DrillSource("f = exp(x * y)", (("x", "int -3..3 except 0"), ("y", "int 1..2")), ((None, "d/dx"),)),
    "gates/swap": DrillSource(
        "f = x * y", (("x", "int 2..9"), ("y", "int -9..-2")), ((None, "d/dx"), (None, "d/dy")), "int 2..5"
    ),
}  # fmt: skip


def drilled(card: str, seed: int, number: int, message: str = "") -> Question:
    """Return a problem as a question; `message` stands in the place of each mistake's own."""
    problem = make_problem(read_drill(card, DRILLS[card]), seed)
    item = f"q{number}"
    several = len(problem.answer) > 1
    parts = tuple(
        Part(
            f"{item}_{place}" if several else item, f"${asked}$" if several else "", NUMBER, write_answer(answer), (),
            "1", "exact, or 3 significant digits",
        )
        for place, (asked, answer) in enumerate(zip(problem.asked, problem.answer, strict=True), 1)
    )  # fmt: skip
    mistakes = tuple(
        Mistake(one.id, tuple(map(write_answer, one.answer)), f"{message} {one.id}" if message else one.message)
        for one in problem.mistakes
    )
    return Question(
        item, number, "", NUMERIC, card, problem.prompt, parts, str(len(parts)), mistakes=mistakes,
        reference=problem.reference, revision=problem.revision,
    )  # fmt: skip


def recorded(questions: Sequence[Question], *others: Sequence[Question]) -> Record:
    """Return a quiz with a form for each sequence of questions."""
    forms = tuple(
        Form(letter, letter, "x", tuple(form)) for letter, form in zip("ABCDE", (questions, *others), strict=False)
    )
    return Record("week3", Heading("Week 3: <gates> & losses"), "7", forms, "0.1.0")


@pytest.fixture
def sample() -> Record:
    return loads(SAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def make() -> Callable[..., Record]:
    return recorded


@pytest.fixture(scope="session")
def seeded() -> Record:
    """200 problems of four drills."""
    cards = list(DRILLS)
    return recorded([drilled(cards[number % 4], number, number + 1, "Rule:") for number in range(200)])


@pytest.fixture
def nasty() -> Record:
    """Every kind of question, made of signs that mean something somewhere."""
    words = Part("q1", "", TEXT, f"yes {NASTY}", ("=1+1",), "1", "")
    number = Part("q2", "", NUMBER, "1e-07", (), "1/3", NASTY)
    zero = Part("q3_a", NASTY, NUMBER, "-0.0", (), "1", "")
    matrix = Part("q3_b", "$W$", ARRAY, "1/3 -2; 0 6", (), "1", "")
    letter = Part("q4", "", LETTER, "b", (), "1", "")
    order = Part("q5", "", ORDER, "b a", (), "1", "")
    formula = Part("q6", "", FORMULA, "y - x", (), "1", "")
    wrong = Option(f"wrong {NASTY}", False, "slip", f"Not {NASTY}")
    told = f"Say $1/2$ of {NASTY}"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><desc>x &amp; "y"</desc></svg>'
    return recorded([
        Question("q1", 1, "", SHORT, "deck/one", NASTY, (words,), "1", explanation=NASTY),
        Question("q2", 2, "", NUMERIC, "deck/two", NASTY, (number,), "1/3", mistakes=(Mistake("a", ("2",), told),)),
        Question(
            "q3", 3, "", NUMERIC, "deck/three", f'{NASTY} $"1:NM:=4:0"$', (zero, matrix), "2", drawing=drawing,
            mistakes=(Mistake("a", ("3", "9 9; 9 9"), told), Mistake("b", ("4", "9 9 9; 9 9 9"), told)),
        ),
        Question("q4", 4, "", CHOICE, "deck/four", NASTY, (letter,), "1", (wrong, Option(f"right {NASTY}", True))),
        Question("q5", 5, "", STEPS, "deck/five", NASTY, (order,), "1", steps=(f"second {NASTY}", f"first {NASTY}")),
        Question("q6", 6, "", NUMERIC, "deck/six", NASTY, (formula,), "1", mistakes=(Mistake("a", ("x",), told),)),
    ])  # fmt: skip
