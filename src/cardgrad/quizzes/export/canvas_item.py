"""One question of a Canvas quiz, in QTI 1.2 with Canvas's own kinds.

A lone number has bounds; several boxes are compared as text with every spelling of the right answers, since Canvas
knows no other question of several boxes. It also keeps four decimals of a bound, so that a finer one is text too.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from xml.etree.ElementTree import Element

from cardgrad.quizzes.export.asking import explained, is_ordering, key_of, prompt_of, usual_mistakes
from cardgrad.quizzes.export.box import Box, Boxes, boxes_of
from cardgrad.quizzes.export.exported import Remarks
from cardgrad.quizzes.export.markup import MATHML, html, paragraph, words
from cardgrad.quizzes.export.qti import Item, add, part_of, write_material
from cardgrad.quizzes.export.target import Target
from cardgrad.quizzes.export.variant import right_order
from cardgrad.quizzes.record import FORMULA, Question
from quizgen.notation.tree import write_number

CHOICE, NUMBER, WORDS, BLANKS, MATCHING, ESSAY = (
    "multiple_choice_question", "numerical_question", "short_answer_question", "fill_in_multiple_blanks_question",
    "matching_question", "essay_question",
)  # fmt: skip
_FINEST = 10**4


def canvas_item(question: Question, ident: str, title: str, picture: str, remarks: Remarks) -> Element:
    """Return a question as an item."""
    say = partial(remarks.say, question.item)
    boxes = () if question.options or question.steps else boxes_of(question)
    kind = _kind(question, boxes)
    item = Item(ident, title, kind, question.points)
    asked = prompt_of(question, MATHML, picture)
    if kind == CHOICE:
        item.ask(asked)
        _choice(item, question)
    elif kind == MATCHING:
        say("Canvas asks for an order by matching places with steps.")
        item.ask(asked)
        _matching(item, right_order(question), question.steps)
    elif kind == ESSAY:
        formulas = any(part.kind == FORMULA for part in question.parts)
        what = "Canvas cannot judge a formula" if formulas else "only a person can mark this"
        say(f"{what}: it is an essay question, and its key is in the feedback that is shown afterwards.")
        item.ask(asked)
        item.write_essay()
    elif kind == NUMBER:
        item.ask(asked + paragraph(question.parts[0].how, MATHML))
        _number(item, boxes[0].flat[0].number)
    elif kind == WORDS:
        say("Canvas compares text letter by letter here: only the spellings in the package count.")
        item.ask(asked + paragraph(question.parts[0].how, MATHML))
        item.write_words(boxes[0].flat[0].spellings)
    else:
        _say_of_blanks(say, boxes)
        item.ask(_brackets(asked) + "".join(map(_blank_text, boxes)))
        for box in (flat := [box for one in boxes for box in one.flat]):
            item.write_blank(box.name, box.spellings, len(flat))
    if kind in (NUMBER, WORDS, BLANKS) and question.mistakes:
        say("Canvas tells wrong answers apart in options only: the usual mistakes stand in the feedback afterwards.")
    key = key_of(question, MATHML) if kind == ESSAY else ""
    item.feed_back("general_fb", key + explained(question, MATHML) + usual_mistakes(question, MATHML))
    return item.root


def _kind(question: Question, boxes: Sequence[Boxes]) -> str:
    """Return Canvas's word for a kind of question."""
    if question.options:
        return CHOICE
    if is_ordering(question):
        return MATCHING
    flat = [box for one in boxes for box in one.flat]
    if not flat:
        return ESSAY
    if len(flat) > 1:
        return BLANKS
    return NUMBER if flat[0].number and _is_coarse(flat[0].number) else WORDS


def _is_coarse(number: Target) -> bool:
    """Tell whether Canvas keeps a number and its bounds as they are."""
    return all((bound * _FINEST).denominator == 1 for bound in (number.value, number.tolerance))


def _choice(item: Item, question: Question) -> None:
    """Write options, and what is told of the wrong ones."""
    ids = item.options("response1", [html(option.text, MATHML) for option in question.options], "text/html")
    for name, option in zip(ids, question.options, strict=True):
        if option.right:
            add(item.condition("Set", "100"), "varequal", respident="response1").text = name
    for name, option in zip(ids, question.options, strict=True):
        item.feed_back(f"{name}_fb", paragraph(option.message or "", MATHML), name)


def _matching(item: Item, right: Sequence[str], printed: Sequence[str]) -> None:
    """Write a place for each step, and all steps to choose from in the order in which they are printed."""
    steps = [words(step) for step in printed]
    for place, step in enumerate(right, 1):
        ident = f"response_{place}"
        response = add(item.presentation, "response_lid", ident=ident)
        write_material(response, f"{place}.", "text/plain")
        box = add(response, "render_choice")
        for number, text in enumerate(steps, 1):
            write_material(add(box, "response_label", ident=f"step_{number}"), text, "text/plain")
        chosen = f"step_{printed.index(step) + 1}"
        add(item.condition("Add", part_of(len(right))), "varequal", respident=ident).text = chosen


def _number(item: Item, number: Target | None) -> None:
    """Write a number with its bounds."""
    assert number is not None  # noqa: S101  such is its kind
    item.write_answer(decimal=True)
    least, greatest = number.bounds()
    either = add(item.condition("Set", "100"), "or")
    add(either, "varequal", respident="response1").text = write_number(number.value)
    both = add(either, "and")
    add(both, "vargte", respident="response1").text = least
    add(both, "varlte", respident="response1").text = greatest


def _blank_text(boxes: Boxes) -> str:
    """Return the boxes of a part as Canvas finds them: a name in brackets."""
    part = boxes.part
    label = _brackets(html(part.label, MATHML))
    how = f" <em>{_brackets(html(part.how, MATHML))}</em>" if part.how else ""
    if len(boxes.flat) == 1:
        return f"<p>{label}{' = ' if label and boxes.flat[0].number else ' '}[{boxes.flat[0].name}]{how}</p>"
    rows = "".join(f"<tr>{''.join(f'<td>[{box.name}]</td>' for box in row)}</tr>" for row in boxes.rows)
    return f"<p>{label}{how}</p><table>{rows}</table>"


def _brackets(text: str) -> str:
    """Return text whose own brackets are no boxes."""
    return text.replace("[", "&#91;").replace("]", "&#93;")


def _say_of_blanks(say: "partial[None]", boxes: Sequence[Boxes]) -> None:
    """Say what is lost where several boxes are compared as text."""
    flat: list[Box] = [box for one in boxes for box in one.flat]
    say("Canvas compares text letter by letter here: only the spellings in the package count.")
    if any(len(one.flat) > 1 for one in boxes):
        say("a matrix has one box for each entry, so that its size is told.")
    if len({Fraction(one.part.points) / len(one.flat) for one in boxes}) > 1:
        say(f"Canvas gives each of the {len(flat)} boxes the same points.")
