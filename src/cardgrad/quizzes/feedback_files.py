"""The feedback of a class as PDF files: one, or for a big class several, set on all cores and in little memory."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from cardgrad.quizzes.printing.pdf import FeedbackSheet, feedback_pdf
from cardgrad.quizzes.record import Heading
from cardgrad.quizzes.record_file import beside

Batches = Mapping[Path, Sequence[FeedbackSheet]]

MOST_TOGETHER = 100  # students' sheets in one file
_WORTH_SHARING = 24  # sheets; fewer are set before a second process has started


def feedback_batches(record: Path, sheets: Sequence[FeedbackSheet], *, split: bool = False) -> Batches:
    """Return which sheets go into which file: all into one, so many into each of several, or each into its own."""
    if split:
        found: dict[Path, Sequence[FeedbackSheet]] = {}
        for number, sheet in enumerate(sheets, 1):
            name = re.sub(r"[^\w.-]+", "-", sheet.id)
            path = beside(record, f"-feedback-{name}.pdf")
            found[beside(record, f"-feedback-{name}-{number}.pdf") if path in found else path] = [sheet]
        return found
    if len(sheets) <= MOST_TOGETHER:
        return {beside(record, "-feedback.pdf"): sheets}
    starts = range(0, len(sheets), MOST_TOGETHER)
    parts = [sheets[start : start + MOST_TOGETHER] for start in starts]
    return {beside(record, f"-feedback-{number}.pdf"): part for number, part in enumerate(parts, 1)}


def set_feedback(
    batches: Batches, heading: Heading, fonts: Sequence[Path] = (), tell: Callable[[int, int], None] = lambda *_: None
) -> dict[Path, bytes]:
    """Return the files as PDF; `tell` hears how many of how many are set.

    A process keeps what it has set, so that each sets one big batch only.
    """
    done: dict[Path, bytes] = {}
    for path, data in zip(batches, _set(list(batches.values()), heading, fonts), strict=True):
        done[path] = data
        tell(len(done), len(batches))
    return done


def _set(jobs: Sequence[Sequence[FeedbackSheet]], heading: Heading, fonts: Sequence[Path]) -> Iterator[bytes]:
    """Yield the files in their order, set on all cores where there is much to set."""
    setting = partial(feedback_pdf, heading=heading, fonts=fonts)
    count = min(os.cpu_count() or 1, len(jobs))
    if count < 2 or sum(map(len, jobs)) < _WORTH_SHARING:
        yield from map(setting, jobs)
        return
    at_once = count if max(map(len, jobs)) > 1 else len(jobs)
    for start in range(0, len(jobs), at_once):
        with ProcessPoolExecutor(count) as pool:
            yield from pool.map(setting, jobs[start : start + at_once])
