from pathlib import Path

import pytest

from cardgrad.errors import CardgradError
from cardgrad.quizzes.roster import read_roster


@pytest.mark.parametrize(
    "data",
    [
        b"name,id,group\nAda,s1,x\nBob,s2,y\n",
        b"Name;ID;group\r\nAda;s1;x\r\n;;\r\nBob;s2;y\r\n",
        b"\xef\xbb\xbfNAME\tid\tgroup\nAda\ts1\tx\nBob\ts2\ty",
        "name,id,group\nAda,s1,x\nBob,s2,y\n".encode("utf-16"),
        b'"name","id","group"\n" Ada ","s1","x"\n"Bob","s2","y"\n\n',
    ],
)
def test_rosters_are_read_as_spreadsheets_write_them(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "students.csv"
    path.write_bytes(data)
    assert read_roster(path).students == (
        (("name", "Ada"), ("id", "s1"), ("group", "x")),
        (("name", "Bob"), ("id", "s2"), ("group", "y")),
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the roster is empty: write a line `name,id`, then one line for each student."),
        (b"name,id\n", "the roster has no students: write one line for each below `name,id`."),
        (b"student,id\nAda,1\n", "the roster has no column name: its first line names student, id; write name above"),
        (b"name,idd\nAda,1\n", "the roster has no column id (did you mean idd?)"),
        (b"name,id,id\nAda,1,2\n", "the column id stands twice in the first line"),
        (b"name,id\nAda,1\nBob,1\nEve,\n", ":3: the id 1 stands in line 2, too: mend one."),
        (b"name,id\nAda,1\nBob,1\nEve,\n", ":4: this student has no id: write it."),
        (b"name,id\nAda, Lady,1\n", ":2: 3 cells stand here, but 2 columns: put text with a comma between quotes."),
        (b'name,id\n"Ada,1\nBob,2\n', ":2: the roster is no CSV from here on (unexpected end of data): is a quote not"),
        (b'name,id\n"Ada,1\n' + b"Bob,2\n" * 30_000, ":2: the roster is no CSV from here on (field larger than field"),
        (b'name,id\nEve,0\n"Ada,1\nBob,2"\n', ":3: a cell goes over several lines: close its quote, or put it on one"),
        (b"name,id\n" + b"A" * 201 + b",1\n", ":2: a cell is longer than 200 signs: shorten it."),
        ("name,id\nAnna,1\nMüller,2\n".encode("cp1252"), ":3: the roster is not in UTF-8 (byte 0xfc, perhaps 'ü')"),
        (
            b"name,id\nAda,1.23457E+11\n",
            ":2: 1.23457E+11 is what a spreadsheet makes of a long number: make its column",
        ),
        (b"PK\x03\x04...", "this is a workbook, not CSV"),
        (b"n\0a\0m\0e\0", "holds NUL bytes"),
    ],
)
def test_what_is_wrong_with_a_roster_is_told_in_sentences(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "students.csv"
    path.write_bytes(data)
    with pytest.raises(CardgradError) as error:
        read_roster(path)
    assert said in str(error.value)
    assert str(path) in str(error.value)


def test_a_missing_roster_and_a_folder_are_named(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none.csv", "is not there"), (tmp_path, "is no file")):
        with pytest.raises(CardgradError, match=said):
            read_roster(path)
