"""A deck as Markdown to read: mathematics in LaTeX between dollars, drawings in characters."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise

from cardgrad.decks.importing.exported_markdown import PARTS
from cardgrad.quizzes.export.exported import Exported, Remarks
from cardgrad.quizzes.printing.markdown import escaped, written
from cardgrad.quizzes.printing.pieces import pieces
from cardgrad.sharing.card_picture import named_picture
from cardgrad.sharing.problem_document import BANDS
from cardgrad.sharing.shared import NAMED, Frozen, Shared, SharedCard, answer_text, say_answers, say_unreadable
from cardgrad.sharing.wrong_answers import wrong_answers
from cardgrad.study.figure import answer_figure, question_figure
from cardgrad.study.view import Block
from quizgen.notation.fault import NotationError
from quizgen.notation.latex import SHOWN, to_latex
from quizgen.notation.parser import read_math
from quizgen.notation.spans import Span, spans
from quizgen.notation.visible import visible

_FENCE = "```"
_AROUND = {"code": ("`", "`"), "block": ("```\n", "\n```\n"), "bold": ("**", "**")}
# In the notes no HTML is obeyed, no picture fetched, and links lead to the web, to mail and to headings only.
_LINK = re.compile(r"\]\((?!https?://|mailto:|#)", re.IGNORECASE)
_DEFINED = re.compile(r"^( {0,3}\[[^\]\n]+\]:)(?!\s*https?://)", re.IGNORECASE | re.MULTILINE)
_TOLD = re.compile(rf"^(\*\*(?:{'|'.join(PARTS)})):\*\*", re.MULTILINE)
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
    remarks = Remarks()
    say_answers(shared.cards, remarks)
    say_unreadable(shared.cards, remarks)
    return Exported(data, (*shared.said, *remarks.sentences(NAMED)))


def _notes(text: str) -> str:
    """Return notes, which are Markdown already, with headings below the page's and mathematics in LaTeX."""
    found = []
    for span in spans(visible(text)):
        before, after = _AROUND.get(span.kind, ("", ""))
        shown = span.text
        if span.kind == "math":
            shown = _formula(span)
        elif span.kind == "text":
            shown = shown.replace("<", r"\<").replace("![", r"!\[")
            shown = _HEADING.sub("##", _DEFINED.sub(r"\\\1", _LINK.sub(r"]\(", shown)))
        found.append(before + shown + after)
    return "".join(found).strip()


def _formula(span: Span) -> str:
    try:
        return f"${SHOWN * (not span.claimed)}{to_latex(read_math(span.text))}$"
    except NotationError:
        return f"`{span.text}`"


def _written(text: str) -> str:
    """Return deck text as Markdown: blocks between fences, and what is not checked marked so that nobody sees it.

    A writer for paper has no way to say either, so that a word stands there until it is done.
    """
    text = visible(text)
    found = spans(text)
    if not any(_is_apart(span) for span in found):
        return _plain_words(text)
    stem = next(stem for number in count() if (stem := f"q{'z' * number}q") not in text)
    starts = [*(_start(text, span) for span in found), len(text)]
    parts = ""
    for place, (span, (start, end)) in enumerate(zip(found, pairwise(starts), strict=True)):
        if span.kind == "block":
            parts = f"{parts.rstrip()}\n\n{stem}{place}o\n\n"
        elif _is_apart(span):
            parts += f"{stem}{place}o"
        else:  # a sign that had no partner finds none where a word stands for what was between
            words = re.sub(r"[$`*]", r"\\\g<0>", span.text) if span.kind == "text" else text[start:end]
            parts += words.lstrip() if parts.endswith("\n\n") else words
    result = _plain_words(parts)
    for place, span in enumerate(found):
        if _is_apart(span):
            result = result.replace(f"{stem}{place}o", _fenced(span.text) if span.kind == "block" else _formula(span))
    return result


def _plain_words(text: str) -> str:
    """Return deck text as Markdown in which no line begins with one of the words that our own reader looks for."""
    return _TOLD.sub(r"\1\:**", written(pieces(text)))


def _is_apart(span: Span) -> bool:
    return span.kind == "block" or not span.claimed


def _start(text: str, span: Span) -> int:
    """Return where a span begins in its text, with the sign that opens it."""
    if span.kind == "block":
        return text.rindex(_FENCE, 0, span.position)
    signs = {"math": 2 - span.claimed, "code": 1, "bold": 2}
    return span.position - signs.get(span.kind, 0)


def _card(one: SharedCard) -> Iterator[str]:
    card = one.card
    yield f"### {escaped(card.id.partition('/')[2])}"
    if one.problems:
        yield _written(named_picture(card))
        for frozen in one.problems:
            yield from _problem(frozen)
    else:
        asked, *options = one.shown.question
        yield _told("Question", asked.text)
        yield from _blocks(options)
        yield _told("Hint", one.hint)
        first, *rest = [block for block in one.shown.answer if block.role != "why"]
        yield _told("Answer", first.text, first.mark)
        yield from _blocks(rest)
    yield _told("Why", card.why or "")
    yield _told("Source", card.source or "")
    yield _told("Tags", ", ".join(card.tags))
    yield _told("Kind", "" if one.problems or card.kind == "front" else card.kind)


def _problem(frozen: Frozen) -> Iterator[str]:
    problem = frozen.problem
    yield f"#### {BANDS[problem.band].capitalize()}: {escaped(problem.reference)}"
    yield _told("Question", problem.prompt)
    yield from map(_figure, question_figure(problem))
    yield from (_told("Hint", hint) for hint in frozen.hints)
    yield _told("Answer", answer_text(problem))
    yield _list(_written(line) for line in frozen.question.working)
    yield from map(_figure, answer_figure(problem))
    wrong = [
        f"{_written(one.answer)}: {_written(one.message)} ({escaped(one.mistakes)})" for one in wrong_answers(problem)
    ]
    if wrong:
        yield "**Wrong answers that name a mistake:**"
        yield _list(wrong)


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield texts, those with a sign before them as one list."""
    listed = [_marked(_written(block.text), block.mark) for block in blocks if block.mark]
    yield from (_written(block.text) for block in blocks if not block.mark)
    yield _list(listed)


def _list(items: Iterable[str]) -> str:
    return "\n".join("- " + item.replace("\n", "\n  ") for item in items)


def _told(word: str, text: str, mark: str = "") -> str:
    if not text:
        return ""
    shown = _marked(_written(text), mark) if mark else _written(text)
    return f"**{word}:**{chr(10) * 2 if shown.startswith(_FENCE) else ' '}{shown}"


def _marked(shown: str, mark: str) -> str:
    """Return Markdown behind the sign of an option; a block begins on a line of its own."""
    return f"{escaped(mark)}){chr(10) * 2 if shown.startswith(_FENCE) else ' '}{shown}"


def _figure(block: Block) -> str:
    return _fenced(visible(block.text))


def _fenced(text: str) -> str:
    return f"{_FENCE}\n{text}\n{_FENCE}"
