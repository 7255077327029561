"""The fixed words of a quiz's paper in the languages that a quiz file can name."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from cardgrad.errors import UsageError

Language = Literal["en", "de", "fr", "es", "it", "nl"]


class Words(NamedTuple):
    """What the paper itself says, in one language."""

    form: str
    name: str
    number: str
    points: tuple[str, str]  # one, and other numbers
    each: str  # with {points}
    minutes: str
    calculator: tuple[str, str]  # without, and with
    answers: str
    only_here: str  # where answers count
    at_question: str  # a box whose answer stands at the question
    page: str  # with {page} and {pages}
    end: str
    key: str
    keys: str  # of all forms
    solutions: str
    right: str  # the right answer
    given: str
    mistakes: str
    feedback: str
    blank: str  # nothing was answered
    exact: str  # how a box is to be filled, from here on
    rounded: str  # with {digits}
    size: str
    formula: str
    letter: str  # of an option
    order: str  # of steps
    incomplete: str  # a total, on a feedback sheet
    unreadable: str
    not_marked: str  # what cannot be read
    on_sheet: str  # what was marked by hand stands there


_WORDS: Mapping[str, Words] = {
    "en": Words(
        "Form", "Name", "Student number", ("point", "points"), "{points} each", "minutes",
        ("no calculator", "calculator allowed"),
        "Answers", "Only what stands in these boxes is marked.", "answer at the question", "page {page} of {pages}",
        "END", "Key", "Keys of all forms", "Worked solutions", "right answer", "your answer",
        "Predicted mistakes", "Feedback", "left blank",
        "exact", "exact, or {digits} significant digits", "rows × columns", "a formula", "one letter",
        "the letters in order",
        "incomplete", "unreadable", "This could not be read; it is not marked yet.", "see your sheet",
    ),
    "de": Words(
        "Fassung", "Name", "Matrikelnummer", ("Punkt", "Punkte"), "je {points}", "Minuten",
        ("kein Taschenrechner", "Taschenrechner erlaubt"), "Antworten",
        "Nur was in diesen Kästchen steht, wird bewertet.", "Antwort bei der Aufgabe", "Seite {page} von {pages}",
        "ENDE", "Lösung", "Lösungen aller Fassungen", "Rechenwege", "richtige Antwort", "Ihre Antwort",
        "Erwartete Fehler", "Rückmeldung", "leer gelassen",
        "exakt", "exakt, oder {digits} geltende Ziffern", "Zeilen × Spalten", "eine Formel", "ein Buchstabe",
        "die Buchstaben in ihrer Reihenfolge",
        "unvollständig", "unleserlich", "Das war nicht zu lesen; es ist noch nicht bewertet.", "siehe Ihr Blatt",
    ),
    "fr": Words(
        "Version", "Nom", "Numéro d’étudiant", ("point", "points"), "{points} chacun", "minutes",
        ("sans calculatrice", "calculatrice autorisée"), "Réponses",
        "Seul le contenu de ces cases est noté.", "réponse sous la question", "page {page} sur {pages}",
        "FIN", "Corrigé", "Corrigé de toutes les versions", "Solutions détaillées", "bonne réponse",
        "votre réponse", "Erreurs prévues", "Commentaires", "sans réponse",
        "valeur exacte", "valeur exacte, ou {digits} chiffres significatifs", "lignes × colonnes", "une formule",
        "une lettre", "les lettres dans l’ordre",
        "incomplet", "illisible", "Cette réponse n’a pas pu être lue ; elle n’est pas encore notée.",
        "voir votre copie",
    ),
    "es": Words(
        "Versión", "Nombre", "Número de estudiante", ("punto", "puntos"), "{points} cada una", "minutos",
        ("sin calculadora", "se permite calculadora"), "Respuestas",
        "Solo se califica lo escrito en estas casillas.", "respuesta en la pregunta", "página {page} de {pages}",
        "FIN", "Clave", "Claves de todas las versiones", "Soluciones detalladas", "respuesta correcta",
        "su respuesta", "Errores previstos", "Comentarios", "en blanco",
        "valor exacto", "valor exacto, o {digits} cifras significativas", "filas × columnas", "una fórmula",
        "una letra", "las letras en orden",
        "incompleto", "ilegible", "No se pudo leer; aún no está calificado.", "vea su hoja",
    ),
    "it": Words(
        "Versione", "Nome", "Matricola", ("punto", "punti"), "{points} ciascuno", "minuti",
        ("senza calcolatrice", "calcolatrice ammessa"), "Risposte",
        "Si valuta solo ciò che sta in queste caselle.", "risposta sotto la domanda", "pagina {page} di {pages}",
        "FINE", "Soluzione", "Soluzioni di tutte le versioni", "Svolgimenti", "risposta corretta",
        "la tua risposta", "Errori previsti", "Commenti", "in bianco",
        "valore esatto", "valore esatto, o {digits} cifre significative", "righe × colonne", "una formula",
        "una lettera", "le lettere in ordine",
        "incompleto", "illeggibile", "Non è stato possibile leggerlo; non è ancora valutato.", "vedi il tuo foglio",
    ),
    "nl": Words(
        "Versie", "Naam", "Studentnummer", ("punt", "punten"), "elk {points}", "minuten",
        ("geen rekenmachine", "rekenmachine toegestaan"), "Antwoorden",
        "Alleen wat in deze vakken staat, wordt beoordeeld.", "antwoord bij de vraag", "pagina {page} van {pages}",
        "EINDE", "Sleutel", "Sleutels van alle versies", "Uitwerkingen", "juist antwoord", "jouw antwoord",
        "Voorspelde fouten", "Terugkoppeling", "leeg gelaten",
        "exact", "exact, of {digits} significante cijfers", "rijen × kolommen", "een formule", "één letter",
        "de letters in volgorde",
        "onvolledig", "onleesbaar", "Dit was niet te lezen; het is nog niet beoordeeld.", "zie je blad",
    ),
}  # fmt: skip

LANGUAGES: tuple[str, ...] = get_args(Language)


def words_of(language: str) -> Words:
    """Return the words of a language; one that there is no table for is a UsageError."""
    if language not in _WORDS:
        raise UsageError(f"there are no fixed words in {language!r}: choose one of {', '.join(LANGUAGES)}.")
    return _WORDS[language]
