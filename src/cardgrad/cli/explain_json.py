"""`cardgrad explain --json`: an explanation as a document, with numbers as exact texts."""

from collections.abc import Sequence
from typing import Any

from quizgen.chain import chains, formula
from quizgen.explanation import Explanation, mistakes_in
from quizgen.notation.text import to_text
from quizgen.quantity import shape_text, text_of


def document(shown: Explanation, names: Sequence[str]) -> dict[str, Any]:
    """Return everything: the nodes with what they send, the gradients, and the chain rule for these names."""
    sent, _ = shown.edges()
    nodes = []
    for place, node in enumerate(shown.graph.nodes):
        made = formula(shown, place)
        sends = [
            {
                "to": shown.label(edge.parent),
                "upstream": text_of(edge.upstream),
                "local": text_of(shown.local(edge)),
                "downstream": text_of(edge.downstream),
            }
            for edge in sent[place]
        ]
        gradients = shown.gradients.adjoints
        nodes.append({
            "name": shown.label(place),
            "operation": node.operation,
            "formula": made and to_text(made),
            "value": text_of(shown.values[place]),
            "shape": shape_text(shown.values[place]) or None,
            "gradient": text_of(gradients[place]) if place in gradients else None,
            "sends": sends,
        })  # fmt: skip
    return {
        "value": text_of(shown.values[shown.top]),
        "output": shown.label(shown.top),
        "upstream": text_of(shown.upstream),
        "nodes": nodes,
        "gradients": _gradients(shown),
        "corners": [shown.label(place) for place in shown.corners],
        "chain": dict(zip(names, map(to_text, chains(shown, names)), strict=True)),
    }


def wrong_document(other: Explanation, rule: str) -> dict[str, Any]:
    """Return what a wrong rule makes of it."""
    found = mistakes_in(other.graph)[rule]
    return {"wrong": {"id": rule, "name": found.name, "message": found.message, "gradients": _gradients(other)}}


def _gradients(shown: Explanation) -> dict[str, str]:
    return {name: text_of(shown.gradient(name)) for name in shown.inputs}
