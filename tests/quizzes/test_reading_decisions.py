from fractions import Fraction
from pathlib import Path

import pytest

from cardgrad.errors import FaultsFoundError
from cardgrad.quizzes.decision import Decision
from cardgrad.quizzes.reading_decisions import read_decisions
from cardgrad.quizzes.record import loads

RECORD = loads((Path(__file__).parent / "sample.record.json").read_text(encoding="utf-8"))


def decided(tmp_path: Path, text: str) -> tuple[Decision, ...]:
    path = tmp_path / "quiz.yaml"
    path.write_text(text, encoding="utf-8")
    return read_decisions(path, RECORD)


def test_decisions_are_read_from_the_quiz_file(tmp_path: Path) -> None:
    found = decided(
        tmp_path,
        "title: Gates\n"
        "marking:\n"
        "  - {item: q4, drop: full points, why: misprinted}\n"
        "  - {item: q1_dx, accept: 2*x, points: 1/2}\n"
        "  - item: q5\n    accept: superposed\n    form: B\n",
    )
    assert found == (
        Decision("q4", why="misprinted"),
        Decision("q1", "q1_dx", "2*x", Fraction(1, 2)),
        Decision("q5", accept="superposed", form="B"),
    )


@pytest.mark.parametrize(
    "line",
    ["{item: q4, accept: a, form: b}", "{item: q4, accept: adds}", "{item: q6, accept: 2 1 3 4}",
     "{item: q6, accept: bcda, form: B-2}", "{item: q1_dx, accept: upstream * x}",
     "{item: q1_dx, accept: x / (y - y)}"],
)  # fmt: skip
def test_what_may_be_accepted_on_some_form_is_read(tmp_path: Path, line: str) -> None:
    assert len(decided(tmp_path, f"marking:\n  - {line}\n")) == 1


@pytest.mark.parametrize("text", ["title: Gates\n", "marking:\n", "marking: []\n"])
def test_a_quiz_file_without_decisions_has_none(tmp_path: Path, text: str) -> None:
    assert decided(tmp_path, text) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{item: q9, drop: full points}", "no item q9"),
        ("{item: q4}", "decide one thing"),
        ("{item: q4, drop: full points, accept: 1}", "decide one thing"),
        ("{item: q4, drop: zero}", "full points"),
        ("{item: q1, accept: 3}", "q1 has 2 boxes"),
        ("{item: q5, accept: x, points: 7}", "points are a number from 0 to 1"),
        ("{item: q5, accept: x, points: lots}", "points are a number from 0 to 1"),
        ("{item: q5, accept: x, points: 1e99999999}", "points are a number from 0 to 1"),
        (f"{{item: [{'q5, ' * 600}]}}", "600 items stand here, and 500 are the most"),
        ("{item: q7, accept: x}", "marked by hand"),
        ("{item: q5, acept: x}", "did you mean accept"),
        ("{item: q5, accept: x, form: Z}", "no form Z"),
        ("{item: q4, accept: a}", "an order of its own on each form: write the option's text"),
        ("{item: q4, accept: z, form: b}", "one letter from a to"),
        ("{item: q6, accept: bcda}", "write their order in numbers as in the key, such as 2 1 3"),
        ("{item: q6, accept: 1 1 2 3}", "write their order in numbers"),
        (f"{{item: q6, accept: 1 2 3 {'4' * 5000}}}", "write their order in numbers"),
        ("{item: q6, accept: bc, form: A}", "4 letters in order"),
        ("{item: q1_dx, accept: 2*zz}", "zz is none of its names; write a value"),
        ("{item: q1_dx, accept: 2*(}", "q1 cannot accept 2*("),
        ("q4", "a decision reads"),
        ("{item: [q4], drop: full points}", "item is a text"),
    ],
)
def test_what_is_wrong_with_a_decision_is_told_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(FaultsFoundError) as caught:
        decided(tmp_path, f"title: Gates\nmarking:\n  - {line}\n")
    assert said in str(caught.value)
    assert "quiz.yaml:3:" in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FaultsFoundError) as caught:
        decided(tmp_path, "marking:\n  - {item: q9, drop: full points}\n  - {item: q4}\n")
    assert str(caught.value).count("\n") == 1
