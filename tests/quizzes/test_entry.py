# mypy: disable-error-code="comparison-overlap"
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.quizzes.entry import BLIND, POINTS, WITH_KEYS, SheetEntry
from cardgrad.quizzes.handing_in import HandedIn, Who
from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.reading_cells import Read, read_points
from cardgrad.quizzes.record import loads
from cardgrad.quizzes.second_marker import differences, in_both
from cardgrad.quizzes.sheet import Sheet

RECORD = loads((Path(__file__).parent / "sample.record.json").read_text(encoding="utf-8"))
A, B = RECORD.forms


def entered(*lines: str, mode: str = WITH_KEYS) -> SheetEntry:
    sheet = SheetEntry(Paper(A), mode)
    for line in lines:
        assert sheet.enter(line) is None
    return sheet


def test_enter_alone_is_as_the_key() -> None:
    sheet = entered(*[""] * 9)
    assert sheet.done
    assert sheet.cells == {
        "q1_dx": "-14", "q1_dy": "18", "q2_q": "5", "q2_f": "-25", "q3": "b", "q4": "c", "q5": "summed",
        "q6": "b c d a", "q7": "2", "q8": "-23 -19",
    }  # fmt: skip


def test_the_key_stands_in_every_prompt() -> None:
    sheet = SheetEntry(Paper(A))
    prompts = []
    while not sheet.done:
        prompts.append(sheet.prompt)
        sheet.enter("")
    assert prompts == [
        "1  $dL/dx$ [-14]", "1  $dL/dy$ [18]", "2  $q$ [5]", "2  $f$ [-25]", "3-4  2 letters a-d [bc]", "5 [summed]",
        "6 [b c d a]", "7  points of 2 [2]", "8  $z$ [-23 -19]",
    ]  # fmt: skip


def test_a_point_is_blank_and_anything_else_is_what_stands_there() -> None:
    sheet = entered(".", "1/2", "", "", ". c")
    assert [sheet.cells[name] for name in ("q1_dx", "q1_dy", "q3", "q4")] == [".", "1/2", ".", "c"]


@pytest.mark.parametrize(
    ("before", "line", "said"),
    [
        (0, "x +", "; . is for what is no answer"),
        (4, "b", "2 letters are wanted, not 1"),
        (4, "be", "question 4: one letter from a to c"),
        (6, "aabb", "each once"),
        (7, "3", "0 to 2 points"),
        (8, "1 2 3", ""),
    ],
)
def test_what_cannot_be_read_is_refused_while_the_paper_is_in_hand(before: int, line: str, said: str) -> None:
    sheet = entered(*[""] * before)
    refused = sheet.enter(line)
    assert refused is not None
    assert said in refused
    assert sheet.at == before


def test_up_goes_back_to_what_was_typed_and_enter_keeps_it() -> None:
    sheet = entered("7", "5")
    sheet.back()
    assert sheet.back()
    assert sheet.prompt == "1  $dL/dx$ [7] (key -14)"
    sheet.enter("")
    sheet.enter("")
    assert (sheet.cells["q1_dx"], sheet.cells["q1_dy"]) == ("7", "5")
    sheet.back()
    sheet.back()
    sheet.enter("8")
    assert sheet.cells["q1_dx"] == "8"
    sheet.back()
    assert not sheet.back()


def test_a_run_and_points_by_hand_are_kept_by_enter_too() -> None:
    sheet = entered("", "", "", "", "cb")
    sheet.back()
    assert sheet.prompt == "3-4  2 letters a-d [cb] (key bc)"
    sheet.enter("")
    assert (sheet.cells["q3"], sheet.cells["q4"]) == ("c", "b")
    by_hand = entered("1.5 1 1 0 1 .5 2 .", mode=POINTS)
    by_hand.back()
    assert "[1.5 1 1 0 1 0.5 2 0]" in by_hand.prompt
    assert by_hand.enter("") is None


def test_a_sheet_that_was_entered_is_gone_through_with_what_stands_there() -> None:
    before = entered("7", *[""] * 8)
    sheet = SheetEntry(Paper(A), WITH_KEYS, before.cells)
    for line in ("", "19", *[""] * 7):
        assert sheet.enter(line) is None
    assert sheet.cells == before.cells | {"q1_dy": "19"}


def test_words_where_a_formula_is_wanted_are_kept_when_they_are_typed_again() -> None:
    question = next(one for one in A.questions if one.item == "q5")
    asked = question._replace(parts=(question.parts[0]._replace(key="$g(x)$", accepted=()),), prompt="Where is $g(x)$?")
    sheet = SheetEntry(Paper(A._replace(questions=(asked,))))
    refused = sheet.enter("f(x")
    assert refused is not None
    assert refused.endswith("; type it again to keep it as it stands")
    assert sheet.enter("f(x") is None
    (mark,) = sheet.finished()
    assert (mark.points, mark.faults) == (0, ())


def test_a_finished_question_tells_what_it_gets() -> None:
    sheet = entered("", "3")
    (mark,) = sheet.finished()
    assert (mark.item, mark.points, mark.of) == ("q1", 1, 2)


def test_blind_reading_hides_the_keys_and_takes_no_empty_line() -> None:
    sheet = SheetEntry(Paper(A), BLIND)
    assert sheet.prompt == "1  $dL/dx$"
    assert sheet.enter("") == "type what stands there; . is blank"
    assert sheet.finished() == []
    for line in ("1", "2", "3", "4", "bc", "summed", "bcda"):
        sheet.enter(line)
    assert (sheet.prompt, sheet.enter("")) == ("7  points of 2", "type the points that it gets; . is blank")


def test_points_are_a_run_of_digits_or_numbers_with_spaces() -> None:
    for line in ("2110221.", "2 1 1 0 2 2 1 0"):
        assert SheetEntry(Paper(A), POINTS).enter(line) == "question 5: there are 0 to 1 points here"
    assert entered("21101211", mode=POINTS).points == dict(zip([f"q{n}" for n in range(1, 9)], "21101211", strict=True))
    assert entered("1.5 1 1 0 1 .5 2 .", mode=POINTS).points["q6"] == "0.5"
    assert "8 numbers are wanted" in (SheetEntry(Paper(A), POINTS).enter("211") or "")


def test_the_points_of_one_question_are_one_number() -> None:
    only = A.questions[0]._replace(points="12")
    for line, points in (("1.5", "1.5"), ("10", "10"), (".", "0")):
        sheet = SheetEntry(Paper(A._replace(questions=(only,))), POINTS)
        assert sheet.prompt == "points of 1 question (12 at most)"
        assert sheet.enter(line) is None
        assert sheet.points == {"q1": points}


@pytest.mark.parametrize(
    ("word", "points"),
    [("1.5", "3/2"), ("1,5", "3/2"), (".5", "1/2"), ("2.", "2"), ("3/4", "3/4"), ("+1", "1"), ("1/0", None),
     ("1e0", None), ("1e99999999", None), ("1e-99999999", None), ("1_0", None), ("٣", None), ("nan", None), ("", None)],
)  # fmt: skip
def test_points_are_a_plain_decimal_or_a_fraction(word: str, points: str | None) -> None:
    read = read_points(word, Fraction(12))
    assert (read.value if isinstance(read, Read) else None) == (None if points is None else Fraction(points))


@given(st.lists(st.text(max_size=12), max_size=12), st.sampled_from([WITH_KEYS, BLIND, POINTS]))
def test_whatever_is_typed_a_line_is_kept_or_refused(lines: list[str], mode: str) -> None:
    sheet = SheetEntry(Paper(A), mode)
    for line in lines:
        if sheet.done:
            break
        before = sheet.at
        refused = sheet.enter(line)
        assert sheet.at == before + (refused is None)
        assert refused != ""


@pytest.mark.parametrize(
    ("line", "form", "student", "said"),
    [
        ("1001", "A", "1001", ""),
        (" 1002 ", "B", "1002", ""),
        ("a", "A", "", ""),
        ("B-2", "B", "", ""),
        ("1001 B", "B", "1001", "1001 was dealt A, and this is B."),
        ("B 1001", "B", "1001", "1001 was dealt A, and this is B."),
        ("A 77", "A", "77", "77 is not in the roster; the sheet is kept under this number."),
    ],
)
def test_a_sheet_is_named_by_number_or_letter_or_both(line: str, form: str, student: str, said: str) -> None:
    found = HandedIn(RECORD).who(line)
    assert isinstance(found, Who)
    assert (found.form, found.student, found.remark) == (form, student, said)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "type a student's number, or a form's letter"),
        (
            "77",
            "77 is neither in the roster nor a form: the forms are A, B; 77 A is a student who is not in the roster",
        ),
        ("Z", "Z is neither in the roster nor a form: the forms are A, B"),
        ("1001 Z", "Z is no form: the forms are A, B"),
        ("Z 1001", "1001 is no form: the forms are A, B"),
        ("1 2 3", "type a student's number, a form's letter, or both with a space between"),
    ],
)
def test_what_names_no_sheet_is_said(line: str, said: str) -> None:
    assert HandedIn(RECORD).who(line) == said


def test_a_sheet_that_is_there_already_is_entered_anew_only_on_purpose() -> None:
    handed_in = HandedIn(RECORD)
    handed_in.keep(Who("1001", "Ada", "A"), {"q3": "a"}, {})
    assert "entered already" in str(handed_in.who("1001"))
    assert isinstance(handed_in.who("1001"), Who)
    handed_in.keep(Who("1001", "Ada", "A"), {"q3": "b"}, {})
    assert [sheet.cells for sheet in handed_in.sheets] == [{"q3": "b"}]
    assert handed_in.missing == 3


def test_two_readings_differ_where_they_say_something_else() -> None:
    first = [Sheet(2, "1001", "A", {"q1_dx": "0.5", "q1_dy": "3", "q3": "a", "q5": "Summed", "q6": "b c d a"})]
    second = [Sheet(2, "1001", "A", {"q1_dx": "1/2", "q1_dy": "8", "q3": "", "q5": "summed", "q6": "bcda"})]
    assert [str(one) for one in differences(RECORD, in_both(first, second))] == [
        "1001, q1_dy: first 3, then 8",
        "1001, q3: first a, then nothing",
    ]
    (other,) = differences(RECORD, in_both(first, [second[0]._replace(form="B")]))
    assert (other.box, other.first, other.second) == ("form", "A", "B")
