"""All files of a quiz as bytes, before any of them is written: so what cannot be set leaves nothing behind."""

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from cardgrad.files import require_place
from cardgrad.quizzes.drill_question import MOST_SOLVED
from cardgrad.quizzes.files import beside_files, beside_names, key_name, setters, sheet_names
from cardgrad.quizzes.making import Tell
from cardgrad.quizzes.record import Form, Question, Record

_WORTH_SHARING = 12  # sheets; fewer are set before a second process has started


class Job(NamedTuple):
    """One file of sheets or keys."""

    path: Path
    is_key: bool
    forms: tuple[Form, ...]


class Shared(NamedTuple):
    """What all parts of all files are set from."""

    record: Record
    jobs: tuple[Job, ...]
    kind: str
    fonts: tuple[Path, ...]
    base: Path  # that all files are named by


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
    key = key_name(base, kind)
    if not force:
        require_place([*names, key, *beside_names(base)])
    jobs = (Job(key, True, key_forms(record)), *(Job(path, False, forms) for path, forms in names.items()))
    done = dict(_set(Shared(record, jobs, kind, tuple(fonts), base), tell))
    return {path: done[path] for path in (*names, key, *beside_names(base))}


def key_forms(record: Record) -> tuple[Form, ...]:
    """Return the forms as the key file has them: of very many only the answers, the working being asked for by form."""
    if len(record.forms) <= MOST_SOLVED:
        return record.forms
    return tuple(form._replace(questions=tuple(map(_unsolved, form.questions))) for form in record.forms)


def _unsolved(question: Question) -> Question:
    return question._replace(
        prompt="", options=(), steps=(), mistakes=(), working=(), explanation="", solution_drawing=None
    )


def _set(shared: Shared, tell: Tell | None) -> Iterator[tuple[Path, bytes]]:
    """Yield each file, set in parts on all cores where there is much to set.

    Keys, which take longest, come first; what needs no setting comes last, for who has nothing else to do.
    """
    parts = [[(place, part) for part in _parts(shared.kind, job)] for place, job in enumerate(shared.jobs)]
    total = sum(map(len, parts))
    processes = min(os.cpu_count() or 1, total)
    if processes < 2 or sum(len(job.forms) for job in shared.jobs) < _WORTH_SHARING:
        _hold(shared)
        made = _told((_held_part(*part) for job in parts for part in job), total, tell)
        yield from _whole(shared, made, parts)
        yield from _held_beside().items()
        return
    with ProcessPoolExecutor(processes, initializer=_hold, initargs=(shared, True)) as pool:
        running = [pool.submit(_held_part, *part) for job in parts for part in job]
        beside = pool.submit(_held_beside)
        try:
            made = _told((running.pop(0).result() for _ in range(total)), total, tell)
            yield from _whole(shared, made, parts)
            yield from beside.result().items()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _parts(kind: str, job: Job) -> Sequence[Any]:
    """Return the parts of a file that are set one by one: only a PDF has several."""
    if kind != "pdf":
        return [None]
    from cardgrad.quizzes.printing.pdf import key_parts, sheet_parts

    return (key_parts if job.is_key else sheet_parts)(len(job.forms))


def _whole(shared: Shared, made: Iterator[Any], parts: Sequence[Sequence[Any]]) -> Iterator[tuple[Path, bytes]]:
    """Yield files from their parts, which come one after the other."""
    from cardgrad.quizzes.printing.joining import joined

    for job, own in zip(shared.jobs, parts, strict=True):
        yield job.path, joined(islice(made, len(own))) if shared.kind == "pdf" else next(made)


def _told(made: Iterator[Any], total: int, tell: Tell | None) -> Iterator[Any]:
    for count, part in enumerate(made, 1):
        if tell:
            tell(count, total)
        yield part


_held: list[Shared] = []  # in a process that sets files: what they are all set from


def _hold(shared: Shared, alone: bool = False) -> None:
    _held[:] = [shared]
    if alone:
        os.environ["RAYON_NUM_THREADS"] = "1"  # there are as many processes as cores
        gc.disable()  # it would touch, and so copy, all of the record that processes share


def _held_beside() -> dict[Path, bytes]:
    """Return the table for answers and the record."""
    return beside_files(_held[0].base, _held[0].record)


def _held_part(place: int, part: Any) -> Any:
    """Return a part of a file: of a PDF what is to be joined."""
    record, jobs, kind, fonts, _ = _held[0]
    job = jobs[place]
    if kind != "pdf":
        return setters(kind)[job.is_key](record, job.forms, fonts)
    from cardgrad.quizzes.printing.pdf import key_batch, sheet_batch

    return (key_batch if job.is_key else sheet_batch)(record, job.forms, part, fonts)
