"""What `deck export --to md` wrote, read back: every card under its id, with its hints, reasons, sources and tags."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cardgrad.decks.importing.building import Raw
from cardgrad.decks.importing.exported_text import from_exported, unescaped
from cardgrad.decks.importing.listing import Listed
from cardgrad.decks.importing.markdown_line import Line, heading_of, lines_of
from cardgrad.decks.importing.notation import from_markdown
from cardgrad.decks.importing.note import NAMED, Gathered
from cardgrad.decks.importing.siblings import Format, Told, notes_of_export

_CARDS, _NOTES = "Cards", "Notes"
PARTS = ("Question", "Hint", "Answer", "Why", "Source", "Tags", "Kind")  # in the order in which they stand
_PART = re.compile(rf"\*\*({'|'.join(PARTS)}):\*\* ?(.*)")
_ITEM = re.compile(r"- (?:\d{1,2}|[a-z])\)(?: (.*)|)")
_PROBLEM = re.compile(r"[A-Z][a-z]+: (\S+@\d+)")
_RAISED = 2  # levels by which headings of study notes stand below those of the page


class Section(NamedTuple):
    """What stands below a heading: its words, the line that it is in, and the lines below."""

    heading: str
    number: int
    lines: list[Line]


def is_exported_markdown(text: str) -> bool:
    """Tell whether a text is one that this program wrote."""
    cards = _below(lines_of(text), 2).get(_CARDS)
    found = _sections(cards.lines, 3) if cards else []
    if not cards or not found or any(line.text for line in cards.lines if line.number < found[0].number):
        return False
    return all(any(line.text.startswith("**Question:**") for line in card.lines) for card in found)


def read_exported_markdown(text: str, stem: str) -> Gathered:
    """Return every card of a deck that was exported, its frozen problems as a card each."""
    lines = lines_of(text)
    title = next((found[1] for line in lines if (found := _heading(line)) and found[0] == 1), stem)
    parts = _below(lines, 2)
    cards = [told for card in _sections(parts[_CARDS].lines, 3) for told in _cards(card)]
    notes = tuple(notes_of_export(cards, _FORMAT))
    study = parts.get(_NOTES)
    return Gathered(from_exported(title).text, notes, _study_notes(study.lines) if study else "")


def _cards(card: Section) -> Iterator[Told]:
    """Yield the texts of a card, or of each of its problems; what is said of a drill is said of all of them."""
    problems = _sections(card.lines, 4)
    name = unescaped(card.heading)
    if not problems:
        yield _told(_parts(card.lines), name, card.number)
        return
    common = _parts(problems[-1].lines)
    beside = {part: texts for part, texts in common.items() if part in PARTS[3:]}
    for problem in problems:
        found = _PROBLEM.fullmatch(unescaped(problem.heading))
        reference = found[1] if found else name
        yield _told(_parts(problem.lines) | beside, reference, problem.number)


def _told(parts: dict[str, list[str]], name: str, line: int) -> Told:
    def text(part: str) -> str:
        return "\n".join(parts.get(part, ()))

    raw = Raw(
        text("Question"), text("Answer"), NAMED + name, hint=text("Hint"), why=text("Why"), source=text("Source"),
        tags=tuple(unescaped(text("Tags")).split(", ")), wish=name, place=f"line {line}", gapped=False,
    )  # fmt: skip
    return Told(text("Kind"), raw)


def _listed(text: str) -> Listed:
    """Return a text with the list at its end."""
    above: list[str] = []
    items: list[str] = []
    for line in lines_of(text):
        found = None if line.coded else _ITEM.fullmatch(line.text)
        if found:
            items.append(found[1] or "")
        elif items:
            items[-1] += f"\n{line.text.removeprefix('  ')}"
        else:
            above.append(line.text)
    return Listed("\n".join(above), tuple(item.strip("\n") for item in items))


def _parts(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Return the texts under each bold word; a word that comes out of its order is part of the text before it."""
    found: dict[str, list[str]] = {}
    last = -1
    for line in lines:
        begun = None if line.coded else _PART.fullmatch(line.text)
        place = PARTS.index(begun[1]) if begun else -1
        if begun and (place > last or begun[1] == PARTS[last] == "Hint"):
            last = place
            found.setdefault(begun[1], []).append(begun[2])
        elif last >= 0:
            found[PARTS[last]][-1] += f"\n{line.text}"
    return {part: [text.strip("\n") for text in texts] for part, texts in found.items()}


def _study_notes(lines: Sequence[Line]) -> str:
    """Return study notes with their headings where the author had them."""
    raised = (
        line.text.removeprefix("#" * _RAISED) if (found := _heading(line)) and found[0] > _RAISED else line.text
        for line in lines
    )
    return from_markdown("\n".join(raised).replace("\\<", "<").strip("\n")).text


def _below(lines: Sequence[Line], level: int) -> dict[str, Section]:
    return {section.heading: section for section in _sections(lines, level)}


def _sections(lines: Sequence[Line], level: int) -> list[Section]:
    """Return what stands below each heading of a level."""
    places = [place for place, line in enumerate(lines) if (found := _heading(line)) and found[0] == level]
    ends = [*places, len(lines)]
    return [
        Section((_heading(lines[start]) or (0, ""))[1], lines[start].number, list(lines[start + 1 : end]))
        for start, end in pairwise(ends)
    ]


def _heading(line: Line) -> tuple[int, str] | None:
    return None if line.coded else heading_of(line.text)


_FORMAT = Format(from_exported, _listed, blank=r"\_\_\_\_", between="\n\n", slashes=0)
