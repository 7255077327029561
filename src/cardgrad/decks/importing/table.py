"""Tables as notes: by the names in the head, else a question, an answer and tags in this order."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cardgrad.decks.importing.building import Convert, Raw, note_of
from cardgrad.decks.importing.delimited import Row, likely_sign, named_columns, rows_of
from cardgrad.decks.importing.html_text import from_html, is_html
from cardgrad.decks.importing.listing import listed_cell
from cardgrad.decks.importing.notation import from_plain
from cardgrad.decks.importing.note import NAMED, Converted, Gathered, Note
from cardgrad.decks.importing.siblings import Format, Told, notes_of_export
from cardgrad.errors import CardgradError

_NAMES = {
    "question": "question front q prompt term frage vorderseite pregunta recto text cloze",
    "answer": "answer back a definition antwort rückseite respuesta réponse verso correct right key back_extra",
    "option": "wrong distractor",
    "tags": "tags tag topic schlagwörter",
    "id": "id guid card card_id uid",
    "source": "source reference ref quelle",
    "hint": "hint hinweis",
    "why": "why explanation extra note notes comment feedback",
    "reverse": "reverse reversed add_reverse",
    "deck": "deck",
    "kind": "notetype note_type kind",
}
_LETTERS = "abcdefgh"
COLUMNS = {
    **{word: name for name, words in _NAMES.items() for word in words.split()},
    **{f"option_{letter}": f"option {letter}" for letter in _LETTERS},
}
IN_ORDER = ("question", "answer", "tags")
_GUARDED = re.compile(r"^'(?=[=+\-@\t\r'])")  # a cell that no spreadsheet should take for a formula
_OURS = ("id", "kind", "front", "back", "hint", "why", "source", "tags", "problem", "mistakes")
_FORMAT = Format(Converted, listed_cell, blank="____", between="\n", slashes=1)
_LETTER = re.compile(r"\(?([A-Ha-h])[.)]?")
_NUMBER = re.compile(r"\(?[0-9]{1,2}[.)]?")
_YES = frozenset(("1", "true", "yes", "y", "x", "ja"))


class Layout(NamedTuple):
    """What the columns of a file are, and what reads its cells; `tags` are those of all its notes."""

    columns: Sequence[str]
    convert: Convert
    tags: tuple[str, ...] = ()
    key: str = NAMED  # what an id of this file makes a key of
    kind: str = ""  # the note type of rows that name none
    ours: bool = False  # whether `deck export` wrote the file


def is_exported_table(text: str) -> bool:
    """Tell whether a text begins as `deck export --to csv` writes it."""
    return text.lstrip("\ufeff").startswith(",".join(f'"{column}"' for column in _OURS))


def read_table(text: str, stem: str, name: str, sign: str | None = None) -> Gathered:
    """Return a note for each row of a CSV or TSV file."""
    sign = sign or ("," if is_exported_table(text) else likely_sign(text))
    if sign is None:
        raise CardgradError(f"{name} has no columns: part question and answer by a comma, a semicolon or a tab.")
    rows = rows_of(text, sign, name)
    head = rows[0].cells if rows else []
    columns = named_columns(head, COLUMNS)
    said = []
    if columns is not None:
        unknown = [cell for cell, column in zip(head, columns, strict=True) if cell and not column]
        said += [f"the column {cell}" for cell in unknown]
        rows = rows[1:]
        said += [
            f"column {place}, which has no name"
            for place, cell in enumerate(head, 1)
            if not cell and any(any(row.cells[place - 1 : place]) for row in rows)
        ]
    ours = tuple(head) == _OURS
    if ours and columns is not None:
        columns, said = [named or own for named, own in zip(columns, _OURS, strict=True)], []
    convert = Converted if ours else from_cell  # `deck export` writes deck text
    gathered = notes_of(rows, Layout(IN_ORDER if columns is None else columns, convert, ours=ours), stem)
    return gathered._replace(said=(*said, *gathered.said))


def from_cell(text: str) -> Converted:
    """Return a cell as deck text: HTML where it looks so, since one cell with a tag says nothing of the others."""
    return from_html(text) if is_html(text) else from_plain(text)


def notes_of(rows: Sequence[Row], layout: Layout, stem: str) -> Gathered:
    """Return the rows as notes; what no note holds is told with its line."""
    notes: list[Note] = []
    told: list[Told] = []
    said: list[str] = []
    found = [(row, _cells(row, layout.columns)) for row in rows]
    decks = Counter(cells.get("deck", [""])[0] for _, cells in found)
    for row, cells in found:
        if row.swallows:
            said.append(f"line {row.line}: the lines of a cell, each of which looks like a row: is its quote closed?")
        if extra := [cell for cell in row.cells[len(layout.columns) :] if cell]:
            said.append(f"line {row.line}: cells beyond the columns: {' | '.join(extra)[:60]}")
        tags = [*layout.tags, *(word for cell in cells.get("tags", []) for word in re.split(r"[\s,;]+", cell))]
        one = _told(row, cells, tags if len(decks) < 2 else [*tags, *cells.get("deck", [])], layout)
        if layout.ours:
            told.append(one)
        elif note := note_of(one.raw, layout.convert):
            notes.append(note)
        else:
            said.append(f"line {row.line}, which has neither a question nor an answer")
    notes += notes_of_export(told, _FORMAT)
    title = next(iter(decks)) if len(decks) == 1 else ""
    return Gathered(title.rpartition("::")[2] or stem, tuple(notes), "", tuple(said))


def _cells(row: Row, columns: Sequence[str]) -> dict[str, list[str]]:
    """Return a row's filled cells by what their columns are; a name may stand above several."""
    found: dict[str, list[str]] = {}
    for column, cell in zip(columns, row.cells, strict=False):
        if column and cell:
            found.setdefault(column, []).append(_GUARDED.sub("", cell, count=1))
    return found


def _usual(cells: dict[str, list[str]]) -> Iterator[str]:
    """Yield the usual mistakes of a problem, which stand below its working as they do in Anki."""
    for cell in cells.get("mistakes", []):
        parted = (line.partition(": ") for line in cell.split("\n"))
        yield "\n".join(["Usual mistakes:", *(f"- {name}: `{answer}`" for name, _, answer in parted)])


def _chosen(cells: dict[str, list[str]]) -> tuple[tuple[str, ...], Sequence[str], tuple[str, ...]]:
    """Return a row's options, its answer, and what was lost; the letter of a column may name the right option.

    An option that reads as the answer is it, whatever letters there are. Where a letter or a number names no option,
    there is no answer, since a guess would be a false key.
    """
    lettered = {letter: text for letter in _LETTERS for text in cells.get(f"option {letter}", [])}
    options = (*lettered.values(), *cells.get("option", []))
    answers = list(dict.fromkeys(cells.get("answer", [])))
    if not lettered:
        return options, answers, ()
    meant = list(dict.fromkeys(_meant(answer, lettered, options) for answer in answers))
    if None not in meant and (len(meant) < 2 or not set(meant) & set(options)):
        return options, [one for one in meant if one is not None], ()
    return options, [], (f"the right option {' | '.join(answers)}, which names none of its options, or several",)


def _meant(answer: str, lettered: Mapping[str, str], options: Sequence[str]) -> str | None:
    """Return the option that an answer names, itself where it names none, and None for a sign of one that is not."""
    if answer in options:
        return answer
    same = [text for text in options if "".join(text.split()).casefold() == "".join(answer.split()).casefold()]
    if len(same) == 1:
        return same[0]
    if letter := _LETTER.fullmatch(answer):
        return lettered.get(letter[1].lower())
    return None if _NUMBER.fullmatch(answer) and not any(map(_NUMBER.fullmatch, options)) else answer


def _told(row: Row, cells: dict[str, list[str]], tags: Sequence[str], layout: Layout) -> Told:
    """Return the texts of a row."""
    problem = cells.get("problem", [""])[0]
    stated, kind = problem or cells.get("id", [""])[0], cells.get("kind", [layout.kind])[0].casefold()
    options, right, lost = _chosen(cells)
    raw = Raw(
        "\n\n".join(cells.get("question", [])),
        "\n\n".join([*right, *_usual(cells)]),
        layout.key + stated if stated else "",
        options,
        typed="type in" in kind or kind == "type",
        reverse=("revers" in kind and "optional" not in kind) or cells.get("reverse", [""])[0].casefold() in _YES,
        hint="\n\n".join(cells.get("hint", [])),
        why="\n\n".join(cells.get("why", [])),
        source=" ".join(cells.get("source", [])),
        tags=tuple(tags),
        wish=stated if layout.key == NAMED else "",
        place=f"line {row.line}",
        lost=lost,
        gapped=not layout.ours,
    )
    return Told(kind, raw)
