"""A problem in words, as deck text: the graph, the numbers, what arrives from upstream, what is asked."""

from collections.abc import Sequence

from quizgen.notation.parser import read_definitions
from quizgen.notation.text import to_text
from quizgen.notation.tree import write_number
from quizgen.run import Run


def prompt_of(made: Run) -> str:
    """Return the question: the author's words with the numbers filled in, or ours."""
    drill = made.drill
    if drill.source.prompt is not None:
        text = drill.source.prompt
        for name, value in {**made.givens, "upstream": made.upstream}.items():
            text = text.replace(f"{{{name}}}", write_number(value))
        return text
    givens = listing([f"${name} = {write_number(value)}$" for name, value in made.givens.items()], "and")
    lines = [f"{listing(definitions(drill.source.graph), 'and')} with {givens}."]
    if drill.source.upstream is not None:
        lines.append(
            f"The gradient $d{drill.loss}/d{drill.output} = {write_number(made.upstream)}$ arrives from upstream."
        )
    asked = [f"${ask.label}$" for ask in drill.asks]
    lines.append(f"What {'is' if len(asked) == 1 else 'are'} {listing(asked, 'and')}?")
    return " ".join(lines)


def definitions(graph: str) -> list[str]:
    """Return a graph's lines, each as a formula of deck text."""
    return [f"${name} = {to_text(tree)}$" for name, tree, _ in read_definitions(graph)]


def listing(items: Sequence[str], word: str) -> str:
    """Return items with commas, and a word before the last.

    >>> listing(["a", "b", "c"], "and")
    'a, b and c'
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"
