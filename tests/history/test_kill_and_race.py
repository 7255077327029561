"""Processes that are killed in the middle of writing, and processes that write at once: no answer is lost."""

import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from cardgrad.history.log import History

Opener = Callable[[Path], History]

# Answers, and undoes every seventh answer, for ever or `last` times; says each id once it is acknowledged.
_LEARNER = """
import sys
from itertools import count
from pathlib import Path
from cardgrad.history.event import ANSWER, Happening
from cardgrad.history.log import History, voiding
from cardgrad.scheduling.study_day import Moment

folder, last, waits = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "wait"
if waits:
    print("ready", flush=True)
    sys.stdin.readline()
history = History(folder, patience=30)
for turn in count():
    if turn == last:
        break
    now = Moment(1_795_262_400_000 + turn * 40_000_000, 3600)
    happening = Happening(ANSWER, f"deck/{turn % 5}", turn % 6, "study", None, {"typed": "x" * 200})
    (answer,) = history.append(now, happening)
    print(answer, flush=True)
    if turn % 7 == 6:
        (void,) = history.append(now, voiding(f"deck/{turn % 5}", answer))
        print(void, flush=True)
history.close()
"""


def learner(folder: Path, last: int = -1, *, waits: bool = False) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _LEARNER, str(folder), str(last), "wait" if waits else "go"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def whole_lines(text: str) -> list[str]:
    """Return the lines that were written to their end; a killed process may have begun another."""
    return text.split("\n")[:-1]


def ids_in_order(history: History) -> list[str]:
    rows = history.store.rows("SELECT device || '-' || sequence, instant FROM event ORDER BY row")
    instants = [instant for _, instant in rows]
    assert instants == sorted(set(instants))
    assert len({event_id for event_id, _ in rows}) == len(rows)
    return [event_id for event_id, _ in rows]


def assert_whole(history: History) -> None:
    assert history.store.rows("PRAGMA integrity_check") == [("ok",)]
    assert history.schedules() == history.fold()


def test_a_learner_killed_again_and_again_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    dice, acknowledged = random.Random(20261121), []
    for round_ in range(12):
        process = learner(tmp_path)
        assert process.stdout is not None
        # Some are killed while they open or make the file, the others in the middle of some later answer.
        heard = "".join(process.stdout.readline() for _ in range(dice.randint(1, 40))) if round_ % 3 else ""
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=dice.uniform(0.02, 0.15) if not heard else dice.uniform(0, 0.004))
        process.kill()
        heard += process.stdout.read()  # not `communicate`, which knows nothing of lines that were read ahead
        process.communicate()
        acknowledged += whole_lines(heard)
        history = History(tmp_path)
        there = ids_in_order(history)
        assert set(acknowledged) <= set(there)
        # All there is besides: the policy, and at most one answer a round that was written but not yet told of.
        assert len(there) - len(acknowledged) <= 1 + (round_ + 1)
        assert_whole(history)
        history.close()
    assert len(acknowledged) > 50


def test_two_sessions_at_once_keep_every_answer(tmp_path: Path, opened: Opener) -> None:
    opened(tmp_path)
    processes = [learner(tmp_path, 150) for _ in range(2)]
    told = [process.communicate()[0].splitlines() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert [len(ids) for ids in told] == [150 + 21, 150 + 21]
    history = opened(tmp_path)
    _policy, *there = ids_in_order(history)
    assert sorted(there) == sorted([*told[0], *told[1]])
    for ids in told:  # each session's answers in the order it gave them
        assert sorted(ids, key=there.index) == ids
    assert_whole(history)


@pytest.mark.parametrize("attempt", range(3))
def test_sessions_that_make_the_history_at_once_make_one(tmp_path: Path, opened: Opener, attempt: int) -> None:
    processes = [learner(tmp_path / "new", 3, waits=True) for _ in range(4)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [event_id for process in processes for event_id in process.communicate()[0].splitlines()]
    assert [process.returncode for process in processes] == [0] * 4
    history = opened(tmp_path / "new")
    _policy, *there = ids_in_order(history)
    assert sorted(there) == sorted(told)
    assert len(told) == 12
    assert history.store.rows("SELECT count(*) FROM device") == [(1,)]
    assert_whole(history)
