from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.errors import UsageError
from cardgrad.quizzes.printing.labels import (
    asked_items,
    entries,
    how_many,
    how_to_answer,
    key_text,
    points_text,
    space_of,
    tagged,
)
from cardgrad.quizzes.printing.pieces import pieces, plain
from cardgrad.quizzes.printing.strip import WIDE, strip
from cardgrad.quizzes.printing.words import LANGUAGES, words_of
from cardgrad.quizzes.record import ARRAY, LETTER, NUMBER, ORDER, SIZE, TEXT, Form, Part, Question, Record

ENGLISH = words_of("en")


def part(kind: str = NUMBER, key: str = "1", how: str = "", points: str = "1", label: str = "$x$") -> Part:
    return Part("q1", label, kind, key, (), points, how)


def question(*parts: Part, space: str = "") -> Question:
    return Question("q1", 3, "", "numeric", "gates/x", "What?", parts, "1", space=space)


def test_every_language_has_every_word() -> None:
    for language in LANGUAGES:
        assert all(words_of(language))
        assert "{page}" in words_of(language).page
        assert "{points}" in words_of(language).each


def test_a_language_without_words_is_one_sentence() -> None:
    with pytest.raises(UsageError, match="'tlh': choose one of en, de, fr, es"):
        words_of("tlh")


@given(st.fractions(min_value=0, max_value=50, max_denominator=12))
def test_points_can_be_read_back(points: Fraction) -> None:
    text = points_text(points)
    whole = text.rstrip("½¼¾")
    rest = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}.get(text[len(whole) :], Fraction(0))
    assert Fraction(whole or 0) + rest == points


@pytest.mark.parametrize(
    ("points", "words"), [("1", "1 point"), ("2", "2 points"), ("1/2", "½ point"), ("3/2", "1½ points")]
)
def test_points_are_said_in_words(points: str, words: str) -> None:
    assert how_many(points, ENGLISH) == words


def test_parts_that_are_answered_alike_are_told_once() -> None:
    parts = (part(how="exact"), part(how="exact"), part(how="a word"))
    groups = how_to_answer(question(*parts), ENGLISH)
    assert [([tag for tag, _ in some], worth) for some, worth in groups] == [
        (["3a", "3b"], "1 point each"),
        (["3c"], "1 point"),
    ]


def test_a_part_of_its_own_has_the_question_s_number() -> None:
    assert [tag for tag, _ in tagged(question(part()))] == ["3"]


@pytest.mark.parametrize(
    ("kind", "key", "shown"),
    [(NUMBER, "-4/5", "$-4/5$"), (NUMBER, "-2.3025850929940455", "$-2.30259$"),
     (ARRAY, "1 2", "$[1 2]$"), (SIZE, "3x4", "$3x4$"), (LETTER, "c", "**c**"),
     (ORDER, "bca", "b c a"), (TEXT, "the sum", "the sum")],
)  # fmt: skip
def test_keys_are_shown_as_their_kind_is(kind: str, key: str, shown: str) -> None:
    assert key_text(part(kind, key)) == shown


def test_the_entries_of_an_array_stand_in_its_rows() -> None:
    held = Part("q1", "", ARRAY, "-2/3 1; x 0.5", (), "1", "", (2, 2))
    assert entries(held) == [["−2/3", "1"], ["$x$", "0.5"]]
    assert entries(held._replace(shape=(1, 4))) == []
    assert entries(held._replace(shape=None)) == []


def test_items_stand_in_their_own_order_on_every_form(record: Record) -> None:
    turned = record.forms[0]._replace(questions=record.forms[0].questions[::-1])
    assert asked_items(turned) == asked_items(record.forms[0])
    assert [name for _, _, name in asked_items(turned)][:3] == ["q1a", "q1b", "q2a"]


@pytest.mark.parametrize(("space", "height"), [("3cm", 30), ("25mm", 25), ("1.5in", 38.1), ("", 0)])
def test_space_is_read_in_every_unit(space: str, height: float) -> None:
    assert space_of(question(part(), space=space)) == pytest.approx(height)


def test_a_strip_has_a_box_for_each_part_in_rows_that_fit(record: Record) -> None:
    for form in record.forms:
        rows = strip(form)
        assert [cell.part for row in rows for cell in row] == [part for one in form.questions for part in one.parts]
        assert all(sum(cell.width for cell in row) <= WIDE for row in rows)


def test_a_label_in_words_leaves_room_for_the_answer(record: Record) -> None:
    first = record.forms[0].questions[0]
    for label, width in (("$dL/dx$", 3), ("Jacobian", 3), ("vector by matrix", 6)):
        parts = (first.parts[0]._replace(label=label),)
        ((cell,),) = strip(record.forms[0]._replace(questions=(first._replace(parts=parts),)))
        assert cell.width == width


def test_boxes_are_the_same_whatever_the_key_is(record: Record) -> None:
    def shaped(form: Form) -> list[list[tuple[str, int]]]:
        return [[(cell.tag, cell.width) for cell in row] for row in strip(form)]

    assert shaped(record.forms[0]) == shaped(record.forms[1])


def test_two_texts_with_a_lone_dollar_stay_words() -> None:
    assert [piece.kind for piece in pieces("it costs $5") + pieces("and $6")] == ["text", "text"]


def test_a_formula_that_cannot_be_read_is_shown_as_it_stands() -> None:
    assert plain("so $x +* y$ fails") == "so x +* y fails"


@pytest.mark.parametrize("held", ["$x$", "**bold**", "`code`"])
def test_a_line_break_before_and_after_whatever_stands_there_is_kept(held: str) -> None:
    kinds = [piece.kind for piece in pieces(f"so\n{held}\nends")]
    assert kinds[1:2] + kinds[3:4] == ["line", "line"]


def test_a_block_breaks_the_line_by_itself() -> None:
    assert [piece.kind for piece in pieces("so\n```\nx\n```\nends")] == ["text", "block", "text"]
