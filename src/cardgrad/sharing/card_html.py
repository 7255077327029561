"""A card on the page of its deck: the question in sight, hints and answer folded; of a drill some problems."""

from collections.abc import Mapping, Sequence
from html import escape

from cardgrad.decks.card import Card
from cardgrad.sharing.block_html import blocks_html, folded_html, text_html
from cardgrad.sharing.card_picture import ImageError, card_picture
from cardgrad.sharing.shown import Shown
from cardgrad.study.view import Block
from quizgen.notation.visible import visible
from quizgen.problem import Problem

KINDS = {"front": "front and back", "type": "typed answer", "steps": "steps in order"}


def anchor(card: Card) -> str:
    """Return the id of a card's element."""
    return f"card-{card.id.partition('/')[2]}"


def card_html(shown: Shown, places: Mapping[str, str]) -> str:
    """Return a card as an article; `places` are the elements of the cards that it may need, by their ids."""
    card = shown.card
    name = escape(card.id.partition("/")[2])
    tags = "".join(f"<li>{escape(visible(tag))}</li>" for tag in (KINDS.get(card.kind, card.kind), *card.tags))
    return (
        f'<article class="card" id="{escape(anchor(card))}">\n<h3>{name}</h3>\n<ul class="tags">{tags}</ul>\n'
        f"{_inside(shown)}{_foot(card, places)}</article>\n"
    )


def _inside(shown: Shown) -> str:
    if shown.fault:
        return f'<p class="fault" role="alert">{escape(visible(str(shown.fault)))}</p>\n'
    if shown.samples:
        from cardgrad.sharing.accepted import accepted

        problems = "".join(
            _problem(shown.card, problem, shown.hints if place == 0 else ())
            for place, problem in enumerate(shown.samples.problems)
        )
        lines = "<br>".join(map(escape, accepted(shown.samples.drill)))
        return f'{_picture(shown.card)}{problems}<p class="about">{lines}</p>\n'
    question = blocks_html(shown.question, _picture(shown.card))
    return f"{question}\n{_hints(shown.hints)}{folded_html('Answer', blocks_html(shown.answer))}"


def _picture(card: Card) -> str:
    """Return the picture beside a card, or why it cannot be shown."""
    from cardgrad.quizzes.printing.html import pictured

    try:
        found = card_picture(card)
    except ImageError as error:
        return f'<p class="fault" role="alert">{escape(visible(str(error)))}</p>\n'
    return pictured(found) if found else ""


def _hints(hints: Sequence[str]) -> str:
    if not hints:
        return ""
    said = "Hint" if len(hints) == 1 else "Hints"
    return folded_html(said, blocks_html(Block("hint", hint) for hint in hints))


def _problem(card: Card, problem: Problem, hints: Sequence[str]) -> str:
    """Return a sample problem."""
    from cardgrad.quizzes.drawings import question_drawing, solution_drawing
    from cardgrad.quizzes.printing.html import drawn
    from cardgrad.sharing.problem_document import BANDS
    from cardgrad.study.drilling import key_text
    from cardgrad.study.question import explanation
    from quizgen.working import working

    question, solution = question_drawing(problem), solution_drawing(problem)
    working_blocks = [Block("working", line) for line in working(problem, whole=True)]
    answer = blocks_html([Block("answer", key_text(problem)), *working_blocks])
    answer += (drawn(solution) if solution else "") + blocks_html(explanation(card))
    return (
        f'<section class="problem"><h4>{BANDS[problem.band].capitalize()} <code>{escape(problem.reference)}</code></h4>'
        f"{text_html(problem.prompt, 'question')}{drawn(question) if question else ''}\n{_hints(hints)}"
        f"{folded_html('Answer and working', answer)}{_mistakes(problem)}</section>\n"
    )


def _mistakes(problem: Problem) -> str:
    from cardgrad.sharing.wrong_answers import wrong_answers

    found = wrong_answers(problem)
    items = "".join(
        f"<dt>{text_html(one.answer, 'wrong')}</dt><dd>{text_html(one.message, 'message')}"
        f"<code>{escape(one.mistakes)}</code></dd>"
        for one in found
    )
    return folded_html(f"Wrong answers that name a mistake ({len(found)})", f"<dl>{items}</dl>") if found else ""


def _foot(card: Card, places: Mapping[str, str]) -> str:
    """Return where a card stands in its file, what it needs, and its source."""
    needs = ", ".join(_link(need, places.get(need)) for need in card.needs)
    told = [f"line {card.line}", f"needs {needs}" if needs else "", escape(visible(card.source or ""))]
    return f'<p class="about">{" · ".join(filter(None, told))}</p>\n'


def _link(name: str, place: str | None) -> str:
    return f'<a href="#{escape(place)}">{escape(name)}</a>' if place else escape(name)
