"""What numbers say of a statement: the first point at which it is false, or how many agree with it."""

from collections.abc import Iterator

from quizgen.claims.context import UndecidableError
from quizgen.claims.corner import borders
from quizgen.claims.dimension import Chosen
from quizgen.claims.looking import Looking
from quizgen.claims.statement import Scan
from quizgen.claims.supposing import ORDER

POINTS = range(48)  # looked at, until so many have told something
_ENOUGH = 6
_ENOUGH_OF_SIZES = 2


class Scanning(Looking):
    """A statement looked at with as many numbers, and sizes, as it takes."""

    def scan(self, *, valued: bool, everywhere: bool = False) -> Scan:
        """Return what numbers say of the statement: a few of them, or as many as there are."""
        try:
            choices = self.sizes.choices()
        except UndecidableError as fault:
            return Scan(why=str(fault))
        needed = _ENOUGH if len(choices) == 1 else _ENOUGH_OF_SIZES
        everywhere = everywhere or self.has_open_powers()
        scans: list[Scan] = []
        for chosen in choices:
            found = self.scan_at(chosen, len(POINTS) if everywhere else needed, valued=valued)
            if (found.settled and not self.sized) or (found.counterexample and not self.sizes.counted):
                return found
            scans.append(found)
        for chosen in self.beyond():
            found = self.scan_at(chosen, 1, valued=valued)
            if found.counterexample and not self.sizes.counted:
                return found
            scans += [found] if found.counterexample else []
        if scans[0].settled:
            return scans[0]
        false = next((scan for scan in scans if scan.counterexample), None)
        if false is not None:
            agreeing = next((scan for scan in scans if scan.agreed and not scan.counterexample), None)
            return false if agreeing is None else self.at_sizes(agreeing.points[0][0])
        misfit = next((scan for scan in scans if scan.why or scan.misfit), None)
        if misfit is not None:
            return misfit
        total = sum(scan.agreed for scan in scans)
        if not total:
            return Scan(why="no numbers were found at which both sides have a value")
        return Scan(total, points=tuple(point for scan in scans for point in scan.points))

    def beyond(self) -> Iterator[Chosen]:
        """Yield choices of sizes beyond those that are proven, where it may not hold for all: bounds, and 1/n."""
        bounds = self.statement.sign in ORDER
        if bounds or self.sized or "mean" in self.reach:
            yield from self.sizes.further()
        if bounds:
            yield from self.sizes.far()

    def scan_at(self, chosen: Chosen, needed: int, *, valued: bool) -> Scan:
        """Return what numbers say at one choice of sizes, until so many have agreed."""
        points: list[tuple[Chosen, int]] = []
        for point in POINTS:
            found = self.look(chosen, point, valued=valued)
            if found.counterexample or found.why or found.misfit:
                return found
            if found.settled:
                return found._replace(points=((chosen, point),))
            points += [(chosen, point)] * found.agreed
            if len(points) >= needed:
                break
        for border in borders(self.context, self.statement) if points else ():
            found = self.look(chosen, border, valued=valued)
            if found.counterexample:
                return found
        return Scan(len(points), points=tuple(points))

    def at_sizes(self, chosen: Chosen) -> Scan:
        """Return that a statement holds at these sizes, and not at others of which the text tells nothing."""
        shapes = {name: chosen.shapes[name] for name in self.sizes.counted_arrays()}
        told = {name: f"{shape[0]} x {shape[1]}" for name, shape in shapes.items() if shape is not None}
        if not told:
            return Scan(why="it holds for some numbers of terms, and not for all")
        where = " and ".join(f"{name} is {size}" for name, size in told.items())
        first = "{}: {}".format(*next(iter(told.items())))
        return Scan(why=f"it holds where {where}, and not at every size", advice=f"say the sizes, as in {first}")
