import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.errors import CardgradError
from cardgrad.quizzes.table import plain_cell, read_table, write_table


def read(tmp_path: Path, data: bytes) -> list[tuple[int, dict[str, str]]]:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    return [(row.line, row.cells) for row in read_table(path).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str, sign: str, end: str) -> None:
    text = end.join([sign.join(("Student", "q1")), sign.join(("Zoë", "1/2")), "", ""])
    assert read(tmp_path, text.encode(encoding)) == [(2, {"student": "Zoë", "q1": "1/2"})]


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    assert [row for row, _ in read(tmp_path, b"a\n\n1\n\n2\n")] == [3, 5]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"a,a\n1,2\n", "stands twice"),
        (b"a,b\n1,2,3\n", "3 cells for 2 columns"),
        (b"a\0b\n1\n", "no CSV"),
        (b'a,b\n1,2\n"3,4\n5,6\n', ":3: the table of answers is no CSV from here on .*: is a quote not closed"),
        (b'a,b\n1,2\n3,"4\n5,6"\n7,8\n', ":3: a cell goes over several lines: close its quote"),
        (b"PK\x03\x04...", "this is a workbook, not CSV: save it"),
    ],
)
def test_what_is_no_table_is_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(CardgradError, match=said) as caught:
        read(tmp_path, data)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CardgradError, match="is not there: check the path"):
        read_table(tmp_path / "none.csv")


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=20), min_size=1, max_size=4)
)
def test_no_written_cell_is_a_formula_and_every_one_comes_back(cells: list[str]) -> None:
    text = write_table(["x"] * len(cells), [cells])
    (_, row) = csv.reader(io.StringIO(text, newline=""))
    for cell, written in zip(cells, row, strict=True):
        if written[:1] in ("=", "+", "-", "@", "\t"):
            float(written)
        assert plain_cell(written) == cell or plain_cell(written) == written == cell
