from fractions import Fraction
from pathlib import Path

import pytest

from cardgrad.errors import FaultsFoundError
from cardgrad.quizzes.decision import Decision, read_decisions
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
        ("{item: q7, accept: x}", "marked by hand"),
        ("{item: q5, acept: x}", "did you mean accept"),
        ("{item: q5, accept: x, form: Z}", "no form Z"),
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
