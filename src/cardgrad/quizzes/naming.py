"""What is printed to be told apart: letters of options and of forms, check characters, the columns of answers."""

import re
import unicodedata
from collections.abc import Sequence

from quizgen.seed import derive_seed

LETTERS = "abcdefghijklmnopqrstuvwxyz"  # of options and of steps
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ2345679"  # 31, a prime; none that is read as another one


def letter(number: int) -> str:
    """Return the letter of a form, counted from 0 as spreadsheets count columns.

    >>> [letter(number) for number in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    found = ""
    number += 1
    while number:
        number, place = divmod(number - 1, 26)
        found = chr(65 + place) + found
    return found


def check_character(quiz: str, form: str) -> str:
    """Return what stands behind a form's letter: one wrong letter, two swapped, or another quiz's sheet show in it.

    It is a weighted sum modulo a prime, as in an ISBN.
    """
    total = derive_seed("check", quiz)
    for weight, sign in enumerate(form, 2):
        total += weight * (ord(sign) - 64)
    return _SIGNS[total % len(_SIGNS)]


def part_names(item: str, labels: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the columns of an item's boxes, for what is asked on each form: `q3_dx`; just `q3` where it is one.

    >>> part_names("q3", [["dL/dx", "dL/dy"], ["dL/dx", "dL/dy"]])[0], part_names("q4", [["dL/dw", "dL/dW"]])[0]
    (['q3_dx', 'q3_dy'], ['q4_1', 'q4_2'])
    """
    if all(len(asked) == 1 for asked in labels):
        return [[item] for _ in labels]
    words = _words(labels[0])
    if any(list(asked) != list(labels[0]) for asked in labels) or not _differ(words):
        return [[f"{item}_{place}" for place in range(1, len(asked) + 1)] for asked in labels]
    return [[f"{item}_{word}" for word in words] for _ in labels]


def _words(labels: Sequence[str]) -> list[str]:
    """Return a word for each asked thing: `dx` for dL/dx, unless that says too little."""
    whole = [_word(label) for label in labels]
    short = [re.sub(r"^d\w*_(?=d)", "", word) for word in whole]
    return short if _differ(short) else whole


def _differ(words: Sequence[str]) -> bool:
    """Tell whether words are names of columns, which spreadsheets write in capitals or not, as they like."""
    return len({word.casefold() for word in words}) == len(words)


def _word(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", "_", plain).strip("_") or "x"
