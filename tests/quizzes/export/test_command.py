import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cardgrad.cli.app import app

SAMPLE = Path(__file__).parents[1] / "sample.record.json"


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "week3.record.json"))


def export(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["quiz", "export", *map(str, arguments)])


@pytest.mark.parametrize(
    ("program", "name"),
    [
        ("moodle", "week3-moodle.xml"), ("canvas", "week3-canvas.zip"), ("csv", "week3-questions.csv"),
        ("json", "week3-questions.json"), ("anki", "week3.apkg"),
    ],
)  # fmt: skip
def test_a_file_is_written_beside_the_quiz_and_is_the_same_again(quiz: Path, program: str, name: str) -> None:
    result = export(quiz, "--to", program)
    assert result.exit_code == 0
    assert result.stdout == f"{quiz.with_name(name)}\n"
    first = quiz.with_name(name).read_bytes()
    assert export(quiz, "--to", program, "--force").exit_code == 0
    assert quiz.with_name(name).read_bytes() == first


def test_what_a_format_cannot_carry_is_said_on_stderr(quiz: Path) -> None:
    result = export(quiz, "--to", "moodle")
    assert "q7: only a person can mark this" in result.stderr
    assert "q7" not in result.stdout


def test_a_file_that_is_there_is_not_replaced_unasked(quiz: Path) -> None:
    there = quiz.with_name("mine.xml")
    there.write_text("precious")
    result = export(quiz, "--to", "moodle", "-o", there)
    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert there.read_text() == "precious"


def test_an_unknown_program_is_one_sentence(quiz: Path) -> None:
    result = export(quiz, "--to", "moodel")
    assert result.exit_code == 2
    assert "did you mean moodle?" in result.stderr
    assert not list(quiz.parent.glob("*moodle*"))


def test_a_missing_quiz_is_one_sentence(tmp_path: Path) -> None:
    result = export(tmp_path / "gone", "--to", "csv")
    assert result.exit_code == 1
    assert "there is no such record" in result.stderr
