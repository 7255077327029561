"""`quiz new`, `make`, `show`, `key` and `report`, over a deck written here."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

DECK = """\
deck: own
cards:
  - {id: mul, graph: f = x * y, given: {x: int -9..9, y: int -9..9}, ask: [df/dx, df/dy]}
  - {id: few, graph: f = x^2, given: {x: int 2..4}, ask: df/dx}
  - {id: choose, prompt: What does ADD do?, choice: {right: hand on, wrong: [swap, halve, stop]}}
  - {id: typed, prompt: Name the rule., type: [chain rule]}
"""
ROSTER = "name,id,group\n" + "".join(f"=Student {place},s{place},g\n" for place in range(5))


@pytest.fixture
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_deck: Callable[[str, str], Path], no_shipped_decks: Path
) -> Path:
    own_deck("own.yaml", DECK)
    found = tmp_path / "quizzes"
    found.mkdir()
    monkeypatch.chdir(found)
    (found / "s.csv").write_text(ROSTER)
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "s.csv")


def test_one_run_writes_sheets_keys_entry_table_and_record_and_the_same_bytes_again(
    folder: Path, cardgrad: Run
) -> None:
    command = ("quiz", "make", "own", "--questions", "3", "--forms", "2", "--seed", "7", "-o", "quiz.pdf")
    done = cardgrad(*command)
    assert (done.code, done.err) == (0, "")
    assert "Made 2 forms of 3 questions." in done.out
    assert names(folder) == ["quiz-entry.csv", "quiz-key.pdf", "quiz.pdf", "quiz.record.json"]
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert cardgrad(*command).code == 1
    assert cardgrad(*command, "--force").code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_a_file_that_is_there_stops_everything(folder: Path, cardgrad: Run) -> None:
    (folder / "quiz-key.pdf").write_text("mine")
    done = cardgrad("quiz", "make", "own", "--questions", "2", "--seed", "7", "-o", "quiz.pdf")
    assert done.code == 1
    assert done.err == ("cardgrad: quiz-key.pdf is there already: choose another name, or replace it with --force.\n")
    assert names(folder) == ["quiz-key.pdf"]


@pytest.mark.parametrize(
    ("again", "kept"), [("7", "quiz-entry.csv"), ("8", "quiz-answers.csv"), ("8", "quiz-second.csv")]
)
def test_answers_are_not_lost_by_making_a_quiz_again(folder: Path, cardgrad: Run, again: str, kept: str) -> None:
    command = ("quiz", "make", "own", "--questions", "1", "--forms", "2", "-o", "quiz.pdf", "--force", "--seed")
    assert cardgrad(*command, "7").code == 0
    head = (folder / "quiz-entry.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    row = ["7", "", "A", *["1"] * (head.count(",") - 2)]
    (folder / kept).write_text(head + "\n" + ",".join(row) + "\n")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = cardgrad(*command, again)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert f"{kept} holds answers" in done.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_same_quiz_can_be_made_again_beside_its_answers(folder: Path, cardgrad: Run) -> None:
    command = ("quiz", "make", "own", "--questions", "1", "--seed", "7", "-o", "quiz.pdf", "--force")
    assert cardgrad(*command).code == 0
    (folder / "quiz-answers.csv").write_text("student,form,q1\n7,A,1\n")
    assert cardgrad(*command).code == 0


@pytest.mark.parametrize(("form", "ending"), [("html", ".html"), ("md", ".md"), ("latex", ".tex")])
def test_other_formats_take_the_name_that_belongs_to_them(folder: Path, cardgrad: Run, form: str, ending: str) -> None:
    assert cardgrad("quiz", "make", "own", "--questions", "3", "--seed", "7", "--format", form).code == 0
    assert names(folder) == sorted(["quiz-entry.csv", f"quiz-key{ending}", f"quiz{ending}", "quiz.record.json"])
    assert cardgrad("quiz", "make", "own", "--questions", "3", "--seed", "7", "-o", f"b{ending}").code == 0
    assert (folder / f"b-key{ending}").exists()


def test_forms_are_dealt_to_a_roster_and_its_table_is_safe_in_spreadsheets(folder: Path, cardgrad: Run) -> None:
    done = cardgrad("quiz", "make", "own", "--questions", "2", "--seed", "7", "--roster", "s.csv", "--forms", "2",
                    "--spares", "1", "--format", "md")  # fmt: skip
    assert "Made 2 forms of 2 questions for 5 students." in done.out
    rows = list(csv.reader((folder / "quiz-entry.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:3] == ["id", "name", "form"]
    record = json.loads((folder / "quiz.record.json").read_text())
    a, b = (f"{form['id']}-{form['check']}" for form in record["forms"])
    assert rows[1][:3] == ["s0", "'=Student 0", a]
    assert [row[2] for row in rows[1:]] == [a, b, a, b, a]
    assert len(record["forms"]) == 2
    assert record["dealt"][-1] == []


def test_each_student_gets_a_file_with_split(folder: Path, cardgrad: Run) -> None:
    done = cardgrad("quiz", "make", "own", "--questions", "2", "--seed", "7", "--roster", "s.csv", "--forms", "each",
                    "--spares", "1", "--split", "--format", "md")  # fmt: skip
    assert done.code == 0
    assert [name for name in names(folder) if name.endswith(".md")] == [
        "quiz-A-s0.md", "quiz-B-s1.md", "quiz-C-s2.md", "quiz-D-s3.md", "quiz-E-s4.md", "quiz-F-spare-6.md",
        "quiz-key.md",
    ]  # fmt: skip


def test_a_card_that_a_fault_keeps_out_of_a_quiz_is_told(
    folder: Path, cardgrad: Run, own_deck: Callable[[str, str], Path]
) -> None:
    own_deck("own.yaml", DECK + "  - {id: bad, fron: Why?, back: So.}\n")
    done = cardgrad("quiz", "make", "own", "--questions", "2", "--seed", "7", "-o", "quiz.md")
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert "card 'bad' has an unknown key 'fron'" in done.err


def test_students_whose_numbers_look_alike_in_a_file_s_name_have_a_file_each(folder: Path, cardgrad: Run) -> None:
    (folder / "s.csv").write_text("name,id\nAda,1/2\nEmmy,1-2\nAlan,1 2\n")
    assert cardgrad("quiz", "make", "own", "--questions", "2", "--seed", "7", "--roster", "s.csv", "--split",
                    "--format", "md").code == 0  # fmt: skip
    found = [path.read_text() for path in folder.glob("quiz-A-*.md")]
    assert [sum(name in text for text in found) for name in ("Ada", "Emmy", "Alan")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--questions", "20"], "20 questions wanted from deck own, and 4 left to pick"),
        (["--forms", "0"], "--forms 0 is no number of forms: write 1 to 2000, or each."),
        (["--forms", "each"], "'each' is one form for each student: name the students with --roster students.csv."),
        (["--points", "-2"], "--points -2: points are a number over 0, such as 2, 1.5 or 1/2."),
        (["--vary", "colours"], "forms cannot differ in 'colours': write numbers, order and options, or nothing."),
        (["--redraw", "4B"], "--redraw 4B names no question of a form"),
        (["--roster", "none.csv"], "none.csv: the roster is not there"),
        (["-o", "quiz.pdf", "--format", "html"], "quiz.pdf and --format html do not fit together"),
        (["-o", "quiz.docx"], "quiz.docx: the name says how it is written: end it in .pdf, .html, .md, .tex."),
        (["-o", "none/quiz.pdf"], "there is no folder none: make it, or choose another place."),
        (["-o", "."], ". is a folder: name the quiz, as in -o quiz.pdf."),
        (["--font", "none.ttf", "--questions", "1"], "none.ttf: this font cannot be read"),
        (["--kind", "steps"], "and 0 left to pick"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_no_file(
    folder: Path, cardgrad: Run, arguments: list[str], said: str
) -> None:
    done = cardgrad("quiz", "make", "own", "--seed", "7", *arguments)
    assert done.code in (1, 2)
    assert said in done.err
    assert done.err.count("\n") == 1
    assert names(folder) == []


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_where_nothing_can_be_written_no_question_is_drawn(
    folder: Path, cardgrad: Run, force: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("cardgrad.quizzes.making.make", drawn)
    done = cardgrad("quiz", "make", "own", "-o", "none/quiz.pdf", *force)
    assert (done.code, done.err) == (
        1, "cardgrad: none/quiz.pdf: there is no folder none: make it, or choose another place.\n"
    )  # fmt: skip


def test_a_new_quiz_file_and_its_faults(folder: Path, cardgrad: Run) -> None:
    assert cardgrad("quiz", "new", "week-3").code == 0
    assert cardgrad("quiz", "new", "week-3").err == (
        "cardgrad: week-3.yaml is there already: choose another name, or replace it with --force.\n"
    )
    assert cardgrad("quiz", "new", "week 3").code == 2
    (folder / "bad.yaml").write_text("forms: x\nquestions:\n  - {card: own/mull}\n")
    done = cardgrad("quiz", "make", "bad.yaml")
    assert (done.code, done.err) == (
        3, "cardgrad: bad.yaml:1:8: the quiz has 'forms: x', but there are 1 to 2000 of them, or each.\n",
    )  # fmt: skip
    (folder / "bad.yaml").write_text("questions:\n  - {card: own/mull}\n  - {card: own/few}\nforms: 5\n")
    lines = cardgrad("quiz", "make", "bad.yaml").err.splitlines()
    assert lines[0].startswith("cardgrad: bad.yaml:2:12: there is no card 'own/mull'")
    assert lines[1].startswith("bad.yaml:3:12: the drill own/few makes only 3 different problems here")


def test_a_quiz_file_says_which_questions_and_options_say_the_rest(folder: Path, cardgrad: Run) -> None:
    (folder / "week.yaml").write_text("title: Week\nseed: 5\nquestions: [{card: own/mul, points: 2}]\n")
    assert cardgrad("quiz", "make", "week.yaml", "--questions", "3").code == 2
    assert cardgrad("quiz", "make", "week.yaml", "own").code == 2
    assert cardgrad("quiz", "make", "week.yaml", "--forms", "3", "--format", "md", "--title", "Other").code == 0
    record = json.loads((folder / "week.record.json").read_text())
    assert (record["heading"]["title"], record["seed"], len(record["forms"])) == ("Other", "5", 3)
    assert record["quiz_file"][0] == "week.yaml"


def test_paper_columns_and_language_are_options_too_however_they_are_written(folder: Path, cardgrad: Run) -> None:
    options = ("--paper", "A4", "--columns", "2", "--language", "DE")
    assert cardgrad("quiz", "make", "own", "--questions", "1", *options, "-o", "q.md").code == 0
    heading = json.loads((folder / "q.record.json").read_text())["heading"]
    assert (heading["paper"], heading["columns"], heading["language"]) == ("a4", 2, "de")


@pytest.mark.parametrize("deck", ["none", "none.yaml"])
def test_a_deck_that_a_quiz_file_names_and_nobody_has_is_told_with_the_file(
    folder: Path, cardgrad: Run, deck: str
) -> None:
    (folder / "week.yaml").write_text(f"decks: {deck}\nquestions: [{{card: own/mul}}]\n")
    done = cardgrad("quiz", "make", "week.yaml")
    assert (done.code, done.err.startswith("cardgrad: week.yaml: "), "there is no" in done.err) == (2, True, True)


def test_a_name_without_its_ending_is_told_with_it(folder: Path, cardgrad: Run) -> None:
    (folder / "week.yaml").write_text("title: Week\nquestions: [{card: own/mul}]\n")
    assert cardgrad("quiz", "make", "week").err == (
        "cardgrad: there is no deck 'week', but a file week.yaml: write week.yaml.\n"
    )
    assert "(did you mean week.yaml?)" in cardgrad("quiz", "make", "wek.yaml").err
    assert cardgrad("quiz", "make", "weak").err.startswith("cardgrad: there is no deck 'weak':")


def test_the_end_of_a_name_that_is_no_kind_of_file_is_a_part_of_it(folder: Path, cardgrad: Run) -> None:
    assert cardgrad("quiz", "make", "own", "--questions", "1", "--format", "md", "-o", "week.3").code == 0
    assert "week.3.md" in names(folder)


def test_a_quiz_file_in_the_encoding_of_an_old_editor_is_read(folder: Path, cardgrad: Run) -> None:
    (folder / "week.yaml").write_text("title: Week\nquestions: [{card: own/mul}]\n", encoding="utf-16")
    assert cardgrad("quiz", "make", "week.yaml", "--format", "md").code == 0


def test_without_a_seed_it_is_said_that_anybody_can_make_it(folder: Path, cardgrad: Run) -> None:
    done = cardgrad("quiz", "make", "own", "--questions", "1", "--format", "md")
    assert done.err == "cardgrad: everybody who has these decks can make this quiz, too: add --seed.\n"


@pytest.fixture
def made(folder: Path, cardgrad: Run) -> dict[str, str]:
    """A quiz whose record alone is left; its forms with their check characters."""
    assert (
        cardgrad("quiz", "make", "own", "--questions", "4", "--forms", "3", "--seed", "7", "--format", "md").code == 0
    )
    for path in folder.iterdir():
        if not path.name.endswith(".record.json"):
            path.unlink()
    record = json.loads((folder / "quiz.record.json").read_text())
    return {form["id"]: form["check"] for form in record["forms"]}


def test_key_show_and_report_read_the_record_and_not_the_deck(
    made: dict[str, str], folder: Path, cardgrad: Run, own_deck: Callable[[str, str], Path]
) -> None:
    before = cardgrad("quiz", "key", "quiz", "--json").out
    shown = cardgrad("quiz", "show", "B", "--key", "--json").out
    own_deck("own.yaml", DECK.replace("-9..9", "-8..8"))
    assert cardgrad("quiz", "key", "quiz.pdf", "--json").out == before
    assert cardgrad("quiz", "show", f"B-{made['B']}", "quiz", "--key", "--json").out == shown
    keys = json.loads(before)
    assert [one["form"] for one in keys] == ["A", "B", "C"]
    assert len(keys[0]["keys"]) == 5
    document = json.loads(shown)
    assert (document["form"], document["check"]) == ("B", made["B"])
    done = cardgrad("quiz", "report", "quiz")
    assert done.code == 0
    assert "the drill own/mul has changed in its deck since" in done.out
    assert "Made again from its seeds: 6 problems, all as printed." in done.out


def test_a_key_and_a_form_are_written_again(made: dict[str, str], folder: Path, cardgrad: Run) -> None:
    assert cardgrad("quiz", "key", "quiz", "-o", "again.md").out == "Wrote again.md.\n"
    assert cardgrad("quiz", "show", "C", "-o", "c.md").code == 0
    assert "chain rule" not in (folder / "c.md").read_text()
    assert "chain rule" in (folder / "again.md").read_text()
    assert "the name says how it is written" in cardgrad("quiz", "show", "C", "-o", "c.doc").err


def test_a_form_that_is_not_there_is_told_and_a_wrong_check_character_too(made: dict[str, str], cardgrad: Run) -> None:
    ids = ", ".join(f"{form}-{check}" for form, check in made.items())
    assert cardgrad("quiz", "show", "Q").err == f"cardgrad: quiz has no form Q: it has {ids}.\n"
    wrong = "2" if made["A"] != "2" else "3"
    assert cardgrad("quiz", "show", f"A-{wrong}").err == f"cardgrad: quiz has no form A-{wrong}: it has {ids}.\n"


def test_the_screen_shows_a_form_and_a_table_of_keys(made: dict[str, str], cardgrad: Run) -> None:
    sheet, key = cardgrad("quiz", "show", "A").out, cardgrad("quiz", "show", "A", "--key").out
    assert "Name the rule." in sheet
    assert "1 point" in sheet
    assert "chain rule" not in sheet
    assert "chain rule" in key
    table = cardgrad("quiz", "key", "quiz").out
    assert f"A-{made['A']}" in table
    assert "chain rule" in table


def test_a_report_is_one_document_too(made: dict[str, str], cardgrad: Run) -> None:
    report = json.loads(cardgrad("quiz", "report", "quiz", "--json").out)
    assert [one["forms"] for one in report["items"]] == [3, 3, 3, 3]
    assert report["differences"] == []


def test_a_report_does_without_a_data_folder(
    made: dict[str, str], cardgrad: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no-folder").write_text("")
    monkeypatch.setenv("CARDGRAD_HOME", str(tmp_path / "no-folder"))
    done = cardgrad("quiz", "report", "quiz")
    assert done.code == 0
    assert "Made again from its seeds" in done.out
    assert done.err.endswith("Compared without your decks.\n")
