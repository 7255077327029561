"""Moodle's cloze: questions of several boxes, each written in braces into the text.

    {2:NUMERICAL:=-8:0~%0%12:0#A product switches.}

Whatever could end an answer, a feedback or the box is written as an entity, which Moodle reads back.
"""

import re
from collections.abc import Sequence
from math import gcd, lcm

from cardgrad.quizzes.export.box import Box, Boxes, share
from cardgrad.quizzes.export.markup import LATEX, html, paragraph
from quizgen.notation.visible import visible

_BOX = re.compile(r"\{(?=\s*\d*\s*:)")  # in the mathematics of a text: nowhere else is a brace left
_SPECIAL = re.compile(r"[&<>\"'~#{}\\=%:*/]")


def cloze(prompt: str, boxes: Sequence[Boxes]) -> str:
    """Return the text of a question with its boxes."""
    marks = iter(weights(boxes))
    lines = [_BOX.sub("{{}", prompt)]
    for one in boxes:
        label = _BOX.sub("{{}", html(one.part.label, LATEX))
        how = f" <em>{_BOX.sub('{{}', html(one.part.how, LATEX))}</em>" if one.part.how else ""
        written = [[_box(box, next(marks)) for box in row] for row in one.rows]
        if len(one.flat) == 1:
            sign = f"{label} = " if label and one.flat[0].number else f"{label} " if label else ""
            lines.append(f"<p>{sign}{written[0][0]}{how}</p>")
        else:
            rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in written)
            lines.append(f"<p>{label}{how}</p><table>{rows}</table>")
    return "".join(lines)


def weights(boxes: Sequence[Boxes]) -> list[int]:
    """Return the marks of each box: the smallest whole numbers that are to each other as the points are.

    Where points are whole numbers that need no reduction to stay so, they are the points themselves.
    """
    points = [share(one) for one in boxes for _ in one.flat]
    whole = lcm(*(point.denominator for point in points))
    marks = [int(point * whole) for point in points]
    least = 1 if whole == 1 else gcd(*marks) or 1
    return [max(mark // least, 1) for mark in marks]


def _box(box: Box, mark: int) -> str:
    """Return one box in braces."""
    if box.number:
        value, tolerance = box.number.texts()
        answers = [f"={value}:{tolerance}"]
        answers += [
            f"%0%{':'.join(wrong.number.texts())}#{_entities(paragraph(wrong.message, LATEX))}"
            for wrong in box.wrong
            if wrong.number
        ]
        return f"{{{mark}:NUMERICAL:{'~'.join(answers)}}}"
    answers = [f"={_typed(text)}" for text in box.spellings]
    answers += [
        f"%0%{_typed(text)}#{_entities(paragraph(wrong.message, LATEX))}"
        for wrong in box.wrong
        for text in wrong.spellings
    ]
    return f"{{{mark}:SHORTANSWER:{'~'.join(answers)}}}"


def _typed(text: str) -> str:
    r"""Return an accepted answer; a `*` that is no wildcard has a backslash before it."""
    return _entities(visible(text).replace("*", r"\*"))


def _entities(text: str) -> str:
    """Return text in which nothing has a meaning for Moodle until it has read the box.

    >>> _entities("1 < 2~")
    '1 &#60; 2&#126;'
    """
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", text)
