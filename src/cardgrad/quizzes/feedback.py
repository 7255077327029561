"""What each student is told: every question with the answer given, its points, the mistake behind it, and the key."""

from typing import TYPE_CHECKING

from cardgrad.quizzes.class_marking import Marked, SheetMark
from cardgrad.quizzes.item_mark import CARRIED, GIVEN, RIGHT, WRONG, ItemMark, decimal_points
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.printing.labels import short
from cardgrad.quizzes.printing.words import Words, words_of
from cardgrad.quizzes.reading_cells import BLANK
from cardgrad.quizzes.record import ARRAY, LETTER, ORDER, PROSE, SIZE, TEXT, Part, Question

if TYPE_CHECKING:
    from cardgrad.quizzes.printing.pdf import FeedbackSheet


def feedback_sheets(marked: Marked) -> "list[FeedbackSheet]":
    """Return a sheet for each student, in the order of their numbers."""
    from cardgrad.quizzes.printing.pdf import FeedbackRow, FeedbackSheet  # Typst, only where sheets are set

    words = words_of(marked.record.heading.language)
    return [
        FeedbackSheet(
            sheet.name,
            sheet.label,
            words.incomplete if sheet.total is None else decimal_points(sheet.total),
            decimal_points(sheet.of),
            tuple(
                FeedbackRow(
                    str(question.number), question.prompt, given_text(mark, question, words), _points(mark, words),
                    ". ".join(filter(None, (chosen_text(mark, question), remark_text(mark, question, words)))),
                    key_text(question),
                )
                for question, mark in zip(sheet.form.questions, sheet.items, strict=True)
            ),
        )
        for sheet in sorted(marked.sheets, key=_number)
    ]  # fmt: skip


def key_text(question: Question) -> str:
    """Return the right answer as deck text, each box with its label."""
    return ", ".join(part_key(question, part) for part in question.parts)


def part_key(question: Question, part: Part) -> str:
    """Return the right answer of one box as deck text."""
    if part.kind == LETTER:
        right = next((option.text for option in question.options if option.right), "")
        return f"{part.key}: {right}" if right else part.key
    if part.kind in (TEXT, PROSE, ORDER):
        return part.key
    key, label = short(part.key), part.label.strip().strip("$")
    shown = part.key.replace("x", " × ") if part.kind == SIZE else f"[{key}]" if part.kind == ARRAY else key
    return f"${label} {'=' if key == part.key else '~='} {shown}$" if label else f"${shown}$"


def given_text(mark: ItemMark, question: Question, words: Words) -> str:
    """Return what stands on the sheet, as it was written; plain text."""
    if all(part.state == GIVEN for part in mark.parts):
        return words.on_sheet
    texts = [
        "" if part.given in BLANK and part.state != RIGHT else words.on_sheet if box.kind == PROSE else part.given
        for part, box in zip(mark.parts, question.parts, strict=True)
    ]
    return "; ".join(text or "-" for text in texts) if any(texts) else ""


def chosen_text(mark: ItemMark, question: Question) -> str:
    """Return the wrong option that was chosen, as deck text, for whoever has the questions no more; else nothing."""
    chosen = LETTERS.find(mark.parts[0].given.lower()) if question.options and mark.parts[0].given else -1
    if mark.parts[0].state != WRONG or not 0 <= chosen < len(question.options):
        return ""
    return f"{LETTERS[chosen]}: {question.options[chosen].text.rstrip('.')}"


def remark_text(mark: ItemMark, question: Question, words: Words) -> str:
    """Return what to say about an answer, as deck text."""
    if mark.points is None:
        return words.not_marked
    said = [mark.remark] if mark.remark else []
    if not said and any(part.state == CARRIED for part in mark.parts):
        said.append("What follows rightly from an earlier error counts.")
    if mark.points < mark.of and not said and question.explanation:
        said.append(question.explanation)
    return " ".join(said)


def _points(mark: ItemMark, words: Words) -> str:
    return f"{words.unreadable if mark.points is None else decimal_points(mark.points)} / {decimal_points(mark.of)}"


def _number(sheet: SheetMark) -> tuple[str, int]:
    return sheet.student.zfill(20), sheet.sheet.line
