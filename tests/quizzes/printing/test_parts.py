import subprocess
import sys
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from pypdf import PdfReader

from cardgrad.quizzes.printing.labels import form_id
from cardgrad.quizzes.printing.pdf import key_parts, key_pdf, sheet_parts
from cardgrad.quizzes.producing import key_forms
from cardgrad.quizzes.record import Record, dumps

PRODUCED = """
import hashlib, os, pathlib, sys
os.cpu_count = lambda: int(sys.argv[2])
from cardgrad.quizzes.producing import produce
from cardgrad.quizzes.record import loads
record = loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
for path, data in produce(record, pathlib.Path("none/quiz"), "pdf", force=True).items():
    print(path.name, hashlib.sha256(data).hexdigest())
"""


def many(record: Record, count: int) -> Record:
    """Return the quiz with as many forms, each with an id of its own."""
    forms = [record.forms[number % 2]._replace(id=f"F{number}", letter="F") for number in range(count)]
    return record._replace(forms=tuple(forms))


@pytest.mark.parametrize("count", [1, 2, 16, 17, 96, 97, 500, 999])
def test_each_form_is_in_one_part_and_once_in_the_table(count: int) -> None:
    for parts in (sheet_parts(count), key_parts(count)):
        assert list(chain.from_iterable(part.forms for part in parts)) == list(range(count))
    assert list(chain.from_iterable(part.listed for part in key_parts(count))) == list(range(count))


def test_as_many_cores_as_there_are_make_the_same_bytes(record: Record, tmp_path: Path) -> None:
    (tmp_path / "record").write_text(dumps(many(record, 20)), encoding="utf-8")
    made = [
        subprocess.run(
            [sys.executable, "-c", PRODUCED, tmp_path / "record", cores], check=True, capture_output=True, text=True
        ).stdout
        for cores in ("1", "3")
    ]
    assert made[0] == made[1]
    assert "quiz-key.pdf" in made[0]


def test_the_key_of_very_many_forms_is_a_table_and_a_strip_for_each(record: Record) -> None:
    large = many(record, 100)
    pages = [page.extract_text() for page in PdfReader(BytesIO(key_pdf(large, key_forms(large))), strict=True).pages]
    assert all(any(form_id(form) in page for page in pages) for form in large.forms)
    assert sum("Worked solutions" in page for page in pages) == 0
    assert sum("Because" in page for page in pages) == 100, "an answer in prose stands below the boxes"
