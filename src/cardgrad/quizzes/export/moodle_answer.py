"""The answers of a question of Moodle, right ones first, and what is said of kinds that ask differently there."""

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement

from cardgrad.quizzes.export.asking import Picture, key_of, usual_mistakes
from cardgrad.quizzes.export.box import Box, Boxes
from cardgrad.quizzes.export.markup import LATEX, html, paragraph
from cardgrad.quizzes.export.target import Target
from cardgrad.quizzes.export.variant import right_order
from cardgrad.quizzes.record import FORMULA, Question
from quizgen.notation.visible import visible

_UNEXPECTED = "<p>None of the usual mistakes: compare your steps with the solution.</p>"

add = SubElement  # it stands on every line


def write_answers(root: Element, kind: str, question: Question, boxes: Sequence[Boxes]) -> None:
    """Write what stands in a question of this kind after its text; a cloze has its boxes in the text."""
    match kind:
        case "numerical":
            box = boxes[0].flat[0]
            assert box.number is not None  # noqa: S101  such is its kind
            _numerical(root, box, box.number)
        case "shortanswer":
            _shortanswer(root, boxes[0].flat[0])
        case "multichoice":
            for option in question.options:
                message = paragraph(option.message or "", LATEX)
                _answer(root, "100" if option.right else "0", html(option.text, LATEX), message, form="html")
        case "ordering":
            for place, step in enumerate(right_order(question), 1):
                _answer(root, str(place), html(step, LATEX), form="html")
        case "essay":
            graded = key_of(question, LATEX) + usual_mistakes(question, LATEX)
            write_text(root, "graderinfo", graded)
            write_text(root, "responsetemplate", "")


def say_of(kind: str, question: Question, boxes: Sequence[Boxes], say: Callable[[str], None]) -> None:
    """Say what this kind of question is not able to do."""
    numbers = [box.number for one in boxes for box in one.flat if box.number]
    if any(number.value.denominator != 1 or number.tolerance for number in numbers):
        say("Moodle reads decimal numbers only: a fraction such as 1/2 has to be typed as 0.5.")
    if any(box.number is None for one in boxes for box in one.flat):
        say("Moodle compares words letter by letter: only these spellings count.")
    if any(len(one.flat) > 1 for one in boxes):
        say("a matrix has one box for each entry, so that its size is told.")
    if kind == "ordering":
        say("an ordering question needs Moodle 4.4, or its plugin 'ordering'.")
    if kind == "essay":
        formulas = any(part.kind == FORMULA for part in question.parts)
        what = "Moodle cannot judge a formula" if formulas else "only a person can mark this"
        say(f"{what}: it is an essay question, with the key for whoever marks.")


def _numerical(root: Element, box: Box, number: Target) -> None:
    """Write the key, then the mistakes, then whatever else is typed: the first that fits is taken."""
    value, tolerance = number.texts()
    _answer(root, "100", value, "", tolerance)
    for wrong in box.wrong:
        if wrong.number:
            value, tolerance = wrong.number.texts()
            _answer(root, "0", value, paragraph(wrong.message, LATEX), tolerance)
    _answer(root, "0", "*", _UNEXPECTED if box.wrong else "", "0")


def _shortanswer(root: Element, box: Box) -> None:
    """Write every spelling of the key, then those of the mistakes; a `*` would be a wildcard."""
    for text in box.spellings:
        _answer(root, "100", visible(text).replace("*", r"\*"))
    for wrong in box.wrong:
        for text in wrong.spellings:
            _answer(root, "0", visible(text).replace("*", r"\*"), paragraph(wrong.message, LATEX))


def write_text(root: Element, name: str, text: str, picture: Picture | None = None) -> None:
    """Write a text, and the file of the picture in it."""
    element = add(root, name, {} if name == "name" else {"format": "html"})
    add(element, "text").text = text
    if picture:
        add(element, "file", name=picture.name, path="/", encoding="base64").text = picture.base64


def _answer(
    root: Element, fraction: str, text: str, message: str = "", tolerance: str = "", form: str = "moodle_auto_format"
) -> None:
    """Write an answer; the fraction is one of Moodle's list."""
    answer = add(root, "answer", fraction=fraction, format=form)
    add(answer, "text").text = text
    write_text(answer, "feedback", message)
    if tolerance:
        add(answer, "tolerance").text = tolerance
