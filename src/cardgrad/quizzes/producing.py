"""All files of a quiz as bytes, before any of them is written: so what cannot be set leaves nothing behind."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from cardgrad.quizzes.drill_question import MOST_SOLVED
from cardgrad.quizzes.files import SUFFIXES, beside_files, setters, sheet_names
from cardgrad.quizzes.making import Tell
from cardgrad.quizzes.output import refuse_existing
from cardgrad.quizzes.record import Form, Question, Record

_WORTH_SHARING = 12  # sheets; fewer are set before a second process has started


class Job(NamedTuple):
    """One file of sheets or keys."""

    path: Path
    is_key: bool
    forms: tuple[Form, ...]


def produce(
    record: Record,
    base: Path,
    kind: str,
    fonts: Sequence[Path] = (),
    *,
    split: bool = False,
    force: bool = False,
    tell: Tell | None = None,
) -> dict[Path, bytes]:
    """Return sheets, keys, the table for answers and the record; files that are there are refused before all work."""
    names = sheet_names(base, record, kind, split=split)
    key = base.with_name(f"{base.name}-key{SUFFIXES[kind]}")
    beside = beside_files(base, record)
    if not force:
        refuse_existing([*names, key, *beside])
    jobs = [Job(path, False, forms) for path, forms in names.items()] + [Job(key, True, key_forms(record))]
    done = {}
    for job, data in _set(record, jobs, kind, fonts):
        done[job.path] = data
        if tell:
            tell(len(done), len(jobs))
    return {**{job.path: done[job.path] for job in jobs}, **beside}


def key_forms(record: Record) -> tuple[Form, ...]:
    """Return the forms as the key file has them: of very many only the answers, the working being asked for by form."""
    if len(record.forms) <= MOST_SOLVED:
        return record.forms
    return tuple(form._replace(questions=tuple(map(_unsolved, form.questions))) for form in record.forms)


def _unsolved(question: Question) -> Question:
    options = tuple(option._replace(message=None) for option in question.options)
    return question._replace(options=options, mistakes=(), working=(), explanation="", solution_drawing=None)


def _set(record: Record, jobs: Sequence[Job], kind: str, fonts: Sequence[Path]) -> Iterator[tuple[Job, bytes]]:
    """Yield each job with its file, on all cores where there is much to set."""
    processes = min(os.cpu_count() or 1, len(jobs))
    if processes < 2 or sum(len(job.forms) for job in jobs) < _WORTH_SHARING:
        for job in jobs:
            yield job, setters(kind)[job.is_key](record, job.forms, fonts)
        return
    with ProcessPoolExecutor(processes, initializer=_hold, initargs=(record, kind, fonts)) as pool:
        running = {pool.submit(_held_job, job): job for job in jobs}
        try:
            for ended in as_completed(running):
                yield running[ended], ended.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_held: list[tuple[Record, str, Sequence[Path]]] = []  # in a process that sets files: what they are all set from


def _hold(record: Record, kind: str, fonts: Sequence[Path]) -> None:
    _held[:] = [(record, kind, fonts)]


def _held_job(job: Job) -> bytes:
    record, kind, fonts = _held[0]
    return setters(kind)[job.is_key](record, job.forms, fonts)
