"""Moodle XML, read by Python's own XML reader and by moodle-xml-parser, and judged as Moodle does: the first answer
that fits is taken."""

import html
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree

import moodle_xml_parser.parser
import pytest

from cardgrad.errors import CardgradError
from cardgrad.quizzes.export.moodle import moodle
from cardgrad.quizzes.export.target import number_of
from cardgrad.quizzes.record import Form, Mistake, Question, Record
from quizgen.agreement import agrees

FRACTIONS = {"0", "100"}


def questions(record: Record) -> dict[str, ElementTree.Element]:
    """Return the questions by their idnumber."""
    root = ElementTree.fromstring(moodle(record).data)
    return {str(one.findtext("idnumber")): one for one in root if one.get("type") != "category"}


def judged(answers: list[tuple[str, str, str, str]], typed: str) -> tuple[str, str]:
    """Return the fraction and the feedback of the first answer (value, tolerance, fraction, feedback) that fits."""
    for value, tolerance, fraction, feedback in answers:
        if value == "*" or abs(Fraction(value) - Fraction(typed)) <= Fraction(tolerance):
            return fraction, feedback
    return "0", ""


def answers_of(question: ElementTree.Element) -> list[tuple[str, str, str, str]]:
    return [
        (
            str(one.findtext("text")), one.findtext("tolerance") or "", str(one.get("fraction")),
            one.findtext("feedback/text") or "",
        )
        for one in question.findall("answer")
    ]  # fmt: skip


def boxes(question: ElementTree.Element) -> list[tuple[str, int, list[tuple[str, str, str, str]]]]:
    """Return the boxes of a cloze by Moodle's grammar: what is in braces is read before its entities are."""
    found = []
    for mark, kind, body in re.findall(
        r"\{(\d*):(NUMERICAL|SHORTANSWER):((?:\\.|[^}\\])*)\}", str(question.findtext("questiontext/text"))
    ):
        answers = []
        for alternative in re.split(r"(?<!\\)~", body):
            match = re.fullmatch(r"(=|%-?\d+%)?(.+?)(?<!\\)(?<!&)(?:#(.*))?", alternative, re.DOTALL)
            assert match, alternative
            value, _, tolerance = match[2].partition(":") if kind == "NUMERICAL" else (match[2], "", "")
            fraction = "100" if match[1] == "=" else "0"
            answers.append((html.unescape(value), tolerance, fraction, html.unescape(match[3] or "")))
        found.append((kind, int(mark), answers))
    return found


def near(question: Question, place: int, answer: str) -> list[str]:
    """Return numbers at and around an answer, as a student may type them."""
    number = number_of(answer)
    assert number is not None
    steps = [Fraction(0), *(number * Fraction(step, 10**4) for step in (-20, -6, -4, 4, 6, 20))]
    return [str(float(number + step)) for step in steps]


def test_200_seeded_problems_are_judged_as_we_judge_them(seeded: Record) -> None:
    found = questions(seeded)
    for question in seeded.forms[0].questions:
        element = found[f"week3-{question.item}-A"]
        if element.get("type") == "numerical":
            parts = [answers_of(element)]
        else:
            parts = [answers for _, _, answers in boxes(element)]
        for place, (part, answers) in enumerate(zip(question.parts, parts, strict=True)):
            key = Fraction(part.key)
            for typed in near(question, place, part.key):
                right = agrees(key, Fraction(typed), question.digits)
                assert (judged(answers, typed)[0] == "100") == right, (part, typed)
            for mistake in question.mistakes:
                wrong = Fraction(mistake.answer[place])
                fraction, feedback = judged(answers, str(wrong))
                if agrees(key, wrong, question.digits):  # this mistake does not show in this part
                    assert fraction == "100"
                else:
                    assert fraction == "0"
                    assert mistake.message in feedback, mistake


def test_another_reader_finds_the_same_boxes_and_feedback(seeded: Record) -> None:
    read = moodle_xml_parser.parser.parse_bytes(moodle(seeded).data)["cloze"]
    several = [one for one in seeded.forms[0].questions if len(one.parts) > 1]
    assert len(read) == len(several) == 50
    for theirs, question in zip(read, several, strict=True):
        gaps = [gap for gap in theirs.gaps if gap.sub_type == "NUMERICAL"]  # it takes the braces of LaTeX for others
        for place, (gap, part) in enumerate(zip(gaps, question.parts, strict=True)):
            assert [one.answer for one in gap.options if one.score == 100] == [f"{part.key}:0"]
            told = {one.answer: one.feedback for one in gap.options if one.score == 0}
            for mistake in question.mistakes:
                if mistake.answer[place] != part.key:
                    assert mistake.message in told[f"{mistake.answer[place]}:0"]


def test_another_reader_finds_options_with_their_messages(sample: Record) -> None:
    read = moodle_xml_parser.parser.parse_bytes(moodle(sample).data)["multichoice"]
    options = {one.answer: one for one in read[0].options}
    assert options[r"\(18\)"].score_fraction == 100
    assert "the exponent comes down" in options[r"\(162\)"].feedback
    assert options[r"\(162\)"].score_fraction == 0
    assert read[0].single
    assert sum(one.score_fraction for one in read[0].options) == 100


def test_an_item_is_a_category_with_a_question_for_each_version(sample: Record) -> None:
    root = ElementTree.fromstring(moodle(sample).data)
    order = [one.findtext("category/text") or str(one.findtext("idnumber")) for one in root]
    assert order[:3] == ["$course$/top/Gates (sample)/q1", "sample-q1-A", "sample-q1-B"]
    assert order.count("sample-q4-A") == 1
    assert "sample-q4-B" not in order  # the same options in another order


def test_items_come_in_the_order_of_their_names_whatever_the_first_forms_order_is(seeded: Record) -> None:
    form = seeded.forms[0]
    mixed = seeded._replace(forms=(form._replace(questions=tuple(reversed(form.questions))),))
    assert list(questions(mixed)) == list(questions(seeded))


def test_fractions_are_from_moodles_list_and_ids_are_unique(nasty: Record, sample: Record) -> None:
    for record in (nasty, sample):
        root = ElementTree.fromstring(moodle(record).data)
        kinds = [one for one in root if one.get("type") not in ("category", "ordering")]
        assert {one.get("fraction") for question in kinds for one in question.findall("answer")} <= FRACTIONS
        ids = [one.findtext("idnumber") for one in root if one.get("type") != "category"]
        assert len(set(ids)) == len(ids)


def shown(text: str) -> str:
    """Return what a browser shows of HTML."""
    return html.unescape(re.sub(r"<br>", "\n", re.sub(r"<(?!br)[^>]*>", "", text)))


def test_nasty_text_is_shown_as_it_stands(nasty: Record) -> None:
    text = nasty.forms[0].questions[0].prompt.replace("\r\n", "\n").replace(r"\}", "}").replace(r"\(", "(")
    for question in questions(nasty).values():
        asked = shown(str(question.findtext("questiontext/text"))).replace(r"\}", "}").replace(r"\(", "(")
        assert text[:20] in asked
        assert "🙂" in asked
        assert "{1:NM:=4:0} [b]\n//c *" in asked


def test_no_formula_and_no_box_begins_in_nasty_text(nasty: Record) -> None:
    for question in questions(nasty).values():
        asked = str(question.findtext("questiontext/text"))
        assert r"\(x" not in asked
        assert "$$" not in asked
        assert not re.search(r"\{\s*\d*\s*:(?!NUMERICAL:|SHORTANSWER:)", asked)


def test_words_in_a_formula_are_no_box(seeded: Record, make: Callable[..., Record]) -> None:
    question = seeded.forms[0].questions[3]._replace(prompt='So $x "1:NM:=4:0" y$, then?')
    element = questions(make([question]))["week3-q4-A"]
    assert r"\text{{}1:NM:=4:0}" in str(element.findtext("questiontext/text"))
    assert len(boxes(element)) == 2


def test_the_boxes_of_a_nasty_cloze_are_read_back(nasty: Record) -> None:
    found = boxes(questions(nasty)["week3-q3-A"])
    assert [kind for kind, _, _ in found] == ["NUMERICAL"] * 5
    assert [mark for _, mark, _ in found] == [4, 1, 1, 1, 1]
    keys = [answers[0][:3] for _, _, answers in found]
    assert keys == [("0", "0", "100"), ("0.333", "0.0005", "100"), ("-2", "0", "100"), ("0", "0", "100"),
                    ("6", "0", "100")]  # fmt: skip
    for _, _, answers in found:
        assert "🙂" in shown(answers[1][3])
        assert r"\(\frac{1}{2}\)" in answers[1][3]


def test_a_small_number_has_no_exponent(nasty: Record) -> None:
    assert answers_of(questions(nasty)["week3-q2-A"])[0] == ("0.0000001", "0", "100", "")
    assert questions(nasty)["week3-q2-A"].findtext("defaultgrade") == "0.3333333"


def test_a_star_in_an_answer_is_no_wildcard(nasty: Record) -> None:
    texts = [text for text, *_ in answers_of(questions(nasty)["week3-q1-A"])]
    assert texts[0].endswith(r"\*")
    assert "=1+1" in texts


def test_steps_stand_in_their_right_order(nasty: Record) -> None:
    steps = questions(nasty)["week3-q5-A"].findall("answer")
    assert [shown(str(one.findtext("text")))[:6] for one in steps] == ["first ", "second"]


def test_a_drawing_is_a_file_of_its_question(nasty: Record) -> None:
    text = questions(nasty)["week3-q3-A"].find("questiontext")
    assert text is not None
    assert 'src="@@PLUGINFILE@@/graph.svg" alt="x &amp; &quot;y&quot;"' in str(text.findtext("text"))
    assert [one.get("name") for one in text.findall("file")] == ["graph.svg"]


def test_what_moodle_cannot_do_is_said(nasty: Record) -> None:
    said = "\n".join(moodle(nasty).said)
    for sentence in (
        "q1: Moodle compares words", "q3: a matrix has one box for each entry", "q3: Moodle adds up the marks of boxes",
        "q5: an ordering question needs", "q6: Moodle cannot judge a formula",
    ):  # fmt: skip
        assert sentence in said


def test_the_key_is_told_to_whoever_marks_and_to_nobody_else(nasty: Record) -> None:
    essay = questions(nasty)["week3-q6-A"]
    assert essay.get("type") == "essay"
    assert r"\(y - x\)" in str(essay.findtext("graderinfo/text"))
    assert r"\(y - x\)" not in str(essay.findtext("questiontext/text"))


def test_the_same_quiz_is_the_same_bytes(nasty: Record) -> None:
    assert moodle(nasty).data == moodle(nasty).data


def test_a_mistake_that_would_count_as_right_is_refused(seeded: Record, make: Callable[..., Record]) -> None:
    question = seeded.forms[0].questions[1]
    key = Fraction(question.parts[0].key)
    unsound = question._replace(mistakes=(Mistake("slip", (str(key),), "This is right."),))
    with pytest.raises(CardgradError, match=r"q2 .*slip would count as right"):
        moodle(make([unsound]))


def test_mistakes_with_one_answer_are_told_together(seeded: Record, make: Callable[..., Record]) -> None:
    question = seeded.forms[0].questions[0]
    twice = (Mistake("a", ("123",), "First."), Mistake("b", ("123",), "Second."))
    found = questions(make([question._replace(mistakes=twice)]))["week3-q1-A"]
    assert judged(answers_of(found), "123") == ("0", "<p>First.</p><p>Second.</p>")


def test_forms_that_differ_in_numbers_are_versions(seeded: Record) -> None:
    first, second = seeded.forms[0].questions[0], seeded.forms[0].questions[4]._replace(item="q1", number=3)
    record = seeded._replace(
        forms=(Form("A", "A", "x", (first,)), Form("B", "B", "y", (second,)), Form("C", "C", "z", (first,)))
    )
    found: Any = list(questions(record))
    assert found == ["week3-q1-A", "week3-q1-B"]
