"""What a quiz file and options say alike: who has no quiz file does without its reader, and starts up sooner."""

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from cardgrad.quizzes.blueprint import MOST_FORMS

REDRAWN = re.compile(r"[A-Z]{1,3}[1-9]\d{0,2}")


def is_quiz_file(path: Path) -> bool:
    """Tell a quiz file from a deck by the keys at the left edge."""
    if path.suffix not in (".yaml", ".yml") or not path.is_file():
        return False
    from cardgrad.decks.report import Report
    from cardgrad.decks.source import decode, read_bytes

    report = Report(str(path))
    keys = re.findall(r"^([a-z]+):", decode(read_bytes(path, report) or b"", report), re.MULTILINE)
    return "cards" not in keys and any(key in keys for key in ("questions", "sections", "minutes", "forms"))


def number_of_forms(text: str) -> int | None:
    """Return how many forms are meant, 0 for one each student, or nothing where the text says neither."""
    if text == "each":
        return 0
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return count if 1 <= count <= MOST_FORMS else None


def bad_redraws(words: Sequence[str]) -> list[str]:
    """Return the words that name no question of a form."""
    return [word for word in words if not REDRAWN.fullmatch(word)]


def is_points(text: str) -> bool:
    """Tell whether a text is a number of points."""
    return bool(re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2}|/[1-9][0-9]?)?", text)) and Fraction(text) > 0
