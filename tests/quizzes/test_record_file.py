"""A quiz is found by any of its files."""

import shutil
from pathlib import Path

import pytest

from cardgrad.errors import CardgradError
from cardgrad.quizzes.record_file import read_record, record_path

SAMPLE = Path(__file__).parent / "sample.record.json"


@pytest.mark.parametrize(
    "name",
    ["w", "w.pdf", "w-key.pdf", "w.yaml", "w-entry.csv", "w-answers.csv", "w-second.csv", "w-gradebook.csv",
     "w-items.csv", "w-feedback.pdf", "w.record.json"],
)  # fmt: skip
def test_every_file_of_a_quiz_names_it(name: str) -> None:
    assert record_path(Path("there") / name) == Path("there/w.record.json")


@pytest.mark.parametrize("named", [".", "..", "/", "", "folder"])
def test_a_folder_is_no_quiz(named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(CardgradError, match="this is a folder: name the quiz in it"):
        read_record(Path(named))


def test_a_quiz_beside_a_folder_of_its_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    shutil.copy(SAMPLE, tmp_path / "w.record.json")
    assert read_record(tmp_path / "w")[1] == tmp_path / "w.record.json"
