# mypy: disable-error-code="comparison-overlap"
from fractions import Fraction
from pathlib import Path

from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.quiz_event import answered
from cardgrad.quizzes.record import loads
from cardgrad.quizzes.taking import Taking

RECORD = loads((Path(__file__).parent / "sample.record.json").read_text(encoding="utf-8"))
A = RECORD.forms[0]
RIGHT = ("-14", "18", "5", "-25", "b", "c", "summed", "bcda", "paths add up", "-23 -19")


def taken(*lines: str, minutes: int | None = None, second: int = 1000) -> Taking:
    taking = Taking(Paper(A), 0, minutes)
    for number, line in enumerate(lines, 1):
        assert not taking.over
        taking.enter(line, number * second)
    return taking


def total(taking: Taking) -> Fraction:
    return sum((mark.points or Fraction(0) for mark, _ in taking.marks()), Fraction(0))


def test_one_pass_with_every_answer_right_has_all_points_once_the_words_are_rated() -> None:
    taking = taken(*RIGHT)
    assert taking.over
    (prose,) = taking.unrated()
    assert total(taking) == 10
    assert taking.rate(prose, "5") == "there are 0 to 2 points here"
    assert taking.rate(prose, "2") is None
    assert (taking.unrated(), total(taking)) == ([], 12)


def test_what_cannot_be_read_is_asked_again() -> None:
    taking = taken()
    assert taking.enter("x +", 1) is not None
    assert (taking.given, taking.part.name) == ([], "q1_dx")


def test_an_empty_line_leaves_a_box_blank_at_the_second_time() -> None:
    taking = taken()
    assert taking.enter("", 1) == "Enter again leaves it blank"
    assert taking.enter("", 2) is None
    assert taking.part.name == "q1_dy"
    assert taking.enter("", 3) is not None


def test_after_the_deadline_nothing_counts_but_what_was_filled_in() -> None:
    taking = taken("-14", minutes=1)
    assert taking.minutes_left(1000) == 1
    taking.enter("18", 60_001)
    assert taking.over
    assert [given.cells for given in taking.given] == [("-14", "")]
    assert total(taking) == 1


def test_who_leaves_keeps_what_was_answered() -> None:
    taking = taken("-14", "18", "5")
    taking.leave(5000)
    assert taking.over
    assert [given.cells for given in taking.given] == [("-14", "18"), ("5", "")]
    assert len(taking.marks()) == 8


def test_a_quiz_answer_is_an_event_that_moves_no_schedule_unless_asked() -> None:
    taking = taken("18", "-14")
    (given,) = taking.given
    mark, problem = taking.mark(given), taking.paper.problem(given.question)
    event = answered(RECORD, A, given, mark, problem)
    assert (event.kind, event.card, event.grade, event.purpose) == ("answer", "gates/swap", 1, "quiz")
    assert event.facts["typed"] == ["18 | -14"]
    assert (event.facts["ms"], event.facts["verdict"], event.facts["mistake"]) == (2000, "wrong", "mul-not-switched")
    assert event.facts["quiz"] == {"name": "sample", "form": "A", "item": "q1", "points": "0", "of": "2"}
    assert event.facts["problem"]["key"] == ["-14", "18"]
    assert answered(RECORD, A, given, mark, problem, moves=True).purpose == "study"


def test_grades_follow_the_points() -> None:
    def grade(*lines: str) -> int | None:
        taking = taken(*lines)
        return answered(RECORD, A, taking.given[0], taking.mark(taking.given[0]), None).grade

    assert [grade("-14", "18"), grade("-14", "9"), grade("1", "2"), grade("", "", "", "")] == [4, 2, 1, 0]
