"""The sample quiz that tests of taking and marking read: two forms, every kind of item, a roster of four.

`sample.record.json` is a file, as a real quiz is, so that a change of the program that would mark it otherwise shows.
UPDATE_GOLDEN=1 writes it anew.
"""

import os
from pathlib import Path

from cardgrad.quizzes.rebuilt import bare_problem_of, with_mistakes
from cardgrad.quizzes.record import (
    CHOICE,
    NUMERIC,
    SHORT,
    STEPS,
    Form,
    Heading,
    Mistake,
    Option,
    Part,
    Question,
    Record,
    dumps,
    loads,
)  # fmt: skip
from quizgen.answers import read_answer
from quizgen.drill import read_drill
from quizgen.judging import judge
from quizgen.problem import Problem, make_problem
from quizgen.source import DrillSource
from quizgen.value import write_answer, write_answers

SAMPLE = Path(__file__).parent / "sample.record.json"

_SWAP = DrillSource(
    graph="f = x * y", given=(("x", "int 2..9"), ("y", "int -9..-2")), ask=((None, "d/dx"), (None, "d/dy")),
    upstream="int 2..5",
)  # fmt: skip
_CIRCUIT = DrillSource(
    graph="q = x + y\nf = q * z", given=(("x", "int 2..5"), ("y", "int 2..5"), ("z", "int -9..-3")),
    ask=((None, "q"), (None, "f")),
)  # fmt: skip
_LOSS = DrillSource(
    graph="L = (y_hat - y)^2", given=(("y_hat", "int 5..9"), ("y", "int -4..-1")), ask=((None, "dL/dy_hat"),)
)
_LAYER = DrillSource(
    graph="z = x @ W", given=(("x", "1x2 of int 2..5"), ("W", "2x2 of int -4..-1")), ask=((None, "z"),)
)


def drilled(problem: Problem, item: str, number: int, names: tuple[str, ...], kind: str = "number") -> Question:
    source = problem.made.drill.source
    keys = [write_answer(value) for value in problem.answer]
    labels = [f"${label}$" for label in problem.asked]
    parts = tuple(
        Part(name, label, kind, key, (), "1", "exact") for name, label, key in zip(names, labels, keys, strict=True)
    )
    return Question(
        item, number, "", NUMERIC, problem.drill_id, problem.prompt, parts, str(len(parts)),
        mistakes=tuple(
            Mistake(mistake.id, tuple(map(write_answer, mistake.answer)), mistake.message)
            for mistake in problem.mistakes
        ),
        reference=problem.reference, revision=problem.revision, band=problem.band,
        given=tuple((name, write_answer(value)) for name, value in problem.givens.items()),
        upstream=write_answer(problem.upstream) if source.upstream else None, source=tuple(source),
        digits=problem.digits,
    )  # fmt: skip


def as_choice(problem: Problem, item: str, number: int, right: int) -> Question:
    plain = drilled(problem, item, number, (item,))
    options = [
        Option(f"${write_answers(mistake.answer)}$", False, mistake.id, mistake.message)
        for mistake in problem.mistakes[:3]
    ]
    options.insert(right, Option(f"${write_answers(problem.answer)}$", True))
    part = Part(item, "", "letter", "abcd"[right], (), "1", "")
    return plain._replace(kind=CHOICE, parts=(part,), options=tuple(options), points="1")


def flashcard(item: str, number: int, right: int) -> Question:
    options = [Option("adds", False), Option("routes to the larger", False)]
    options.insert(right, Option("swaps its inputs", True))
    part = Part(item, "", "letter", "abc"[right], (), "1", "")
    return Question(item, number, "", CHOICE, "gates/mul", "What does a MUL gate do?", (part,), "1", tuple(options))


def form(letter: str, seed: int) -> Form:
    def problem(name: str, source: DrillSource) -> Problem:
        return make_problem(read_drill(f"gates/{name}", source), seed)

    order = ("reset", "forward", "backward", "step") if letter == "A" else ("step", "backward", "forward", "reset")
    right = {"A": "b c d a", "B": "c b a d"}[letter]
    questions = (
        drilled(problem("swap", _SWAP), "q1", 1, ("q1_dx", "q1_dy")),
        drilled(problem("circuit", _CIRCUIT), "q2", 2, ("q2_q", "q2_f")),
        as_choice(problem("loss", _LOSS), "q3", 3, 1 if letter == "A" else 2),
        flashcard("q4", 4, 2 if letter == "A" else 0),
        Question("q5", 5, "", SHORT, "gates/sum", "At a fan-out gradients are ____.",
                 (Part("q5", "", "text", "summed", ("added up",), "1", ""),), "1"),
        Question("q6", 6, "", STEPS, "gates/steps", "Put one step of training in order.",
                 (Part("q6", "", "order", right, (), "2", ""),), "2", steps=order),
        Question("q7", 7, "", SHORT, "gates/why", "Why are gradients summed?",
                 (Part("q7", "", "prose", "The chain rule sums over paths.", (), "2", ""),), "2"),
        drilled(problem("layer", _LAYER), "q8", 8, ("q8",), "array"),
    )  # fmt: skip
    return Form(letter, letter, "7" if letter == "A" else "2", questions)


def build() -> Record:
    students = [("1001", "Ada"), ("1002", "=cmd()"), ("1003", "Grace"), ("1004", "Alan")]
    return Record(
        "sample", Heading("Gates"), "7", (form("A", 1), form("B", 2)), "0.1.0",
        quiz_file=("sample.yaml", ""),
        dealt=tuple((("id", number), ("name", name)) for number, name in students),
        seats=tuple((number, "AB"[place % 2]) for place, (number, _) in enumerate(students)),
    )  # fmt: skip


def test_the_sample_stays_readable_however_the_program_changes() -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        SAMPLE.write_text(dumps(build()), encoding="utf-8")
    found = loads(SAMPLE.read_text(encoding="utf-8"))
    assert [[question.item for question in one.questions] for one in found.forms] == [
        [f"q{number}" for number in range(1, 9)]
    ] * 2
    assert loads(dumps(found)) == found


def test_every_drill_of_the_sample_is_made_again_with_its_key_and_its_mistakes() -> None:
    for one in loads(SAMPLE.read_text(encoding="utf-8")).forms:
        drills = [question for question in one.questions if question.source]
        assert len(drills) == 4
        for question in drills:
            problem = with_mistakes(bare_problem_of(question), question)
            if question.kind == NUMERIC:
                assert [write_answer(value) for value in problem.answer] == [part.key for part in question.parts]
                assert judge(problem, problem.answer).kind == "correct"
            for mistake in question.mistakes:
                read = read_answer(problem, " | ".join(mistake.answer))
                assert judge(problem, read.values).mistake == mistake.id.partition("@")[0]  # type: ignore[union-attr]


def test_the_key_on_paper_stands_where_the_program_comes_to_another_one() -> None:
    question = build().forms[0].questions[0]
    parts = tuple(part._replace(key="17") for part in question.parts)
    assert bare_problem_of(question._replace(parts=parts)).answer == (17, 17)
