"""How things are timed: in turns, so that a slow moment of the machine meets floor and measured alike.

What only computes is told by its *minimum*: everything else that runs can only add time, so the least is the nearest
to the thing itself. What waits for a disk is told by its *median*, since the waiting is part of it.
"""

import gc
import subprocess
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter

Action = Callable[[], float]
"""Do a thing once and return the seconds it took, without what had to be prepared for it."""


def in_turns(repetitions: int, *actions: Action) -> list[list[float]]:
    """Return the seconds of every action, each so many times, after one round that warms the caches."""
    for action in actions:
        action()
    gc.collect()
    seconds: list[list[float]] = [[] for _ in actions]
    for turn in range(repetitions):
        order = range(len(actions)) if turn % 2 else reversed(range(len(actions)))  # nobody always comes after the same
        for place in order:
            seconds[place].append(actions[place]())
    return seconds


def timed(call: Callable[[], object]) -> Action:
    """Return an action that times a plain call."""

    def act() -> float:
        start = perf_counter()
        call()
        return perf_counter() - start

    return act


def process_seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the seconds from the start of a process to its end, which must be a good one."""
    start = perf_counter()
    subprocess.run(command, env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start
