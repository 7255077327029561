"""`cardgrad quiz mark`, over the sample quiz of tests/quizzes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[1] / "quizzes" / "sample.record.json"
HEAD = "student,form,q1_dx,q1_dy,q2_q,q2_f,q3,q4,q5,q6,q7,q8\n"
RIGHT = "1001,A,-14,18,5,-25,b,c,summed,b c d a,2,-23 -19\n"
SWAPPED = "1002,B,20,-30,6,-18,c,a,summed,c b a d,2,-27 -17\n"


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    """A quiz with two sheets, one of them with a mistake."""
    shutil.copy(SAMPLE, tmp_path / "sample.record.json")
    (tmp_path / "sample.yaml").write_text("title: Sample\n", encoding="utf-8")
    (tmp_path / "sample-answers.csv").write_text(HEAD + RIGHT + SWAPPED, encoding="utf-8")
    return tmp_path / "sample.record.json"


def test_marking_shows_the_class_and_writes_its_files(cardgrad: Any, quiz: Path, golden: Callable[..., None]) -> None:
    ran = cardgrad("quiz", "mark", quiz, "--no-feedback")
    assert (ran.code, ran.err) == (0, "")
    golden("quiz-mark.txt", ran.out.replace(f"{quiz.parent}/", ""))
    assert sorted(path.name for path in quiz.parent.glob("sample-*.csv")) == [
        "sample-answers.csv", "sample-gradebook.csv", "sample-items.csv",
    ]  # fmt: skip


def test_the_quiz_goes_by_the_name_of_any_of_its_files(cardgrad: Any, quiz: Path) -> None:
    for name in ("sample", "sample.pdf", "sample-key.pdf", "sample.yaml"):
        assert cardgrad("quiz", "mark", quiz.parent / name, "--no-feedback", "--force").code == 0


def test_feedback_is_a_pdf_with_a_page_for_each_student(cardgrad: Any, quiz: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    assert cardgrad("quiz", "mark", quiz).code == 0
    pages = pypdf.PdfReader(quiz.parent / "sample-feedback.pdf").pages
    assert len(pages) == 2
    assert "1002" in pages[1].extract_text()


def test_what_was_written_before_is_kept_without_force(cardgrad: Any, quiz: Path) -> None:
    cardgrad("quiz", "mark", quiz, "--no-feedback")
    (quiz.parent / "sample-gradebook.csv").write_text("mine", encoding="utf-8")
    ran = cardgrad("quiz", "mark", quiz, "--no-feedback")
    assert (ran.code, "--force" in ran.err) == (1, True)
    assert (quiz.parent / "sample-gradebook.csv").read_text(encoding="utf-8") == "mine"


def test_decisions_in_the_quiz_file_beside_the_record_hold(cardgrad: Any, quiz: Path) -> None:
    text = "marking:\n  - {item: q1, drop: full points, why: two readings}\n"
    (quiz.parent / "sample.yaml").write_text(text, encoding="utf-8")
    document = json.loads(cardgrad("quiz", "mark", quiz, "--no-feedback", "--json").out)
    assert [sheet["total"] for sheet in document["sheets"]] == ["12", "12"]
    assert document["mistakes"] == []


def test_decisions_that_cannot_be_found_are_told(cardgrad: Any, quiz: Path) -> None:
    (quiz.parent / "sample.yaml").rename(quiz.parent / "exam.yaml")
    ran = cardgrad("quiz", "mark", quiz, "--no-feedback")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert "sample.yaml, the quiz file, is not there, so none of its decisions holds" in ran.err
    ran = cardgrad("quiz", "mark", quiz, "--no-feedback", "--force", "--decisions", quiz.parent / "exam.yaml")
    assert (ran.code, ran.err) == (0, "")


def test_points_by_hand_that_a_decision_does_not_reach_are_told(cardgrad: Any, quiz: Path) -> None:
    text = "marking:\n  - {item: q2_q, drop: full points}\n  - {item: q4, drop: full points}\n"
    (quiz.parent / "sample.yaml").write_text(text, encoding="utf-8")
    answers = quiz.parent / "sample-answers.csv"
    head, *rows = answers.read_text(encoding="utf-8").splitlines()
    answers.write_text(f"{head},q2_points,q4_points\n{rows[0]},1,0\n{rows[1]},,0\n", encoding="utf-8")
    ran = cardgrad("quiz", "mark", quiz, "--no-feedback")
    assert "Points by hand, which what was decided since does not change; look at the paper:\n  q2: 1001\n" in ran.out
    document = json.loads(cardgrad("quiz", "mark", quiz, "--no-feedback", "--force", "--json").out)
    assert document["decided_but_by_hand"] == [{"item": "q2", "sheets": ["1001"]}]


def test_a_table_whose_accents_were_guessed_is_told(cardgrad: Any, quiz: Path) -> None:
    answers = quiz.parent / "sample-answers.csv"
    answers.write_bytes((HEAD + RIGHT.replace("summed", "größer")).encode("mac-roman"))
    ran = cardgrad("quiz", "mark", quiz, "--no-feedback")
    assert (ran.code, "is not in UTF-8 and was read as Windows-1252" in ran.err) == (0, True)


def test_of_two_tables_with_answers_none_is_taken_unasked(cardgrad: Any, quiz: Path) -> None:
    printed = quiz.parent / "sample-entry.csv"
    printed.write_text(HEAD + "1003,A" + "," * 10 + "\n", encoding="utf-8")
    assert cardgrad("quiz", "mark", quiz, "--no-feedback").code == 0
    printed.write_text(HEAD + RIGHT.replace("1001", "1003"), encoding="utf-8")
    ran = cardgrad("quiz", "mark", quiz, "--no-feedback", "--force")
    assert (ran.code, "both hold answers" in ran.err) == (1, True)
    assert cardgrad("quiz", "mark", quiz, printed, "--no-feedback", "--force").code == 0


def test_a_bad_decision_is_told_with_its_line_and_nothing_is_written(cardgrad: Any, quiz: Path) -> None:
    (quiz.parent / "sample.yaml").write_text("marking:\n  - {item: q77, drop: full points}\n", encoding="utf-8")
    ran = cardgrad("quiz", "mark", quiz, "--no-feedback")
    assert ran.code == 3
    assert "sample.yaml:2: the quiz has no item q77" in ran.err
    assert not (quiz.parent / "sample-gradebook.csv").exists()


def test_cells_that_cannot_be_read_are_listed_and_end_with_3(cardgrad: Any, quiz: Path) -> None:
    answers = quiz.parent / "other.csv"
    answers.write_text(HEAD + RIGHT.replace("-14", "2-Jan"), encoding="utf-8")
    ran = cardgrad("quiz", "mark", quiz, answers, "--no-feedback")
    assert ran.code == 3
    assert "row 2 (1001), column q1_dx: 2-Jan is a date that a spreadsheet made of an answer" in ran.out
    assert "1 place in" in ran.err
    assert '"incomplete"' in (quiz.parent / "sample-gradebook.csv").read_text(encoding="utf-8-sig")


def test_json_has_every_sheet_item_and_mistake(cardgrad: Any, quiz: Path) -> None:
    document = json.loads(cardgrad("quiz", "mark", quiz, "--no-feedback", "--json").out)
    assert [one["student"] for one in document["absent"]] == ["1003", "1004"]
    assert document["sheets"][1]["items"][0]["mistake"] == "mul-not-switched"
    assert document["mistakes"][0]["id"] == "mul-not-switched"
    assert document["items"][0]["difficulty"] == 0.5
    assert document["unreadable"] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("{}", "is no record"),
        ('{"forms": [], "format": 99}', "newer cardgrad"),
    ],
)
def test_a_file_that_is_no_record_is_one_sentence(cardgrad: Any, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x.record.json").write_text(text, encoding="utf-8")
    ran = cardgrad("quiz", "mark", tmp_path / "x.record.json")
    assert (ran.code, said in ran.err, ran.err.count("\n")) == (1, True, 1)


def test_a_record_that_was_changed_is_refused(cardgrad: Any, quiz: Path) -> None:
    quiz.write_text(quiz.read_text(encoding="utf-8").replace('"-14"', '"-15"'), encoding="utf-8")
    ran = cardgrad("quiz", "mark", quiz)
    assert (ran.code, "was changed after it was printed" in ran.err) == (1, True)


def test_without_answers_or_a_record_the_next_step_is_said(cardgrad: Any, quiz: Path) -> None:
    (quiz.parent / "sample-answers.csv").unlink()
    assert "quiz enter" in cardgrad("quiz", "mark", quiz).err
    assert "there is no such record: name the quiz" in cardgrad("quiz", "mark", quiz.parent / "none").err
    assert "there is no such record (did you mean sample?)" in cardgrad("quiz", "mark", quiz.parent / "smaple").err
