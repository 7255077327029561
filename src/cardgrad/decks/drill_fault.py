"""What quizgen says is wrong with a drill, told at the line of the field."""

from cardgrad.decks.report import Report
from cardgrad.decks.tree import Node, child
from quizgen.domain import DrillError


def report_drill_error(who: str, node: Node, error: DrillError, report: Report) -> None:
    """Report an error of a drill, as near to the field it names as the file has it."""
    told = "; ".join(line.strip() for line in error.message.splitlines())  # it may quote a whole graph
    report.error(_field_node(node, error.field).start_mark, f"{who}: {told}".rstrip(". "))


def _field_node(node: Node, field: str) -> Node:
    """Return the place of a field such as `given.x` or `mistakes.0`."""
    for step in field.split("."):
        inner = child(node, int(step) if step.isdecimal() else step)
        if inner is None:
            break
        node = inner
    return node
