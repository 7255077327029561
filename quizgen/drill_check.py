"""Whether a drill that has been read is consistent: every input has numbers, and nothing is said in vain."""

from typing import TYPE_CHECKING

from quizgen.ask import ancestors
from quizgen.domain import SMALLEST, DrillError, Hidden, Sized
from quizgen.notation.fault import did_you_mean
from quizgen.notation.tree import names

if TYPE_CHECKING:
    from quizgen.drill import Drill

MOST_PRODUCTS = 1200  # of numbers, in the products of matrices of one problem
MOST_NODES = 500  # of a graph, constants among them
SHOWN = ("graph", "drawing")  # what a question may show beside values


def check_givens(drill: "Drill") -> None:
    """See that every input has numbers, unless only pinned nodes need it."""
    graph = drill.graph
    given = {*drill.domains, *dict(drill.lets)}
    hidden = {graph.nodes[place].label for place in drill.pinned.hidden}
    for name, domain in drill.domains.items():
        if isinstance(domain, Hidden) and graph.is_computed(name):
            raise DrillError(f"{name} is computed in the graph: only an input can be unknown", f"given.{name}")
        if isinstance(domain, Hidden) and name in graph.names and name not in hidden:
            raise DrillError(f"{name} is needed: an input is unknown only behind a node that is given", f"given.{name}")
    missing = [name for name in graph.inputs() if name not in given and name not in hidden]
    for name in drill.domains:
        if name not in graph.names and (meant := did_you_mean(name, missing)):
            raise DrillError(f"the graph has no {name}{meant}", f"given.{name}")
    for name in missing:
        told = f"{name} is an input of the graph, and nothing says where its numbers come from"
        raise DrillError(f"{told}: give it some, as in {name}: int -9..9", "given")


def check_sizes(drill: "Drill") -> None:
    """See that numbers are not asked of what has only a size."""
    for ask in drill.asks:
        if drill.sizes_only and (ask.gradients or ask.values):
            sized = (name for name, domain in drill.domains.items() if isinstance(domain, Sized))
            name = next(sized, "upstream")
            raise DrillError(
                f"{ask.label} cannot be asked where {name} has only a size: ask for a shape, "
                f"or give {name} numbers, as in 2x3 of int -3..3",
                "ask",
            )


def check_work(drill: "Drill") -> None:
    """See that a problem is no more work than anybody does by hand, at the largest sizes that its arrays can have."""
    every = [*drill.domains.values(), *([drill.upstream] if drill.upstream else [])]
    letters = SMALLEST - 1 + max(3, len(drill.sizes))
    extents = [extent for domain in every for extent in getattr(domain, "extents", None) or ()]
    largest = max((extent if isinstance(extent, int) else letters for extent in extents), default=1)
    if len(drill.graph.nodes) > MOST_NODES:
        raise DrillError(f"the graph has {len(drill.graph.nodes)} nodes, and {MOST_NODES} are the most", "graph")
    products = sum(node.operation == "@" for node in drill.graph.nodes)
    if products * largest**3 > MOST_PRODUCTS:
        raise DrillError(
            f"{products} products of matrices of up to {largest} rows and columns are more than anybody does by hand: "
            "ask for fewer of them, or of smaller ones",
            "graph",
        )


def check_used(drill: "Drill") -> None:
    """See that every given is used somewhere."""
    used = set(drill.graph.names)
    for tree in [ask.tree for ask in drill.asks] + [tree for _, tree in drill.lets]:
        used.update(names(tree))
    for relation in drill.unless:
        used.update(names(relation))
    for mistake in drill.authored:
        used.update(name for ask in mistake.asks for name in names(ask.tree))
    for name in drill.domains:
        if name not in used:
            told = f"the graph has no {name}{did_you_mean(name, drill.graph.inputs())}, and nothing else uses it"
            raise DrillError(f"{told}: delete it, or use it", f"given.{name}")


def check_texts(drill: "Drill") -> None:
    """See that every {name} in a prompt is one of the givens, and that what is shown is there."""
    known = [*drill.domains, *dict(drill.lets)]
    for piece in (drill.source.prompt or "").split("{")[1:]:
        name = piece.partition("}")[0]
        if name.isidentifier() and name not in known and name != "upstream":
            raise DrillError(f"{{{name}}} is none of the givens{did_you_mean(name, known)}", "prompt")
    places = [*SHOWN, *drill.graph.names]
    for word in drill.source.show:
        if word not in places:
            hint = did_you_mean(word, places)
            raise DrillError(f"{word} cannot be shown{hint}: name a node, graph or drawing", "show")
        behind = ancestors(drill.graph, drill.graph.names[word], drill.pinned.places) if word not in SHOWN else set()
        if not behind.isdisjoint(drill.pinned.hidden):
            raise DrillError(f"{word} cannot be shown: what is given does not tell it", "show")
