"""Which edges of a sweep lead to what is asked, and what the author calls the gradients on the way."""

from quizgen.drill import Drill
from quizgen.mistakes import nodes_between
from quizgen.working_formula import called


def kept_nodes(drill: Drill, source: int, scaled: bool) -> set[int]:
    """Return the nodes on a way from the source to what is asked of it."""
    kept: set[int] = set()
    for ask in drill.asks:
        for of, by, takes_upstream in ask.gradients:
            if (of, takes_upstream) == (source, scaled):
                kept |= nodes_between(drill.graph, of, by) | {by}
    return kept


def labels_of(drill: Drill, source: int, scaled: bool) -> dict[int, list[str]]:
    """Return the author's own names of gradients."""
    found: dict[int, list[str]] = {}
    for ask in drill.asks:
        if ask.by is not None and (ask.of, ask.scaled) == (source, scaled) and ask.label != called(drill, ask):
            found.setdefault(ask.by, []).append(ask.label)
    return found


def edges_of(drill: Drill, source: int) -> list[tuple[int, int, int, int]]:
    """Return the edges as the sweep walks them: its number, the node, which input, and the input's node."""
    reached, found = {source}, list[tuple[int, int, int, int]]()
    for step in reversed(drill.graph.plan.steps[: source + 1]):
        if step is None or step.place not in reached:
            continue
        for which, parent, _ in step.edges:
            reached.add(parent)
            found.append((len(found), step.place, which, parent))
    return found
