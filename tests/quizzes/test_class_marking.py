# mypy: disable-error-code="comparison-overlap"
import csv
import io
import random
import statistics
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.errors import CardgradError
from cardgrad.quizzes.answered import has_answers
from cardgrad.quizzes.class_marking import Marked, mark_class
from cardgrad.quizzes.decision import Decision
from cardgrad.quizzes.feedback import feedback_sheets, key_text, part_key
from cardgrad.quizzes.feedback_files import feedback_batches
from cardgrad.quizzes.files import entry_csv
from cardgrad.quizzes.gradebook import gradebook, item_table
from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.mistake_bars import bars, made_mistakes
from cardgrad.quizzes.other_form import better_fit
from cardgrad.quizzes.printing.pdf import FeedbackSheet
from cardgrad.quizzes.record import Form, Record, loads
from cardgrad.quizzes.seating import Seating
from cardgrad.quizzes.sheet import CellFault, Sheet, boxes, entered_table, items, sheets_of
from cardgrad.quizzes.statistic import correlation, item_statistics, total_statistic
from cardgrad.quizzes.table import read_table

RECORD = loads((Path(__file__).parent / "sample.record.json").read_text(encoding="utf-8"))
A, B = RECORD.forms
HEAD = "student,form,q1_dx,q1_dy,q2_q,q2_f,q3,q4,q5,q6,q7,q8\n"
RIGHT = "-14,18,5,-25,b,c,summed,b c d a,2,-23 -19\n"
RIGHT_B = "-30,20,6,-18,c,a,summed,c b a d,2,-27 -17\n"


def read(tmp_path: Path, text: str, record: Record = RECORD) -> tuple[list[Sheet], list[CellFault]]:
    path = tmp_path / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return sheets_of(read_table(path), record, Seating(record), "answers.csv")


def marked(tmp_path: Path, text: str, *decisions: Decision) -> Marked:
    sheets, refused = read(tmp_path, HEAD + text)
    return mark_class(RECORD, sheets, decisions, refused)


def keys_of(form: Form) -> dict[str, str]:
    return {
        part.name: part.points if part.kind == "prose" else part.key for one in form.questions for part in one.parts
    }


def test_a_student_has_the_form_that_was_dealt_unless_the_sheet_says_another(tmp_path: Path) -> None:
    found = marked(tmp_path, f"1001,,{RIGHT}1002,,{RIGHT_B}1003,b-2,{RIGHT_B}")
    assert [(one.form.id, one.total) for one in found.sheets] == [("A", 12), ("B", 12), ("B", 12)]
    assert found.absent == (("1004", "Alan"),)


def test_a_cell_that_cannot_be_read_is_told_with_row_and_column_and_leaves_no_total(tmp_path: Path) -> None:
    found = marked(tmp_path, f"1001,A,2-Jan,18,5,-25,b,c,summed,b c d a,2,-23 -19\n1003,A,{RIGHT}")
    (fault,) = found.faults
    assert str(fault).startswith("row 2 (1001), column q1_dx: 2-Jan is a date")
    assert [one.total for one in found.sheets] == [None, 12]


def test_a_date_where_words_are_asked_is_a_wrong_answer_and_no_fault(tmp_path: Path) -> None:
    found = marked(tmp_path, f"1001,A,{RIGHT.replace('summed', '2-Jan')}")
    assert (found.faults, found.sheets[0].total) == ((), 11)


def test_points_by_hand_take_the_place_of_answers(tmp_path: Path) -> None:
    head = "student,form," + ",".join(f"q{number}_points" for number in range(1, 9))
    sheets, _ = read(tmp_path, f"{head}\n1001,A,2,1.5,1,0,1,2,2,1\n1003,A,2,9,1,0,1,2,2,1\n")
    found = mark_class(RECORD, sheets)
    assert [one.total for one in found.sheets] == [Fraction(21, 2), None]
    assert [str(fault) for fault in found.faults] == ["row 3 (1003), column q2_points: there are 0 to 2 points here"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.replace("q3", "q33") + f"1001,A,{RIGHT}", "no box q33 (did you mean q3?)"),
        (HEAD.replace(",q8", "") + "1001,A,-14,18,5,-25,b,c,summed,b c d a,2\n", "has no column q8"),
        (HEAD.replace("student,form", "a,b"), "neither a column student nor a column form"),
    ],
)
def test_columns_that_do_not_fit_are_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CardgradError) as caught:
        read(tmp_path, text)
    assert said in str(caught.value)


def test_a_table_whose_numbers_have_no_column_is_refused_with_the_column_that_has_them(tmp_path: Path) -> None:
    head = HEAD.replace("student,", "seat,matrikel,")
    with pytest.raises(CardgradError, match="write student above matrikel, which seems to hold them"):
        read(tmp_path, f"{head}3,1001,A,{RIGHT}")
    assert read(tmp_path, f"{head}3,1001,A,{RIGHT}", RECORD._replace(dealt=(), seats=()))[1] == []


def test_of_two_columns_that_may_hold_numbers_the_roster_s_count(tmp_path: Path) -> None:
    head = HEAD.replace("student,", "student,id,")
    sheets, faults = read(tmp_path, f"{head}Ada,1001,A,{RIGHT}Guest,77,A,{RIGHT}")
    assert ([sheet.student for sheet in sheets], faults) == (["1001", "Guest"], [])


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("1005,", "row 2 (1005), column student: no student of this number"),
        (",", "row 2, column form: nothing says which form"),
        ("1001,B-7", "row 2 (1001), column form: form B of this quiz is B-2, not B-7: look at the footer"),
        ("1001,Z", "row 2 (1001), column form: there is no form Z: the forms are A, B"),
    ],
)
def test_rows_that_belong_to_nobody_are_told(tmp_path: Path, start: str, said: str) -> None:
    sheets, faults = read(tmp_path, HEAD + f"{start},{RIGHT}")
    assert (sheets, str(faults[0]).startswith(said)) == ([], True)


def test_a_student_with_two_rows_is_told_and_has_no_total_until_one_is_kept(tmp_path: Path) -> None:
    found = marked(tmp_path, f"1001,A,{RIGHT}1001,B,{RIGHT_B}")
    assert [str(fault) for fault in found.faults] == [
        "row 3 (1001), column student: 1001 stands in row 2 already: keep one of the two"
    ]
    assert [sheet.total for sheet in found.sheets] == [None]
    assert '"incomplete"' in gradebook(found)


def test_whose_form_cannot_be_read_is_incomplete_and_not_without_a_sheet(tmp_path: Path) -> None:
    found = marked(tmp_path, f"1001,Z,{RIGHT}1002,B,{RIGHT_B}")
    assert [number for number, _ in found.absent] == ["1003", "1004"]
    _, first, *_ = csv.reader(io.StringIO(gradebook(found)))
    assert (first[0], first[2], first[11:]) == ("1001", "", ["incomplete", "12", ""])


def test_someone_who_is_not_in_the_roster_is_marked_and_told(tmp_path: Path) -> None:
    found = marked(tmp_path, f"77,A,{RIGHT}")
    assert (found.sheets[0].total, found.strangers) == (12, ("77",))


def test_a_row_with_another_s_name_is_told_and_another_way_to_write_one_s_own_is_not(tmp_path: Path) -> None:
    head = HEAD.replace("form,", "form,name,")
    text = f"{head}1001,A,Ada,{RIGHT}1003,A,Alan,{RIGHT}1004,B,'Turing, alan',{RIGHT_B}".replace("'", '"')
    sheets, _ = read(tmp_path, text)
    assert mark_class(RECORD, sheets).doubts == ("row 3: 1003 is Grace in the roster, and Alan here",)


def test_a_sheet_on_another_form_than_the_dealt_one_is_told(tmp_path: Path) -> None:
    found = marked(tmp_path, f"1001,B,{RIGHT_B}1003,A,{RIGHT}")
    assert found.doubts == ("row 2: 1001 was dealt form A, and this is B",)


def test_a_number_that_may_be_another_s_without_its_zeros_is_told(tmp_path: Path) -> None:
    dealt = (*RECORD.dealt, (("id", "007"), ("name", "Bond")), (("id", "7"), ("name", "Seven")))
    record = RECORD._replace(dealt=dealt)
    sheets, _ = read(tmp_path, f"{HEAD}7,A,{RIGHT}007,B,{RIGHT_B}", record)
    assert [sheet.student for sheet in sheets] == ["7", "007"]
    assert mark_class(record, sheets).doubts == ("row 2: 7 may be 007, whose zeros a spreadsheet drops",)


def personal() -> Record:
    """The sample, with the names of two students on its forms."""
    rows = ((("id", "1001"), ("name", "Ada")), (("id", "0"), ("name", "Zero")))
    forms = tuple(form._replace(student=row) for form, row in zip(RECORD.forms, rows, strict=True))
    return RECORD._replace(forms=forms, dealt=(), seats=(("1001", "A"), ("0", "B")))


def test_the_name_on_a_form_says_whose_sheet_it_is(tmp_path: Path) -> None:
    sheets, faults = read(tmp_path, f"{HEAD},A,{RIGHT},B,{RIGHT_B}", personal())
    assert ([sheet.student for sheet in sheets], faults) == (["1001", "0"], [])
    assert mark_class(personal(), sheets).absent == ()


def test_a_form_with_another_s_name_is_told(tmp_path: Path) -> None:
    sheets, _ = read(tmp_path, f"{HEAD}1001,B,{RIGHT_B}55,A,{RIGHT}", personal())
    assert mark_class(personal(), sheets).doubts == (
        "row 2: 1001 was dealt form A, and this is B, which bears the name of Zero",
        "row 3: form A bears the name of 1001 (Ada), and this is 55",
    )


def test_nobody_s_sheet_is_not_that_of_the_student_whose_number_is_zero(tmp_path: Path) -> None:
    dealt = (*RECORD.dealt, (("id", "000"), ("name", "Zero")))
    sheets, _ = read(tmp_path, f"{HEAD},A,{RIGHT}", RECORD._replace(dealt=dealt))
    assert [sheet.student for sheet in sheets] == [""]


def test_answers_by_the_numbers_on_paper_are_told_and_those_by_items_are_not() -> None:
    """On this form the two choices stand in each other's place."""
    moved = tuple(one._replace(number={3: 4, 4: 3}.get(one.number, one.number)) for one in A.questions)
    record = RECORD._replace(forms=(A._replace(questions=moved), B))
    keys = keys_of(A)
    by_items = [Sheet(n, str(n), "A", keys) for n in range(8)]
    by_numbers = [Sheet(n, str(n), "A", keys | {"q3": keys["q4"], "q4": keys["q3"]}) for n in range(8)]
    assert mark_class(record, by_items).doubts == ()
    (doubt,) = mark_class(record, by_numbers).doubts
    assert "the columns q1, q2 ... are items, and seem to hold the answers by the numbers on paper (16 are" in doubt


def test_the_rows_that_say_where_boxes_are_printed_are_no_sheets(tmp_path: Path) -> None:
    swapped = tuple(one._replace(number={3: 4, 4: 3}.get(one.number, one.number)) for one in B.questions)
    record = RECORD._replace(forms=(A, B._replace(questions=swapped)))
    path = tmp_path / "answers.csv"
    path.write_bytes(entry_csv(record))
    table = read_table(path)
    assert table.rows[1].cells["name"] == "boxes on form B"
    assert [table.rows[1].cells[box] for box in ("q1_dx", "q3", "q4")] == ["1a", "4", "3"]
    assert sheets_of(table, record, Seating(record), "answers.csv") == ([], [])
    assert not has_answers(path)


def test_what_was_entered_for_another_quiz_is_refused(tmp_path: Path) -> None:
    text = entered_table(RECORD, Seating(RECORD), [Sheet(2, "1001", "A", keys_of(A))])
    forms = tuple(form._replace(check="Z") for form in RECORD.forms)
    sheets, faults = read(tmp_path, text, RECORD._replace(forms=forms))
    assert (sheets, [fault.message for fault in faults]) == (
        [],
        [f"form A of this quiz is A-Z, not A-{A.check}: look at the footer, it may be of another quiz"],
    )


def test_a_row_without_an_answer_is_no_sheet(tmp_path: Path) -> None:
    assert marked(tmp_path, "1001,A,,,,,,,,,,\n").sheets == ()


def test_a_sheet_under_the_wrong_form_is_told(tmp_path: Path) -> None:
    found = marked(tmp_path, f"1001,B,{RIGHT}1003,A,{RIGHT}")
    fit = found.sheets[0].fit
    assert fit is not None
    assert (fit.form, fit.right, fit.here, fit.boxes) == ("A", 8, 0, 8)
    assert found.sheets[1].fit is None
    assert made_mistakes(found) == []  # what is wrong there tells nothing of the class


def test_poor_sheets_under_the_right_form_are_not_suspected() -> None:
    rng = random.Random(1)
    sheets = []
    for number in range(200):
        form = rng.choice(RECORD.forms)
        cells = {
            part.name: rng.choice([rng.choice("abcd") if part.kind == "letter" else str(rng.randint(-30, 30)), "."])
            for one in form.questions
            for part in one.parts
            if part.kind in ("letter", "number")
        }
        sheets.append(Sheet(number, str(number), form.id, cells))
    assert [one for one in mark_class(RECORD, sheets).sheets if one.fit] == []


def test_among_many_sheets_it_takes_more_to_suspect_one() -> None:
    papers = {form.id: Paper(form) for form in RECORD.forms}
    cells = {part.name: part.key for question in A.questions for part in question.parts if part.kind == "number"}
    assert better_fit(papers["B"], cells, papers) is not None
    assert better_fit(papers["B"], cells, papers, sheets=1000) is None
    assert better_fit(papers["B"], {**cells, "q3": "b", "q4": "c", "q8": "-23 -19"}, papers, sheets=1000) is not None


def test_marking_again_gives_the_same_files(tmp_path: Path) -> None:
    text = f"1001,A,{RIGHT}1002,B,{RIGHT}"
    first, second = (marked(tmp_path, text, Decision("q4")) for _ in range(2))
    assert (gradebook(first), item_table(first)) == (gradebook(second), item_table(second))
    assert feedback_sheets(first) == feedback_sheets(second)


def test_the_gradebook_is_safe_and_says_incomplete_in_place_of_a_number(tmp_path: Path) -> None:
    found = marked(tmp_path, f"1001,A,{RIGHT}1002,B,#REF!,20,6,-18,c,a,summed,c b a d,2,-27 -17\n")
    head, *rows = csv.reader(io.StringIO(gradebook(found)))
    assert head == ["student", "name", "form", *[f"q{n}" for n in range(1, 9)], "total", "of", "percent"]
    assert rows[0] == ["1001", "Ada", "A", "2", "2", "1", "1", "1", "2", "2", "1", "12", "12", "100"]
    assert rows[1] == ["1002", "'=cmd()", "B", "", "2", "1", "1", "1", "2", "2", "1", "incomplete", "12", ""]
    assert [row[11] for row in rows[2:]] == ["no sheet", "no sheet"]


def test_the_commonest_mistake_of_the_class_comes_first(tmp_path: Path) -> None:
    swapped = "18,-14,5,-25,b,c,summed,b c d a,2,-23 -19\n"
    found = made_mistakes(marked(tmp_path, f"1001,A,{swapped}1003,A,{swapped}1004,B,{RIGHT_B.replace('c,a', 'a,a')}"))
    assert [(one.id, one.students, one.items) for one in found] == [
        ("mul-not-switched", 2, ("q1",)),
        ("power-not-lowered", 1, ("q3",)),
    ]
    assert found[0].name == "not switched at a product"


@given(st.lists(st.integers(0, 1000), max_size=20), st.integers(5, 60))
def test_bars_keep_the_order_and_none_above_nothing_vanishes(counts: list[int], width: int) -> None:
    drawn = bars(counts, width)
    assert max(map(len, drawn), default=0) == (width if any(counts) else 0)
    for one, bar in zip(counts, drawn, strict=True):
        assert (len(bar) > 0) == (one > 0)
        assert all(len(bar) >= len(other) for less, other in zip(counts, drawn, strict=True) if less <= one)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=30))
def test_the_correlation_is_the_one_of_the_standard_library(pairs: list[tuple[int, int]]) -> None:
    one, other = [Fraction(x, 2) for x, _ in pairs], [Fraction(y, 3) for _, y in pairs]
    found = correlation(one, other)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(statistics.correlation(list(map(float, one)), list(map(float, other))), abs=1e-9)


def test_statistics_count_complete_sheets_only(tmp_path: Path) -> None:
    wrong_q1 = RIGHT.replace("-14,18", "1,1")
    found = marked(tmp_path, f"1001,A,{RIGHT}1003,A,{wrong_q1}1004,B,??,{RIGHT_B.partition(',')[2]}")
    first = item_statistics(found)[0]
    assert (first.item, first.sheets, first.difficulty, first.discrimination) == ("q1", 2, Fraction(1, 2), None)
    total = total_statistic(found)
    assert (total.sheets, total.incomplete, total.mean, total.median) == (3, 1, 11, 11)
    assert (total.lowest, total.highest, total.of) == (10, 12, 12)


def test_from_ten_sheets_on_an_item_that_tells_the_good_from_the_poor_discriminates() -> None:
    empty = dict.fromkeys(boxes(RECORD), ".")
    good = [Sheet(n, f"g{n}", "A", keys_of(A)) for n in range(5)]
    poor = [Sheet(n, f"p{n}", "A", empty | {"q4": "c"}) for n in range(5)]
    found = {one.item: one for one in item_statistics(mark_class(RECORD, [*good, *poor]))}
    assert found["q1"].discrimination == 1
    assert found["q4"].discrimination is None  # everybody had it
    assert (found["q1"].blank, found["q4"].blank, found["q1"].difficulty) == (5, 0, Fraction(1, 2))


def test_statistics_of_nobody_are_nothing() -> None:
    nobody = mark_class(RECORD, [])
    assert total_statistic(nobody).mean is None
    assert {one.difficulty for one in item_statistics(nobody)} == {None}


def test_a_feedback_sheet_shows_what_was_given_the_key_and_why(tmp_path: Path) -> None:
    (sheet,) = feedback_sheets(marked(tmp_path, "1001,A,18,-14,5,.,a,c,,b c d a,1,-23 -19\n"))
    assert (sheet.student, sheet.id, sheet.points, sheet.total) == ("Ada", "1001", "6", "12")
    first, second, third = sheet.rows[:3]
    assert (first.given, first.points, first.key) == ("18; -14", "0 / 2", "$dL/dx = -14$, $dL/dy = 18$")
    assert first.remark.startswith("Consistent with: not switched at a product")
    assert (second.given, second.points) == ("5; -", "1 / 2")
    assert third.key == "b: $18$"
    assert sheet.rows[4].given == ""


def test_the_feedback_of_a_big_class_goes_into_several_files() -> None:
    one = FeedbackSheet("Ada", "1001", "1", "2", ())
    record = Path("q.record.json")
    assert [path.name for path in feedback_batches(record, [one] * 100)] == ["q-feedback.pdf"]
    big = feedback_batches(record, [one] * 201)
    assert [(path.name, len(sheets)) for path, sheets in big.items()] == [
        ("q-feedback-1.pdf", 100), ("q-feedback-2.pdf", 100), ("q-feedback-3.pdf", 1),
    ]  # fmt: skip


def test_a_file_for_each_student_loses_none_though_their_numbers_look_alike() -> None:
    ids = ["1/2", "1-2", "Zoë", ".."]
    sheets = [FeedbackSheet("", number, "1", "2", ()) for number in ids]
    found = feedback_batches(Path("q.record.json"), sheets, split=True)
    assert [sheet.id for (sheet,) in found.values()] == ids
    assert {path.parent for path in found} == {Path()}


def test_the_key_of_an_array_is_written_as_one() -> None:
    assert key_text(A.questions[7]) == "$z = [-23 -19]$"


def test_what_was_entered_is_what_is_read(tmp_path: Path) -> None:
    sheets = [Sheet(2, "1001", "A", keys_of(A), name="Ada"), Sheet(3, "", "B", keys_of(B), {"q3": "1"}, "A guest")]
    text = entered_table(RECORD, Seating(RECORD), sheets)
    assert read(tmp_path, text) == (sheets, [])
    assert items(RECORD) == [f"q{number}" for number in range(1, 9)]


def test_what_a_feedback_sheet_says_of_itself_is_in_the_language_of_the_quiz(tmp_path: Path) -> None:
    german = RECORD._replace(heading=RECORD.heading._replace(language="de"))
    sheet = Sheet(2, "1001", "A", dict.fromkeys(boxes(RECORD), "2-Jan"), {"q7": "1"})
    (found,) = feedback_sheets(mark_class(german, [sheet]))
    assert found.points == "unvollständig"
    rows = {row.number: row for row in found.rows}
    assert rows["1"].points == "unleserlich / 2"
    assert rows["1"].remark == "Das war nicht zu lesen; es ist noch nicht bewertet."
    assert rows["7"].given == "siehe Ihr Blatt"


def test_points_given_by_hand_are_not_shown_as_an_answer(tmp_path: Path) -> None:
    sheet = Sheet(2, "1001", "A", {**dict.fromkeys(boxes(RECORD), "."), "q7": "1"})
    (found,) = feedback_sheets(mark_class(RECORD, [sheet], [Decision("q7", why="not taught")]))
    assert {row.number: row.given for row in found.rows}["7"] == "see your sheet"


def test_a_wrong_option_is_told_with_its_words() -> None:
    sheet = Sheet(2, "1001", "A", {**dict.fromkeys(boxes(RECORD), "."), "q4": "a"}, {})
    (found,) = feedback_sheets(mark_class(RECORD, [sheet]))
    question = next(one for one in A.questions if one.item == "q4")
    row = {row.number: row for row in found.rows}[str(question.number)]
    assert row.remark.startswith(f"a: {question.options[0].text}")


def test_a_key_without_end_is_shown_in_six_digits_and_marked_as_it_is() -> None:
    part = A.questions[0].parts[0]
    assert part_key(A.questions[0], part._replace(key="2.3025850929940455")) == "$dL/dx ~= 2.30259$"
    assert part_key(A.questions[0], part._replace(key="2.5")) == "$dL/dx = 2.5$"


def test_a_number_that_lost_its_zeros_in_a_spreadsheet_is_the_student_s(tmp_path: Path) -> None:
    students = [(("name", "Ada"), ("id", "0071")), (("name", "Ben"), ("id", "0a1"))]
    record = RECORD._replace(dealt=tuple(students), seats=(("0071", "A"), ("0a1", "B")))
    sheets, faults = read(tmp_path, f"{HEAD}71,,{RIGHT}0071,,{RIGHT}", record)
    assert [(sheet.student, sheet.form) for sheet in sheets] == [("0071", "A")]
    assert "stands in row 2 already" in faults[0].message
    both = record._replace(dealt=(*students, (("name", "Cy"), ("id", "71"))), seats=(*record.seats, ("71", "B")))
    sheets, _ = read(tmp_path, f"{HEAD}71,,{RIGHT}0071,,{RIGHT}", both)
    assert [(sheet.student, sheet.form) for sheet in sheets] == [("71", "B"), ("0071", "A")]
    assert not Seating(record).is_student("1")
