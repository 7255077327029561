"""`cardgrad quiz enter`, over the sample quiz of tests/quizzes: by lines, and with real keys."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[1] / "quizzes" / "sample.record.json"
AS_KEY = "\n" * 9
UP = "\x1b[A"


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    shutil.copy(SAMPLE, tmp_path / "sample.record.json")
    return tmp_path / "sample.record.json"


def rows(quiz: Path, name: str = "sample-answers.csv") -> list[dict[str, str]]:
    with (quiz.parent / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_sheets_are_entered_with_their_keys_in_view(cardgrad: Any, quiz: Path, golden: Callable[..., None]) -> None:
    lines = f"1001\n\n9\n:back\n.\n\n\nbe\nbc\n\n\n1.5\n\n1002\n{AS_KEY}\n"
    ran = cardgrad("quiz", "enter", quiz, stdin=lines)
    assert (ran.code, ran.err) == (0, "")
    golden("quiz-enter.txt", ran.out.replace(f"{quiz.parent}/", ""))
    first, second = rows(quiz)
    assert (first["q1_dx"], first["q1_dy"], first["q7"]) == ("'-14", ".", "1.5") or first["q1_dx"] == "-14"
    assert (second["student"], second["form"], second["q3"]) == ("1002", "B-2", "c")


def test_what_was_entered_can_be_marked_at_once(cardgrad: Any, quiz: Path) -> None:
    cardgrad("quiz", "enter", quiz, stdin=f"1001\n{AS_KEY}1002\n{AS_KEY}")
    ran = cardgrad("quiz", "mark", quiz, "--no-feedback")
    assert ran.code == 0
    assert "mean 12, median 12" in ran.out


def test_a_sheet_that_is_not_finished_is_not_kept_and_those_before_are(cardgrad: Any, quiz: Path) -> None:
    ran = cardgrad("quiz", "enter", quiz, stdin=f"1001\n{AS_KEY}1002\n\n\n")
    assert "not finished, and not kept" in ran.out
    assert [row["student"] for row in rows(quiz)] == ["1001"]


def test_entering_goes_on_where_it_was_left(cardgrad: Any, quiz: Path) -> None:
    cardgrad("quiz", "enter", quiz, stdin=f"1001\n{AS_KEY}")
    ran = cardgrad("quiz", "enter", quiz, stdin=f"1001\n1003\n{AS_KEY}")
    assert "1001 is entered already" in ran.out
    assert [row["student"] for row in rows(quiz)] == ["1001", "1003"]


def test_two_people_can_type_into_one_file_at_once(quiz: Path, tty: Any) -> None:
    one, other = tty("quiz", "enter", str(quiz)), tty("quiz", "enter", str(quiz))
    one.sees("Sheet:").keys("1001\r")
    other.sees("Sheet:").keys("1002\r", *["\r"] * 9)
    other.sees("kept").keys("\x04")
    assert other.ended() == 0
    one.keys(*["\r"] * 9).sees("kept").keys("1002\r")
    one.sees("1002 is entered already").keys("\x04")
    assert one.ended() == 0
    assert [row["student"] for row in rows(quiz)] == ["1002", "1001"]


def test_a_sheet_that_a_colleague_enters_meanwhile_is_not_replaced_unseen(quiz: Path, tty: Any) -> None:
    one, other = tty("quiz", "enter", str(quiz)), tty("quiz", "enter", str(quiz))
    one.sees("Sheet:").keys("1001\r")
    other.sees("Sheet:").keys("1001\r", "99\r", *["\r"] * 8)
    other.sees("kept").keys("\x04")
    assert other.ended() == 0
    one.keys(*["\r"] * 9).sees("entered this sheet meanwhile, and it is replaced: q1_dx was 99").keys("\x04")
    assert one.ended() == 0


def test_points_by_hand_are_not_replaced_unseen(cardgrad: Any, quiz: Path) -> None:
    cardgrad("quiz", "enter", quiz, "--points", stdin="1001\n10101010\n")
    ran = cardgrad("quiz", "enter", quiz, stdin=f"1001\n1001\n{AS_KEY}")
    assert "points given by hand before are replaced: q1 1, q2 0, q3 1, q4 0, q5 1, q6 0, q7 1, q8 0." in ran.out
    again = cardgrad("quiz", "enter", quiz, stdin=f"1001\n1001\n{AS_KEY}")
    assert "replaced" not in again.out


def test_what_somebody_wrote_beside_the_answers_is_not_dropped(cardgrad: Any, quiz: Path) -> None:
    cardgrad("quiz", "enter", quiz, stdin=f"1001\n{AS_KEY}77 A\n{AS_KEY}")
    answers = quiz.parent / "sample-answers.csv"
    head, ada, guest = answers.read_text(encoding="utf-8-sig").splitlines()
    answers.write_text("\n".join([head, ada, guest.replace('"77",""', '"77","A guest"')]), encoding="utf-8")
    cardgrad("quiz", "enter", quiz, stdin=f"1002\n{AS_KEY}")
    assert [row["name"] for row in rows(quiz)] == ["Ada", "A guest", "'=cmd()"]
    lines = answers.read_text(encoding="utf-8-sig").splitlines()
    marked = "\n".join([f"{lines[0]},remark", f"{lines[1]},came late", *(f"{line}," for line in lines[2:])])
    answers.write_text(marked, encoding="utf-8")
    ran = cardgrad("quiz", "enter", quiz, stdin=f"1003\n{AS_KEY}")
    assert (ran.code, "its column remark would be lost here" in ran.err) == (1, True)
    assert answers.read_text(encoding="utf-8") == marked


def test_one_box_of_a_sheet_is_mended_by_going_through_it_once_more(cardgrad: Any, quiz: Path) -> None:
    cardgrad("quiz", "enter", quiz, stdin=f"1001\n7\n{AS_KEY[1:]}")
    ran = cardgrad("quiz", "enter", quiz, stdin="1001\n1001\n\n19\n" + "\n" * 7)
    assert "[7] (key -14)" in ran.out
    (row,) = rows(quiz)
    assert (row["q1_dx"], row["q1_dy"], row["q3"]) == ("7", "19", "b")


def test_points_of_sheets_marked_by_hand_are_one_run(cardgrad: Any, quiz: Path) -> None:
    ran = cardgrad("quiz", "enter", quiz, "--points", stdin="1001\n21101211\n1002\n2 1.5 1 1 1 2 .5 0\n")
    assert ran.code == 0
    assert rows(quiz)[1]["q2_points"] == "1.5"
    assert "kept: 9 of 12" in ran.out
    assert "mean 9" in cardgrad("quiz", "mark", quiz, "--no-feedback").out


def test_a_blind_second_reading_lists_the_differences(cardgrad: Any, quiz: Path) -> None:
    cardgrad("quiz", "enter", quiz, stdin=f"1001\n{AS_KEY}")
    ran = cardgrad("quiz", "enter", quiz, "--blind", stdin="1001\n-14\n81\n5.0\n-25\nbc\nsummed\nbcda\n2\n-23 -19\n")
    assert "[-14]" not in ran.out
    assert "1 difference from" in ran.out
    assert "over 1 sheet with a number that both have:" in ran.out
    assert "1001, q1_dy: first 18, then 81" in ran.out
    assert rows(quiz, "sample-second.csv")[0]["q1_dy"] == "81"


def test_blind_points_are_refused(cardgrad: Any, quiz: Path) -> None:
    assert cardgrad("quiz", "enter", quiz, "--blind", "--points").code == 1


def test_a_file_that_is_no_table_of_answers_is_not_overwritten(cardgrad: Any, quiz: Path) -> None:
    target = quiz.parent / "notes.csv"
    target.write_text("my notes\n1\n", encoding="utf-8")
    ran = cardgrad("quiz", "enter", quiz, "-o", target, stdin=f"1001\n{AS_KEY}")
    assert ran.code == 1
    assert target.read_text(encoding="utf-8") == "my notes\n1\n"


def test_a_place_that_cannot_be_written_is_told_before_anything_is_typed(cardgrad: Any, quiz: Path) -> None:
    ran = cardgrad("quiz", "enter", quiz, "-o", quiz.parent / "none" / "x.csv", stdin="1001\n")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_the_up_key_goes_back_at_a_terminal(quiz: Path, tty: Any) -> None:
    screen = tty("quiz", "enter", str(quiz), rows=40)
    screen.sees("Sheet:").keys("1001\r")
    screen.sees("[-14]:").keys("7\r")
    screen.sees("[18]:").keys(UP)
    screen.sees("[7] (key -14):").keys("-14\r")
    screen.sees("[18]:")
    for prompt in ("[18]", "[5]", "[-25]", "[bc]", "[summed]", "[b c d a]", "[2]", "[-23 -19]"):
        screen.sees(prompt).keys("\r")
    screen.sees("kept: 12 of 12").keys("\x04")
    assert screen.ended() == 0
    assert rows(quiz)[0]["q1_dx"] == "-14"


def test_every_finished_sheet_survives_ctrl_c(quiz: Path, tty: Any) -> None:
    screen = tty("quiz", "enter", str(quiz), rows=40)
    screen.sees("Sheet:").keys("1001\r", *["\r"] * 9)
    screen.sees("kept: 12 of 12").keys("1002\r")
    screen.sees("form B").keys("\x03")
    screen.sees("Stopped")
    assert screen.ended() == 130
    assert [row["student"] for row in rows(quiz)] == ["1001"]
