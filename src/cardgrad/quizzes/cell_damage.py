"""What spreadsheets make of answers when nobody looks: `1/2` becomes a date, an answer with `=` in front an error."""

import re
from collections.abc import Collection

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FOREIGN = {  # as spreadsheets write them in German, French and Spanish
    "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "avr": 4, "jui": 6, "aoû": 8, "déc": 12, "ene": 1,
    "abr": 4, "ago": 8, "dic": 12, "juil": 7,
}  # fmt: skip
_CLOCK = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?)?"
_DAY_MONTH = re.compile(rf"(\d{{1,2}})[-. ]+([^\W\d]{{3,10}})\.?(?:[-. ]+\d{{2,4}})?{_CLOCK}")
_MONTH_DAY = re.compile(r"([^\W\d]{3,10})\.?[- ](\d{1,4})")
_NUMBERS = re.compile(rf"(\d{{1,4}})([-./])(\d{{1,2}})\2(\d{{1,4}}){_CLOCK}")
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.")
_TIME = re.compile(r"\d{1,3}:\d{2}(?::\d{2})?(?: ?[ap]m)?", re.IGNORECASE)
_LIKE_A_DATE = re.compile(r"\d{1,4}([-/.:])\d{1,4}(?:\1\d{1,4})?").fullmatch
_ERROR = re.compile(r"#[A-Z/0!?]+|#+", re.IGNORECASE)


def damage(text: str) -> str | None:
    """Return what a spreadsheet has done to a cell, as one clause, or None.

    >>> damage("2-Jan")
    '2-Jan is a date that a spreadsheet made of an answer, perhaps of 1/2 or 2/1: write it again in a column of text'
    """
    word = text.strip()
    if _ERROR.fullmatch(word):
        return f"{word} is what a spreadsheet shows for a formula it cannot read: write the answer again as text"
    if _TIME.fullmatch(word):
        return f"{word} is a time of day that a spreadsheet made of an answer: write it again in a column of text"
    found = _date(word)
    if found is None:
        return None
    day, month = found
    perhaps = f", perhaps of {month}/{day} or {day}/{month}" if day and month else ""
    return f"{word} is a date that a spreadsheet made of an answer{perhaps}: write it again in a column of text"


def damage_of_words(text: str, accepted: Collection[str]) -> str | None:
    """Return what a spreadsheet has done to a cell where words are asked: a date is one only if `1/2` was wanted."""
    word = text.strip()
    if word in accepted or (not (len(word) > 1 and _ERROR.fullmatch(word)) and not any(map(_LIKE_A_DATE, accepted))):
        return None
    return damage(word)


def _date(word: str) -> tuple[int, int] | None:
    """Return the day and the month of a date, 0 for what it does not tell; None where it is none."""
    if match := _DAY_MONTH.fullmatch(word):
        return (int(match[1]), month) if (month := _month(match[2])) else None
    if match := _MONTH_DAY.fullmatch(word):
        return (int(match[2]) % 100, month) if (month := _month(match[1])) else None
    if match := _GERMAN.fullmatch(word):
        return int(match[1]), int(match[2])
    if match := _NUMBERS.fullmatch(word):
        first, last = int(match[1]), int(match[4])
        if len(match[1]) == 4:
            return last, int(match[3])
        return (first, int(match[3])) if len(match[4]) in (2, 4) else None
    return None


def _month(word: str) -> int | None:
    """Return the number of a month, from its first letters."""
    folded = word.casefold()
    if folded[:4] in _FOREIGN or folded[:3] in _FOREIGN:
        return _FOREIGN.get(folded[:4]) or _FOREIGN[folded[:3]]
    return _MONTHS.index(folded[:3]) + 1 if folded[:3] in _MONTHS else None
