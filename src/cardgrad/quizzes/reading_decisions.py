"""The decisions in a quiz file, each with its reason, so that marking again is a function of files."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from cardgrad.decks.fault import ERROR, meant
from cardgrad.decks.report import Report
from cardgrad.decks.source import decode, read_bytes
from cardgrad.decks.syntax import parse
from cardgrad.decks.tree import Listing, Mapping, Node, Scalar, TooMany, child, key_node, plain
from cardgrad.errors import FaultsFoundError
from cardgrad.quizzes.accepting import acceptable
from cardgrad.quizzes.decision import Decision
from cardgrad.quizzes.reading_cells import Read, read_points
from cardgrad.quizzes.record import PROSE, Part, Question, Record
from cardgrad.quizzes.seating import Seating
from cardgrad.quizzes.sheet import items

_KEYS = ("item", "drop", "accept", "points", "form", "why")
_DROP = "full points"


def read_decisions(path: Path, record: Record) -> tuple[Decision, ...]:
    """Return the decisions in a quiz file; all that is wrong with them is told at once, each with its line."""
    report = Report(str(path))
    data = read_bytes(path, report)
    tree = None
    if data is not None:
        text = decode(data, report)
        report.lines = text.split("\n")
        tree = parse(text, report)
    listing = child(tree, "marking") if tree is not None else None
    found: list[Decision] = []
    if isinstance(listing, Listing):
        found = [decision for node in listing.items for decision in _decision(node, record, report)]
    elif listing is not None and not (isinstance(listing, Scalar) and not listing.value):
        report.error(listing.start_mark, "marking is a list: write '- item: q4' and what is decided below it")
    faults = [fault for fault in report.sorted_faults() if fault.severity == ERROR]
    if faults:
        raise FaultsFoundError("\n".join(f"{fault}." for fault in faults))
    return tuple(found)


def _decision(node: Node, record: Record, report: Report) -> list[Decision]:
    """Return the decision of one entry, or none with its faults reported."""
    before = len(report.faults)
    if not isinstance(node, Mapping):
        report.error(node.start_mark, "a decision reads {item: q4, drop: full points} or {item: q7, accept: y - y_hat}")
        return []
    try:
        values: Any = plain(node, report)
    except TooMany as error:
        report.error(error.node.start_mark, f"{error}: write fewer")
        return []

    def fault(key: str, message: str) -> None:
        report.error((key_node(node, key) or node).start_mark, message)

    for key, value in values.items():
        if key not in _KEYS:
            fault(key, f"a decision has no {key!r}{meant(key, _KEYS)}: it has {', '.join(_KEYS)}")
        elif not isinstance(value, str) or not value.strip():
            fault(key, f"{key} is a text: write it after the colon")
    if len(report.faults) > before:
        return []
    name, accept, form = values.get("item", "").strip(), values.get("accept", "").strip(), values.get("form", "")
    letter, form = form, _form(form, record)
    questions = [one for each in record.forms if form in ("", each.id) for one in each.questions]
    item, part = _named(name, questions)
    if not item:
        known = items(record)
        fault("item", f"the quiz has no item {name or 'at all here'}{meant(name, known)}: it has {', '.join(known)}")
        return []
    if ("drop" in values) == bool(accept):
        fault("item", "decide one thing: drop: full points, or accept: and the answer")
    elif "drop" in values and (values["drop"].strip() != _DROP or "points" in values):
        fault("drop", f"an item is dropped by drop: {_DROP}, which gives them to everybody")
    if letter and not form:
        fault("form", f"the quiz has no form {letter}{meant(letter, [one.id for one in record.forms])}")
    first = next(question for question in questions if question.item == item)
    boxes = [box for box in first.parts if part in ("", box.name)]
    if accept and len(boxes) != 1:
        boxed = " or ".join(box.name for box in boxes)
        fault("item", f"{item} has {len(boxes)} boxes: say which of them is meant, item: {boxed}")
    elif accept and boxes[0].kind == PROSE:
        fault("accept", f"{item} is marked by hand: enter the points that an answer deserves")
    points = _points(values.get("points"), boxes[0]) if boxes else None
    if "points" in values and points is None and "drop" not in values:
        fault("points", f"points are a number from 0 to {boxes[0].points}")
    if len(report.faults) > before:
        return []
    decision = Decision(item, part, accept, points, form, values.get("why", ""))
    if accept and (why := acceptable(decision, questions)):
        fault("accept", why)
        return []
    return [decision]


def _form(text: str, record: Record) -> str:
    """Return the id of the form that is meant, or nothing."""
    form = Seating(record).form(text) if text else None
    return form.id if form else ""


def _named(name: str, questions: Sequence[Question]) -> tuple[str, str]:
    """Return the item and the box that a name stands for: q4, or q4_dx."""
    for question in questions:
        if question.item == name:
            return name, ""
    for question in questions:
        for part in question.parts:
            if part.name == name:
                return question.item, name
    return "", ""


def _points(text: str | None, box: Part) -> Fraction | None:
    read = None if text is None else read_points(text.strip(), Fraction(box.points))
    return read.value if isinstance(read, Read) else None
