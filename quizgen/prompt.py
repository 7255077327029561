"""A problem in words, as deck text: the graph, the numbers, what arrives from upstream, what is asked."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from quizgen.agreement import is_short
from quizgen.autodiff.array import shape_of
from quizgen.domain import Letter, Sized
from quizgen.drill import Drill
from quizgen.effort import entries
from quizgen.notation.parser import read_definitions
from quizgen.notation.text import to_text
from quizgen.notation.tree import names
from quizgen.run import Run
from quizgen.spoken import spoken
from quizgen.value import value_math


def prompt_of(made: Run) -> str:
    """Return the question: the author's words with the numbers filled in, or ours."""
    drill = made.drill
    known = {**made.samples[0].known, "upstream": made.upstream}
    if drill.source.prompt is not None:
        text = drill.source.prompt
        for name, value in known.items():
            if f"{{{name}}}" in text and name not in _letters(drill):
                text = text.replace(f"{{{name}}}", _size(value) if _is_sized(drill, name) else value_math(value))
        return " ".join([text, *_shown(made), *_how_exact(made), *_unit(drill)])
    lines = [f"{_graph_and_givens(made)}."]
    hidden = [f"${drill.graph.nodes[place].label}$" for place in drill.pinned.hidden]
    if hidden:
        lines.append(f"{listing(hidden, 'and')} {'is' if len(hidden) == 1 else 'are'} not needed.")
    lines += _shown(made)
    if drill.upstream_letter:
        lines.append(f"The gradient $d{drill.loss}/d{drill.output} = {drill.upstream_letter}$ arrives from upstream.")
    elif drill.upstream is not None and any(scaled for ask in drill.asks for _, _, scaled in ask.gradients):
        arriving = value_math(made.upstream)
        lines.append(f"The gradient $d{drill.loss}/d{drill.output} = {arriving}$ arrives from upstream.")
    lines.append(_question(drill))
    return " ".join([*lines, *_how_exact(made), *_unit(drill)])


def _shown(made: Run) -> list[str]:
    """Return the values that the author shows beside the givens."""
    drill = made.drill
    shown = [
        f"${word} = {value_math(made.values[drill.graph.names[word]])}$"
        for word in drill.source.show
        if word in drill.graph.names and word not in drill.domains
    ]
    return [f"The forward pass gives {listing(shown, 'and')}."] if shown else []


def _unit(drill: Drill) -> list[str]:
    """Return what the answer is counted in."""
    return [f"The unit is {drill.source.unit}."] if drill.source.unit else []


def _how_exact(made: Run) -> list[str]:
    """Return what is said of rounding, where a number does not end."""
    digits = made.drill.digits
    rounded = any(_is_rounded(entry, digits) for answer in made.answer for entry in entries(answer))
    return [f"Give the exact value, or {digits} significant digits."] if rounded else []


def _question(drill: Drill) -> str:
    """Return what is asked; of several shapes the word is said once."""
    asked = [spoken(ask) for ask in drill.asks]
    introduced = drill.sizes_only and drill.upstream is None and drill.differentiated == drill.loss
    if introduced and any(ask.spelled != ask.tree for ask in drill.asks):
        before = f"A scalar loss ${drill.loss}$ is computed from ${drill.output}$. "
    else:
        before = ""
    word = "the shape of "
    if len(asked) > 1 and all(text.startswith(word) for text in asked):
        return f"{before}What are the shapes of {listing([text.removeprefix(word) for text in asked], 'and')}?"
    return f"{before}What {'is' if len(asked) == 1 else 'are'} {listing(asked, 'and')}?"


def _graph_and_givens(made: Run) -> str:
    drill = made.drill
    used = used_names(drill)
    known = made.samples[0].known
    numbers, sizes = [], []
    for name in (*drill.domains, *dict(drill.lets)):
        domain = drill.domains.get(name)
        if name not in used:
            continue
        if isinstance(domain, Letter):
            if domain.extents:
                sizes.append(f"${name}$ is ${domain.extents[0]} × {domain.extents[1]}$")
        elif isinstance(domain, Sized):
            sizes.append(f"${name}$ is ${_size(known[name])}$")
        elif name in known:
            numbers.append(f"${name} = {value_math(known[name])}$")
    text = listing(definitions(drill.source.graph), "and") if "graph" in drill.source.show else ""
    if numbers:
        text = f"{text} with {listing(numbers, 'and')}" if text else f"Let {listing(numbers, 'and')}"
    if sizes:
        text = f"{text}, where {listing(sizes, 'and')}" if text else listing(sizes, "and")
    return text


def used_names(drill: Drill) -> set[str]:
    """Return the names that a learner needs: those in the graph and in what is asked."""
    found = set(drill.graph.names)
    for ask in drill.asks:
        found.update(names(ask.tree))
    return found


def _letters(drill: Drill) -> list[str]:
    return [name for name, domain in drill.domains.items() if isinstance(domain, Letter)]


def _is_sized(drill: Drill, name: str) -> bool:
    return isinstance(drill.domains.get(name), Sized)


def _size(value: object) -> str:
    rows, columns = shape_of(value) or (1, 1)
    return f"{rows} × {columns}"


def _is_rounded(value: object, digits: int) -> bool:
    return isinstance(value, float) or (isinstance(value, Fraction) and not is_short(value, digits))


@lru_cache(maxsize=512)
def definitions(graph: str) -> tuple[str, ...]:
    """Return a graph's lines, each as a formula of deck text."""
    return tuple(f"${name} = {to_text(tree)}$" for name, tree, _ in read_definitions(graph))


def listing(items: Sequence[str], word: str) -> str:
    """Return items with commas, and a word before the last.

    >>> listing(["a", "b", "c"], "and")
    'a, b and c'
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"
