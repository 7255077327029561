"""A whole deck as one HTML file that needs no other: to look through, to show around, to print."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from cardgrad.decks.fault import Fault
from cardgrad.quizzes.printing.html import page, written
from cardgrad.quizzes.printing.pieces import pieces, plain
from cardgrad.sharing.card_html import anchor, card_html
from cardgrad.sharing.notes_html import notes_html
from cardgrad.sharing.shown import Shown
from cardgrad.study.tally import counted
from quizgen.notation.visible import visible

_STYLE = Path(__file__).with_name("page.css")
_LONGEST = 72  # signs of a question in the table of contents


class Leaf(NamedTuple):
    """What a page shows of a deck."""

    name: str  # the deck's id, or what its file calls it
    title: str
    notes: str | None
    cards: tuple[Shown, ...]
    faults: tuple[Fault, ...]


def mark(name: str) -> str:
    """Return what tells the page of this deck from any other file."""
    return f'<body data-preview-of="{escape(name)}">'


def deck_page(leaf: Leaf) -> str:
    """Return the deck as a page: its faults on top, contents, notes, cards with their answers folded."""
    drills = sum(shown.card.kind == "drill" for shown in leaf.cards)
    size = counted(len(leaf.cards), "card") + (f", {counted(drills, 'drill')} among them" if drills else "")
    notes = f'<section id="notes"><h2>Notes</h2>\n{notes_html(leaf.notes)}</section>\n' if leaf.notes else ""
    places: dict[str, str] = {}
    for shown in leaf.cards:
        places.setdefault(shown.card.entry, anchor(shown.card))
        places[shown.card.id] = anchor(shown.card)
    cards = "".join(card_html(shown, places) for shown in leaf.cards)
    body = (
        f'{mark(leaf.name)}\n<header><h1>{written(pieces(leaf.title))}</h1>\n<p class="about"><code>'
        f"{escape(leaf.name)}</code> · {size}</p></header>\n<main>\n{_faults(leaf.faults)}{_contents(leaf)}{notes}"
        f'<section id="cards"><h2>Cards</h2>\n{cards}</section>\n</main>\n</body>'
    )
    return page(plain(leaf.title), "en", _STYLE.read_text(encoding="utf-8"), body)


def _faults(faults: Sequence[Fault]) -> str:
    if not faults:
        return ""
    items = "".join(f'<li class="{fault.severity}">{escape(visible(str(fault)))}</li>' for fault in faults)
    title = counted(len(faults), "fault")
    return f'<section id="faults" aria-label="{title}"><h2>{title}</h2><ul>{items}</ul></section>\n'


def _contents(leaf: Leaf) -> str:
    notes = '<li><a href="#notes">Notes</a></li>' if leaf.notes else ""
    items = "".join(
        f'<li><a href="#{escape(anchor(shown.card))}">{escape(shown.card.id.partition("/")[2])}</a> '
        f"<span>{_asked(shown)}</span></li>"
        for shown in leaf.cards
    )
    return f'<nav aria-label="Contents"><h2>Contents</h2><ol>{notes}{items}</ol></nav>\n'


def _asked(shown: Shown) -> str:
    """Return how the question begins, without its marks."""
    texts = [block.text for block in shown.question] or [
        problem.prompt for problem in (shown.samples.problems if shown.samples else ())
    ]
    words = " ".join(plain(texts[0]).split()) if texts else ""
    return escape(words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …")
