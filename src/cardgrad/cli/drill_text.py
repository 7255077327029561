"""A drill as its author wrote it, in a few lines: what its problems are drawn from."""

from cardgrad.decks.card import Content
from quizgen.source import DomainText, DrillSource


def drill_lines(content: Content) -> list[str]:
    """Return where a drill's problems come from; nothing for a flashcard."""
    if not isinstance(content, DrillSource):
        return []
    lines = []
    if content.family:
        told = ", ".join(f"{name}: {value}" for name, value in content.parameters)
        lines.append(f"Graphs of the family {content.family}{f' ({told})' if told else ''}")
    drawn = [*content.given, *([("upstream", content.upstream)] if content.upstream is not None else [])]
    if drawn:
        lines.append(f"Drawn anew each time: {'; '.join(f'{name} {_domain(domain)}' for name, domain in drawn)}")
    lines += [f"Then {name} = {formula}" for name, formula in content.let]
    lines += [f"Never {relation}" for relation in content.unless]
    if content.targets:
        lines.append(f"About the mistakes: {', '.join(content.targets)}")
    if content.proof:
        lines.append(f"Proof: {content.proof}")
    return lines


def _domain(domain: DomainText) -> str:
    return domain if isinstance(domain, str) else f"one of {', '.join(domain)}"
