"""The faults of one file, gathered while it is read: reading never stops at the first."""

from yaml import Mark

from cardgrad.decks.fault import ERROR, WARNING, Fault


class Report:
    """Faults of one file as they are found, each at its place."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.readable = True

    def error(self, mark: Mark, message: str) -> None:
        """Note something that keeps the entry it stands in from being studied."""
        self.faults.append(Fault(self.path, mark.line + 1, mark.column + 1, ERROR, message))

    def warn(self, mark: Mark, message: str) -> None:
        """Note something that can be studied as it is, but should be mended."""
        self.faults.append(Fault(self.path, mark.line + 1, mark.column + 1, WARNING, message))

    def at(self, line: int, column: int, message: str, severity: str = ERROR) -> None:
        """Note a fault at a line and column counted from 1; line 0 is the file as a whole."""
        self.faults.append(Fault(self.path, line, column, severity, message))

    def unreadable(self, line: int, column: int, message: str) -> None:
        """Note a fault after which no card of the file can be trusted."""
        self.readable = False
        self.at(line, column, message)

    def error_lines(self) -> list[int]:
        """Return the lines with errors, ascending."""
        return sorted(fault.line for fault in self.faults if fault.severity == ERROR)

    def sorted_faults(self) -> tuple[Fault, ...]:
        """Return each fault once, in the order of the file."""
        return tuple(sorted(set(self.faults), key=lambda fault: (fault.line, fault.column, fault.severity)))
