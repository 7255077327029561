"""What a card asks and what it answers, as text and as the words and formulas that make it this question."""

import re
from functools import lru_cache
from typing import NamedTuple

from cardgrad.decks.card import Card, Choice, Cloze, Front, Steps, Typed

_COMMON_WORDS = """
    a an the of in on at to for by with from and or is are was be do does did it its this that these those as
    what which there then so you your we
"""
_COMMON = frozenset(_COMMON_WORDS.split())  # they hang on how a question is put
_FORMULA = re.compile(r"\$([^$]*)\$")
_WORD = re.compile(r"[^\W_]+")


class Sense(NamedTuple):
    """A text as a set of words, and its formulas and numbers, which no two questions share by chance."""

    words: frozenset[str]
    mathematics: tuple[str, ...]


def asked(card: Card) -> str:
    """Return what a card asks; a cloze text with its gaps filled in, so that siblings ask the same."""
    match card.content:
        case Front(front=text) | Cloze(full=text):
            return text
        case Choice(prompt=text) | Typed(prompt=text):
            return text
        case Steps(prompt=text, steps=steps):
            return "\n".join((text, *steps))
        case drill:
            return drill.prompt or ""


def answered(card: Card) -> str:
    """Return what a card answers."""
    match card.content:
        case Front(back=text) | Cloze(answer=text) | Choice(right=text):
            return text
        case Typed(answers=answers):
            return answers[0]
        case _:
            return ""


def is_backward(card: Card) -> bool:
    """Tell whether a card asks a front by its back."""
    return isinstance(card.content, Front) and card.id == f"{card.entry}/reverse"


def sense(text: str) -> Sense:
    """Return the words and formulas of a text, without what differs between two ways to say one thing."""
    formulas = ["".join(formula.removeprefix("?").split()) for formula in _FORMULA.findall(text)]
    every = _WORD.findall(_FORMULA.sub(" ", text).lower())
    words = [_stem(word) for word in every if word not in _COMMON] or every
    numbers = [word for word in words if word[0].isdecimal()]
    return Sense(frozenset(word for word in words if not word[0].isdecimal()), tuple(sorted(formulas + numbers)))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """Return a word without the commonest endings: gates and gate are one."""
    for ending in ("ing", "ed", "es", "s"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word.removesuffix(ending).removesuffix("e")
    return word.removesuffix("e") if len(word) > 3 else word
