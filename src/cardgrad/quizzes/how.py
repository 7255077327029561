"""How to answer, beside each box, in the language of the fixed words."""

from collections.abc import Mapping

from cardgrad.quizzes.record import ARRAY, FORMULA, LETTER, NUMBER, ORDER, SIZE

EXACT, ROUNDED = "exact", "rounded"

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        EXACT: "exact",
        ROUNDED: "exact, or {digits} significant digits",
        SIZE: "rows × columns",
        FORMULA: "a formula",
        LETTER: "one letter",
        ORDER: "the letters in order",
    },
    "de": {
        EXACT: "exakt",
        ROUNDED: "exakt, oder {digits} geltende Ziffern",
        SIZE: "Zeilen × Spalten",
        FORMULA: "eine Formel",
        LETTER: "ein Buchstabe",
        ORDER: "die Buchstaben in ihrer Reihenfolge",
    },
    "fr": {
        EXACT: "valeur exacte",
        ROUNDED: "valeur exacte, ou {digits} chiffres significatifs",
        SIZE: "lignes × colonnes",
        FORMULA: "une formule",
        LETTER: "une lettre",
        ORDER: "les lettres dans l'ordre",
    },
    "es": {
        EXACT: "valor exacto",
        ROUNDED: "valor exacto, o {digits} cifras significativas",
        SIZE: "filas × columnas",
        FORMULA: "una fórmula",
        LETTER: "una letra",
        ORDER: "las letras en orden",
    },
}


def how_to_answer(
    kind: str, language: str, digits: int, shape: tuple[int, int] | None = None, *, rounded: bool = False
) -> str:
    """Return how a box is to be filled; nothing for words.

    >>> how_to_answer("array", "en", 3, (2, 3))
    '2 × 3, exact'
    """
    words = _WORDS.get(language, _WORDS["en"])
    exactness = words[ROUNDED if rounded else EXACT].format(digits=digits)
    if kind == NUMBER:
        return exactness
    if kind == ARRAY and shape:
        return f"{shape[0]} × {shape[1]}, {exactness}"
    return words.get(kind, "") if kind in (SIZE, FORMULA, LETTER, ORDER) else ""
