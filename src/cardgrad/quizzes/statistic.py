"""What a quiz's items did: how hard each was, and whether it told those who know from those who do not.

Difficulty is the mean share of an item's points (1: everybody had all). Discrimination is the correlation of an item's
points with those of all other items (the corrected item-total correlation); it is told from ten sheets on, where both
differ at all. Sheets with an unreadable cell, or perhaps under a wrong form, do not count.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from cardgrad.quizzes.class_marking import Marked, SheetMark
from cardgrad.quizzes.item_mark import BLANK
from cardgrad.quizzes.sheet import in_order

FEWEST = 10  # sheets, below which a correlation says nothing


class ItemStatistic(NamedTuple):
    """One item over the class; on all forms it is the same item."""

    item: str
    card: str
    sheets: int
    difficulty: Fraction | None  # 0..1; None without a sheet
    blank: int  # sheets on which nothing was written
    discrimination: float | None  # -1..1


class TotalStatistic(NamedTuple):
    """The totals of a class."""

    sheets: int
    incomplete: int
    of: Fraction
    mean: Fraction | None
    median: Fraction | None
    lowest: Fraction | None
    highest: Fraction | None


def item_statistics(marked: Marked) -> list[ItemStatistic]:
    """Return the statistics of every item, in the order of their numbers."""
    whole = _complete(marked)
    totals = [sheet.total or Fraction(0) for sheet in whole]
    by_sheet = [{mark.item: mark for mark in sheet.items} for sheet in whole]
    found = []
    for question in sorted(marked.record.forms[0].questions, key=lambda one: in_order(one.item)):
        marks = [marks[question.item] for marks in by_sheet if question.item in marks]
        points = [mark.points or Fraction(0) for mark in marks]
        share = sum(points, Fraction(0)) / (len(marks) * marks[0].of) if marks and marks[0].of else None
        blank = sum(all(part.state == BLANK for part in mark.parts) for mark in marks)
        rest = [total - mine for total, mine in zip(totals, points, strict=False)]
        told = len(marks) == len(totals) >= FEWEST
        found.append(
            ItemStatistic(
                question.item, question.card, len(marks), share, blank, correlation(points, rest) if told else None
            )
        )
    return found


def total_statistic(marked: Marked) -> TotalStatistic:
    """Return the statistics of the totals that are complete."""
    whole = _complete(marked)
    totals = sorted(sheet.total or Fraction(0) for sheet in whole)
    incomplete = sum(sheet.total is None for sheet in marked.sheets)
    if not totals:
        return TotalStatistic(len(marked.sheets), incomplete, marked.record.points, None, None, None, None)
    middle = (totals[(len(totals) - 1) // 2] + totals[len(totals) // 2]) / 2
    mean = sum(totals, Fraction(0)) / len(totals)
    of = marked.record.points
    return TotalStatistic(len(marked.sheets), incomplete, of, mean, middle, totals[0], totals[-1])


def correlation(one: Sequence[Fraction], other: Sequence[Fraction]) -> float | None:
    """Return Pearson's correlation; None where one of the two never differs.

    >>> correlation([Fraction(0), Fraction(1)], [Fraction(2), Fraction(5)])
    1.0
    """
    count = len(one)
    mean, mean_other = sum(one, Fraction(0)) / count, sum(other, Fraction(0)) / count
    both = sum(((x - mean) * (y - mean_other) for x, y in zip(one, other, strict=True)), Fraction(0))
    spread = sum(((x - mean) ** 2 for x in one), Fraction(0))
    spread_other = sum(((y - mean_other) ** 2 for y in other), Fraction(0))
    if not spread or not spread_other:
        return None
    size = math.sqrt(both * both / (spread * spread_other))
    return size if both >= 0 else -size


def _complete(marked: Marked) -> list[SheetMark]:
    return [sheet for sheet in marked.sheets if sheet.total is not None and sheet.fit is None]
