"""The table: one row for each budget."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console
from rich.table import Table


class Row(NamedTuple):
    """A measured thing; its budget is a ratio to the floor, or a plain number where there is no floor."""

    what: str
    measured: float  # seconds, megabytes, or per cent
    floor: float | None = None
    budget: float | None = None
    unit: str = "s"
    of: str = ""  # which of how many repetitions is told

    @property
    def ratio(self) -> float | None:
        """How many times the floor it takes."""
        return None if self.floor is None else self.measured / self.floor

    @property
    def over(self) -> bool:
        """Whether it breaks its budget."""
        told = self.measured if self.ratio is None else self.ratio
        return self.budget is not None and told > self.budget


_WIDTH = 110


def print_report(rows: Sequence[Row]) -> None:
    """Print the table."""
    print("Speed budgets, as ratios to a floor measured in the same run")
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("What", no_wrap=True)
    for head in ("Floor", "Measured", "Ratio", "Budget"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("Told by", no_wrap=True)
    table.add_column("", no_wrap=True)
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.{2 if row.ratio >= 0.1 else 3}f} x"
        verdict = "" if row.budget is None else "[bold red]over[/]" if row.over else "[green]ok[/]"
        floor = "" if row.floor is None else _amount(row.floor, row.unit)
        table.add_row(row.what, floor, _amount(row.measured, row.unit), ratio, _budget(row), row.of, verdict)
    Console(width=max(_WIDTH, Console().width)).print(table)  # a cropped verdict would be none


def _budget(row: Row) -> str:
    if row.budget is None:
        return ""
    return f"{row.budget} x" if row.floor is not None else _amount(row.budget, row.unit)


def _amount(value: float, unit: str) -> str:
    """Return seconds in the unit that suits them, or megabytes, or per cent."""
    if unit in ("MB", "KB"):
        return f"{value:.0f} {unit}"
    if unit == "x":
        return f"{value:.2f} x"
    if unit == "%":
        return f"{value:.2f} %"
    if value < 1e-5:
        return f"{value * 1e6:.2f} µs"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} µs"
