"""Moodle XML: a category for each item, in it a question for each version, to be drawn from at random.

One number is a numerical question, several boxes are a cloze, options a multichoice; predicted mistakes answer with
their sentences. The kinds and their elements: https://docs.moodle.org/en/Moodle_XML_format
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from xml.etree.ElementTree import Element, indent, tostring

from cardgrad.quizzes.export.asking import explained, is_ordering, picture_of, prompt_of
from cardgrad.quizzes.export.box import Boxes, boxes_of
from cardgrad.quizzes.export.exported import Exported, Remarks
from cardgrad.quizzes.export.markup import LATEX, paragraph
from cardgrad.quizzes.export.moodle_answer import add, say_of, write_answers, write_text
from cardgrad.quizzes.export.moodle_cloze import cloze, weights
from cardgrad.quizzes.export.variant import Variant, items_of
from cardgrad.quizzes.record import NUMBER, Question, Record
from quizgen.notation.visible import visible

_FIXED = {  # what Moodle wants to be told of each kind
    "numerical": {"unitgradingtype": "0", "unitpenalty": "0.1", "showunits": "3", "unitsleft": "0"},
    "shortanswer": {"usecase": "0"},
    "multichoice": {"single": "true", "shuffleanswers": "true", "answernumbering": "abc"},
    "essay": {
        "responseformat": "editor", "responserequired": "1", "responsefieldlines": "10", "attachments": "0",
        "attachmentsrequired": "0",
    },
    "ordering": {
        "layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0", "gradingtype": "ABSOLUTE_POSITION",
        "showgrading": "1", "numberingstyle": "none",
    },
    "cloze": {},
}  # fmt: skip


def moodle(record: Record) -> Exported:
    """Return a quiz as Moodle XML."""
    root, remarks = Element("quiz"), Remarks()
    for item in items_of(record):
        category = add(add(root, "question", type="category"), "category")
        title = visible(f"{record.heading.title or record.name} ({record.name})").replace("/", "//")
        add(category, "text").text = f"$course$/top/{title}/{item.name}"
        for variant in item.variants:
            root.append(_question(record, variant, remarks))
    indent(root, " ")
    data = tostring(root, encoding="utf-8", xml_declaration=True, short_empty_elements=False)
    return Exported(data + b"\n", remarks.sentences())


def _question(record: Record, variant: Variant, remarks: Remarks) -> Element:
    """Return one version of an item."""
    question = variant.question
    say = partial(remarks.say, question.item)
    boxes = () if question.options or question.steps else boxes_of(question)
    kind = _kind(question, boxes)
    root = Element("question", type=kind)
    write_text(root, "name", visible(f"{question.item} {variant.forms[0]} {question.card}"))
    picture = picture_of(question, "graph")
    element = picture.element(f"@@PLUGINFILE@@/{picture.name}") if picture else ""
    asked = prompt_of(question, LATEX, element)
    say_of(kind, question, boxes, say)
    if kind == "cloze":
        asked = cloze(asked, boxes)
        points = Fraction(sum(weights(boxes)))
        if points != Fraction(question.points):
            say("Moodle adds up the marks of boxes, here not to the points of the item: set its mark there.")
    else:
        asked += paragraph(question.parts[0].how, LATEX) if boxes and question.parts[0].kind == NUMBER else ""
        points = Fraction(question.points)
    write_text(root, "questiontext", asked, picture)
    write_text(root, "generalfeedback", explained(question, LATEX))
    add(root, "defaultgrade").text = f"{float(points):.7f}"
    add(root, "penalty").text = "0"  # paper has no second try
    add(root, "hidden").text = "0"
    add(root, "idnumber").text = visible(f"{record.name[:60]}-{question.item}-{variant.forms[0]}")
    for name, value in _FIXED[kind].items():
        add(root, name).text = value
    write_answers(root, kind, question, boxes)
    tags = add(root, "tags")
    for tag in ("cardgrad", question.card, *(f"form {form}" for form in variant.forms[:1])):
        add(add(tags, "tag"), "text").text = visible(tag)
    return root


def _kind(question: Question, boxes: Sequence[Boxes]) -> str:
    """Return Moodle's word for a kind of question."""
    if question.options:
        return "multichoice"
    if is_ordering(question):
        return "ordering"
    flat = [box for one in boxes for box in one.flat]
    if not flat:
        return "essay"
    if len(flat) > 1:
        return "cloze"
    return "numerical" if flat[0].number else "shortanswer"
