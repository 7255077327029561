"""What the names of a drill's graph mean, so that its hint and its other sentences may speak of them."""

from cardgrad.decks.tree import Mapping, Scalar, child
from quizgen.claims.context import Context, Size
from quizgen.claims.world import Wish
from quizgen.domain import Domain, DrillError, Extent, OneHot, Probabilities
from quizgen.domain_text import read_domain
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_definitions
from quizgen.notation.tree import Name, Number, Tree


def drill_names(entry: Mapping) -> Context:
    """Return the definitions of a drill's graph and the sizes of its givens; what is faulty is reported elsewhere."""
    context = Context()
    graph, given = child(entry, "graph"), child(entry, "given")
    if type(graph) is Scalar:
        try:
            for definition in read_definitions(graph.value):
                context.define(definition.name, definition.tree)
        except NotationError:
            return Context()
    if isinstance(given, Mapping):
        for key, domain in zip(given.pairs[::2], given.pairs[1::2], strict=True):
            if type(key) is Scalar and type(domain) is Scalar:
                try:
                    _take(key.value, read_domain(domain.value, "given"), context)
                except DrillError:
                    continue
    return context


def _take(name: str, domain: Domain, context: Context) -> None:
    """Take what a domain says of a given: its size, or that it adds up to 1."""
    if isinstance(domain, OneHot | Probabilities):
        context.sizes[name] = Size(Number(1), Number(domain.size))
        context.wishes[name] = Wish(kind="one-hot" if isinstance(domain, OneHot) else "probabilities")
    elif extents := getattr(domain, "extents", None):
        context.sizes[name] = Size(*map(_size, extents))


def _size(extent: Extent) -> Tree:
    return Number(extent) if isinstance(extent, int) else Name(extent)
