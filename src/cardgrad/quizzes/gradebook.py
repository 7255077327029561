"""The gradebook: one row a student, safe to open in a spreadsheet; what cannot be read makes a total incomplete."""

from cardgrad.quizzes.class_marking import Marked
from cardgrad.quizzes.item_mark import decimal_points
from cardgrad.quizzes.sheet import FORM, NAME, STUDENT, items
from cardgrad.quizzes.statistic import item_statistics
from cardgrad.quizzes.table import write_table

INCOMPLETE, ABSENT = "incomplete", "no sheet"


def gradebook(marked: Marked) -> str:
    """Return the gradebook as CSV: who, which form, the points of each item, the total, and per cent."""
    names = items(marked.record)
    head = [STUDENT, NAME, FORM, *names, "total", "of", "percent"]
    whole = decimal_points(marked.record.points)
    rows = []
    for sheet in marked.sheets:
        points = {mark.item: mark.points for mark in sheet.items}
        cells = ["" if (found := points.get(item)) is None else decimal_points(found) for item in names]
        total = sheet.total
        if total is None:
            ending = [INCOMPLETE, decimal_points(sheet.of), ""]
        else:
            ending = [decimal_points(total), decimal_points(sheet.of), decimal_points(100 * total / (sheet.of or 1))]
        rows.append([sheet.student, sheet.name, sheet.form.id, *cells, *ending])
    for said, people in ((ABSENT, marked.absent), (INCOMPLETE, marked.unplaced)):
        rows += [[number, name, "", *([""] * len(names)), said, whole, ""] for number, name in people]
    return write_table(head, sorted(rows, key=lambda row: (row[0].zfill(20), row[2])))


def item_table(marked: Marked) -> str:
    """Return the statistics of the items as CSV."""
    head = ["item", "card", "sheets", "difficulty", "discrimination", "blank"]
    rows = [
        [
            found.item,
            found.card,
            str(found.sheets),
            "" if found.difficulty is None else decimal_points(found.difficulty),
            "" if found.discrimination is None else f"{found.discrimination:.2f}",
            str(found.blank),
        ]
        for found in item_statistics(marked)
    ]
    return write_table(head, rows)
