import csv
import io

from cardgrad.quizzes.export.anki import anki
from cardgrad.quizzes.export.table import table
from cardgrad.quizzes.record import Record
from cardgrad.quizzes.table import plain_cell


def rows(record: Record) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table(record).data.decode(), newline="")))


def test_every_asked_thing_of_every_form_is_a_row(sample: Record) -> None:
    asked = [
        (form.id, question.item, part.name, part.key)
        for form in sample.forms
        for question in form.questions
        for part in question.parts
    ]
    found = [(row["form"], row["item"], row["part"], plain_cell(row["answer"])) for row in rows(sample)]
    assert found == asked


def test_options_and_the_right_one_have_columns(sample: Record) -> None:
    row = next(row for row in rows(sample) if row["item"] == "q3")
    assert [row[f"option_{letter}"] for letter in "abcd"] == ["$162$", "$18$", "$9$", "$126$"]
    assert row["correct"] == "b"


def test_no_cell_becomes_a_formula(nasty: Record, sample: Record) -> None:
    dealt = sample.forms[0].questions[4]
    evil = dealt._replace(prompt="=cmd()", parts=(dealt.parts[0]._replace(key="+1+1"),), card="@sum", item="\tq")
    record = sample._replace(forms=(sample.forms[0]._replace(questions=(evil,)),))
    for quiz in (nasty, record):
        for row in rows(quiz):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
                assert not cell.startswith("-") or cell[1:].replace(".", "").isdigit(), cell


def test_nasty_text_survives(nasty: Record) -> None:
    prompt = nasty.forms[0].questions[0].prompt
    assert rows(nasty)[0]["prompt"] == prompt.replace("\r\n", "\n")


def test_what_a_table_cannot_carry_is_said(nasty: Record) -> None:
    assert any(sentence.startswith("q3: a table has no drawings") for sentence in table(nasty).said)
    assert any(sentence.startswith("q1: a table has no worked") for sentence in table(nasty).said)


def test_further_accepted_answers_are_said_to_be_left_out(sample: Record) -> None:
    form = sample.forms[0]
    typed = form.questions[4]
    part = typed.parts[0]._replace(accepted=("added up", "summed"))
    record = sample._replace(forms=(form._replace(questions=(typed._replace(parts=(part,)),)),))
    for exported in (table(record), anki(record, 1)):
        assert "q5: of the accepted answers only the first is there." in exported.said
    alone = typed._replace(parts=(part._replace(accepted=(part.key,)),))
    assert not table(record._replace(forms=(form._replace(questions=(alone,)),))).said
