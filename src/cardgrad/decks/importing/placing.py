"""Lines of a file that became nothing, told with their numbers."""

from collections.abc import Iterable

_SHOWN = 50  # characters of a line


def left_out(lines: Iterable[tuple[int, str]]) -> list[str]:
    """Return a sentence on each run of lines that was not understood; numbers count from 1."""
    runs: list[list[tuple[int, str]]] = []
    for number, line in lines:
        if runs and runs[-1][-1][0] == number - 1:
            runs[-1].append((number, line))
        else:
            runs.append([(number, line)])
    return [_told(run) for run in runs]


def _told(run: list[tuple[int, str]]) -> str:
    first, text = run[0]
    shown = text.strip() if len(text.strip()) <= _SHOWN else f"{text.strip()[: _SHOWN - 4]} ..."
    if len(run) == 1:
        return f"line {first}, which is part of no card: {shown}"
    return f"lines {first}-{run[-1][0]}, which are part of no card: {shown} (and {len(run) - 1} more)"
