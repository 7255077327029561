"""A deck as Markdown to read: mathematics in LaTeX between dollars, drawings in characters."""

import re
from collections.abc import Iterable, Iterator, Sequence

from cardgrad.quizzes.export.exported import Exported
from cardgrad.quizzes.printing.markdown import escaped, written
from cardgrad.quizzes.printing.pieces import pieces
from cardgrad.sharing.card_picture import named_picture
from cardgrad.sharing.problem_document import BANDS
from cardgrad.sharing.shared import Frozen, Shared, SharedCard, answer_text
from cardgrad.sharing.wrong_answers import wrong_answers
from cardgrad.study.figure import answer_figure, question_figure
from cardgrad.study.view import Block
from quizgen.notation.fault import NotationError
from quizgen.notation.latex import to_latex
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans
from quizgen.notation.visible import visible

_AROUND = {"code": ("`", "`"), "block": ("```\n", "\n```\n"), "bold": ("**", "**")}
# In the notes no HTML is obeyed, no picture fetched, and links lead to the web, to mail and to headings only.
_LINK = re.compile(r"\]\((?!https?://|mailto:|#)", re.IGNORECASE)
_DEFINED = re.compile(r"^( {0,3}\[[^\]\n]+\]:)(?!\s*https?://)", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(r"^(?=#{1,4} )", re.MULTILINE)


def markdown(shared: Shared) -> Exported:
    """Return a deck as Markdown in UTF-8."""
    parts = [f"# {written(pieces(shared.title))}"]
    if shared.notes:
        parts += ["## Notes", _notes(shared.notes)]
    parts.append("## Cards")
    for one in shared.cards:
        parts += _card(one)
    data = ("\n\n".join(filter(None, parts)) + "\n").encode()
    return Exported(data, shared.said)


def _notes(text: str) -> str:
    """Return notes, which are Markdown already, with headings below the page's and mathematics in LaTeX."""
    found = []
    for span in spans(visible(text)):
        before, after = _AROUND.get(span.kind, ("", ""))
        shown = span.text
        if span.kind == "math":
            shown = _formula(shown)
        elif span.kind == "text":
            shown = shown.replace("<", r"\<").replace("![", r"!\[")
            shown = _HEADING.sub("##", _DEFINED.sub(r"\\\1", _LINK.sub(r"]\(", shown)))
        found.append(before + shown + after)
    return "".join(found).strip()


def _formula(text: str) -> str:
    try:
        return f"${to_latex(read_math(text))}$"
    except NotationError:
        return f"`{text}`"


def _card(one: SharedCard) -> Iterator[str]:
    card = one.card
    yield f"### {escaped(card.id.partition('/')[2])}"
    if one.problems:
        yield written(pieces(named_picture(card)))
        for frozen in one.problems:
            yield from _problem(frozen)
    else:
        asked, *options = one.shown.question
        yield _told("Question", asked.text)
        yield from _blocks(options)
        yield from (_told("Hint", hint) for hint in one.shown.hints)
        first, *rest = [block for block in one.shown.answer if block.role != "why"]
        yield _told("Answer", f"{first.mark}) {first.text}" if first.mark else first.text)
        yield from _blocks(rest)
    yield _told("Why", card.why or "")
    yield _told("Source", card.source or "")
    yield _told("Tags", ", ".join(card.tags))


def _problem(frozen: Frozen) -> Iterator[str]:
    problem = frozen.problem
    yield f"#### {BANDS[problem.band].capitalize()}: {escaped(problem.reference)}"
    yield _told("Question", problem.prompt)
    yield from map(_figure, question_figure(problem))
    yield from (_told("Hint", hint) for hint in frozen.hints)
    yield _told("Answer", answer_text(problem))
    yield _list(written(pieces(line)) for line in frozen.question.working)
    yield from map(_figure, answer_figure(problem))
    wrong = [
        f"{written(pieces(one.answer))}: {written(pieces(one.message))} ({escaped(one.mistakes)})"
        for one in wrong_answers(problem)
    ]
    if wrong:
        yield "**Wrong answers that name a mistake:**"
        yield _list(wrong)


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield texts, those with a sign before them as one list."""
    listed = [f"{escaped(block.mark)}) {written(pieces(block.text))}" for block in blocks if block.mark]
    yield from (written(pieces(block.text)) for block in blocks if not block.mark)
    yield _list(listed)


def _list(items: Iterable[str]) -> str:
    return "\n".join("- " + item.replace("\n", "\n  ") for item in items)


def _told(word: str, text: str) -> str:
    return f"**{word}:** {written(pieces(text))}" if text else ""


def _figure(block: Block) -> str:
    return f"```\n{visible(block.text)}\n```"
