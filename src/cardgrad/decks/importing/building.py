"""A note from its texts as a file has them: which kind it is, what it lacks, and its texts converted."""

import re
from collections.abc import Callable
from typing import NamedTuple

from cardgrad.decks.importing.gap import gapped, has_gaps
from cardgrad.decks.importing.note import Converted, Note, worded

NO_ANSWER, NO_QUESTION = "the answer is missing", "the question is missing"
_OCCLUSION = re.compile(r"\{\{c\d+::image-occlusion:[^}]*\}\}(?:<br>)?")
_MOST_WRONG = 8
_LONGEST_TYPED = 120  # characters; nobody types more

Convert = Callable[[str], Converted]


class Raw(NamedTuple):
    """A note's texts as they stand in a file; an empty key is made of the question's words."""

    question: str
    answer: str = ""
    key: str = ""
    options: tuple[str, ...] = ()
    typed: bool = False
    reverse: bool = False
    hint: str = ""
    why: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    wish: str = ""
    place: str = ""
    lost: tuple[str, ...] = ()
    gapped: bool = True  # whether `{{c1::text}}` is a gap, and not what a card shows


def note_of(raw: Raw, convert: Convert) -> Note | None:
    """Return the note, or None where it neither asks nor answers anything."""
    if raw.gapped and _OCCLUSION.search(raw.question):
        told = "the covered parts of a picture, which are what the note asks"
        raw = raw._replace(question=_OCCLUSION.sub("", raw.question), lost=(*raw.lost, told))
    texts = {"hint": raw.hint, "why": raw.why, "source": raw.source}
    beside = {key: convert(text) if text else Converted("") for key, text in texts.items()}
    lost = (*raw.lost, *(sentence for converted in beside.values() for sentence in converted.lost))
    note = Note(
        raw.key or worded(raw.question or raw.answer),
        "front",
        "",
        tags=tuple(dict.fromkeys("-".join(tag.split()) for tag in raw.tags if tag.strip())),
        wish=raw.wish,
        place=raw.place,
        hint=beside["hint"].text,
        why=beside["why"].text,
        source=" ".join(beside["source"].text.split()),
    )
    if raw.gapped and has_gaps(raw.question):
        return _cloze(raw, note, lost, convert)
    question, answer = convert(raw.question), convert(raw.answer)
    wrong, right, more = _options(raw.options, answer.text, convert)
    if not question.text and not answer.text:
        return None
    return note._replace(
        kind="choice" if wrong else "type" if raw.typed and _can_be_typed(right) else "front",
        question=question.text,
        answer=right,
        wrong=wrong,
        reverse=raw.reverse and not wrong,
        todo="" if question.text and right else NO_ANSWER if question.text else NO_QUESTION,
        lost=(*lost, *question.lost, *answer.lost, *more),
    )


def _cloze(raw: Raw, note: Note, lost: tuple[str, ...], convert: Convert) -> Note | None:
    """Return a note with gaps; what is said beside them is shown after the answer."""
    found, beside = gapped(raw.question, convert), convert(raw.answer)
    if raw.options:
        lost = (*lost, f"the options {', '.join(raw.options)}: a text with gaps has none")
    if not found.cloze and not found.answer:
        return None
    return note._replace(
        kind="cloze" if found.cloze else "front",
        question=found.cloze or found.question,
        answer=found.answer,
        hint="\n".join(text for text in (note.hint, found.hint) if text),
        why="\n\n".join(text for text in (beside.text, note.why) if text),
        lost=(*lost, *found.lost, *beside.lost),
    )


def _can_be_typed(answer: str) -> bool:
    return bool(answer) and "\n" not in answer and len(answer) <= _LONGEST_TYPED


def _options(cells: tuple[str, ...], right: str, convert: Convert) -> tuple[tuple[str, ...], str, list[str]]:
    """Return the wrong options, the right one, and what was lost."""
    options = [convert(cell) for cell in cells if cell]
    lost = [sentence for option in options for sentence in option.lost]
    wrong = tuple(dict.fromkeys(option.text for option in options if option.text and option.text != right))
    if len(wrong) > _MOST_WRONG:
        lost.append(f"the wrong options {', '.join(wrong[_MOST_WRONG:])}: a choice has {_MOST_WRONG} at most")
    return wrong[:_MOST_WRONG], right, lost
