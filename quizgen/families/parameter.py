"""What an author may say to a family: a few named parameters, each with all the values it may have."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from quizgen.domain import DrillError
from quizgen.notation.fault import did_you_mean
from quizgen.prompt import listing

_YES = ("yes", "true", "on")
_NO = ("no", "false", "off")


class Parameter(NamedTuple):
    """A parameter: whole numbers, words, or yes and no."""

    name: str
    about: str
    default: str  # as an author would write it
    choices: tuple[Any, ...]
    many: bool = False  # whether it takes several, with commas or spaces between

    def read(self, text: str) -> Any:
        """Return its value: one of the choices, or a tuple of them in their own order; else a DrillError."""
        words = text.replace(",", " ").split() if self.many else [text.strip()]
        found = [self._choice(word) for word in words]
        if not found:
            raise DrillError(f"{self.name} is empty; it takes {self.allowed}", self.field)
        return tuple([choice for choice in self.choices if choice in found]) if self.many else found[0]

    def write(self, value: Any) -> str:
        """Return a value as an author would write it."""
        return " ".join(map(_word, value)) if self.many else _word(value)

    @property
    def field(self) -> str:
        """Return where a deck says it."""
        return f"with.{self.name}"

    @property
    def allowed(self) -> str:
        """Return what it may be, in words."""
        words = [_word(choice) for choice in self.choices]
        if isinstance(self.choices[0], int) and not isinstance(self.choices[0], bool):
            return f"a number from {words[0]} to {words[-1]}"
        return listing(words, "and" if self.many else "or")

    def _choice(self, word: str) -> Any:
        lowered = word.lower()
        spelt = "yes" if lowered in _YES else "no" if lowered in _NO else lowered
        known = {_word(choice): choice for choice in self.choices}
        if spelt not in known:
            verb = "takes" if self.many else "is"
            meant = "" if spelt.lstrip("-").isdigit() else did_you_mean(spelt, known)
            raise DrillError(f"{self.name} {verb} {self.allowed}, not {word or 'nothing'}{meant}", self.field)
        return known[spelt]


def _word(choice: Any) -> str:
    """Return a choice as an author writes it."""
    return ("no", "yes")[choice] if isinstance(choice, bool) else str(choice)


def read_parameters(
    family: str, parameters: Sequence[Parameter], written: Sequence[tuple[str, str]]
) -> Mapping[str, Any]:
    """Return the value of each parameter, its default where nothing is said."""
    known = {parameter.name: parameter for parameter in parameters}
    texts = {name: parameter.default for name, parameter in known.items()}
    for name, text in written:
        if name not in known:
            meant = did_you_mean(name, known) or f"; it takes {listing(list(known), 'and')}"
            raise DrillError(f"the family {family} has no parameter {name}{meant}", f"with.{name}")
        texts[name] = text
    return {name: known[name].read(text) for name, text in texts.items()}
