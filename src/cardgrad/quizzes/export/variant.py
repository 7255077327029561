"""The items of a quiz with their different versions: what is the same on several forms is exported once."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from cardgrad.quizzes.record import CHOICE, Question, Record


class Variant(NamedTuple):
    """One version of an item, and the forms that it stands on."""

    question: Question  # as it is on the first of them
    forms: tuple[str, ...]  # ids


class Item(NamedTuple):
    """One item of the quiz."""

    name: str  # q4
    variants: tuple[Variant, ...]


def items_of(record: Record) -> tuple[Item, ...]:
    """Return the items by name; versions that differ in the order of options only are one."""
    found: dict[str, dict[Any, list[tuple[Question, str]]]] = {}
    for form in record.forms:
        for question in form.questions:
            alike = found.setdefault(question.item, {}).setdefault(_sameness(question), [])
            alike.append((question, form.id))
    names = sorted(found, key=lambda name: (len(name), name))  # q2 before q10
    return tuple(Item(name, tuple(_variant(alike) for alike in found[name].values())) for name in names)


def _variant(alike: Sequence[tuple[Question, str]]) -> Variant:
    return Variant(alike[0][0], tuple(form for _, form in alike))


def _sameness(question: Question) -> Any:
    """Return what two versions share if another program should ask them once."""
    alike = question._replace(number=0, section="", space="", source=None)
    if question.kind == CHOICE or question.options:
        parts = tuple(part._replace(key="") for part in question.parts)
        alike = alike._replace(options=tuple(sorted(question.options, key=repr)), parts=parts)
    if question.steps:
        alike = alike._replace(steps=right_order(question), parts=())
    return repr(alike)


def right_order(question: Question) -> tuple[str, ...]:
    """Return the steps of a question in their right order, which its key gives by letters."""
    letters = [sign for sign in question.parts[0].key.casefold() if sign.isalpha()]
    return tuple(question.steps[ord(letter) - ord("a")] for letter in letters)
