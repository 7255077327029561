"""How a question reads in another program, whichever that is: its text, its drawing, its key and its explanation."""

import base64
from pathlib import PurePosixPath
from typing import NamedTuple

from cardgrad.quizzes.export.markup import html, paragraph
from cardgrad.quizzes.export.variant import right_order
from cardgrad.quizzes.picture import Picture as CardPicture
from cardgrad.quizzes.printing.pieces import description
from cardgrad.quizzes.record import ORDER, Question
from quizgen.notation.visible import visible
from quizgen.value import value_math

_LONG = 10  # characters: a longer number is one that a computer rounded
_MATHEMATICS = ("number", "array", "size", "formula")


class Picture(NamedTuple):
    """A drawing as a file of its own."""

    name: str
    data: bytes
    description: str

    @property
    def base64(self) -> str:
        """Return it as text."""
        return base64.b64encode(self.data).decode("ascii")

    def element(self, source: str) -> str:
        """Return the HTML element that shows it from there."""
        words = visible(self.description).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        return f'<p><img src="{source}" alt="{words}"></p>'


def picture_of(question: Question, name: str) -> Picture | None:
    """Return the drawing of a question, if it shows one, or else the picture beside its card."""
    if question.drawing:
        return drawn(question.drawing, name)
    return question.picture and pictured(question.picture, name)


def drawn(drawing: str, name: str) -> Picture:
    """Return a drawing as a file of this name."""
    return Picture(f"{name}.svg", drawing.encode(), description(drawing))


def pictured(shown: CardPicture, name: str) -> Picture:
    """Return a card's picture as a file of this name."""
    return Picture(f"{name}{PurePosixPath(shown.file).suffix.lower()}", shown.bytes, shown.words)


def prompt_of(question: Question, math: str, picture: str = "") -> str:
    """Return the question itself, with its drawing's element."""
    return paragraph(question.prompt, math) + picture


def key_of(question: Question, math: str) -> str:
    """Return the right answer in a paragraph for each asked thing."""
    if question.options:
        right = next(option for option in question.options if option.right)
        return paragraph(right.text, math)
    if question.steps:
        return listed(right_order(question), math)
    found = []
    for part in question.parts:
        key = key_text(part.kind, part.key)
        label = f"{html(part.label, math)}: " if part.label else ""
        found.append(f"<p>{label}{html(key, math)}</p>")
    return "".join(found)


def key_text(kind: str, key: str) -> str:
    """Return a part's key as deck text."""
    if kind not in _MATHEMATICS:
        return key
    if kind == "number" and ("e" in key or len(key) > _LONG) and "/" not in key:
        return f"${value_math(float(key))}$"
    matrix = kind == "array" and not key.startswith("[")
    return f"$[{key}]$" if matrix else f"${key}$"


def explained(question: Question, math: str) -> str:
    """Return the worked solution and the card's explanation."""
    return "".join(paragraph(text, math) for text in (*question.working, question.explanation))


def usual_mistakes(question: Question, math: str) -> str:
    """Return the predicted wrong answers with what to say of each, for programs that cannot tell them apart."""
    kinds = [part.kind for part in question.parts]
    found = []
    for one in question.mistakes:
        answers = ", ".join(html(key_text(*pair), math) for pair in zip(kinds, one.answer, strict=False))
        found.append(f"<li>{answers}: {html(one.message, math)}</li>")
    return f"<p>Usual mistakes:</p><ul>{''.join(found)}</ul>" if found and not question.options else ""


def listed(texts: tuple[str, ...], math: str) -> str:
    """Return deck texts as a numbered list."""
    return f"<ol>{''.join(f'<li>{html(text, math)}</li>' for text in texts)}</ol>"


def is_ordering(question: Question) -> bool:
    """Tell whether a question asks for an order."""
    return bool(question.steps) and question.parts[0].kind == ORDER
